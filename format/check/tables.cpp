// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/tables.h"

#include "format/base/file.h"
#include "format/bundle/orderedcode.h"
#include "format/table/tablereader.h"

#include <optional>
#include <set>
#include <string>

namespace ckpt {

namespace {

// The keys under which the variables say their parts are stored in table `number`.
std::set<std::string, std::less<>> listedKeys(const Checkpoint &checkpoint, std::uint32_t number)
{
    std::set<std::string, std::less<>> keys;
    for (const Variable &variable : checkpoint.variables()) {
        for (const StoredSlice &slice : variable.slices) {
            if (slice.v1File == number)
                keys.insert(encodeSliceKey(variable.key, slice.slice));
        }
    }
    return keys;
}

Result<void> walk(const Checkpoint &checkpoint, const ShardFile &shard, const TableReader &table, IssueLog &log,
    const JobControl &control)
{
    const auto listed = listedKeys(checkpoint, static_cast<std::uint32_t>(shard.number));
    Issues found;
    const auto visit = [&](std::string_view key, std::string_view) {
        if (key.empty() || listed.contains(key))
            return true;
        const auto slice = decodeSliceKey(key);
        log.add(issue(Error{
            .fault = Fault::SliceUnlisted, .path = shard.path, .key = slice ? slice->variable : std::string(key) }));
        return true;
    };
    if (const auto walked = table.forEach(visit, found, control); !walked) {
        if (walked.error().fault == Fault::Cancelled)
            return tl::unexpected(walked.error());
        log.add(issue(walked.error()));
    }
    for (Issue &one : found)
        log.add(std::move(one));
    return {};
}

// Nothing where it cannot be opened: opening the checkpoint has said so.
std::optional<TableReader> tableAt(const std::string &path, const Limits &limits)
{
    const auto file = openFile(path);
    auto table = file ? TableReader::open(*file, limits) : fail(file.error());
    return table ? std::optional(std::move(*table)) : std::nullopt;
}

void checkUnused(const TableReader &table, IssueLog &log)
{
    if (auto whole = table.checkUnused(); !whole)
        log.add({ Severity::Warning, std::move(whole.error()) });
}

} // namespace

Result<void> checkTables(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control)
{
    if (checkpoint.format() == StorageFormat::V2) {
        if (const auto table = tableAt(checkpoint.ref().prefix + ".index", checkpoint.limits()))
            checkUnused(*table, log);
        return {};
    }
    for (const ShardFile &shard : checkpoint.shards()) {
        const auto table = tableAt(shard.path, checkpoint.limits());
        if (!table)
            continue;
        checkUnused(*table, log);
        if (auto walked = walk(checkpoint, shard, *table, log, control); !walked)
            return walked;
    }
    return {};
}

} // namespace ckpt
