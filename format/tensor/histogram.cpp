// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/kernels.h"
#include "format/tensor/statistics.h"
#include "format/tensor/tensordata.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ckpt {

namespace {

constexpr std::size_t kStep = 2048; // elements
// So many tables are counted into in turn: one would wait for itself where neighbours fall into the same bin.
constexpr std::size_t kTables = 4;

// Values of a range whose width, or what one bin of it takes, is no ordinary number. `low` is 0 and `perUnit` the
// number of bins afterwards.
void scaleByHalves(std::span<double> values, const Histogram &histogram)
{
    const double halfWidth = histogram.high / 2 - histogram.low / 2;
    for (double &value : values) {
        if (std::isfinite(value))
            value = halfWidth > 0 ? std::clamp((value / 2 - histogram.low / 2) / halfWidth, 0.0, 1.0) : 0;
    }
}

class BinCounter {
public:
    BinCounter(Histogram &histogram, DType type)
        : m_histogram(histogram)
        , m_type(type)
        , m_tables(kTables * histogram.counts.size())
    {
        const auto bins = static_cast<double>(histogram.counts.size());
        const double width = histogram.high - histogram.low;
        m_byHalves = !std::isnormal(width) || width < 0 || !std::isnormal(bins / width);
        m_scale = { m_byHalves ? 0 : histogram.low, m_byHalves ? bins : bins / width,
            static_cast<std::int32_t>(histogram.counts.size() - 1) };
    }

    // At most kStep elements.
    void add(std::string_view elements)
    {
        const std::size_t count = elements.size() / elementSize(m_type);
        Specials specials{};
        if (m_type == DType::Float32 && !m_byHalves) {
            specials = binsOfFloats(elements, m_scale, m_bins.data());
        } else {
            const std::span<double> used(m_values.data(), count);
            toDoubles(m_type, elements, used);
            if (m_byHalves)
                scaleByHalves(used, m_histogram);
            specials = binsOfDoubles(used, m_scale, m_bins.data());
        }
        note(specials);
        const std::size_t size = m_histogram.counts.size();
        const auto count4 = count / kTables * kTables;
        for (std::size_t i = 0; i < count4; i += kTables) {
            for (std::size_t table = 0; table < kTables; ++table)
                ++m_tables[table * size + static_cast<std::size_t>(m_bins[i + table])];
        }
        for (std::size_t i = count4; i < count; ++i)
            ++m_tables[static_cast<std::size_t>(m_bins[i])];
    }

    void finish()
    {
        const std::size_t size = m_histogram.counts.size();
        for (std::size_t i = 0; i < m_tables.size(); ++i)
            m_histogram.counts[i % size] += m_tables[i];
    }

private:
    void note(const Specials &specials)
    {
        const auto nans = static_cast<std::int64_t>(specials.nans);
        const auto negative = static_cast<std::int64_t>(specials.negativeInfinities);
        const auto positive = static_cast<std::int64_t>(specials.positiveInfinities);
        m_histogram.nans += nans;
        m_histogram.negativeInfinities += negative;
        m_histogram.positiveInfinities += positive;
        // They were put into the outermost bins.
        m_histogram.counts.front() -= nans + negative;
        m_histogram.counts.back() -= positive;
    }

    Histogram &m_histogram;
    const DType m_type;
    BinScale m_scale{};
    bool m_byHalves = false;
    std::vector<std::uint32_t> m_tables;
    std::array<std::int32_t, kStep> m_bins{};
    std::array<double, kStep> m_values{};
};

} // namespace

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
    // The counters of a round have 32 bits.
    constexpr std::size_t kRound = std::size_t{ 1 } << 30;
    while (bytes.size() >= size) {
        const std::string_view round = bytes.substr(0, kRound);
        BinCounter counter(histogram, type);
        for (std::size_t at = 0; at < round.size() / size * size; at += kStep * size)
            counter.add(round.substr(at, std::min(kStep * size, (round.size() - at) / size * size)));
        counter.finish();
        bytes.remove_prefix(round.size());
    }
}

} // namespace ckpt
