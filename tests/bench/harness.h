// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Times of work and of whole processes. Absolute times move by a third from hour to hour, so limits are ratios to
// something measured beside it in the same run, and of several runs the fastest counts.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
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

// Processor time of this thread so far. Of work that never waits it is what the clock would show on an idle machine.
double cpuSeconds();

// The least processor time of each of several kinds of work, which are done in turn, so that a slow minute slows all.
template <typename... Works>
std::array<double, sizeof...(Works)> leastCpu(int rounds, Works &&...works)
{
    std::array<double, sizeof...(Works)> best;
    best.fill(1e9);
    const auto measure = [](auto &work) {
        const double start = cpuSeconds();
        work();
        return cpuSeconds() - start;
    };
    for (int round = 0; round < rounds; ++round) {
        std::size_t at = 0;
        ((best[at] = std::min(best[at], measure(works)), ++at), ...);
    }
    return best;
}

// Largest resident size of this process so far, in megabytes.
double largestResident();

// An empty folder in the current one. Removed with all that is in it when the program ends, also by die().
class Folder {
public:
    Folder();
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

[[noreturn]] void die(const std::string &what);

struct ProcessCost {
    double seconds = 0; // of processor time
    double megabytes = 0; // largest resident size
    int exitCode = -1;
};
// Runs a program with its output going to `outputPath`. Dies when the program cannot be run.
ProcessCost runProcess(const std::vector<std::string> &command, const std::string &outputPath);

// Prints "name: value (limit)" and remembers whether any was over its limit.
class Verdicts {
public:
    void atMost(const char *name, double value, double limit, const char *unit)
    {
        const bool good = value <= limit;
        std::printf("%-4s  %-58s %9.2f %s, at most %g\n", good ? "ok" : "FAIL", name, value, unit, limit);
        m_good = m_good && good;
    }
    int exitCode() const { return m_good ? 0 : 1; }

private:
    bool m_good = true;
};

} // namespace ckpt::bench
