// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/texttable.h"

#include "format/base/paths.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace ckpt {

namespace {

// A cell wider than this does not widen its column: one name of a kilobyte would push all others off the screen.
constexpr std::size_t kWidestColumn = 72;

char32_t decoded(std::string_view character)
{
    const auto first = static_cast<unsigned char>(character.front());
    char32_t value = character.size() == 1 ? first : first & (0x7Fu >> character.size());
    for (const char c : character.substr(1))
        value = value << 6 | (static_cast<unsigned char>(c) & 0x3F);
    return value;
}

std::size_t widthOf(char32_t c)
{
    static constexpr std::pair<char32_t, char32_t> none[] = { { 0x300, 0x36F }, { 0x200B, 0x200F }, { 0x20D0, 0x20FF },
        { 0xFE00, 0xFE0F } };
    static constexpr std::pair<char32_t, char32_t> wide[] = { { 0x1100, 0x115F }, { 0x2E80, 0xA4CF },
        { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 },
        { 0x1F300, 0x1FAFF }, { 0x20000, 0x3FFFD } };
    const auto in = [c](const auto &range) { return c >= range.first && c <= range.second; };
    if (std::any_of(std::begin(none), std::end(none), in))
        return 0;
    return std::any_of(std::begin(wide), std::end(wide), in) ? 2 : 1;
}

} // namespace

std::size_t displayWidth(std::string_view utf8)
{
    std::size_t width = 0;
    while (!utf8.empty()) {
        const std::size_t length = std::max<std::size_t>(utf8Length(utf8), 1);
        width += widthOf(decoded(utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
    return width;
}

std::string grouped(std::uint64_t number)
{
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

void TextTable::print(Output &out) const
{
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        std::size_t width = displayWidth(m_columns[column].heading);
        for (const Row &row : m_rows) {
            const std::size_t cell = displayWidth(row.cells[column]);
            if (cell <= kWidestColumn)
                width = std::max(width, cell);
        }
        widths.push_back(width);
    }
    const auto printRow = [&](auto &&cellOf) {
        std::string line;
        for (std::size_t column = 0; column < m_columns.size(); ++column) {
            const std::string &cell = cellOf(column);
            const std::size_t used = displayWidth(cell);
            const std::string fill(used < widths[column] ? widths[column] - used : 0, ' ');
            line += column == 0 ? "" : "  ";
            line += m_columns[column].align == Align::Right ? fill + cell : cell + fill;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out.write(line + '\n');
    };
    printRow([&](std::size_t column) -> const std::string & { return m_columns[column].heading; });
    for (const Row &row : m_rows) {
        if (!out.good())
            return;
        printRow([&](std::size_t column) -> const std::string & { return row.cells[column]; });
        for (const std::string &line : row.below)
            out.write("    " + line + '\n');
    }
}

} // namespace ckpt
