// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One pass over values: extremes, moments, counts. Feed blocks in order, or parts in any order, then ask.
#pragma once

#include "format/tensor/dtype.h"

#include <array>
#include <cstdint>
#include <functional>
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
    // All elements have the same bits, and there is one at least. Not for strings.
    bool constant = false;
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
    // Adds what another builder of the same type was given; `placeOf` turns a position there into one in the whole.
    void merge(const StatisticsBuilder &part, const std::function<std::int64_t(std::int64_t)> &placeOf);
    Statistics result() const;

private:
    // Of finite values. Two numbers make the mean: rounding it would cost digits of a small deviation from a large one.
    // Both and the squares are in units of 1 / scale, so that squares of huge values fit.
    struct Moments {
        std::int64_t count = 0;
        double mean = 0, meanRest = 0, squaredDeviation = 0, scale = 1;
        void add(const Moments &other);
        void useHugeScale();
    };

    void addFloats(std::string_view bytes);
    void addDoubles(std::span<const double> values);
    void addComplex(std::string_view bytes);
    void addMixed(std::span<const double> values);
    template <typename Sums>
    bool addFinite(std::int64_t count, Sums &&sumsAround);
    template <typename PlaceOf>
    void addExtremes(double min, double max, PlaceOf &&placeOf);
    void noteBits(std::string_view bytes);

    DType m_type;
    std::int64_t m_count = 0;
    Moments m_moments;
    double m_min = 0, m_max = 0;
    std::int64_t m_minIndex = -1, m_maxIndex = -1;
    std::int64_t m_zeros = 0, m_nans = 0, m_infinities = 0;
    std::array<char, 16> m_first{}; // bits of the first element
    bool m_constant = true; // so far
    std::uint64_t m_bytes = 0, m_shortest = 0, m_longest = 0;
};

// Counts of finite values in equal bins over [low, high]; values outside fall into the first or last bin.
struct Histogram {
    double low = 0, high = 0;
    std::vector<std::int64_t> counts;
    std::int64_t nans = 0, negativeInfinities = 0, positiveInfinities = 0; // in no bin
};
Histogram emptyHistogram(double low, double high, std::size_t bins);
// `bytes` holds whole little-endian elements of a float, integer or bool type; other types add nothing.
void addToHistogram(Histogram &histogram, DType type, std::string_view bytes);

} // namespace ckpt
