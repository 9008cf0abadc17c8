// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/tables.h"

#include "format/base/file.h"
#include "format/bundle/orderedcode.h"
#include "format/table/tablereader.h"

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

} // namespace

Result<void> checkTables(const Checkpoint &checkpoint, IssueLog &log, const JobControl &control)
{
    for (const ShardFile &shard : checkpoint.shards()) {
        const auto file = openFile(shard.path);
        const auto table = file ? TableReader::open(*file, checkpoint.limits()) : fail(file.error());
        if (!table)
            continue; // opening the checkpoint has said so
        const auto listed = listedKeys(checkpoint, static_cast<std::uint32_t>(shard.number));
        Issues found;
        const auto visit = [&](std::string_view key, std::string_view) {
            if (key.empty() || listed.contains(key))
                return true;
            const auto slice = decodeSliceKey(key);
            log.add(issue(Error{ .fault = Fault::SliceUnlisted,
                .path = shard.path,
                .key = slice ? slice->variable : std::string(key) }));
            return true;
        };
        if (const auto walked = table->forEach(visit, found, control); !walked) {
            if (walked.error().fault == Fault::Cancelled)
                return tl::unexpected(walked.error());
            log.add(issue(walked.error()));
        }
        for (Issue &one : found)
            log.add(std::move(one));
    }
    return {};
}

} // namespace ckpt
