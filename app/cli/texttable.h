// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Columns of text for people.
#pragma once

#include "app/cli/console.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Columns of a terminal that UTF-8 text takes: 2 for East Asian wide characters and emoji, 0 for combining ones.
std::size_t displayWidth(std::string_view utf8);

// "1,234,567"
std::string grouped(std::uint64_t number);
// "1 variable", "2,345 variables"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

// Collects rows, then prints them with columns as wide as their widest cell.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string heading;
        Align align = Align::Left;
    };
    explicit TextTable(std::vector<Column> columns)
        : m_columns(std::move(columns))
    {
    }

    // As many cells as columns.
    void add(std::vector<std::string> cells) { m_rows.push_back({ std::move(cells), {} }); }
    // Lines printed under the row added last.
    void addBelow(std::string line) { m_rows.back().below.push_back(std::move(line)); }
    void print(Output &out) const;

private:
    struct Row {
        std::vector<std::string> cells;
        std::vector<std::string> below;
    };
    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace ckpt
