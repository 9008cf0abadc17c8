// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/heapmeter.h"

#include <algorithm>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace ckpt::bench {
namespace {

thread_local HeapUse use;
constexpr std::int64_t kHead = 8; // of a block in glibc

void *take(std::size_t bytes, std::size_t alignment)
{
    void *block = alignment > alignof(std::max_align_t)
        ? std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment)
        : std::malloc(bytes);
    if (!block)
        throw std::bad_alloc();
    use.now += static_cast<std::int64_t>(malloc_usable_size(block)) + kHead;
    use.most = std::max(use.most, use.now);
    return block;
}

void giveBack(void *block)
{
    if (block)
        use.now -= static_cast<std::int64_t>(malloc_usable_size(block)) + kHead;
    std::free(block);
}

} // namespace

HeapUse heapUse()
{
    return use;
}

void forgetMost()
{
    use.most = use.now;
}

} // namespace ckpt::bench

void *operator new(std::size_t bytes)
{
    return ckpt::bench::take(bytes, 1);
}

void *operator new(std::size_t bytes, std::align_val_t alignment)
{
    return ckpt::bench::take(bytes, static_cast<std::size_t>(alignment));
}

void operator delete(void *block) noexcept
{
    ckpt::bench::giveBack(block);
}

void operator delete(void *block, std::size_t) noexcept
{
    ckpt::bench::giveBack(block);
}

void operator delete(void *block, std::align_val_t) noexcept
{
    ckpt::bench::giveBack(block);
}

void operator delete(void *block, std::size_t, std::align_val_t) noexcept
{
    ckpt::bench::giveBack(block);
}
