// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Times of work and of whole processes. Absolute times move by a third from hour to hour, so limits are ratios to
// something measured beside it in the same run, and of several runs the fastest counts.
#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace ckpt::bench {

template <typename Work>
double fastest(int runs, Work &&work)
{
    double best = 1e9;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

struct ProcessCost {
    double seconds = 0;
    double megabytes = 0; // largest resident size
    int exitCode = -1;
};
// Runs a program with its output going to `outputPath`.
ProcessCost runProcess(const std::vector<std::string> &command, const std::string &outputPath);

// Prints "name: value (limit)" and remembers whether any was over its limit.
class Verdicts {
public:
    void atMost(const char *name, double value, double limit, const char *unit)
    {
        const bool good = value <= limit;
        std::printf("%-4s  %-58s %9.2f %s, at most %.0f\n", good ? "ok" : "FAIL", name, value, unit, limit);
        m_good = m_good && good;
    }
    int exitCode() const { return m_good ? 0 : 1; }

private:
    bool m_good = true;
};

} // namespace ckpt::bench
