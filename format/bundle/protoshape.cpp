// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/protoshape.h"

#include "format/proto/tensor_shape.pb.h"
#include "format/proto/tensor_slice.pb.h"

#include <array>
#include <fmt/format.h>

namespace ckpt {

Result<TensorShape> shapeFrom(const pb::TensorShapeProto &proto, const Limits &limits)
{
    const auto rank = static_cast<std::size_t>(proto.dim_size());
    if (rank > limits.maxRank)
        return fail(
            Fault::ShapeInvalid, {}, fmt::format("It has {} dimensions; the limit is {}.", rank, limits.maxRank));
    std::array<std::int64_t, 8> few; // an index of 100,000 variables has as many shapes
    std::vector<std::int64_t> many(rank > few.size() ? rank : 0);
    const std::span<std::int64_t> dims = many.empty() ? std::span(few).first(rank) : std::span(many);
    for (std::size_t axis = 0; axis < rank; ++axis)
        dims[axis] = proto.dim(static_cast<int>(axis)).size();
    return TensorShape::make(dims, limits);
}

TensorSlice sliceFrom(const pb::TensorSliceProto &proto)
{
    TensorSlice slice;
    for (const auto &extent : proto.extent())
        slice.extents.push_back({ extent.start(),
            extent.has_length_case() == pb::TensorSliceProto::Extent::kLength ? extent.length() : -1 });
    return slice;
}

void shapeTo(const TensorShape &shape, pb::TensorShapeProto &proto)
{
    for (const std::int64_t dim : shape.dims())
        proto.add_dim()->set_size(dim);
}

void sliceTo(const TensorSlice &slice, pb::TensorSliceProto &proto)
{
    for (const TensorSlice::Extent &extent : slice.extents) {
        auto *added = proto.add_extent();
        if (extent.length < 0) // the whole axis is said by saying nothing
            continue;
        added->set_start(extent.start);
        added->set_length(extent.length);
    }
}

} // namespace ckpt
