// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/v1tables.h"

#include "format/base/file.h"
#include "format/bundle/orderedcode.h"
#include "format/slices/slicesvalues.h"

namespace ckpt {

Result<TensorData> V1Tables::read(const Variable &variable, const StoredSlice &slice, const TensorShape &shape)
{
    auto table = tableOf(slice);
    if (!table) {
        table.error().key = variable.key;
        return tl::unexpected(table.error());
    }
    return readSliceValues(**table, encodeSliceKey(variable.key, slice.slice), variable.dtype, shape, variable.key);
}

Result<const TableReader *> V1Tables::tableOf(const StoredSlice &slice)
{
    const auto known = m_tables.find(slice.v1File);
    if (known != m_tables.end())
        return &known->second;
    const ShardFile *shard = m_checkpoint.shard(static_cast<std::int32_t>(slice.v1File));
    if (!shard)
        return fail(Fault::Internal, m_checkpoint.ref().prefix, "A part lies in a table that was not opened.");
    auto file = openFile(shard->path);
    if (!file)
        return tl::unexpected(file.error());
    auto table = TableReader::open(*file, m_checkpoint.limits());
    if (!table)
        return tl::unexpected(table.error());
    return &m_tables.emplace(slice.v1File, std::move(*table)).first->second;
}

} // namespace ckpt
