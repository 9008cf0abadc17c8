// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The shape of a tensor and parts of it. All sizes are elements unless a name says bytes.
#pragma once

#include "format/base/error.h"
#include "format/base/limits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// A fully known shape: every dimension ≥ 0 and the product fits int64. Rank 0 is a scalar with one element.
class TensorShape {
public:
    TensorShape() = default;
    // Fails with ShapeInvalid: negative or too many dimensions, or a product above 2^63 - 1.
    static Result<TensorShape> make(std::span<const std::int64_t> dims, const Limits &limits = {});

    std::size_t rank() const { return m_dims.size(); }
    std::int64_t dim(std::size_t axis) const { return m_dims[axis]; }
    std::span<const std::int64_t> dims() const { return m_dims; }
    std::int64_t elements() const { return m_elements; }
    friend bool operator==(const TensorShape &, const TensorShape &) = default;

private:
    std::vector<std::int64_t> m_dims;
    std::int64_t m_elements = 1;
};

// "3 × 3 × 16 × 32" (or with another separator); "scalar" for rank 0.
std::string text(const TensorShape &shape, std::string_view separator = " × ");

// A stored part of a variable: per axis the first index and how many; length -1 means the whole axis (kept as it was
// stored, since the key of the slice is made from exactly that).
struct TensorSlice {
    struct Extent {
        std::int64_t start = 0;
        std::int64_t length = -1;
        friend bool operator==(const Extent &, const Extent &) = default;
    };
    std::vector<Extent> extents;
    friend bool operator==(const TensorSlice &, const TensorSlice &) = default;

    bool isFull() const; // every axis whole by length -1
};

// The slice with every extent explicit, or SliceOutOfShape (rank differs, negative start, reaches over the shape).
Result<TensorSlice> resolve(const TensorSlice &slice, const TensorShape &shape);
// Shape of a resolved slice.
TensorShape shapeOf(const TensorSlice &resolved);
// TensorFlow's text: "0,2:-:3,1".
std::string text(const TensorSlice &slice);

// What a person asks for: NumPy basic slicing, resolved against a shape. One entry per axis of the source.
struct AxisRange {
    std::int64_t start = 0;
    std::int64_t count = 0; // indices taken
    std::int64_t step = 1; // may be negative
    bool dropped = false; // given as a single index: the axis does not appear in the result
    friend bool operator==(const AxisRange &, const AxisRange &) = default;
};
struct Selection {
    std::vector<AxisRange> axes;
    TensorShape resultShape() const;
    std::int64_t elements() const;
    static Selection whole(const TensorShape &shape);
};
// "[0, :, ::2]", "0,:,::2", "[-1]", "[..., 3]", "" (everything). Fails with BadSlice; detail says why in a sentence
// ("Axis 2 has 16 entries, so 16 is out of range.").
Result<Selection> parseSelection(std::string_view text, const TensorShape &shape);

} // namespace ckpt
