// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values as JSON and as text in rows and planes.
#pragma once

#include "app/cli/jsonwriter.h"
#include "format/tensor/shape.h"
#include "format/tensor/statistics.h"
#include "format/tensor/tensordata.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

// One element: a number, true/false, [re, im], or for strings {"len", "hex" of the first 32 bytes, "text" where it is
// short UTF-8}.
void writeValue(JsonWriter &json, const TensorData &data, std::int64_t index);
void writeStatistics(JsonWriter &json, const Statistics &statistics, DType dtype);

// Prints elements that arrive in row-major order as text: one line for each row (last axis), columns aligned, a blank
// line and the position before every plane of a tensor of rank 3 and more. Memory does not grow with the tensor.
class TextGrid {
public:
    TextGrid(Output &out, std::vector<std::int64_t> dims, NumberFormat format);
    void add(const TensorData &data);

private:
    void line(std::span<const std::string> texts, std::size_t width, std::int64_t position);
    void planeHeading(std::int64_t row);

    Output &m_out;
    std::vector<std::int64_t> m_dims;
    NumberFormat m_format;
    std::int64_t m_columns, m_next = 0;
};

// The same as comma-separated values, one line for each row.
class CsvGrid {
public:
    CsvGrid(Output &out, std::int64_t columns, NumberFormat format)
        : m_out(out)
        , m_columns(columns)
        , m_format(format)
    {
    }
    void add(const TensorData &data);

private:
    Output &m_out;
    std::int64_t m_columns;
    NumberFormat m_format;
    std::int64_t m_next = 0;
};

// The same as nested JSON lists.
class JsonGrid {
public:
    JsonGrid(JsonWriter &json, std::vector<std::int64_t> dims);
    void add(const TensorData &data);
    // Closes what is open; call once after the last element.
    void finish();

private:
    JsonWriter &m_json;
    std::vector<std::int64_t> m_dims;
    std::vector<std::int64_t> m_position;
    std::size_t m_open = 0;
    bool m_empty;
};

// A field of a CSV line, quoted where needed.
std::string csvField(std::string_view text);

} // namespace ckpt
