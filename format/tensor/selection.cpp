// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// NumPy basic slicing: parsing and resolving.
#include "format/tensor/shape.h"

#include <charconv>
#include <fmt/format.h>

namespace ckpt {

namespace {

tl::unexpected<Error> bad(std::string sentence)
{
    return fail(Fault::BadSlice, {}, std::move(sentence));
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

Result<std::optional<std::int64_t>> number(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::int64_t value = 0;
    const char *begin = text.starts_with('+') && !text.starts_with("+-") ? text.data() + 1 : text.data();
    const auto [end, code] = std::from_chars(begin, text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size())
        return bad(fmt::format("“{}” is not a whole number.", text));
    return value;
}

Result<AxisRange> single(std::int64_t at, std::int64_t size, std::size_t axis)
{
    const std::int64_t wanted = at < 0 ? at + size : at;
    if (wanted < 0 || wanted >= size)
        return bad(fmt::format("Axis {} has {} entries, so {} is out of range.", axis, size, at));
    return AxisRange{ wanted, 1, 1, true };
}

std::int64_t clamped(std::int64_t value, std::int64_t low, std::int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

// Python's slice.indices().
Result<AxisRange> range(std::string_view text, std::int64_t size)
{
    const auto parts = split(text, ':');
    if (parts.size() > 3)
        return bad(fmt::format("“{}” has more than two colons.", text));
    std::optional<std::int64_t> given[3];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto parsed = number(parts[i]);
        if (!parsed)
            return tl::unexpected(parsed.error());
        given[i] = *parsed;
    }
    const std::int64_t step = given[2].value_or(1);
    if (step == 0)
        return bad("A step of 0 goes nowhere.");
    if (step == INT64_MIN)
        return bad("The step is too large.");
    const std::int64_t low = step > 0 ? 0 : -1;
    const std::int64_t high = step > 0 ? size : size - 1;
    const auto bound = [&](std::optional<std::int64_t> value, std::int64_t missing) {
        if (!value)
            return missing;
        return clamped(*value < 0 && *value >= -size ? *value + size : *value < 0 ? low : *value, low, high);
    };
    const std::int64_t start = bound(given[0], step > 0 ? low : high);
    const std::int64_t stop = bound(given[1], step > 0 ? high : low);
    const std::int64_t span = step > 0 ? stop - start : start - stop;
    const std::int64_t stride = step > 0 ? step : -step;
    return AxisRange{ start, span <= 0 ? 0 : (span - 1) / stride + 1, step, false };
}

} // namespace

Selection Selection::whole(const TensorShape &shape)
{
    Selection selection;
    for (const std::int64_t dim : shape.dims())
        selection.axes.push_back({ 0, dim, 1, false });
    return selection;
}

TensorShape Selection::resultShape() const
{
    std::vector<std::int64_t> dims;
    for (const AxisRange &axis : axes) {
        if (!axis.dropped)
            dims.push_back(axis.count);
    }
    return TensorShape::make(dims).value_or(TensorShape());
}

std::int64_t Selection::elements() const
{
    std::int64_t product = 1;
    for (const AxisRange &axis : axes)
        product *= axis.count; // at most the elements of the source
    return product;
}

Result<Selection> parseSelection(std::string_view given, const TensorShape &shape)
{
    std::string_view text = trimmed(given);
    if (text.starts_with('[') != text.ends_with(']') || text == "[")
        return bad("A bracket is missing.");
    if (text.starts_with('['))
        text = trimmed(text.substr(1, text.size() - 2));
    Selection selection;
    if (text.empty())
        return Selection::whole(shape);
    std::vector<std::string_view> parts = split(text, ',');
    if (parts.size() > 1 && parts.back().empty())
        parts.pop_back(); // a trailing comma, as NumPy allows
    std::size_t ellipses = 0;
    for (const std::string_view part : parts)
        ellipses += part == "..." || part == "…" ? 1 : 0;
    const std::size_t named = parts.size() - ellipses;
    if (ellipses > 1)
        return bad("Only one “...” can stand in a slice.");
    if (named > shape.rank())
        return bad(fmt::format("The variable has {} axes; the slice names {}.", shape.rank(), named));
    for (const std::string_view part : parts) {
        const std::size_t axis = selection.axes.size();
        if (part == "..." || part == "…") {
            for (std::size_t i = 0; i < shape.rank() - named; ++i)
                selection.axes.push_back({ 0, shape.dim(axis + i), 1, false });
            continue;
        }
        if (part.empty())
            return bad("There is nothing between two commas.");
        const bool isRange = part.find(':') != std::string_view::npos;
        Result<AxisRange> taken = bad("");
        if (isRange) {
            taken = range(part, shape.dim(axis));
        } else if (auto at = number(part); at) {
            taken = single(**at, shape.dim(axis), axis);
        } else {
            taken = tl::unexpected(at.error());
        }
        if (!taken)
            return tl::unexpected(taken.error());
        selection.axes.push_back(*taken);
    }
    while (selection.axes.size() < shape.rank())
        selection.axes.push_back({ 0, shape.dim(selection.axes.size()), 1, false });
    return selection;
}

} // namespace ckpt
