// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/details.h"

#include "format/base/paths.h"
#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ckpt {

namespace {

constexpr std::size_t kListed = 12;

// A class, so that the translator's tools see the context.
struct Maker {
    Q_DECLARE_TR_FUNCTIONS(Details)
public:
    static QString more(int count) { return tr("and %n more", "", count); }

    static QString hex(std::uint32_t crc) { return QStringLiteral("%1").arg(crc, 8, 16, QLatin1Char('0')); }

    static QString variableLink(std::string_view key) { return QStringLiteral("variable:") + toQString(key); }

    static DetailRow row(const QString &label, const QString &value, const QString &link = {})
    {
        return { label, value, link, DetailRow::Mark::None };
    }

    static void add(Details &details, const QString &title, QList<DetailRow> rows)
    {
        if (!rows.isEmpty())
            details.sections.append({ title, std::move(rows) });
    }

    static QString roleText(const VariableFacts &facts)
    {
        QString text = roleName(facts.role);
        if (!facts.detail.empty() && facts.role != Role::Kernel && facts.role != Role::Bias)
            text += QStringLiteral(", ") + toQString(facts.detail);
        if (!facts.layer.empty())
            text = tr("%1 of %2", "role, layer").arg(text, toQString(facts.layer));
        return text;
    }

    static QList<DetailRow> headRows(const Checkpoint &checkpoint, const Variable &variable, const VariableFacts *facts)
    {
        QList<DetailRow> rows;
        if (facts) {
            if (!facts->inferredName.empty())
                rows.append(row(tr("Looks like"), toQString(facts->inferredName)));
            rows.append(row(tr("Role"), roleText(*facts)));
        }
        rows.append(row(tr("Type"), formatDType(variable.dtype, variable.storedType)));
        rows.append(row(tr("Shape"), formatShape(variable.shape)));
        rows.append(row(tr("Elements"), formatCount(variable.elements())));
        const std::uint64_t all = checkpoint.totalBytes();
        QString size = formatBytes(variable.byteSize());
        if (all > 0) {
            const double share = static_cast<double>(variable.byteSize()) / static_cast<double>(all);
            size = tr("%1 (%2)", "size, share of all").arg(size, formatPercent(share));
        }
        rows.append(row(tr("Size"), size));
        return rows;
    }

    static QList<DetailRow> graphRows(const Checkpoint &checkpoint, const Variable &variable,
        const VariableFacts *facts, std::span<const VariableFacts> all)
    {
        QList<DetailRow> rows;
        if (!facts)
            return rows;
        if (!facts->usedBy.empty())
            rows.append(
                row(tr("Used by"), toQString(facts->usedBy), QStringLiteral("node:") + toQString(facts->usedBy)));
        if (!facts->initializer.empty())
            rows.append(row(tr("Start value"), toQString(facts->initializer)));
        if (!facts->owner.empty())
            rows.append(row(tr("Belongs to"), toQString(facts->owner), variableLink(facts->owner)));
        QString label = tr("Slots");
        std::size_t listed = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].owner != variable.key || listed++ >= kListed)
                continue;
            const std::string &key = checkpoint.variables()[i].key;
            const bool below = key.size() > variable.key.size() + 1 && key.starts_with(variable.key);
            rows.append(row(label, toQString(below ? key.substr(variable.key.size() + 1) : key), variableLink(key)));
            label.clear();
        }
        if (listed > kListed)
            rows.append(row({}, more(static_cast<int>(listed - kListed))));
        // A graph for serving does not tell which ones are trained.
        const bool tells =
            std::any_of(all.begin(), all.end(), [](const VariableFacts &each) { return each.trainable; });
        if (facts->inGraph && tells)
            rows.append(row(tr("Trainable"), facts->trainable ? tr("yes") : tr("no")));
        return rows;
    }

    // As the index and other tools show it.
    static QString storedChecksum(const Variable &variable, const ArrayLayout *layout)
    {
        if (layout && layout->archived)
            return hex(layout->crc32);
        return variable.at->crcStored ? hex(variable.at->maskedCrc) : QString();
    }

    static DetailRow checksumRow(const QString &stored, const ChecksumResult *checksum)
    {
        if (stored.isEmpty())
            return row(tr("Checksum"), tr("not stored", "checksum"));
        DetailRow made = row(tr("Checksum"), tr("%1, not checked", "checksum").arg(stored));
        if (!checksum)
            return made;
        switch (checksum->state) {
        case ChecksumState::Good:
            made.value = tr("good · %1", "checksum").arg(stored);
            made.mark = DetailRow::Mark::Good;
            break;
        case ChecksumState::Wrong:
            made.value = tr("does not match · %1", "checksum").arg(stored);
            made.mark = DetailRow::Mark::Error;
            break;
        case ChecksumState::NotStored:
            made.value = tr("not stored", "checksum");
            break;
        case ChecksumState::Unreadable:
            made.value = tr("cannot be read");
            made.mark = DetailRow::Mark::Error;
            break;
        }
        return made;
    }

    static QString shardText(const Checkpoint &checkpoint, std::int32_t shard)
    {
        return tr("%1 of %2, %3", "shard number, of how many, byte order")
            .arg(formatCount(shard + 1), formatCount(checkpoint.shardCount()),
                checkpoint.bigEndian() ? tr("big-endian") : tr("little-endian"));
    }

    static QString bytesText(const StoredAt &at)
    {
        return tr("%1 to %2", "positions in a file")
            .arg(formatCount(static_cast<qint64>(at.offset)), formatCount(static_cast<qint64>(at.offset + at.size)));
    }

    // How an array is written, where it is not as one would expect.
    static QString orderText(const ArrayLayout &layout)
    {
        QStringList words;
        if (layout.compressed)
            words.append(tr("compressed"));
        if (layout.bigEndian)
            words.append(tr("big-endian"));
        if (layout.columnMajor)
            words.append(tr("column by column", "order of the elements"));
        return words.join(QStringLiteral(" · "));
    }

    static QList<DetailRow> arrayRows(const Checkpoint &checkpoint, VariableId id, const ChecksumResult *checksum)
    {
        const Variable &variable = checkpoint.variable(id);
        const ArrayLayout *layout = checkpoint.layout(id);
        QList<DetailRow> rows;
        for (const ShardFile &file : checkpoint.shards())
            rows.append(row(tr("File"), toQString(baseName(file.path))));
        if (!variable.at)
            return rows;
        rows.append(row(tr("Bytes"), bytesText(*variable.at)));
        if (const QString written = layout ? orderText(*layout) : QString(); !written.isEmpty())
            rows.append(row(tr("Written"), written));
        rows.append(checksumRow(storedChecksum(variable, layout), checksum));
        return rows;
    }

    static QList<DetailRow> fileRows(const Checkpoint &checkpoint, VariableId id, const ChecksumResult *checksum)
    {
        const Variable &variable = checkpoint.variable(id);
        QList<DetailRow> rows;
        const auto fileName = [&checkpoint](std::int32_t number) {
            const ShardFile *shard = checkpoint.shard(number);
            return shard ? toQString(baseName(shard->path)) : QString();
        };
        if (isArrayFormat(checkpoint.format()))
            return arrayRows(checkpoint, id, checksum);
        if (variable.at) {
            rows.append(row(tr("Shard"), shardText(checkpoint, variable.at->shard)));
            rows.append(row(tr("File"), fileName(variable.at->shard)));
            rows.append(row(tr("Bytes"), bytesText(*variable.at)));
            rows.append(checksumRow(hex(variable.at->maskedCrc), checksum));
            return rows;
        }
        if (variable.isPartitioned())
            rows.append(row(tr("Slices"), formatCount(static_cast<qint64>(variable.slices.size()))));
        QString label = variable.isPartitioned() ? QString() : tr("File");
        for (std::size_t i = 0; i < variable.slices.size() && i < kListed; ++i) {
            const StoredSlice &slice = variable.slices[i];
            const std::int32_t file = slice.at ? slice.at->shard : static_cast<std::int32_t>(slice.v1File);
            QString value = fileName(file);
            if (variable.isPartitioned())
                value = tr("%1 in %2", "slice, file").arg(toQString(text(slice.slice)), value);
            rows.append(row(label, value));
            label.clear();
        }
        if (variable.slices.size() > kListed)
            rows.append(row({}, more(static_cast<int>(variable.slices.size() - kListed))));
        if (checkpoint.format() == StorageFormat::V1)
            rows.append(row(tr("Checksum"), tr("of blocks, checked on every read")));
        return rows;
    }

    static Details made(const Checkpoint &checkpoint, VariableId id, const VariableFacts *facts,
        std::span<const VariableFacts> all, const ChecksumResult *checksum, const ObjectTree *objects = nullptr)
    {
        const Variable &variable = checkpoint.variable(id);
        Details details;
        details.title = toQString(variable.key);
        if (facts)
            details.role = facts->role;
        if (variable.error) {
            const ErrorWords words = errorWords(*variable.error);
            QList<DetailRow> rows{ { {}, words.what, {}, DetailRow::Mark::Error } };
            for (const QString &more : { words.why, words.remedy }) {
                if (!more.isEmpty())
                    rows.append(row({}, more));
            }
            add(details, {}, rows);
        }
        add(details, {}, headRows(checkpoint, variable, facts));
        const bool known = !facts || facts->inGraph; // else from names and shapes
        add(details, known ? tr("In the graph") : tr("By its name"), graphRows(checkpoint, variable, facts, all));
        if (objects && variable.key != kObjectGraphKey)
            add(details, tr("Objects"), objectRows(checkpoint, *objects, id));
        add(details, tr("In the file"), fileRows(checkpoint, id, checksum));
        return details;
    }

    static Details ofCheckpoint(const Checkpoint &checkpoint)
    {
        Details details;
        details.title = toQString(checkpoint.ref().displayName());
        QList<DetailRow> head;
        head.append(row(tr("Format"),
            checkpoint.objectBased() ? tr("V2, object-based") : QString(QLatin1String(name(checkpoint.format())))));
        head.append(row(tr("Variables"), formatCount(static_cast<qint64>(checkpoint.variables().size()))));
        head.append(row(tr("Elements"), formatCount(checkpoint.totalElements())));
        head.append(row(tr("Size"), formatBytes(checkpoint.totalBytes())));
        if (checkpoint.ref().step)
            head.append(row(tr("Step"), formatCount(*checkpoint.ref().step)));
        if (checkpoint.ref().savedAt)
            head.append(row(tr("Saved", "when a step was saved"), formatTimeLong(*checkpoint.ref().savedAt)));
        add(details, {}, head);

        QList<DetailRow> files;
        for (std::size_t i = 0; i < checkpoint.shards().size() && i < kListed; ++i) {
            const ShardFile &shard = checkpoint.shards()[i];
            DetailRow made = row(i == 0 ? tr("Files") : QString(),
                shard.size ? tr("%1, %2", "file, size").arg(toQString(baseName(shard.path)), formatBytes(*shard.size))
                           : tr("%1, missing", "file").arg(toQString(baseName(shard.path))));
            made.mark = shard.size ? DetailRow::Mark::None : DetailRow::Mark::Error;
            files.append(made);
        }
        if (checkpoint.shards().size() > kListed)
            files.append(row({}, more(static_cast<int>(checkpoint.shards().size() - kListed))));
        if (!isArrayFormat(checkpoint.format())) {
            files.append(row(tr("Byte order"), checkpoint.bigEndian() ? tr("big-endian") : tr("little-endian")));
            files.append(row(tr("Index blocks"), formatCount(checkpoint.table().blocks)));
        }
        if (!checkpoint.ref().graphFile.empty())
            files.append(row(tr("Graph"), toQString(baseName(checkpoint.ref().graphFile))));
        add(details, tr("In the file"), files);
        add(details, tr("Notes in the file"), noteRows(checkpoint));
        return details;
    }

    static QList<DetailRow> noteRows(const Checkpoint &checkpoint)
    {
        constexpr qsizetype kLongest = 300; // notes can be whole configurations
        QList<DetailRow> rows;
        const auto notes = checkpoint.metadata();
        for (std::size_t i = 0; i < notes.size() && i < kListed; ++i) {
            QString text = toQString(notes[i].second);
            if (text.size() > kLongest)
                text = text.left(kLongest) + u'…';
            rows.append(row(toQString(notes[i].first), text));
        }
        if (notes.size() > kListed)
            rows.append(row({}, more(static_cast<int>(notes.size() - kListed))));
        return rows;
    }
};

} // namespace

Details detailsOf(
    const Checkpoint &checkpoint, VariableId id, const VariableFacts *facts, const ChecksumResult *checksum)
{
    return Maker::made(checkpoint, id, facts, {}, checksum);
}

Details detailsOf(const Checkpoint &checkpoint, VariableId id, std::span<const VariableFacts> facts,
    const ChecksumResult *checksum, const ObjectTree *objects)
{
    return Maker::made(
        checkpoint, id, index(id) < facts.size() ? &facts[index(id)] : nullptr, facts, checksum, objects);
}

Details detailsOf(const Checkpoint &checkpoint)
{
    return Maker::ofCheckpoint(checkpoint);
}

} // namespace ckpt
