// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One pass over values: extremes, moments, counts. Feed blocks in order, then ask.
#pragma once

#include "format/tensor/dtype.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// min … std are over the finite elements, std is the population's. Empty when there is no finite element or the type
// has no order.
struct Statistics {
    std::int64_t count = 0;
    std::optional<double> min, max, mean, std;
    std::optional<double> norm; // L2 of the finite elements
    std::int64_t minIndex = -1, maxIndex = -1; // flat position of the first one
    std::int64_t zeros = 0, nans = 0, infinities = 0;
    // Strings instead: bytes in all and the shortest and longest.
    std::uint64_t bytes = 0, shortest = 0, longest = 0;
};

class StatisticsBuilder {
public:
    explicit StatisticsBuilder(DType type)
        : m_type(type)
    {
    }
    // `bytes` holds whole little-endian elements.
    void add(std::string_view bytes);
    void addString(std::string_view text);
    Statistics result() const;

private:
    void addBlock(std::span<const double> values);
    void addComplex(std::string_view bytes);

    DType m_type;
    std::int64_t m_count = 0, m_finite = 0;
    double m_min = 0, m_max = 0;
    std::int64_t m_minIndex = -1, m_maxIndex = -1;
    // Merged block by block, so that large offsets cost no digits; in units of 1 / m_scale, so that squares of huge
    // values fit.
    double m_mean = 0, m_squaredDeviation = 0, m_scale = 1;
    std::int64_t m_zeros = 0, m_nans = 0, m_infinities = 0;
    std::uint64_t m_bytes = 0, m_shortest = 0, m_longest = 0;
};

// Counts of finite values in equal bins over [low, high]; values outside fall into the first or last bin.
struct Histogram {
    double low = 0, high = 0;
    std::vector<std::int64_t> counts;
};
Histogram emptyHistogram(double low, double high, std::size_t bins);
void addToHistogram(Histogram &histogram, DType type, std::string_view bytes);

} // namespace ckpt
