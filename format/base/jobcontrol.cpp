// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/jobcontrol.h"

namespace ckpt {

void JobControl::report(std::uint64_t done, std::uint64_t total) const
{
    if (!m_sink)
        return;
    const auto now = std::chrono::steady_clock::now();
    const bool finished = total != 0 && done == total;
    if (!finished && now - m_last < std::chrono::milliseconds(50))
        return;
    m_last = now;
    m_sink(done, total);
}

} // namespace ckpt
