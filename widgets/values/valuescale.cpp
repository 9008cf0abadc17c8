// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/valuescale.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ckpt {

namespace {

constexpr double kShownPart = 0.99;

bool hasColors(DType type)
{
    const NumberClass kind = numberClass(type);
    return kind == NumberClass::Float || kind == NumberClass::Integer || kind == NumberClass::Complex;
}

// 0.3863 → 0.39: the ends of the colour bar are read by people.
double roundUp(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return value;
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    if (unit == 0 || !std::isfinite(unit))
        return value;
    const double steps = value / unit;
    return std::ceil(steps - 1e-9 * steps) * unit;
}

double binEdge(const Histogram &histogram, std::size_t bin)
{
    const double part = static_cast<double>(bin) / static_cast<double>(histogram.counts.size());
    return histogram.low * (1 - part) + histogram.high * part;
}

// The smallest distance from zero (over the outer edges of bins) that holds the wanted part of all values.
double centralMagnitude(const Histogram &histogram, double fallback)
{
    std::vector<std::pair<double, std::int64_t>> bins;
    double total = 0;
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
        const double reach = std::max(std::abs(binEdge(histogram, bin)), std::abs(binEdge(histogram, bin + 1)));
        bins.emplace_back(reach, histogram.counts[bin]);
        total += static_cast<double>(histogram.counts[bin]);
    }
    std::sort(bins.begin(), bins.end());
    double seen = 0;
    for (const auto &[reach, count] : bins) {
        seen += static_cast<double>(count);
        if (total > 0 && seen >= kShownPart * total)
            return reach;
    }
    return fallback;
}

ValueScale ofExtremes(DType type, double min, double max, const Histogram *histogram)
{
    ValueScale scale;
    scale.tinted = hasColors(type);
    const bool bothSigns = min < 0 && max > 0;
    const double reach = std::max(std::abs(min), std::abs(max));
    const double shown = histogram ? centralMagnitude(*histogram, reach) : reach;
    if (bothSigns || (min == 0 && max == 0)) {
        scale.high = roundUp(std::min(shown, reach));
        scale.low = -scale.high;
        return scale;
    }
    scale.map = HeatMap::Sequential;
    const double nearest = std::min(std::abs(min), std::abs(max));
    double far = std::max(std::min(shown, reach), nearest);
    double near = nearest;
    if (far == near)
        near = 0;
    scale.low = max <= 0 ? -far : near;
    scale.high = max <= 0 ? -near : far;
    return scale;
}

} // namespace

ValueScale ValueScale::ofSummary(DType type, const ValueSummary &summary)
{
    const Statistics &statistics = summary.statistics;
    if (!statistics.min || !statistics.max)
        return ValueScale{ 0, 0, HeatMap::Signed, hasColors(type), false };
    const bool binned = !summary.histogram.counts.empty();
    ValueScale scale = ofExtremes(type, *statistics.min, *statistics.max, binned ? &summary.histogram : nullptr);
    scale.known = true;
    return scale;
}

ValueScale ValueScale::ofBlock(const TensorData &data)
{
    if (!hasColors(data.dtype))
        return {};
    double min = 0, max = 0;
    bool any = false;
    for (std::int64_t i = 0; i < data.shape.elements(); ++i) {
        const double value = tintValue(data, i);
        if (!std::isfinite(value))
            continue;
        min = any ? std::min(min, value) : value;
        max = any ? std::max(max, value) : value;
        any = true;
    }
    return ofExtremes(data.dtype, min, max, nullptr);
}

double ValueScale::magnitude() const
{
    return std::max(std::abs(low), std::abs(high));
}

double ValueScale::position(double value) const
{
    if (!(high > low))
        return 0.5;
    const double position = value / (high - low) - low / (high - low);
    return std::clamp(position, 0.0, 1.0);
}

QColor ValueScale::color(double value, bool dark) const
{
    return QColor(heatColor(map, position(value), dark));
}

double tintValue(const TensorData &data, std::int64_t index)
{
    if (numberClass(data.dtype) == NumberClass::Complex)
        return std::abs(toComplex(data, index));
    return toDouble(data, index);
}

QColor nanColor(bool dark)
{
    return dark ? QColor(0xff, 0x6f, 0xc0) : QColor(0xc2, 0x18, 0x7a);
}

} // namespace ckpt
