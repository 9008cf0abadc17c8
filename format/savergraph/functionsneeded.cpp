// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/functionsneeded.h"

#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ckpt {
namespace {

class FunctionSearch {
public:
    explicit FunctionSearch(const pb::FunctionDefLibrary &library)
    {
        for (const pb::FunctionDef &function : library.function()) {
            m_functions.emplace(function.signature().name(), &function);
            if (const std::string *interface = interfaceOf(function))
                m_implementing[*interface].push_back(function.signature().name());
        }
        for (const pb::GradientDef &gradient : library.gradient())
            m_gradients[gradient.function_name()].push_back(gradient.gradient_func());
    }

    void takeNode(const pb::NodeDef &node)
    {
        take(node.op());
        for (const auto &[name, value] : node.attr())
            takeValue(value);
    }

    void finish()
    {
        while (!m_open.empty()) {
            const pb::FunctionDef &function = *m_open.back();
            m_open.pop_back();
            for (const pb::NodeDef &node : function.node_def())
                takeNode(node);
            if (const auto gradients = m_gradients.find(function.signature().name()); gradients != m_gradients.end())
                for (const std::string_view name : gradients->second)
                    take(name);
            const std::string *interface = interfaceOf(function);
            const auto same = interface ? m_implementing.find(*interface) : m_implementing.end();
            if (same == m_implementing.end())
                continue;
            for (const std::string_view name : same->second)
                take(name);
            m_implementing.erase(same);
        }
    }

    bool isNeeded(const std::string &function) const { return m_needed.contains(function); }

private:
    static const std::string *interfaceOf(const pb::FunctionDef &function)
    {
        const auto found = function.attr().find("api_implements");
        return found == function.attr().end() ? nullptr : &found->second.s();
    }

    void take(std::string_view name)
    {
        const auto found = m_functions.find(name);
        if (found != m_functions.end() && m_needed.insert(found->first).second)
            m_open.push_back(found->second);
    }

    void takeValue(const pb::AttrValue &value)
    {
        std::vector<const pb::AttrValue *> open{ &value };
        const auto takeFunction = [&](const pb::NameAttrList &function) {
            take(function.name());
            for (const auto &[name, bound] : function.attr())
                open.push_back(&bound);
        };
        while (!open.empty()) {
            const pb::AttrValue &each = *open.back();
            open.pop_back();
            if (each.has_func())
                takeFunction(each.func());
            else if (each.has_list())
                for (const pb::NameAttrList &function : each.list().func())
                    takeFunction(function);
        }
    }

    std::unordered_map<std::string_view, const pb::FunctionDef *> m_functions;
    std::unordered_map<std::string_view, std::vector<std::string_view>> m_gradients, m_implementing;
    std::unordered_set<std::string_view> m_needed;
    std::vector<const pb::FunctionDef *> m_open;
};

} // namespace

void copyFunctionsNeeded(const pb::GraphDef &from, pb::MetaGraphDef &into)
{
    if (!from.has_library())
        return;
    const pb::FunctionDefLibrary &library = from.library();
    FunctionSearch search(library);
    for (const pb::NodeDef &node : into.graph_def().node())
        search.takeNode(node);
    search.finish();
    for (const pb::FunctionDef &function : library.function())
        if (search.isNeeded(function.signature().name()))
            *into.mutable_graph_def()->mutable_library()->add_function() = function;
    for (const pb::GradientDef &gradient : library.gradient())
        if (search.isNeeded(gradient.function_name()))
            *into.mutable_graph_def()->mutable_library()->add_gradient() = gradient;
    for (const pb::RegisteredGradient &gradient : library.registered_gradients())
        if (search.isNeeded(gradient.gradient_func()))
            *into.mutable_graph_def()->mutable_library()->add_registered_gradients() = gradient;
}

void filterDescription(pb::MetaGraphDef &meta)
{
    if (!meta.has_meta_info_def())
        return;
    std::unordered_set<std::string_view> used, functions;
    for (const pb::NodeDef &node : meta.graph_def().node())
        used.insert(node.op());
    for (const pb::FunctionDef &function : meta.graph_def().library().function()) {
        functions.insert(function.signature().name());
        for (const pb::NodeDef &node : function.node_def())
            used.insert(node.op());
    }
    auto &info = *meta.mutable_meta_info_def();
    if (info.has_stripped_op_list()) {
        auto &ops = *info.mutable_stripped_op_list()->mutable_op();
        ops.erase(
            std::remove_if(ops.begin(), ops.end(), [&](const pb::OpDef &op) { return !used.contains(op.name()); }),
            ops.end());
    }
    auto &aliases = *info.mutable_function_aliases();
    for (auto alias = aliases.begin(); alias != aliases.end();)
        alias = functions.contains(alias->first) ? std::next(alias) : aliases.erase(alias);
}

} // namespace ckpt
