// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/functiongraph.h"

#include "format/graph/functionports.h"
#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>
#include <google/protobuf/arena.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

constexpr int kCancelStep = 1024;

using Library = std::unordered_map<std::string_view, const pb::FunctionDef *>; // of equal names the first

Library libraryOf(const MetaGraphData &graph)
{
    Library library;
    for (const pb::FunctionDef &function : graph.library().function())
        library.emplace(function.signature().name(), &function);
    return library;
}

// Functions that a node names: as its op, or in any attribute.
template <typename Visit>
void visitFunctions(const pb::NodeDef &node, Visit visit)
{
    visit(node.op());
    for (const auto &[key, value] : node.attr()) {
        if (value.has_func())
            visit(value.func().name());
        for (const auto &function : value.list().func())
            visit(function.name());
    }
}

class BodyWriter {
public:
    BodyWriter(const MetaGraphData &graph, const pb::FunctionDef &function, pb::GraphDef &body)
        : m_ports(graph)
        , m_function(function)
        , m_body(body)
    {
        for (const pb::NodeDef &node : function.node_def())
            m_nodes.emplace(node.name(), &node);
    }

    bool write(const JobControl &control)
    {
        for (const pb::OpDef::ArgDef &argument : m_function.signature().input_arg()) {
            pb::NodeDef &node = add(argument.name(), "_Arg");
            (*node.mutable_attr())["dtype"].set_type(argument.type());
        }
        for (int i = 0; i < m_function.node_def_size(); ++i) {
            if (i % kCancelStep == 0 && control.cancelled())
                return false;
            pb::NodeDef &node = *m_body.add_node();
            node = m_function.node_def(i);
            for (std::string &input : *node.mutable_input())
                input = inGraph(input);
        }
        for (int i = 0; i < m_function.signature().output_arg_size(); ++i) {
            const std::string &result = m_function.signature().output_arg(i).name();
            const auto source = m_function.ret().find(result);
            if (source == m_function.ret().end())
                continue;
            const bool taken = m_taken.contains(result) || m_nodes.contains(result); // results may be called like nodes
            add(taken ? fmt::format("{}#result{}", result, i) : result, "_Retval").add_input(inGraph(source->second));
        }
        return true;
    }

private:
    pb::NodeDef &add(const std::string &name, const char *op)
    {
        m_taken.insert(name);
        pb::NodeDef &node = *m_body.add_node();
        node.set_name(name);
        node.set_op(op);
        return node;
    }

    // "node:argument:k" → "node:number".
    std::string inGraph(const std::string &text) const
    {
        const BodyInput input = parseBodyInput(text);
        if (input.control)
            return text;
        const auto node = m_nodes.find(input.name);
        const std::int32_t port =
            node == m_nodes.end() ? input.k : m_ports.number(*node->second, input.argument, input.k);
        return port == 0 ? std::string(input.name) : fmt::format("{}:{}", input.name, port);
    }

    FunctionPorts m_ports;
    const pb::FunctionDef &m_function;
    pb::GraphDef &m_body;
    std::unordered_map<std::string_view, const pb::NodeDef *> m_nodes;
    std::unordered_set<std::string> m_taken;
};

} // namespace

std::vector<DrawableFunction> unreachedFunctions(const MetaGraphData &graph)
{
    const Library library = libraryOf(graph);
    std::vector<DrawableFunction> unreached;
    if (library.empty())
        return unreached;
    std::unordered_set<std::string_view> reached;
    std::vector<const pb::FunctionDef *> work;
    const auto reach = [&](std::string_view name) {
        const auto function = library.find(name);
        if (function != library.end() && reached.insert(function->first).second)
            work.push_back(function->second);
    };
    for (const pb::NodeDef &node : graph.graphDef().node())
        visitFunctions(node, reach);
    while (!work.empty()) {
        const pb::FunctionDef &function = *work.back();
        work.pop_back();
        for (const pb::NodeDef &node : function.node_def())
            visitFunctions(node, reach);
    }
    for (const auto &[name, function] : library)
        if (!reached.contains(name))
            unreached.push_back({ std::string(name), static_cast<std::uint64_t>(function->node_def_size()) });
    std::sort(unreached.begin(), unreached.end(),
        [](const DrawableFunction &a, const DrawableFunction &b) { return a.name < b.name; });
    return unreached;
}

Result<std::shared_ptr<const MetaGraphData>> functionGraph(
    const std::shared_ptr<const MetaGraphData> &graph, std::string_view function, const JobControl &control)
{
    const Library library = libraryOf(*graph);
    const auto found = library.find(function);
    if (found == library.end())
        return nullptr;
    GraphFile file;
    file.arena = std::make_shared<google::protobuf::Arena>();
    auto *body = google::protobuf::Arena::CreateMessage<pb::GraphDef>(file.arena.get());
    file.graph = body;
    if (!BodyWriter(*graph, *found->second, *body).write(control))
        return fail(Fault::Cancelled, graph->path());
    return MetaGraphData::ofFunction(graph, found->second->signature().name(), std::move(file), control);
}

} // namespace ckpt
