// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/table.h"

#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"
#include "format/table/tablereader.h"
#include "tests/format/table/memoryfile.h"
#include "tests/fuzz/ensure.h"
#include "tests/fuzz/mutators/message.h"
#include "tests/support/tablebuilder.h"
#include "tests/support/wire.h"

#include <algorithm>

namespace ckpt::fuzz {

namespace {

constexpr std::size_t kFooter = 48;

// False when the block is not in the table.
bool sealBlock(std::string &table, const BlockHandle &handle)
{
    const auto size = checkedAdd(handle.size, kBlockTrailerSize);
    if (!size || !fitsIn(handle.offset, *size, table.size()))
        return false;
    const std::size_t end = handle.offset + handle.size + 1;
    std::string crc;
    test::putFixed32(crc, maskCrc(crc32c(std::string_view(table).substr(handle.offset, handle.size + 1))));
    table.replace(end, 4, crc);
    return true;
}

} // namespace

Entries entriesOf(const std::string &table)
{
    Entries entries;
    const auto reader = TableReader::open(test::memoryFile(table), smallLimits());
    if (!reader)
        return entries;
    Issues issues;
    const auto walked = reader->forEach(
        [&](std::string_view key, std::string_view value) {
            entries.emplace_back(key, value);
            return true;
        },
        issues);
    if (!walked)
        return entries;
    return entries;
}

std::string tableOf(const Entries &entries, Mutation &mutation)
{
    test::TableOptions options;
    options.blockSize = mutation.once(2) ? 262144 : 32 << mutation.below(6);
    options.restartInterval = mutation.once(2) ? 16 : 1 + static_cast<int>(mutation.below(4));
    options.snappy = mutation.once(4);
    test::TableBuilder builder(options);
    for (const auto &[key, value] : entries)
        builder.add(key, value);
    return builder.finish();
}

void change(Entries &entries, Mutation &mutation)
{
    if (entries.empty())
        return;
    auto &[key, value] = entries[mutation.below(entries.size())];
    switch (mutation.below(8)) {
    case 0:
        mutation.shuffle(entries);
        break;
    case 1:
        key = mutation.bytes(key, 16);
        break;
    case 2:
        value = entries[mutation.below(entries.size())].second;
        break;
    default:
        value = changedMessage(value, mutation);
    }
    if (!mutation.once(4))
        std::stable_sort(
            entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
}

void seal(std::string &table)
{
    if (table.size() < kFooter)
        return;
    ByteCursor footer(std::string_view(table).substr(table.size() - kFooter));
    const auto metaindex = readHandle(footer);
    const auto index = metaindex ? readHandle(footer) : std::nullopt;
    if (!index || !sealBlock(table, *index))
        return;
    const std::string contents = table.substr(index->offset, index->size);
    auto walker = BlockWalker::make(contents);
    while (walker && walker->next().value_or(false)) {
        ByteCursor value(walker->value());
        if (const auto block = readHandle(value))
            sealBlock(table, *block);
    }
}

std::string changedTable(const std::string &table, Mutation &mutation)
{
    Entries entries;
    if (!mutation.once(3))
        entries = entriesOf(table);
    if (entries.empty()) {
        std::string changed = mutation.bytes(table, 16);
        if (!mutation.once(4))
            seal(changed);
        return changed;
    }
    do
        change(entries, mutation);
    while (mutation.once(3));
    return tableOf(entries, mutation);
}

} // namespace ckpt::fuzz
