// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/jsonwriter.h"

#include "format/base/paths.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace ckpt {

namespace {

void appendQuoted(std::string &to, std::string_view utf8)
{
    static constexpr char digits[] = "0123456789abcdef";
    to.push_back('"');
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            to.push_back('\\');
            to.push_back(c);
        } else if (byte < 0x20 || byte == 0x7F) {
            to += "\\u00";
            to.push_back(digits[byte >> 4]);
            to.push_back(digits[byte & 15]);
        } else {
            to.push_back(c);
        }
    }
    to.push_back('"');
}

} // namespace

void JsonWriter::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_hasItems.empty())
        return;
    if (m_hasItems.back())
        m_out.write(m_newLine ? "," : ", ");
    if (m_newLine)
        m_out.write("\n");
    m_newLine = false;
    m_hasItems.back() = true;
}

void JsonWriter::open(char bracket)
{
    separate();
    m_out.write(std::string_view(&bracket, 1));
    m_hasItems.push_back(false);
}

void JsonWriter::close(char bracket)
{
    m_hasItems.pop_back();
    if (m_newLine)
        m_out.write("\n");
    m_newLine = false;
    m_out.write(std::string_view(&bracket, 1));
    if (m_hasItems.empty())
        m_out.write("\n");
}

void JsonWriter::key(std::string_view name)
{
    separate();
    m_out.write("\"");
    m_out.write(name);
    m_out.write("\": ");
    m_afterKey = true;
}

void JsonWriter::textKey(std::string_view bytes)
{
    string(escapedIfNeeded(bytes));
    m_out.write(": ");
    m_afterKey = true;
}

void JsonWriter::string(std::string_view utf8)
{
    separate();
    m_scratch.clear();
    appendQuoted(m_scratch, utf8);
    m_out.write(m_scratch);
}

void JsonWriter::integer(std::int64_t value)
{
    separate();
    const fmt::format_int text(value);
    m_out.write({ text.data(), text.size() });
}

void JsonWriter::natural(std::uint64_t value)
{
    separate();
    const fmt::format_int text(value);
    m_out.write({ text.data(), text.size() });
}

void JsonWriter::boolean(bool value)
{
    separate();
    m_out.write(value ? "true" : "false");
}

void JsonWriter::null()
{
    separate();
    m_out.write("null");
}

void JsonWriter::number(double value)
{
    if (std::isnan(value))
        string("NaN");
    else if (std::isinf(value))
        string(value > 0 ? "Infinity" : "-Infinity");
    else
        numberText(fmt::format("{}", value));
}

void JsonWriter::numberText(std::string_view text)
{
    if (text.find_first_of("NI") != std::string_view::npos) {
        string(text);
        return;
    }
    separate();
    m_out.write(text);
}

void JsonWriter::textField(std::string_view name, std::string_view bytes)
{
    if (isUtf8(bytes)) {
        field(name, bytes);
        return;
    }
    field(name, percentEscaped(bytes));
    field(fmt::format("{}_encoding", name), "percent");
}

} // namespace ckpt
