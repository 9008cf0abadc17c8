// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/valuetext.h"

#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <numeric>

namespace ckpt {

namespace {

// Elements whose texts are held at once, to find the width of the columns.
constexpr std::int64_t kBlock = 1 << 16;
constexpr std::size_t kHexBytes = 32;
constexpr std::size_t kTextCharacters = 64;

std::string hex(std::string_view bytes)
{
    std::string digits;
    for (const char c : bytes)
        fmt::format_to(std::back_inserter(digits), "{:02x}", static_cast<unsigned char>(c));
    return digits;
}

std::size_t characters(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void writeString(JsonWriter &json, std::string_view text)
{
    json.beginObject();
    json.field("len", static_cast<std::uint64_t>(text.size()));
    json.field("hex", hex(text.substr(0, kHexBytes)));
    if (isUtf8(text) && characters(text) <= kTextCharacters)
        json.field("text", text);
    json.endObject();
}

void optionalNumber(JsonWriter &json, const char *key, std::optional<double> value)
{
    json.key(key);
    value ? json.number(*value) : json.null();
}

std::string cell(const TensorData &data, std::int64_t index, NumberFormat format)
{
    return elementText(data, index, format);
}

} // namespace

void writeValue(JsonWriter &json, const TensorData &data, std::int64_t index)
{
    switch (numberClass(data.dtype)) {
    case NumberClass::Bool:
        return json.boolean(toInt64(data, index) != 0);
    case NumberClass::Integer:
        return isSigned(data.dtype) ? json.integer(toInt64(data, index)) : json.natural(toUInt64(data, index));
    case NumberClass::Float:
        // A reader of JSON makes doubles: the shortest text of the smaller types would give it another number.
        if (data.dtype == DType::Float32)
            return json.numberText(elementText(data, index, NumberFormat::Exact));
        return json.number(toDouble(data, index));
    case NumberClass::Complex: {
        const std::complex<double> value = toComplex(data, index);
        const bool single = data.dtype == DType::Complex64;
        json.beginArray();
        for (const double part : { value.real(), value.imag() })
            single &&part - part == 0 ? json.numberText(fmt::format("{}", static_cast<float>(part)))
                                      : json.number(part);
        return json.endArray();
    }
    case NumberClass::String:
    case NumberClass::None:
        break;
    }
    const auto at = static_cast<std::size_t>(index);
    at < data.strings.size() ? writeString(json, data.strings[at]) : json.null();
}

void writeStatistics(JsonWriter &json, const Statistics &statistics, DType dtype)
{
    json.beginObject();
    if (numberClass(dtype) == NumberClass::String || numberClass(dtype) == NumberClass::None) {
        const bool any = statistics.count > 0;
        json.field("bytes", statistics.bytes);
        json.key("len_min"), any ? json.natural(statistics.shortest) : json.null();
        json.key("len_max"), any ? json.natural(statistics.longest) : json.null();
    } else {
        optionalNumber(json, "min", statistics.min);
        optionalNumber(json, "max", statistics.max);
        optionalNumber(json, "mean", statistics.mean);
        optionalNumber(json, "std", statistics.std);
        json.field("num_zero", statistics.zeros);
        json.field("num_nan", statistics.nans);
        json.field("num_inf", statistics.infinities);
    }
    json.endObject();
}

TextGrid::TextGrid(Output &out, std::vector<std::int64_t> dims, NumberFormat format)
    : m_out(out)
    , m_dims(std::move(dims))
    , m_format(format)
    , m_columns(m_dims.empty() ? 1 : m_dims.back())
{
}

void TextGrid::add(const TensorData &data)
{
    const std::int64_t count = data.shape.elements();
    std::vector<std::string> texts;
    for (std::int64_t first = 0; first < count && m_out.good();) {
        // Whole rows if they fit; a longer row is printed in pieces of one line.
        const std::int64_t room = std::max<std::int64_t>(kBlock / m_columns * m_columns, std::min(m_columns, kBlock));
        const std::int64_t now =
            std::min({ count - first, room, m_columns > kBlock ? m_columns - m_next % m_columns : count });
        texts.clear();
        std::size_t width = 0;
        for (std::int64_t i = 0; i < now; ++i) {
            texts.push_back(cell(data, first + i, m_format));
            width = std::max(width, displayWidth(texts.back()));
        }
        for (std::int64_t done = 0; done < now;) {
            const std::int64_t inRow = std::min(now - done, m_columns - m_next % m_columns);
            line(std::span(texts).subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(inRow)), width,
                m_next);
            m_next += inRow;
            done += inRow;
        }
        first += now;
    }
}

void TextGrid::line(std::span<const std::string> texts, std::size_t width, std::int64_t position)
{
    const std::int64_t column = position % m_columns;
    if (column == 0)
        planeHeading(position / m_columns);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0 || column > 0)
            m_out.write("  ");
        m_out.write(std::string(width - displayWidth(texts[i]), ' '));
        m_out.write(texts[i]);
    }
    if (column + static_cast<std::int64_t>(texts.size()) == m_columns)
        m_out.write("\n");
}

void TextGrid::planeHeading(std::int64_t row)
{
    const std::size_t rank = m_dims.size();
    if (rank < 3 || row % m_dims[rank - 2] != 0)
        return;
    std::int64_t plane = row / m_dims[rank - 2];
    std::string place;
    for (std::size_t axis = rank - 2; axis-- > 0;) {
        place.insert(0, fmt::format("{}, ", plane % m_dims[axis]));
        plane /= m_dims[axis];
    }
    m_out.write(fmt::format("{}[{}:, :]\n", row == 0 ? "" : "\n", place));
}

void CsvGrid::add(const TensorData &data)
{
    for (std::int64_t i = 0; i < data.shape.elements() && m_out.good(); ++i, ++m_next) {
        const bool text = numberClass(data.dtype) == NumberClass::String;
        if (m_next % m_columns != 0)
            m_out.write(",");
        m_out.write(text && isUtf8(data.strings[static_cast<std::size_t>(i)])
                ? csvField(data.strings[static_cast<std::size_t>(i)])
                : csvField(elementText(data, i, m_format)));
        if (m_next % m_columns == m_columns - 1)
            m_out.write("\r\n");
    }
}

JsonGrid::JsonGrid(JsonWriter &json, std::vector<std::int64_t> dims)
    : m_json(json)
    , m_dims(std::move(dims))
    , m_position(m_dims.size())
    , m_empty(std::find(m_dims.begin(), m_dims.end(), 0) != m_dims.end())
{
}

void JsonGrid::add(const TensorData &data)
{
    for (std::int64_t i = 0; i < data.shape.elements(); ++i) {
        for (; m_open < m_dims.size(); ++m_open) {
            m_json.newLine();
            m_json.beginArray();
        }
        writeValue(m_json, data, i);
        for (std::size_t axis = m_dims.size(); axis-- > 0;) {
            if (++m_position[axis] < m_dims[axis])
                break;
            m_position[axis] = 0;
            m_json.endArray();
            --m_open;
        }
    }
}

void JsonGrid::finish()
{
    if (!m_empty)
        return;
    // Lists down to the axis that has nothing in it; the axes before it are counted like any other.
    const auto zero = static_cast<std::size_t>(std::find(m_dims.begin(), m_dims.end(), 0) - m_dims.begin());
    const std::int64_t lists = std::accumulate(
        m_dims.begin(), m_dims.begin() + static_cast<std::ptrdiff_t>(zero), std::int64_t{ 1 }, std::multiplies<>());
    if (lists > kBlock) { // [100000000, 0]: the shape field says it all
        m_json.beginArray();
        m_json.endArray();
        return;
    }
    std::vector<std::int64_t> position(zero);
    std::size_t open = 0;
    for (std::int64_t i = 0; i < lists; ++i) {
        for (; open < zero; ++open)
            m_json.beginArray();
        m_json.beginArray();
        m_json.endArray();
        for (std::size_t axis = zero; axis-- > 0;) {
            if (++position[axis] < m_dims[axis])
                break;
            position[axis] = 0;
            m_json.endArray();
            --open;
        }
    }
}

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted.push_back('"');
        quoted.push_back(c);
    }
    return quoted + '"';
}

} // namespace ckpt
