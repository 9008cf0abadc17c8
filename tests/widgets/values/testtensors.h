// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors for the tests of the Values dock.
#pragma once

#include "format/tensor/tensordata.h"

#include <cstring>
#include <functional>
#include <vector>

namespace ckpt::test {

inline TensorShape shape(const std::vector<std::int64_t> &dims)
{
    return TensorShape::make(dims).value();
}

template <typename T>
TensorData tensor(DType type, const std::vector<std::int64_t> &dims, const std::vector<T> &elements)
{
    TensorData data;
    data.dtype = type;
    data.shape = shape(dims);
    data.bytes.resize(elements.size() * sizeof(T));
    std::memcpy(data.bytes.data(), elements.data(), data.bytes.size());
    return data;
}

inline TensorData strings(const std::vector<std::int64_t> &dims, std::vector<std::string> elements)
{
    TensorData data;
    data.dtype = DType::String;
    data.shape = shape(dims);
    data.strings = std::move(elements);
    return data;
}

using ValueAt = std::function<float(const std::vector<std::int64_t> &index)>;

// What a reader answers for `selection` of a float32 variable whose values are `valueAt`.
inline TensorData answer(const Selection &selection, const ValueAt &valueAt)
{
    std::vector<std::int64_t> dims, index;
    for (const AxisRange &axis : selection.axes) {
        index.push_back(axis.start);
        if (!axis.dropped)
            dims.push_back(axis.count);
    }
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(selection.elements()));
    std::vector<std::int64_t> position(selection.axes.size());
    for (std::int64_t left = selection.elements(); left > 0; --left) {
        values.push_back(valueAt(index));
        for (std::size_t axis = index.size(); axis-- > 0;) {
            const AxisRange &range = selection.axes[axis];
            if (++position[axis] < range.count) {
                index[axis] += range.step;
                break;
            }
            position[axis] = 0;
            index[axis] = range.start;
        }
    }
    return tensor(DType::Float32, dims, values);
}

// 1 for each step on the last axis, 100 for each on the one before, 10,000 …: tells every cell apart.
inline float place(const std::vector<std::int64_t> &index)
{
    float value = 0, unit = 1;
    for (std::size_t axis = index.size(); axis-- > 0; unit *= 100)
        value += unit * static_cast<float>(index[axis] % 100);
    return value;
}

} // namespace ckpt::test
