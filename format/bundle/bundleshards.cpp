// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/bundleshards.h"

#include "format/base/checkedmath.h"
#include "format/base/file.h"
#include "format/bundle/bundleindex.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace ckpt {

namespace {

// Data files that nothing refers to are looked at as well while the header counts few of them.
constexpr std::int32_t kFewShards = 64;

struct ShardState {
    ShardFile file;
    std::optional<Error> error;
};

ShardState lookAt(const std::string &path, std::int32_t number)
{
    ShardState state{ { number, path, {} }, {} };
    auto file = openFile(path);
    if (!file) {
        state.error = file.error();
        if (state.error->fault == Fault::NothingThere)
            state.error->fault = Fault::ShardMissing;
        return state;
    }
    state.file.size = (*file)->size();
    // Only a file far too small for values is looked into.
    if (*state.file.size > 0 && *state.file.size < 512) {
        std::string bytes(*state.file.size, '\0');
        if ((*file)->readAt(0, std::span(bytes)) && isGitLfsPointer(bytes))
            state.error = Error{ .fault = Fault::GitLfsPointer, .path = path };
    }
    return state;
}

// Why bytes [at.offset, + at.size) cannot be read, as far as sizes tell.
std::optional<Error> checkPlace(const StoredAt &at, const std::string &key, const CheckpointIndex &index,
    const std::string &prefix, const std::map<std::int32_t, ShardState> &shards)
{
    if (at.shard < 0 || at.shard >= index.shardCount) {
        Error error{ .fault = Fault::ShardNumber, .path = prefix + ".index", .key = key };
        error.expected = index.shardCount;
        error.actual = at.shard;
        return error;
    }
    const auto found = shards.find(at.shard);
    if (found == shards.end() || at.size == 0)
        return std::nullopt; // nothing to read, or more shards than are looked at: reading says it
    const ShardState &shard = found->second;
    if (shard.error) {
        Error error = *shard.error;
        error.key = key;
        return error;
    }
    if (fitsIn(at.offset, at.size, *shard.file.size))
        return std::nullopt;
    Error error{
        .fault = Fault::TensorOutOfShard, .path = shard.file.path, .key = key, .where = ByteRange{ at.offset, at.size }
    };
    error.actual = static_cast<std::int64_t>(*shard.file.size);
    return error;
}

void checkVariable(Variable &variable, const CheckpointIndex &index, const std::string &prefix,
    const std::map<std::int32_t, ShardState> &shards)
{
    if (variable.at && !variable.error)
        variable.error = checkPlace(*variable.at, variable.key, index, prefix, shards);
    for (const StoredSlice &slice : variable.slices) {
        if (slice.at && !variable.error)
            variable.error = checkPlace(*slice.at, variable.key, index, prefix, shards);
    }
}

} // namespace

std::string shardPath(const std::string &prefix, std::int32_t number, std::int32_t count)
{
    return fmt::format("{}.data-{:05}-of-{:05}", prefix, number, count);
}

Result<void> lookAtShards(
    CheckpointIndex &index, const std::string &prefix, const Limits &limits, const JobControl &control)
{
    std::set<std::int32_t> numbers;
    const auto count = std::min<std::int64_t>(index.shardCount, limits.maxShards);
    std::int32_t last = -1;
    const auto wanted = [&](const std::optional<StoredAt> &at) {
        if (!at || at->shard == last || at->shard < 0 || at->shard >= count)
            return;
        last = at->shard;
        numbers.insert(last);
    };
    for (const Variable &variable : index.variables) {
        wanted(variable.at);
        for (const StoredSlice &slice : variable.slices)
            wanted(slice.at);
    }
    for (std::int32_t number = 0; number < std::min<std::int64_t>(count, kFewShards); ++number)
        numbers.insert(number);

    IssueLog log(index.issues, limits.maxIssuesOfOneFault);
    std::map<std::int32_t, ShardState> shards;
    for (const std::int32_t number : numbers) {
        if (control.cancelled())
            return fail(Fault::Cancelled, prefix);
        ShardState state = lookAt(shardPath(prefix, number, index.shardCount), number);
        index.shards.push_back(state.file);
        if (state.error)
            log.add(issue(*state.error));
        shards.emplace(number, std::move(state));
    }
    std::set<std::string> cut;
    for (Variable &variable : index.variables) {
        checkVariable(variable, index, prefix, shards);
        if (!variable.error || variable.error->fault == Fault::ShardMissing
            || variable.error->fault == Fault::GitLfsPointer)
            continue;
        // One sentence for each entry that is wrong by itself, one for each file that is too short.
        const bool perFile = variable.error->fault == Fault::TensorOutOfShard;
        if (!perFile || cut.insert(variable.error->path).second)
            log.add(issue(*variable.error));
    }
    return {};
}

} // namespace ckpt
