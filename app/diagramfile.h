// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A diagram as a file in one of five formats. The file appears under its name when it is complete; a failure leaves
// what was there before and nothing else.
#pragma once

#include "app/diagramjson.h"
#include "widgets/diagram/diagramsheet.h"

#include <QStringList>

#include <optional>

namespace ckpt {

enum class DiagramFormat { Svg, Pdf, Png, Dot, Json };
// By the ending of the name, in any case; nothing for other endings.
std::optional<DiagramFormat> diagramFormatOf(const QString &fileName);
const QStringList &diagramEndings(); // "svg", …, in the order of DiagramFormat
inline bool isPicture(DiagramFormat format)
{
    return format == DiagramFormat::Svg || format == DiagramFormat::Pdf || format == DiagramFormat::Png;
}

struct DiagramFile {
    QString path;
    DiagramFormat format = DiagramFormat::Svg;
    double scale = 1; // of pictures
    QStringList inputs; // files that must not be replaced: those that the diagram was read from
};

// A sentence when it cannot be written, else nothing.
std::optional<QString> saveDiagram(const DiagramSheet &sheet, const DiagramSource &source, const DiagramFile &file);

} // namespace ckpt
