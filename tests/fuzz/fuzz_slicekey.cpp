// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The key of a slice. Input: the key.
#include "format/bundle/orderedcode.h"
#include "tests/fuzz/ensure.h"
#include "tests/support/wire.h"

using namespace ckpt;
using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view key = textOf(data, size);
    const auto name = decodeSliceKey(key);
    if (!name)
        return 0;
    ensure(encodeSliceKey(name->variable, name->slice) == key, "there is one key for a slice", key);
    std::vector<test::Extent> extents;
    for (const TensorSlice::Extent &extent : name->slice.extents)
        extents.push_back({ extent.start, extent.length });
    ensure(test::sliceKey(name->variable, extents) == key, "the tests' own writer makes the same key", key);

    // Any slice resolves against any shape, or says why not.
    std::vector<std::int64_t> dims;
    for (const TensorSlice::Extent &extent : name->slice.extents)
        dims.push_back(extent.length < 0 ? 3 : extent.length);
    const auto shape = TensorShape::make(dims);
    if (!shape) {
        checkError(shape.error());
        return 0;
    }
    const auto resolved = resolve(name->slice, *shape);
    if (!resolved) {
        checkError(resolved.error());
        return 0;
    }
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        const TensorSlice::Extent &extent = resolved->extents[axis];
        ensure(extent.start >= 0 && extent.length >= 0 && extent.start <= dims[axis] - extent.length,
            "a resolved slice lies in its shape");
    }
    ensure(shapeOf(*resolved).elements() <= shape->elements(), "a slice has no more elements than the whole");
    return 0;
}
