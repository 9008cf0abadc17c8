// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/shape.h"

#include "format/base/checkedmath.h"

#include <fmt/format.h>

namespace ckpt {

Result<TensorShape> TensorShape::make(std::span<const std::int64_t> dims, const Limits &limits)
{
    if (dims.size() > limits.maxRank)
        return fail(Fault::ShapeInvalid, {},
            fmt::format("It has {} dimensions; the limit is {}.", dims.size(), limits.maxRank));
    // As in TensorFlow the product must fit whatever the order of its factors: a zero does not excuse an overflow
    // before it.
    std::int64_t product = 1;
    for (const std::int64_t dim : dims) {
        if (dim < 0)
            return fail(Fault::ShapeInvalid, {}, fmt::format("A dimension is {}.", dim));
        const auto next = checkedMul(product, dim);
        if (!next)
            return fail(Fault::ShapeInvalid, {}, "It has more elements than can be counted.");
        product = *next;
    }
    TensorShape shape;
    shape.m_dims.assign(dims.begin(), dims.end());
    shape.m_elements = product;
    return shape;
}

std::string text(const TensorShape &shape, std::string_view separator)
{
    if (shape.rank() == 0)
        return "scalar";
    return fmt::format("{}", fmt::join(shape.dims(), separator));
}

bool TensorSlice::isFull() const
{
    for (const Extent &extent : extents) {
        if (extent.length != -1)
            return false;
    }
    return true;
}

Result<TensorSlice> resolve(const TensorSlice &slice, const TensorShape &shape)
{
    if (slice.extents.size() != shape.rank()) {
        return fail(Fault::SliceOutOfShape, {},
            fmt::format("The part has {} dimensions, the variable {}.", slice.extents.size(), shape.rank()));
    }
    TensorSlice resolved = slice;
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        TensorSlice::Extent &extent = resolved.extents[axis];
        const std::int64_t size = shape.dim(axis);
        if (extent.length == -1 && extent.start == 0)
            extent.length = size;
        const bool inside =
            extent.start >= 0 && extent.length >= 0 && extent.start <= size && extent.length <= size - extent.start;
        if (!inside) {
            return fail(Fault::SliceOutOfShape, {},
                fmt::format("Axis {} has {} entries; the part begins at {} and has {}.", axis, size, extent.start,
                    extent.length));
        }
    }
    return resolved;
}

TensorShape shapeOf(const TensorSlice &resolved)
{
    std::vector<std::int64_t> dims;
    for (const TensorSlice::Extent &extent : resolved.extents)
        dims.push_back(extent.length);
    return TensorShape::make(dims).value_or(TensorShape());
}

std::string text(const TensorSlice &slice)
{
    std::string out;
    for (const TensorSlice::Extent &extent : slice.extents) {
        if (!out.empty())
            out += ':';
        out += extent.length == -1 ? std::string("-") : fmt::format("{},{}", extent.start, extent.length);
    }
    return out;
}

} // namespace ckpt
