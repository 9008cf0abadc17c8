// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/openshard.h"

#include "format/base/checkedmath.h"

#include <fmt/format.h>

namespace ckpt {

Result<std::shared_ptr<const RandomAccessFile>> openShard(
    const Checkpoint &checkpoint, const StoredAt &at, const std::string &key)
{
    const ShardFile *shard = checkpoint.shard(at.shard);
    if (!shard) {
        Error error{ .fault = Fault::ShardNumber, .path = checkpoint.ref().prefix + ".index", .key = key };
        error.expected = checkpoint.shardCount();
        error.actual = at.shard;
        return fail(std::move(error));
    }
    auto file = openFile(shard->path);
    if (!file) {
        Error error = file.error();
        error.key = key;
        if (error.fault == Fault::NothingThere)
            error.fault = Fault::ShardMissing;
        return fail(std::move(error));
    }
    // An array file is written anew under its own name, and then nothing lies where its headers said.
    if (isArrayFormat(checkpoint.format()) && shard->size && *shard->size < (*file)->size()) {
        Error error{ .fault = Fault::ReadFailed, .path = shard->path, .key = key };
        error.detail = fmt::format("it had {} bytes when it was opened and has {} now", *shard->size, (*file)->size());
        return fail(std::move(error));
    }
    if (!fitsIn(at.offset, at.size, (*file)->size())) {
        Error error{
            .fault = Fault::TensorOutOfShard, .path = shard->path, .key = key, .where = ByteRange{ at.offset, at.size }
        };
        error.actual = static_cast<std::int64_t>((*file)->size());
        return fail(std::move(error));
    }
    return file;
}

Result<const Variable *> readableVariable(const Checkpoint &checkpoint, VariableId id)
{
    if (index(id) >= checkpoint.variables().size())
        return fail(Fault::NoSuchVariable, checkpoint.ref().prefix);
    const Variable &variable = checkpoint.variable(id);
    if (variable.error)
        return fail(*variable.error);
    return &variable;
}

} // namespace ckpt
