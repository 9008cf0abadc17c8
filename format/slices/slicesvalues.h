// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values of a V1 checkpoint: one slice is one table entry.
#pragma once

#include "format/base/error.h"
#include "format/base/limits.h"
#include "format/table/tablereader.h"
#include "format/tensor/tensordata.h"

#include <string>

namespace ckpt {

// Reads the slice stored under `v1Key` in a table; `shape` is the slice's own. The checksum of its block is checked.
// Fails with SliceMissing, ValueCount, EntryDamaged, and what a table can fail with.
Result<TensorData> readSliceValues(const TableReader &table, const std::string &v1Key, DType dtype,
    const TensorShape &shape, const std::string &variable);
// The same for a table that is opened for it.
Result<TensorData> readSliceValues(const std::string &path, const std::string &v1Key, DType dtype,
    const TensorShape &shape, const std::string &variable, const Limits &limits);

} // namespace ckpt
