// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Between the messages of an index and our own types; used by the readers and writers of both formats. Included by .cpp
// files only.
#pragma once

#include "format/tensor/shape.h"

namespace ckpt::pb {
class TensorShapeProto;
class TensorSliceProto;
} // namespace ckpt::pb

namespace ckpt {

// Unknown rank counts as rank 0, as in TensorFlow's reader. Fails with ShapeInvalid.
Result<TensorShape> shapeFrom(const pb::TensorShapeProto &proto, const Limits &limits);
// Exactly what is stored; not checked against any shape.
TensorSlice sliceFrom(const pb::TensorSliceProto &proto);

// As TensorFlow writes them; `proto` is empty before.
void shapeTo(const TensorShape &shape, pb::TensorShapeProto &proto);
void sliceTo(const TensorSlice &slice, pb::TensorSliceProto &proto);

} // namespace ckpt
