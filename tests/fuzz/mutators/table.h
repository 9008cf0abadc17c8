// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Tables with right checksums: a reader refuses everything else before it looks at it.
#pragma once

#include "tests/fuzz/mutators/mutation.h"

#include <string_view>
#include <utility>

namespace ckpt::fuzz {

using Entries = std::vector<std::pair<std::string, std::string>>;

// All entries that can be read.
Entries entriesOf(const std::string &table);
// Block size, restarts and compression are chosen freely.
std::string tableOf(const Entries &entries, Mutation &mutation);
// Takes away, doubles, moves or changes entries. Values are messages.
void change(Entries &entries, Mutation &mutation);
// Computes the checksums of all blocks that the table finds, where they lie.
void seal(std::string &table);

// A change of entries, or of bytes with or without new checksums.
std::string changedTable(const std::string &table, Mutation &mutation);

} // namespace ckpt::fuzz
