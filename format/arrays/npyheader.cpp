// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/npyheader.h"

#include "format/base/bytecursor.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace ckpt {

namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kLongestType = 200; // characters of a structured type that are kept

tl::unexpected<Error> damaged(std::string detail)
{
    return fail(Fault::ArrayFileDamaged, {}, std::move(detail));
}

// Exactly what NumPy's writers make: one dictionary of a string or a structure, a truth value and a tuple of numbers.
class DictionaryParser {
public:
    explicit DictionaryParser(std::string_view text)
        : m_rest(text)
    {
    }

    Result<NpyHeader> parse()
    {
        if (!take('{'))
            return damaged("Its header is no dictionary.");
        while (!take('}')) {
            const auto key = quoted();
            if (!key || !take(':'))
                return damaged("The dictionary of its header cannot be understood.");
            if (auto value = readValue(*key); !value)
                return tl::unexpected(value.error());
            if (!take(',') && !next('}'))
                return damaged("The dictionary of its header cannot be understood.");
        }
        skipSpace();
        if (!m_rest.empty())
            return damaged("Something follows the dictionary of its header.");
        if (m_seen != (kDescr | kOrder | kShape))
            return damaged("Its header lacks type, order or shape.");
        return std::move(m_header);
    }

private:
    static constexpr unsigned kDescr = 1, kOrder = 2, kShape = 4;

    Result<void> readValue(std::string_view key)
    {
        const unsigned what = key == "descr" ? kDescr : key == "fortran_order" ? kOrder : key == "shape" ? kShape : 0;
        if (what == 0 || (m_seen & what) != 0)
            return damaged(fmt::format("Its header has an entry “{}” too much.", key.substr(0, 40)));
        m_seen |= what;
        const bool understood = what == kDescr ? readType() : what == kOrder ? readOrder() : readShape();
        if (!understood)
            return damaged(fmt::format("The entry “{}” of its header cannot be understood.", key));
        return {};
    }

    bool readType()
    {
        skipSpace();
        if (next('[') || next('('))
            return readStructure();
        const auto text = quoted();
        if (!text)
            return false;
        m_header.descr = *text;
        return true;
    }

    // Skips brackets to any depth; what is inside does not matter, since such arrays are not read.
    bool readStructure()
    {
        m_header.structured = true;
        std::size_t depth = 0, at = 0;
        char quote = 0;
        for (; at < m_rest.size(); ++at) {
            const char c = m_rest[at];
            if (quote != 0) {
                if (c == '\\')
                    ++at;
                else if (c == quote)
                    quote = 0;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == '(' || c == '{') {
                ++depth;
            } else if ((c == ']' || c == ')' || c == '}') && --depth == 0) {
                break;
            }
        }
        if (at >= m_rest.size())
            return false;
        m_header.descr = m_rest.substr(0, std::min(at + 1, kLongestType));
        if (at + 1 > kLongestType)
            m_header.descr += "…";
        m_rest.remove_prefix(at + 1);
        return true;
    }

    bool readOrder()
    {
        skipSpace();
        for (const auto &[word, value] : { std::pair<std::string_view, bool>{ "True", true }, { "False", false } }) {
            if (m_rest.starts_with(word)) {
                m_rest.remove_prefix(word.size());
                m_header.columnMajor = value;
                return true;
            }
        }
        return false;
    }

    bool readShape()
    {
        if (!take('('))
            return false;
        bool comma = true;
        while (!take(')')) {
            if (!comma)
                return false;
            std::int64_t dim = 0;
            skipSpace();
            const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), dim);
            if (error != std::errc() || dim < 0)
                return false;
            m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
            if (!m_rest.empty() && m_rest.front() == 'L') // as Python 2 wrote its long integers
                m_rest.remove_prefix(1);
            m_header.dims.push_back(dim);
            comma = take(',');
        }
        return m_header.dims.size() != 1 || comma; // "(3)" is a number, "(3,)" a tuple
    }

    // A string without escapes: no name or type that is read here has one.
    std::optional<std::string_view> quoted()
    {
        skipSpace();
        if (!next('\'') && !next('"'))
            return std::nullopt;
        const std::size_t end = m_rest.find(m_rest.front(), 1);
        if (end == std::string_view::npos)
            return std::nullopt;
        const std::string_view text = m_rest.substr(1, end - 1);
        if (text.find('\\') != std::string_view::npos)
            return std::nullopt;
        m_rest.remove_prefix(end + 1);
        return text;
    }

    void skipSpace()
    {
        const std::size_t word = m_rest.find_first_not_of(" \t\r\n\f");
        m_rest.remove_prefix(std::min(word, m_rest.size()));
    }
    bool next(char c) const { return !m_rest.empty() && m_rest.front() == c; }
    bool take(char c)
    {
        skipSpace();
        if (!next(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::string_view m_rest;
    NpyHeader m_header;
    unsigned m_seen = 0;
};

} // namespace

bool startsLikeNpy(std::string_view start)
{
    return start.starts_with(kMagic);
}

Result<std::uint64_t> npyHeaderSize(std::string_view start, const Limits &limits)
{
    ByteCursor cursor(start);
    const auto magic = cursor.bytes(kMagic.size());
    if (!magic || *magic != kMagic)
        return damaged("It does not begin as a NumPy array does.");
    const auto major = cursor.u8(), minor = cursor.u8();
    if (!minor)
        return damaged("It ends within its header.");
    if (*major < 1 || *major > 3 || *minor != 0)
        return damaged(fmt::format("Its version is {}.{}; 1.0, 2.0 and 3.0 are known.", *major, *minor));
    std::uint64_t length = 0;
    if (*major == 1) {
        const auto low = cursor.u8(), high = cursor.u8();
        if (!high)
            return damaged("It ends within its header.");
        length = *low | std::uint64_t{ *high } << 8;
    } else {
        const auto four = cursor.fixed32();
        if (!four)
            return damaged("It ends within its header.");
        length = *four;
    }
    if (length > limits.maxNpyHeaderBytes) {
        Error error{ .fault = Fault::LimitExceeded, .detail = "This is the length of the array's header." };
        error.expected = static_cast<std::int64_t>(limits.maxNpyHeaderBytes);
        error.actual = static_cast<std::int64_t>(length);
        return fail(std::move(error));
    }
    return cursor.position() + length;
}

Result<NpyHeader> parseNpyHeader(std::string_view header)
{
    const std::size_t before = header.size() > 6 && header[6] == 1 ? 10 : 12;
    if (!startsLikeNpy(header) || header.size() < before)
        return damaged("It ends within its header.");
    auto parsed = DictionaryParser(header.substr(before)).parse();
    if (parsed)
        parsed->bytes = header.size();
    return parsed;
}

std::string npyHeaderBytes(std::string_view descr, std::span<const std::int64_t> dims)
{
    constexpr std::size_t growingDigits = 21, alignment = 64;
    std::string shape;
    for (const std::int64_t dim : dims)
        shape += fmt::format("{}{}", shape.empty() ? "" : ", ", dim);
    if (dims.size() == 1)
        shape += ',';
    std::string text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", descr, shape);
    // NumPy leaves room for the first dimension to grow in place.
    if (!dims.empty())
        text.append(growingDigits - fmt::format("{}", dims[0]).size(), ' ');
    // 6 bytes of magic, 2 of version, 2 or 4 of length. A full line of spaces where none is needed.
    const auto padded = [&](std::size_t before) {
        return text.size() + alignment - (before + text.size() + 1) % alignment;
    };
    const bool large = padded(10) + 1 > UINT16_MAX;
    const std::size_t before = large ? 12 : 10;
    text.resize(padded(before), ' ');
    text += '\n';
    std::string header("\x93NUMPY", 6);
    header += large ? '\2' : '\1';
    header += '\0';
    for (std::size_t i = 0; i < before - 8; ++i)
        header += static_cast<char>(text.size() >> (8 * i));
    return header + text;
}

} // namespace ckpt
