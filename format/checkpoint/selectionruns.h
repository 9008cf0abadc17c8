// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A selection as runs of neighbouring elements of the source, in the order of the result.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/tensor/shape.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ckpt {

class SelectionRuns {
public:
    // `selection` is resolved against `shape`.
    SelectionRuns(const TensorShape &shape, const Selection &selection);

    std::uint64_t runElements() const { return m_runElements; } // of every run
    // Steps to the next run; false after the last one. start() is its first element in the source.
    bool next();
    std::uint64_t start() const { return m_start; }

private:
    struct Axis {
        std::int64_t count = 0, step = 1, stride = 1; // elements
        std::int64_t at = 0;
    };
    std::vector<Axis> m_outer; // axes that are walked, outermost first
    std::uint64_t m_runElements = 1;
    std::uint64_t m_start = 0;
    bool m_begun = false, m_done = false;
};

// Fills bytes from a source at a byte offset.
using ReadBytes = std::function<Result<void>(std::uint64_t offset, std::span<char> into)>;

// Copies `selection` of a row-major source of `shape` into `into` (selection.elements() * elementSize bytes). Runs that
// lie close together are read at once; otherwise only the selected bytes are asked for.
Result<void> gather(const TensorShape &shape, const Selection &selection, std::size_t elementSize,
    const ReadBytes &read, std::span<char> into, const JobControl &control);

} // namespace ckpt
