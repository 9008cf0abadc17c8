// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The tables of a V1 checkpoint, each opened once for all parts of a variable that lie in it. Not shared between
// threads.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/table/tablereader.h"
#include "format/tensor/tensordata.h"

#include <map>

namespace ckpt {

class V1Tables {
public:
    // `checkpoint` outlives this.
    explicit V1Tables(const Checkpoint &checkpoint)
        : m_checkpoint(checkpoint)
    {
    }
    // All values of a part of `variable`; `shape` is the part's own. Fails as readSliceValues() does, or with what
    // opening a table fails with; the variable is named in errors.
    Result<TensorData> read(const Variable &variable, const StoredSlice &slice, const TensorShape &shape);

private:
    Result<const TableReader *> tableOf(const StoredSlice &slice);

    const Checkpoint &m_checkpoint;
    std::map<std::uint32_t, TableReader> m_tables;
};

} // namespace ckpt
