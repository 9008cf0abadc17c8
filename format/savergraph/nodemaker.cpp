// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/nodemaker.h"

#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <charconv>

namespace ckpt {
namespace {

pb::AttrValue &attributeOf(pb::NodeDef &node, const char *name)
{
    return (*node.mutable_attr())[name];
}

void fillShape(pb::TensorShapeProto &into, std::span<const std::int64_t> shape)
{
    for (const std::int64_t dim : shape)
        into.add_dim()->set_size(dim);
}

} // namespace

NodeMaker::NodeMaker(pb::GraphDef &graph, bool clearDevices)
    : m_graph(graph)
    , m_clearDevices(clearDevices)
{
    m_names.reserve(static_cast<std::size_t>(graph.node_size()));
    for (const pb::NodeDef &node : graph.node())
        m_names.insert(node.name());
}

std::string NodeMaker::freeScope(const std::string &wanted) const
{
    std::unordered_set<std::int64_t> taken; // number of "wanted_N"; 0: "wanted" itself
    for (const std::string &name : m_names) {
        if (!name.starts_with(wanted))
            continue;
        std::string_view rest(name);
        rest = rest.substr(wanted.size(), rest.find('/', wanted.size()) - wanted.size());
        std::int64_t number = 0;
        if (!rest.empty()) {
            const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), number);
            if (rest.front() != '_' || error != std::errc() || end != rest.data() + rest.size())
                continue;
        }
        taken.insert(number);
    }
    std::int64_t number = 0;
    while (taken.contains(number))
        ++number;
    return number == 0 ? wanted : fmt::format("{}_{}", wanted, number);
}

std::string NodeMaker::freeName(const std::string &wanted)
{
    std::string name = wanted;
    while (m_names.contains(name))
        name = fmt::format("{}_{}", wanted, ++m_lastNumber[wanted]);
    return name;
}

pb::NodeDef &NodeMaker::add(
    const std::string &name, std::string_view op, const std::vector<std::string> &inputs, std::string_view device)
{
    pb::NodeDef &node = *m_graph.add_node();
    m_names.insert(name);
    node.set_name(name);
    node.set_op(std::string(op));
    for (const std::string &input : inputs)
        node.add_input(input);
    if (!m_clearDevices && !device.empty())
        node.set_device(std::string(device));
    return node;
}

pb::NodeDef &NodeMaker::adopt(const pb::NodeDef &node, const std::string &name)
{
    pb::NodeDef &copy = *m_graph.add_node();
    copy = node;
    copy.set_name(name);
    if (m_clearDevices)
        copy.clear_device();
    m_names.insert(name);
    return copy;
}

std::string NodeMaker::strings(const std::string &name, const std::vector<std::string> &values, std::string_view device)
{
    pb::NodeDef &node = add(name, "Const", {}, device);
    setType(node, "dtype", DType::String);
    pb::TensorProto &tensor = *attributeOf(node, "value").mutable_tensor();
    tensor.set_dtype(pb::DT_STRING);
    tensor.mutable_tensor_shape()->add_dim()->set_size(static_cast<std::int64_t>(values.size()));
    for (const std::string &value : values)
        tensor.add_string_val(value);
    return name;
}

std::string NodeMaker::text(const std::string &name, const std::string &value)
{
    pb::NodeDef &node = add(name, "Const", {});
    setType(node, "dtype", DType::String);
    pb::TensorProto &tensor = *attributeOf(node, "value").mutable_tensor();
    tensor.set_dtype(pb::DT_STRING);
    tensor.mutable_tensor_shape();
    tensor.add_string_val(value);
    return name;
}

std::string NodeMaker::zeros(const std::string &name, DType type, std::span<const std::int64_t> shape)
{
    pb::NodeDef &node = add(name, "Const", {});
    setType(node, "dtype", type);
    pb::TensorProto &tensor = *attributeOf(node, "value").mutable_tensor();
    tensor.set_dtype(static_cast<pb::DataType>(type));
    fillShape(*tensor.mutable_tensor_shape(), shape);
    return name;
}

std::string NodeMaker::cast(
    const std::string &name, const std::string &input, DType from, DType to, std::string_view device)
{
    pb::NodeDef &node = add(name, "Cast", { input }, device);
    setType(node, "SrcT", from);
    setType(node, "DstT", to);
    setBool(node, "Truncate", false);
    return name;
}

void setType(pb::NodeDef &node, const char *attribute, DType type)
{
    attributeOf(node, attribute).set_type(static_cast<pb::DataType>(type));
}

void setTypes(pb::NodeDef &node, const char *attribute, const std::vector<DType> &types)
{
    auto &list = *attributeOf(node, attribute).mutable_list();
    for (const DType type : types)
        list.add_type(static_cast<pb::DataType>(type));
}

void setBool(pb::NodeDef &node, const char *attribute, bool value)
{
    attributeOf(node, attribute).set_b(value);
}

void setShape(pb::NodeDef &node, const char *attribute, std::span<const std::int64_t> shape)
{
    fillShape(*attributeOf(node, attribute).mutable_shape(), shape);
}

void setPlacedWith(pb::NodeDef &node, const std::string &other)
{
    attributeOf(node, "_class").mutable_list()->add_s("loc:@" + other);
}

} // namespace ckpt
