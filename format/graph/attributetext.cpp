// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Attributes of nodes as text for people.
#include "format/base/bytecursor.h"
#include "format/base/faulttext.h"
#include "format/graph/metagraphdata.h"
#include "format/proto/meta_graph.pb.h"
#include "format/tensor/dtype.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace ckpt {
namespace {

std::string typeText(int number)
{
    const bool reference = number > 100;
    const auto type = static_cast<DType>(reference ? number - 100 : number);
    if (type == DType::Invalid || !isKnown(type))
        return fmt::format("type {}", number);
    return std::string(name(type)) + (reference ? " (reference)" : "");
}

std::string shapeText(const pb::TensorShapeProto &shape)
{
    if (shape.unknown_rank())
        return "unknown rank";
    if (shape.dim_size() == 0)
        return "scalar";
    std::string text;
    for (int i = 0; i < shape.dim_size(); ++i)
        text += (i ? "×" : "") + (shape.dim(i).size() < 0 ? std::string("?") : fmt::format("{}", shape.dim(i).size()));
    return text;
}

// Adds items until the text is long enough, then says how many are missing.
class ListText {
public:
    explicit ListText(std::size_t maxLength)
        : m_maxLength(maxLength)
    {
    }
    bool full() const { return m_text.size() >= m_maxLength; }
    void add(std::string_view item)
    {
        if (m_shown)
            m_text += ", ";
        m_text += item;
        ++m_shown;
    }
    std::string finish(std::int64_t total) const
    {
        if (total <= m_shown)
            return m_text;
        return m_text + fmt::format("{}… {} more", m_shown ? ", " : "", total - m_shown);
    }

private:
    std::size_t m_maxLength;
    std::int64_t m_shown = 0;
    std::string m_text;
};

std::string quoted(std::string_view bytes, std::size_t maxLength)
{
    if (bytes.size() <= maxLength)
        return '"' + printable(bytes) + '"';
    return '"' + printable(bytes.substr(0, maxLength)) + fmt::format("…\" ({} bytes)", bytes.size());
}

template <typename Range, typename Text>
std::string listOf(const Range &range, std::size_t maxLength, Text &&text)
{
    ListText list(maxLength);
    for (auto it = range.begin(); it != range.end() && !list.full(); ++it)
        list.add(text(*it));
    return list.finish(range.size());
}

template <typename T>
std::string rawNumbers(std::string_view bytes, std::size_t maxLength)
{
    ListText list(maxLength);
    const std::size_t count = bytes.size() / sizeof(T);
    for (std::size_t i = 0; i < count && !list.full(); ++i) {
        T value;
        std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
        list.add(fmt::format("{}", value));
    }
    return list.finish(static_cast<std::int64_t>(count));
}

std::string contentText(const pb::TensorProto &tensor, std::size_t maxLength)
{
    const std::string_view bytes = tensor.tensor_content();
    switch (tensor.dtype()) {
    case pb::DT_FLOAT:
        return rawNumbers<float>(bytes, maxLength);
    case pb::DT_DOUBLE:
        return rawNumbers<double>(bytes, maxLength);
    case pb::DT_INT32:
        return rawNumbers<std::int32_t>(bytes, maxLength);
    case pb::DT_INT64:
        return rawNumbers<std::int64_t>(bytes, maxLength);
    case pb::DT_STRING:
        return listOf(constantStrings(tensor, 1000), maxLength, [&](const auto &s) { return quoted(s, maxLength); });
    default:
        return fmt::format("{} bytes", bytes.size());
    }
}

std::string tensorText(const pb::TensorProto &tensor, std::size_t maxLength)
{
    const auto number = [](auto value) { return fmt::format("{}", value); };
    std::string values;
    if (!tensor.tensor_content().empty())
        values = contentText(tensor, maxLength);
    else if (tensor.float_val_size())
        values = listOf(tensor.float_val(), maxLength, number);
    else if (tensor.double_val_size())
        values = listOf(tensor.double_val(), maxLength, number);
    else if (tensor.int_val_size())
        values = listOf(tensor.int_val(), maxLength, number);
    else if (tensor.int64_val_size())
        values = listOf(tensor.int64_val(), maxLength, number);
    else if (tensor.bool_val_size())
        values = listOf(tensor.bool_val(), maxLength, number);
    else if (tensor.string_val_size())
        values = listOf(tensor.string_val(), maxLength, [&](const auto &s) { return quoted(s, maxLength); });
    return fmt::format(
        "{}, {}{}{}", typeText(tensor.dtype()), shapeText(tensor.tensor_shape()), values.empty() ? "" : ": ", values);
}

std::string listText(const pb::AttrValue::ListValue &list, std::size_t maxLength)
{
    const auto number = [](auto value) { return fmt::format("{}", value); };
    std::string text;
    if (list.s_size())
        text = listOf(list.s(), maxLength, [&](const auto &s) { return quoted(s, maxLength); });
    else if (list.i_size())
        text = listOf(list.i(), maxLength, number);
    else if (list.f_size())
        text = listOf(list.f(), maxLength, number);
    else if (list.b_size())
        text = listOf(list.b(), maxLength, number);
    else if (list.type_size())
        text = listOf(list.type(), maxLength, [](int type) { return typeText(type); });
    else if (list.shape_size())
        text = listOf(list.shape(), maxLength, [](const auto &shape) { return shapeText(shape); });
    else if (list.tensor_size())
        text = listOf(list.tensor(), maxLength, [&](const auto &tensor) { return tensorText(tensor, maxLength); });
    else if (list.func_size())
        text = listOf(list.func(), maxLength, [](const auto &func) { return printable(func.name()); });
    return '[' + text + ']';
}

std::string valueText(const pb::AttrValue &value, std::size_t maxLength)
{
    switch (value.value_case()) {
    case pb::AttrValue::kS:
        return quoted(value.s(), maxLength);
    case pb::AttrValue::kI:
        return fmt::format("{}", value.i());
    case pb::AttrValue::kF:
        return fmt::format("{}", value.f());
    case pb::AttrValue::kB:
        return value.b() ? "true" : "false";
    case pb::AttrValue::kType:
        return typeText(value.type());
    case pb::AttrValue::kShape:
        return shapeText(value.shape());
    case pb::AttrValue::kTensor:
        return tensorText(value.tensor(), maxLength);
    case pb::AttrValue::kList:
        return listText(value.list(), maxLength);
    case pb::AttrValue::kFunc:
        return printable(value.func().name());
    case pb::AttrValue::kPlaceholder:
        return printable(value.placeholder());
    case pb::AttrValue::VALUE_NOT_SET:
        break;
    }
    return {};
}

} // namespace

std::vector<std::string> constantStrings(const pb::TensorProto &tensor, std::size_t limit)
{
    std::vector<std::string> strings;
    if (tensor.tensor_content().empty()) {
        for (int i = 0; i < tensor.string_val_size() && strings.size() < limit; ++i)
            strings.push_back(tensor.string_val(i));
        return strings;
    }
    std::size_t count = 1;
    for (const auto &dim : tensor.tensor_shape().dim()) {
        const std::size_t size = dim.size() < 0 ? 0 : static_cast<std::size_t>(dim.size());
        count = size && count > tensor.tensor_content().size() / size ? tensor.tensor_content().size() : count * size;
    }
    ByteCursor cursor(tensor.tensor_content());
    std::vector<std::uint32_t> lengths;
    while (lengths.size() < std::min(count, tensor.tensor_content().size())) {
        const auto length = cursor.varint32();
        if (!length)
            return {};
        lengths.push_back(*length);
    }
    for (std::size_t i = 0; i < lengths.size() && i < limit; ++i) {
        const auto bytes = cursor.bytes(lengths[i]);
        if (!bytes)
            return {};
        strings.emplace_back(*bytes);
    }
    return strings;
}

std::vector<std::pair<std::string, std::string>> attributeTextsOf(const pb::NodeDef &node, std::size_t maxLength)
{
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto &[key, value] : node.attr())
        texts.emplace_back(key, valueText(value, std::max<std::size_t>(maxLength, 8)));
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::vector<std::pair<std::string, std::string>> MetaGraphData::attributeTexts(
    NodeIndex node, std::size_t maxLength) const
{
    return attributeTextsOf(def(node), maxLength);
}

} // namespace ckpt
