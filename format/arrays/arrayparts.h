// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the readers of array files share. For this room alone.
#pragma once

#include "format/arrays/npyheader.h"
#include "format/base/file.h"
#include "format/tensor/variable.h"

#include <vector>

namespace ckpt {

// An array on its way into the index.
struct ArrayEntry {
    Variable variable;
    ArrayLayout layout;
};

// openFile(), and GitLfsPointer for what lies in place of a file that was not fetched.
Result<std::shared_ptr<const RandomAccessFile>> openArrayFile(const std::string &path);

// Type, shape and layout from a header. `entry.variable.at` says which bytes are there for the elements; what is wrong
// with them becomes Variable::error. `exact`: as many bytes as are needed must be there, not more.
void describe(ArrayEntry &entry, const NpyHeader &header, const std::string &path, bool exact, const Limits &limits);

// Sorts by key and leaves out what stands twice, with an issue; each Variable::error becomes an issue, too.
// `withLayouts`: CheckpointIndex::layouts is filled.
void addEntries(CheckpointIndex &index, std::vector<ArrayEntry> entries, const std::string &path, bool withLayouts,
    const Limits &limits);

} // namespace ckpt
