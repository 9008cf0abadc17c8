// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/functions.h"
#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <algorithm>

namespace ckpt {
namespace {

std::uint64_t resultKey(Node node, std::int32_t port)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(node)) << 32 | static_cast<std::uint32_t>(port);
}

bool isBranch(std::string_view op)
{
    return op == "If" || op == "StatelessIf" || op == "Case" || op == "StatelessCase";
}

} // namespace

bool FunctionInliner::savesOrRestores(const pb::FunctionDef &function)
{
    const auto [entry, isNew] = m_savers.try_emplace(&function, false);
    if (isNew)
        for (const pb::NodeDef &node : function.node_def()) {
            const OpTraits traits = traitsOf(node.op());
            entry->second = entry->second || traits.has(OpTrait::Save) || traits.has(OpTrait::Restore);
        }
    return entry->second;
}

bool FunctionInliner::onStack(std::size_t callIndex, std::string_view function) const
{
    for (int i = static_cast<int>(callIndex); i >= 0; i = m_work[static_cast<std::size_t>(i)].parent)
        if (m_work[static_cast<std::size_t>(i)].function == function)
            return true;
    return !function.empty() && m_graph.meta().functionName() == function; // whose body is the graph
}

bool FunctionInliner::hasRoomFor(const pb::FunctionDef &function, std::string_view call) const
{
    const auto nodes = static_cast<std::size_t>(function.node_def_size());
    return m_graph.size() + nodes <= m_graph.rawCount() + kMaxNodes
        && m_nameBytes + nodes * call.size() <= kMaxNameBytes;
}

std::optional<In> FunctionInliner::resolve(const Body &body, std::string_view text) const
{
    const BodyInput input = parseBodyInput(text);
    if (const auto node = body.nodes.find(input.name); node != body.nodes.end()) {
        if (input.control)
            return In{ node->second, -1 };
        const pb::NodeDef &def = *m_graph.def(node->second); // nodes of a body have one
        return In{ node->second, m_ports.number(def, input.argument, input.k) };
    }
    if (const auto argument = body.arguments.find(input.name); argument != body.arguments.end())
        return input.control ? In{ argument->second.source, -1 } : argument->second;
    return std::nullopt;
}

void FunctionInliner::linkInputs(const Body &body)
{
    m_graph.m_firstIn.pop_back(); // the end mark moves behind the new nodes
    for (int i = 0; i < body.function->node_def_size(); ++i) {
        m_graph.m_firstIn.push_back(static_cast<std::uint32_t>(m_graph.m_in.size()));
        for (const std::string &input : body.function->node_def(i).input())
            if (const auto in = resolve(body, input))
                m_graph.m_in.push_back(*in);
    }
    m_graph.m_firstIn.push_back(static_cast<std::uint32_t>(m_graph.m_in.size()));
}

void FunctionInliner::copy(std::size_t callIndex, std::string_view branch, const pb::FunctionDef &function)
{
    const Call call = m_work[callIndex];
    const std::string_view op = m_graph.op(call.node);
    std::string base = std::string(m_graph.name(call.node)) + "/";
    if (!branch.empty())
        base += std::string(branch) + "/";
    Body body{ &function, m_graph.count(), {}, {} };

    std::vector<In> data;
    for (const In &in : m_graph.in(call.node))
        if (!in.control())
            data.push_back(in);
    if (isBranch(op) && !data.empty()) {
        m_graph.m_conditions.emplace(call.node, data.front());
        data.erase(data.begin());
    }
    for (int i = 0; i < function.signature().input_arg_size() && static_cast<std::size_t>(i) < data.size(); ++i)
        body.arguments.emplace(function.signature().input_arg(i).name(), data[static_cast<std::size_t>(i)]);

    for (const pb::NodeDef &def : function.node_def()) {
        std::string name = base + def.name();
        if (m_graph.find(name) != kNoNode)
            name += fmt::format("#dup{}", m_graph.count());
        m_nameBytes += name.size();
        const Node node = m_graph.add(std::move(name), def.op(), &def, m_graph.origin(call.node));
        body.nodes.emplace(def.name(), node);
        if (m_graph.isCall(node))
            m_work.push_back({ node, call.depth + 1, static_cast<int>(callIndex), {} });
    }
    linkInputs(body);
    for (int i = 0; i < function.signature().output_arg_size(); ++i) {
        const auto ret = function.ret().find(function.signature().output_arg(i).name());
        const auto in = ret == function.ret().end() ? std::nullopt : resolve(body, ret->second);
        if (!in)
            continue;
        auto &results = m_results[resultKey(call.node, i)];
        if (results.empty())
            m_resultOrder.emplace_back(call.node, i);
        results.push_back(*in);
    }
    m_graph.m_calls.emplace(call.node, function.signature().name());
}

void FunctionInliner::expand(std::size_t callIndex)
{
    const Node node = m_work[callIndex].node;
    std::vector<std::pair<std::string, std::string_view>> functions; // branch, function
    if (m_graph.m_functions.contains(m_graph.op(node)))
        functions.emplace_back("", m_graph.op(node));
    for (const char *name : { "f", "body", "then_branch", "else_branch" })
        if (const pb::AttrValue *value = m_graph.attr(node, name); value && value->has_func())
            functions.emplace_back(std::string_view(name).ends_with("branch") ? name : "", value->func().name());
    if (const pb::AttrValue *value = m_graph.attr(node, "branches"))
        for (int i = 0; i < value->list().func_size(); ++i)
            functions.emplace_back(fmt::format("branch_{}", i), value->list().func(i).name());
    for (const auto &[branch, name] : functions) {
        const auto function = m_graph.m_functions.find(name);
        if (function == m_graph.m_functions.end())
            continue;
        if (m_work[callIndex].depth > kMaxDepth || onStack(callIndex, name)
            || !hasRoomFor(*function->second, m_graph.name(node))) {
            m_graph.m_closedCalls.emplace(node, function->second);
            continue;
        }
        if (savesOrRestores(*function->second)) {
            m_graph.m_saverCalls.emplace(node, true);
            continue;
        }
        m_work[callIndex].function = name;
        copy(callIndex, branch, *function->second);
    }
}

// A result of If or Case comes from any branch: one node "either" fed by all of them.
void FunctionInliner::joinBranches()
{
    for (const auto &[node, port] : m_resultOrder) {
        auto &results = m_results[resultKey(node, port)];
        if (results.size() < 2 || !isBranch(m_graph.op(node)))
            continue;
        std::string name = std::string(m_graph.name(node)) + (port ? fmt::format("/either_{}", port) : "/either");
        const Node either = m_graph.add(std::move(name), "Merge", nullptr, m_graph.origin(node));
        if (const auto condition = m_graph.conditionOf(node))
            m_graph.m_conditions.emplace(either, *condition);
        m_graph.m_in.insert(m_graph.m_in.end(), results.begin(), results.end());
        m_graph.m_firstIn.push_back(static_cast<std::uint32_t>(m_graph.m_in.size()));
        results = { In{ either, 0 } };
    }
}

void FunctionInliner::rewire()
{
    const auto actual = [&](In in) {
        for (int guard = 0; guard < 40 && !in.control(); ++guard) {
            const auto found = m_results.find(resultKey(in.source, in.port));
            if (found == m_results.end())
                break;
            in = found->second.front();
        }
        return in;
    };
    for (In &in : m_graph.m_in)
        in = actual(in);
    for (auto &[node, condition] : m_graph.m_conditions)
        condition = actual(condition);
    for (const auto &[call, port] : m_resultOrder)
        if (WorkGraph::at(call) < m_graph.rawCount())
            m_graph.m_callResults.emplace(std::pair(call, port), actual({ call, port }));
}

bool FunctionInliner::run(const JobControl &control)
{
    if (m_graph.m_functions.empty())
        return true;
    for (Node v = 0; v < m_graph.count(); ++v)
        if (m_graph.isCall(v))
            m_work.push_back({ v, 0, -1, {} });
    for (std::size_t i = 0; i < m_work.size(); ++i) {
        if (control.cancelled())
            return false;
        expand(i);
    }
    joinBranches();
    rewire();
    return true;
}

} // namespace ckpt
