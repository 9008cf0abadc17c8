// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The elements of an array as its file has them.
#pragma once

#include "format/export/arrayplan.h"
#include "format/export/measurecasts.h"
#include "format/tensor/tensordata.h"

#include <functional>
#include <string_view>

namespace ckpt {

using TakeBytes = std::function<Result<void>(std::string_view bytes)>;

// Hands on FlatArray::bytes bytes of `array` of `plan`, in blocks that are valid during the call; what `take` fails
// with ends it. Row-major; checksums of the source are compared, and told at the end. Memory: two blocks; strings and
// V1 variables as a whole, which is not interrupted. With `figures` what is cast is counted. Fails as visitValues() and
// readVariable() do, with ReadFailed where there are others than when it was planned.
Result<void> passElements(const Checkpoint &source, const ArrayPlan &plan, const FlatArray &array,
    const TakeBytes &take, const JobControl &control, CopyFigures *figures = nullptr);

// The strings of an item, checksums compared. Fails as readVariable() does.
Result<TensorData> readTexts(const Checkpoint &first, const CopyItem &item);

} // namespace ckpt
