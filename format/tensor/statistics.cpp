// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/statistics.h"

#include "format/tensor/kernels.h"
#include "format/tensor/tensordata.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace ckpt {

namespace {

// Elements of one step. Floats and doubles alike take half of a first-level cache.
constexpr std::size_t kFloats = 4096, kDoubles = 2048;
// From here on sums of squares, as many as there may ever be, do not fit a double: they are then taken of scaled
// values.
constexpr double kHuge = 1e140, kHugeScale = 0x1p-600, kMostSquares = 1e285;
// Squares around a pivot lose digits when the pivot is far from the mean; from this share on they are taken again.
constexpr double kFar = 64;

double floatAt(std::string_view bytes, std::size_t index)
{
    float value;
    std::memcpy(&value, bytes.data() + index * sizeof value, sizeof value);
    return static_cast<double>(value);
}

} // namespace

// Chan, Golub, LeVeque: merging means and squared deviations of two parts.
void StatisticsBuilder::Moments::add(const Moments &other)
{
    if (other.count == 0)
        return;
    if (scale != other.scale) {
        Moments scaled = other;
        scaled.useHugeScale();
        useHugeScale();
        return add(scaled);
    }
    const auto ours = static_cast<double>(count), theirs = static_cast<double>(other.count), all = ours + theirs;
    double step = other.meanRest;
    if (count == 0) {
        *this = other;
    } else {
        const double delta = (other.mean - mean) + (other.meanRest - meanRest);
        squaredDeviation += other.squaredDeviation + delta * delta * (ours / all) * theirs;
        step = delta * (theirs / all) + meanRest;
        count += other.count;
    }
    // Knuth's two-sum of mean and step: the rest is what the addition loses.
    const double moved = mean + step, taken = moved - mean;
    meanRest = (mean - (moved - taken)) + (step - taken);
    mean = moved;
}

void StatisticsBuilder::Moments::useHugeScale()
{
    if (scale != 1)
        return;
    scale = kHugeScale;
    mean *= kHugeScale;
    meanRest *= kHugeScale;
    squaredDeviation *= kHugeScale * kHugeScale;
}

// Takes `count` finite values whose sums around a pivot `sumsAround` gives. False, and nothing is taken, when they are
// not all finite or their squares do not fit.
template <typename Sums>
bool StatisticsBuilder::addFinite(std::int64_t count, Sums &&sumsAround)
{
    const auto n = static_cast<double>(count);
    double pivot = m_moments.mean;
    BlockSums sums = sumsAround(pivot);
    if (!(sums.squares <= kMostSquares)) // or is no number
        return false;
    const auto deviation = [&] { return sums.squares - sums.sum * (sums.sum / n); };
    if (sums.sum * (sums.sum / n) > kFar * deviation()) {
        pivot += sums.sum / n;
        sums = sumsAround(pivot);
    }
    Moments block{ count, pivot, sums.sum / n, std::max(deviation(), 0.0), m_moments.scale };
    m_moments.add(block);
    return true;
}

// `placeOf` finds the position of a value among those that have just come.
template <typename PlaceOf>
void StatisticsBuilder::addExtremes(double min, double max, PlaceOf &&placeOf)
{
    if (m_minIndex < 0 || min < m_min) {
        m_min = min;
        m_minIndex = placeOf(min);
    }
    if (m_maxIndex < 0 || max > m_max) {
        m_max = max;
        m_maxIndex = placeOf(max);
    }
}

void StatisticsBuilder::addFloats(std::string_view bytes)
{
    const std::size_t count = bytes.size() / sizeof(float);
    BlockSums last{};
    const auto sumsAround = [&](double pivot) { return last = sumsOfFloats(bytes, pivot); };
    if (!addFinite(static_cast<std::int64_t>(count), sumsAround)) {
        double values[kFloats];
        toDoubles(DType::Float32, bytes, std::span(values, count));
        return addMixed(std::span<const double>(values, count));
    }
    addExtremes(last.min, last.max, [&](double value) {
        std::size_t at = 0;
        while (at + 1 < count && floatAt(bytes, at) != value)
            ++at;
        return m_count + static_cast<std::int64_t>(at);
    });
    m_zeros += static_cast<std::int64_t>(last.zeros);
    m_count += static_cast<std::int64_t>(count);
}

void StatisticsBuilder::addDoubles(std::span<const double> values)
{
    BlockSums last{};
    const auto sumsAround = [&](double pivot) { return last = sumsOfDoubles(values, pivot); };
    if (m_moments.scale != 1 || !addFinite(static_cast<std::int64_t>(values.size()), sumsAround))
        return addMixed(values);
    addExtremes(last.min, last.max,
        [&](double value) { return m_count + (std::find(values.begin(), values.end(), value) - values.begin()); });
    m_zeros += static_cast<std::int64_t>(last.zeros);
    m_count += static_cast<std::int64_t>(values.size());
}

// Not all finite, or huge.
void StatisticsBuilder::addMixed(std::span<const double> values)
{
    double finite[kFloats];
    std::size_t count = 0;
    for (const double value : values) {
        finite[count] = value;
        count += std::isfinite(value) ? 1 : 0;
        m_nans += std::isnan(value) ? 1 : 0;
        m_infinities += std::isinf(value) ? 1 : 0;
        m_zeros += value == 0 ? 1 : 0;
    }
    const std::span<double> kept(finite, count);
    if (count > 0) {
        const auto [min, max] = std::minmax_element(kept.begin(), kept.end());
        addExtremes(*min, *max,
            [&](double value) { return m_count + (std::find(values.begin(), values.end(), value) - values.begin()); });
        if (std::max(-*min, *max) > kHuge)
            m_moments.useHugeScale();
        for (double &value : kept)
            value *= m_moments.scale;
        addFinite(static_cast<std::int64_t>(count), [&](double pivot) { return sumsOfDoubles(kept, pivot); });
    }
    m_count += static_cast<std::int64_t>(values.size());
}

void StatisticsBuilder::addComplex(std::string_view bytes)
{
    const DType half = m_type == DType::Complex64 ? DType::Float32 : DType::Float64;
    double parts[kDoubles];
    toDoubles(half, bytes, std::span(parts, 2 * bytes.size() / elementSize(m_type)));
    for (std::size_t i = 0; i < bytes.size() / elementSize(m_type); ++i) {
        const double real = parts[2 * i], imaginary = parts[2 * i + 1];
        m_zeros += real == 0 && imaginary == 0 ? 1 : 0;
        m_nans += std::isnan(real) || std::isnan(imaginary) ? 1 : 0;
        m_infinities += std::isinf(real) || std::isinf(imaginary) ? 1 : 0;
        ++m_count;
    }
}

// A block of equal elements equals itself moved by one.
void StatisticsBuilder::noteBits(std::string_view bytes)
{
    const std::size_t size = elementSize(m_type);
    if (!m_constant || bytes.size() < size)
        return;
    if (m_count == 0)
        std::memcpy(m_first.data(), bytes.data(), size);
    m_constant = std::memcmp(bytes.data(), m_first.data(), size) == 0
        && std::memcmp(bytes.data(), bytes.data() + size, bytes.size() - size) == 0;
}

void StatisticsBuilder::add(std::string_view bytes)
{
    const std::size_t size = elementSize(m_type);
    if (size == 0)
        return;
    const bool complex = numberClass(m_type) == NumberClass::Complex;
    const std::size_t most = m_type == DType::Float32 ? kFloats : complex ? kDoubles / 2 : kDoubles;
    double values[kDoubles];
    while (bytes.size() >= size) {
        const std::string_view block = bytes.substr(0, std::min(most, bytes.size() / size) * size);
        noteBits(block);
        if (m_type == DType::Float32) {
            addFloats(block);
        } else if (complex) {
            addComplex(block);
        } else {
            const std::span<double> wide(values, block.size() / size);
            toDoubles(m_type, block, wide);
            addDoubles(wide);
        }
        bytes.remove_prefix(block.size());
    }
}

void StatisticsBuilder::merge(const StatisticsBuilder &part, const std::function<std::int64_t(std::int64_t)> &placeOf)
{
    if (part.m_count == 0)
        return;
    if (part.m_minIndex >= 0 && (m_minIndex < 0 || part.m_min <= m_min)) {
        const std::int64_t place = placeOf(part.m_minIndex);
        m_minIndex = m_minIndex < 0 || part.m_min < m_min ? place : std::min(m_minIndex, place);
        m_min = part.m_min;
    }
    if (part.m_maxIndex >= 0 && (m_maxIndex < 0 || part.m_max >= m_max)) {
        const std::int64_t place = placeOf(part.m_maxIndex);
        m_maxIndex = m_maxIndex < 0 || part.m_max > m_max ? place : std::min(m_maxIndex, place);
        m_max = part.m_max;
    }
    m_shortest = m_count == 0 ? part.m_shortest : std::min(m_shortest, part.m_shortest);
    m_longest = std::max(m_longest, part.m_longest);
    m_constant = m_constant && part.m_constant && (m_count == 0 || m_first == part.m_first);
    m_first = part.m_first;
    m_moments.add(part.m_moments);
    m_zeros += part.m_zeros;
    m_nans += part.m_nans;
    m_infinities += part.m_infinities;
    m_bytes += part.m_bytes;
    m_count += part.m_count;
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
    result.constant = m_constant && m_count > 0 && elementSize(m_type) != 0;
    if (m_moments.count > 0) {
        const auto count = static_cast<double>(m_moments.count);
        const auto &[finite, mean, rest, deviation, scale] = m_moments;
        result.min = m_min;
        result.max = m_max;
        // Equal values have no deviation, whatever the rounding of their sum says.
        result.mean = m_min == m_max ? m_min : mean / scale;
        result.std = m_min == m_max ? 0 : std::sqrt(deviation / count) / scale;
        result.norm = std::sqrt(deviation + count * mean * mean) / scale;
        result.minIndex = m_minIndex;
        result.maxIndex = m_maxIndex;
    }
    return result;
}

} // namespace ckpt
