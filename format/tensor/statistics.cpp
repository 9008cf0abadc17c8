// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/statistics.h"

#include "format/tensor/tensordata.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

// The loops below are only fast with wide registers; the distribution's default target has none of them.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)                  \
    && !defined(__SANITIZE_THREAD__)
#define CKPT_WIDE __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define CKPT_WIDE
#endif

namespace ckpt {

namespace {

constexpr std::size_t kBlock = 4096; // elements; its doubles stay in the first-level cache
// From here on sums of squares do not fit a double: deviations are then taken of scaled values.
constexpr double kHuge = 1e150, kHugeScale = 0x1p-600;
constexpr std::size_t kLanes = 8; // independent sums, so that the additions need not wait for each other

struct BlockSums {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double sum = 0;
    double finite = 0, zeros = 0, nans = 0;
};

// `values` is padded to a multiple of kLanes by the caller with NaN, which `padding` takes off the counts again.
CKPT_WIDE BlockSums sumsOf(const double *values, std::size_t count)
{
    double min[kLanes], max[kLanes], sum[kLanes] = {}, finite[kLanes] = {}, zeros[kLanes] = {}, nans[kLanes] = {};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        min[lane] = std::numeric_limits<double>::infinity();
        max[lane] = -std::numeric_limits<double>::infinity();
    }
    for (std::size_t i = 0; i < count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double value = values[i + lane];
            const bool isFinite = value - value == 0;
            finite[lane] += isFinite ? 1.0 : 0.0;
            zeros[lane] += value == 0 ? 1.0 : 0.0;
            nans[lane] += value != value ? 1.0 : 0.0;
            sum[lane] += isFinite ? value : 0.0;
            const double low = isFinite ? value : std::numeric_limits<double>::infinity();
            const double high = isFinite ? value : -std::numeric_limits<double>::infinity();
            min[lane] = low < min[lane] ? low : min[lane];
            max[lane] = high > max[lane] ? high : max[lane];
        }
    }
    BlockSums all;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        all.min = std::min(all.min, min[lane]);
        all.max = std::max(all.max, max[lane]);
        all.sum += sum[lane];
        all.finite += finite[lane];
        all.zeros += zeros[lane];
        all.nans += nans[lane];
    }
    return all;
}

CKPT_WIDE double squaredDeviation(const double *values, std::size_t count, double mean)
{
    double sum[kLanes] = {};
    for (std::size_t i = 0; i < count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double value = values[i + lane];
            const double off = value - value == 0 ? value - mean : 0.0;
            sum[lane] += off * off;
        }
    }
    double all = 0;
    for (const double lane : sum)
        all += lane;
    return all;
}

} // namespace

void StatisticsBuilder::addBlock(std::span<const double> values)
{
    const std::size_t padded = (values.size() + kLanes - 1) / kLanes * kLanes;
    double block[kBlock];
    std::copy(values.begin(), values.end(), block);
    std::fill(block + values.size(), block + padded, std::numeric_limits<double>::quiet_NaN());
    BlockSums sums = sumsOf(block, padded);
    const auto finite = static_cast<std::int64_t>(sums.finite);
    const auto nans = static_cast<std::int64_t>(sums.nans) - static_cast<std::int64_t>(padded - values.size());
    m_zeros += static_cast<std::int64_t>(sums.zeros);
    m_nans += nans;
    m_infinities += static_cast<std::int64_t>(values.size()) - finite - nans;
    if (finite > 0) {
        if (m_finite == 0 || sums.min < m_min) {
            m_min = sums.min;
            m_minIndex = m_count + (std::find(values.begin(), values.end(), sums.min) - values.begin());
        }
        if (m_finite == 0 || sums.max > m_max) {
            m_max = sums.max;
            m_maxIndex = m_count + (std::find(values.begin(), values.end(), sums.max) - values.begin());
        }
        if (m_scale == 1 && std::max(-sums.min, sums.max) > kHuge) {
            m_scale = kHugeScale;
            m_mean *= kHugeScale;
            m_squaredDeviation *= kHugeScale * kHugeScale;
        }
        if (m_scale != 1) {
            for (double &value : std::span(block, padded))
                value *= m_scale;
            sums.sum = sumsOf(block, padded).sum;
        }
        // Chan, Golub, LeVeque: merging means and squared deviations of two parts.
        const double mean = sums.sum / static_cast<double>(finite);
        const double deviation = squaredDeviation(block, padded, mean);
        const double total = static_cast<double>(m_finite + finite);
        const double delta = mean - m_mean;
        m_squaredDeviation +=
            deviation + delta * delta * static_cast<double>(m_finite) * static_cast<double>(finite) / total;
        m_mean += delta * static_cast<double>(finite) / total;
        m_finite += finite;
    }
    m_count += static_cast<std::int64_t>(values.size());
}

void StatisticsBuilder::addComplex(std::string_view bytes)
{
    const DType half = m_type == DType::Complex64 ? DType::Float32 : DType::Float64;
    const std::size_t size = elementSize(m_type);
    for (; bytes.size() >= size; bytes.remove_prefix(size)) {
        double parts[2];
        toDoubles(half, bytes.substr(0, size), parts);
        m_zeros += parts[0] == 0 && parts[1] == 0;
        m_nans += std::isnan(parts[0]) || std::isnan(parts[1]);
        m_infinities += std::isinf(parts[0]) || std::isinf(parts[1]);
        ++m_count;
    }
}

void StatisticsBuilder::add(std::string_view bytes)
{
    const std::size_t size = elementSize(m_type);
    if (size == 0)
        return;
    if (numberClass(m_type) == NumberClass::Complex)
        return addComplex(bytes);
    double values[kBlock];
    while (bytes.size() >= size) {
        const std::size_t count = std::min(kBlock, bytes.size() / size);
        toDoubles(m_type, bytes.substr(0, count * size), std::span(values, count));
        addBlock(std::span<const double>(values, count));
        bytes.remove_prefix(count * size);
    }
}

void StatisticsBuilder::addString(std::string_view text)
{
    m_shortest = m_count == 0 ? text.size() : std::min<std::uint64_t>(m_shortest, text.size());
    m_longest = std::max<std::uint64_t>(m_longest, text.size());
    m_bytes += text.size();
    ++m_count;
}

Statistics StatisticsBuilder::result() const
{
    Statistics result;
    result.count = m_count;
    result.zeros = m_zeros;
    result.nans = m_nans;
    result.infinities = m_infinities;
    result.bytes = m_bytes;
    result.shortest = m_shortest;
    result.longest = m_longest;
    if (m_finite > 0) {
        const auto count = static_cast<double>(m_finite);
        result.min = m_min;
        result.max = m_max;
        // Equal values have no deviation, whatever the rounding of their sum says.
        result.mean = m_min == m_max ? m_min : m_mean / m_scale;
        result.std = m_min == m_max ? 0 : std::sqrt(m_squaredDeviation / count) / m_scale;
        result.norm = std::sqrt(m_squaredDeviation + count * m_mean * m_mean) / m_scale;
        result.minIndex = m_minIndex;
        result.maxIndex = m_maxIndex;
    }
    return result;
}

Histogram emptyHistogram(double low, double high, std::size_t bins)
{
    Histogram histogram{ low, high, {} };
    histogram.counts.assign(bins, 0);
    return histogram;
}

void addToHistogram(Histogram &histogram, DType type, std::string_view bytes)
{
    const std::size_t size = elementSize(type);
    const NumberClass numbers = numberClass(type);
    if (size == 0 || numbers == NumberClass::Complex || numbers == NumberClass::None || histogram.counts.empty())
        return;
    // Halves, because the width of the widest range is no number; and a quotient, because that of the narrowest has no
    // inverse.
    const double halfWidth = histogram.high / 2 - histogram.low / 2;
    const auto last = static_cast<double>(histogram.counts.size() - 1), bins = last + 1;
    double values[kBlock];
    while (bytes.size() >= size) {
        const std::size_t count = std::min(kBlock, bytes.size() / size);
        toDoubles(type, bytes.substr(0, count * size), std::span(values, count));
        for (std::size_t i = 0; i < count; ++i) {
            if (!std::isfinite(values[i]))
                continue;
            const double part = halfWidth > 0 ? (values[i] / 2 - histogram.low / 2) / halfWidth : 0;
            const double bin = std::clamp(part * bins, 0.0, last);
            ++histogram.counts[static_cast<std::size_t>(bin)];
        }
        bytes.remove_prefix(count * size);
    }
}

} // namespace ckpt
