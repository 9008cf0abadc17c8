// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The values of a variable, or of a selection of them, in row-major order, whatever its format and its parts, asked for
// block by block.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"

#include <string>
#include <string_view>

namespace ckpt {

// Goes twice through what is stored: first its checksums are compared, so that nothing is handed on that is not what
// was written. Memory: a block; V1 variables, strings, and arrays that are
// compressed, as a whole. Not shared between threads.
class WholeReader {
public:
    // All outlive the reader. `part` is resolved against the shape of the variable; null: everything.
    WholeReader(const Checkpoint &checkpoint, VariableId variable, const Selection *part, const JobControl &control);

    // The next block, little-endian and valid until the next call; empty at the end. Strings are one block, as V2
    // stores them. Fails as verify() and readSelection() do.
    Result<std::string_view> next();

private:
    Result<void> open();

    const Checkpoint &m_checkpoint;
    const VariableId m_variable;
    Selection m_part;
    const JobControl &m_control;
    bool m_opened = false, m_assembled = false;
    std::int64_t m_done = 0, m_elements = 0;
    std::size_t m_given = 0; // bytes of m_block, where it has all values
    std::string m_block; // or all values
};

} // namespace ckpt
