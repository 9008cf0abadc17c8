// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/valuesstate.h"

#include "format/base/paths.h"
#include "widgets/common/formatting.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ckpt {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ckpt::ValuesState)
public:
    static StateWords nothing()
    {
        return { EmptyPage::Kind::Plain, tr("Select a variable to see its values."), {}, {} };
    }
    static StateWords emptyTensor(const QString &shape)
    {
        return { EmptyPage::Kind::Plain, tr("Shape %1: there are no values.").arg(shape), {}, {} };
    }
    static StateWords emptySlice(const QString &slice)
    {
        return { EmptyPage::Kind::Plain, tr("The slice %1 holds no values.").arg(slice), {}, {} };
    }
    static StateWords unknownType(const QString &type)
    {
        return { EmptyPage::Kind::Warning, tr("Values of %1 cannot be shown.", "type 57").arg(type), {}, {} };
    }
    static QString bytesAt(const QString &bytes, const QString &file, const QString &begin)
    {
        return tr("Its %1 bytes are in %2, from byte %3.").arg(bytes, file, begin);
    }
    static QString missingTitle() { return tr("The values are not here."); }
    static QString missing(const QString &file) { return tr("%1 is missing beside the index.").arg(file); }
    static QString shortTitle() { return tr("This variable cannot be read completely"); }
    static QString shortFile(const QString &begin, const QString &end, const QString &file, const QString &size)
    {
        return tr("The index places it at bytes %1 to %2 of %3, but that file ends at %4.").arg(begin, end, file, size);
    }
    static QString firstPart(int percent) { return tr("The first %1 % of its values are there.").arg(percent); }
    static QString cutShort() { return tr("Most often the copy was cut short, or the file belongs to another step."); }
    static QString checksum(const QString &stored, const QString &computed)
    {
        return tr("Checksum does not match: stored %1, computed %2.").arg(stored, computed);
    }
    static QString checksumPlain() { return tr("Checksum does not match."); }
};

const ShardFile *shardOf(const Checkpoint &checkpoint, const Variable &variable)
{
    if (!variable.at)
        return nullptr;
    for (const ShardFile &shard : checkpoint.shards()) {
        if (shard.number == variable.at->shard)
            return &shard;
    }
    return nullptr;
}

QString fileName(const std::string &path)
{
    return toQString(baseName(path));
}

QString eightDigits(std::int64_t checksum)
{
    return QStringLiteral("%1").arg(static_cast<quint32>(checksum), 8, 16, QLatin1Char('0'));
}

} // namespace

StateWords nothingSelected()
{
    return Words::nothing();
}

StateWords emptyTensor(const TensorShape &shape)
{
    return Words::emptyTensor(formatShape(shape));
}

StateWords emptySlice(const QString &slice)
{
    return Words::emptySlice(slice);
}

StateWords unknownType(const Checkpoint &checkpoint, const Variable &variable)
{
    StateWords words = Words::unknownType(formatDType(variable.dtype, variable.storedType));
    if (const ShardFile *shard = shardOf(checkpoint, variable))
        words.text = Words::bytesAt(formatCount(static_cast<qint64>(variable.at->size)), fileName(shard->path),
            formatCount(static_cast<qint64>(variable.at->offset)));
    return words;
}

std::optional<ReadablePart> readablePart(const Checkpoint &checkpoint, const Variable &variable)
{
    const ShardFile *shard = shardOf(checkpoint, variable);
    const std::size_t elementBytes = elementSize(variable.dtype);
    if (!shard || !shard->size || elementBytes == 0 || variable.at->size == 0 || *shard->size <= variable.at->offset)
        return std::nullopt;
    const std::uint64_t there = std::min(*shard->size - variable.at->offset, variable.at->size);
    ReadablePart part;
    part.share = static_cast<double>(there) / static_cast<double>(variable.at->size);
    if (variable.shape.rank() > 0 && variable.shape.dim(0) > 0) {
        const std::int64_t elements = variable.elements() / variable.shape.dim(0);
        if (elements > 0)
            part.entries = static_cast<std::int64_t>(there / elementBytes) / elements;
        part.entries = std::min(part.entries, variable.shape.dim(0));
    }
    return part;
}

StateWords unreadable(const Checkpoint &checkpoint, const Variable &variable, const Error &error)
{
    const ErrorWords usual = errorWords(error);
    StateWords words{ EmptyPage::Kind::Error, usual.what, usual.why, usual.remedy };
    const ShardFile *shard = shardOf(checkpoint, variable);
    if (error.fault == Fault::ShardMissing) {
        words.kind = EmptyPage::Kind::Warning;
        words.title = Words::missingTitle();
        if (!error.path.empty() || shard)
            words.text = Words::missing(fileName(error.path.empty() ? shard->path : error.path));
    } else if (error.fault == Fault::TensorOutOfShard || error.fault == Fault::ShardTooShort) {
        words.title = Words::shortTitle();
        words.advice = Words::cutShort();
        if (shard && shard->size)
            words.text = Words::shortFile(formatCount(static_cast<qint64>(variable.at->offset)),
                formatCount(static_cast<qint64>(variable.at->offset + variable.at->size)), fileName(shard->path),
                formatCount(static_cast<qint64>(*shard->size)));
        const auto part = readablePart(checkpoint, variable);
        const int percent = part ? static_cast<int>(std::floor(part->share * 100)) : 0;
        if (percent > 0)
            words.text += u' ' + Words::firstPart(percent);
    }
    return words;
}

QString checksumFact(const Error &error)
{
    if (!error.expected || !error.actual)
        return Words::checksumPlain();
    return Words::checksum(eightDigits(*error.expected), eightDigits(*error.actual));
}

QString errorReport(const StateWords &words, const Error &error)
{
    QStringList lines;
    for (const QString &line : { words.title, words.text, words.advice }) {
        if (!line.isEmpty())
            lines.append(line);
    }
    lines.append(QString());
    lines.append(
        QStringLiteral("fault: %1 (%2)").arg(QLatin1String(name(error.fault)), QLatin1String(name(error.code()))));
    if (!error.key.empty())
        lines.append(QStringLiteral("variable: ") + toQString(error.key));
    if (!error.path.empty())
        lines.append(QStringLiteral("file: ") + toQString(error.path));
    if (error.where)
        lines.append(
            QStringLiteral("bytes: %1 to %2").arg(error.where->begin).arg(error.where->begin + error.where->length));
    if (error.expected)
        lines.append(QStringLiteral("expected: %1").arg(*error.expected));
    if (error.actual)
        lines.append(QStringLiteral("actual: %1").arg(*error.actual));
    if (!error.detail.empty())
        lines.append(QStringLiteral("detail: ") + toQString(error.detail));
    return lines.join(u'\n');
}

} // namespace ckpt
