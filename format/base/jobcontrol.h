// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// How a long function is stopped and how it tells where it is. Passed by reference to everything that may take over 50
// ms.
#pragma once

#include "format/base/error.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace ckpt {

// Receives (done, total); total 0 = unknown. Called from the working thread, at most 20 times a second.
using ProgressSink = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Not shared between threads: each job has its own. Default-constructed: never stops, reports nothing.
class JobControl {
public:
    JobControl() = default;
    explicit JobControl(std::stop_token stop, ProgressSink sink = {})
        : m_stop(std::move(stop))
        , m_sink(std::move(sink))
    {
    }

    bool cancelled() const { return m_stop.stop_requested(); }
    // Stopped as this one; for steps whose progress is none of the whole.
    JobControl silent() const { return JobControl(m_stop); }

    // Forwards to the sink unless the last report was under 50 ms ago (done == total is always forwarded).
    void report(std::uint64_t done, std::uint64_t total) const;

private:
    std::stop_token m_stop;
    ProgressSink m_sink;
    mutable std::chrono::steady_clock::time_point m_last{};
};

} // namespace ckpt
