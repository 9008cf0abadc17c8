// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Memory whose size a file announces: a failure instead of an exception where there is not enough of it.
#pragma once

#include "format/base/error.h"

#include <new>
#include <stdexcept>

namespace ckpt {

// Makes `container` (a std::string or std::vector) `size` elements long, new ones empty. Fails with OutOfMemory, whose
// `expected` is the number of bytes; the container is unchanged then.
template <typename Container>
[[nodiscard]] Result<void> resizeTo(Container &container, std::uint64_t size)
{
    try {
        container.resize(size);
        return {};
    } catch (const std::bad_alloc &) {
    } catch (const std::length_error &) {
    }
    Error error{ .fault = Fault::OutOfMemory };
    constexpr std::uint64_t kMost = INT64_MAX / sizeof(typename Container::value_type);
    error.expected = static_cast<std::int64_t>((size < kMost ? size : kMost) * sizeof(typename Container::value_type));
    return fail(std::move(error));
}

} // namespace ckpt
