// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A selection of an array in the order in which a file has its elements, and the way back to row-major order.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/tensor/shape.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ckpt {

class FileOrder {
public:
    // `columnMajor`: the first axis is the innermost one in the file. `forward`: the file can only be read from its
    // beginning to its end, so no axis may be walked backwards.
    FileOrder(const TensorShape &shape, const Selection &selection, bool columnMajor, bool forward);

    // What is to be read: a row-major array with these axes.
    const TensorShape &shape() const { return m_shape; }
    const Selection &selection() const { return m_selection; }

    // Puts elements of `elementSize` bytes, as they were read, into the order of the original selection. Fails with
    // OutOfMemory, Cancelled.
    Result<void> restore(std::string &bytes, std::size_t elementSize, const JobControl &control) const;

private:
    struct Axis {
        std::int64_t count, stride; // of the result; the stride in elements of what was read
    };

    TensorShape m_shape;
    Selection m_selection;
    std::vector<Axis> m_axes; // of the result
    std::int64_t m_first = 0; // element that comes first in the result
    bool m_same = true; // nothing to restore
};

} // namespace ckpt
