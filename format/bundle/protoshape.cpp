// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/protoshape.h"

#include "format/proto/tensor_shape.pb.h"
#include "format/proto/tensor_slice.pb.h"

namespace ckpt {

Result<TensorShape> shapeFrom(const pb::TensorShapeProto &proto, const Limits &limits)
{
    std::vector<std::int64_t> dims;
    if (static_cast<std::size_t>(proto.dim_size()) <= limits.maxRank) {
        for (const auto &dim : proto.dim())
            dims.push_back(dim.size());
    } else {
        dims.resize(static_cast<std::size_t>(proto.dim_size()));
    }
    return TensorShape::make(dims, limits);
}

TensorSlice sliceFrom(const pb::TensorSliceProto &proto)
{
    TensorSlice slice;
    for (const auto &extent : proto.extent())
        slice.extents.push_back({extent.start(), extent.has_length_case() == pb::TensorSliceProto::Extent::kLength ? extent.length() : -1});
    return slice;
}

} // namespace ckpt
