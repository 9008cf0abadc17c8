// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a thread holds by operator new, in bytes of the heap's own blocks (heads and rounding included). A program that
// links this counts all of its allocations.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ckpt::bench {

struct HeapUse {
    std::int64_t now = 0; // can be below 0: what another thread has allocated was freed here
    std::int64_t most = 0; // since forgetMost()
};
HeapUse heapUse(); // of this thread
void forgetMost();

} // namespace ckpt::bench
