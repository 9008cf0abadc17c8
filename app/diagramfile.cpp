// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagramfile.h"

#include "widgets/diagram/diagramdot.h"
#include "widgets/diagram/picturewriters.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <cstring>

namespace ckpt {

namespace {

// Translation context.
class Say {
    Q_DECLARE_TR_FUNCTIONS(ckpt::DiagramFile)
};

QString cannotWrite(const QString &path, const QString &why)
{
    return Say::tr("“%1” cannot be written: %2.").arg(path, why);
}

bool isInput(const DiagramFile &file)
{
    const QString target = QFileInfo(file.path).canonicalFilePath();
    return !target.isEmpty() && std::any_of(file.inputs.begin(), file.inputs.end(), [&](const QString &input) {
        return QFileInfo(input).canonicalFilePath() == target;
    });
}

std::optional<QString> write(
    QSaveFile &out, const DiagramSheet &sheet, const DiagramSource &source, const DiagramFile &file)
{
    const PictureWords words{ source.title(), sheet.notes().join(u' ') };
    switch (file.format) {
    case DiagramFormat::Svg:
        return writeSvg(sheet, file.scale, words, out);
    case DiagramFormat::Pdf:
        return writePdf(sheet, file.scale, words, out);
    case DiagramFormat::Png:
        return writePng(sheet, file.scale, words, out);
    case DiagramFormat::Dot:
        out.write(dotText(sheet.diagram(), words, sheet.notes()));
        break;
    case DiagramFormat::Json: {
        Output direct(out.handle());
        JsonWriter json(direct);
        writeDiagramJson(json, sheet.diagram(), source);
        direct.flush();
        if (direct.error() != 0)
            return cannotWrite(file.path, QString::fromLocal8Bit(std::strerror(direct.error())));
        break;
    }
    }
    return std::nullopt;
}

} // namespace

const QStringList &diagramEndings()
{
    static const QStringList endings{ QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("png"),
        QStringLiteral("dot"), QStringLiteral("json") };
    return endings;
}

std::optional<DiagramFormat> diagramFormatOf(const QString &fileName)
{
    const qsizetype place = diagramEndings().indexOf(QFileInfo(fileName).suffix().toLower());
    return place < 0 ? std::nullopt : std::optional(static_cast<DiagramFormat>(place));
}

std::optional<QString> saveDiagram(const DiagramSheet &sheet, const DiagramSource &source, const DiagramFile &file)
{
    if (isInput(file))
        return Say::tr("“%1” belongs to the checkpoint and is not overwritten.").arg(file.path);
    if (QFileInfo(file.path).isDir())
        return cannotWrite(file.path, Say::tr("it is a folder"));
    QSaveFile out(file.path);
    if (!out.open(QIODevice::WriteOnly))
        return cannotWrite(file.path, out.errorString());
    if (auto problem = write(out, sheet, source, file)) {
        out.cancelWriting();
        return problem;
    }
    if (!out.commit())
        return cannotWrite(file.path, out.errorString());
    return std::nullopt;
}

} // namespace ckpt
