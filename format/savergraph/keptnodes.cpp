// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/keptnodes.h"

#include "format/savergraph/nodekinds.h"

#include <fmt/format.h>

#include <algorithm>

namespace ckpt {
namespace {

// What runs after a step of an optimizer is training, not the model.
NodeSet trainingNodes(const LinkedGraph &graph, const NodeSet &oldSaver)
{
    NodeSet training(graph.size());
    std::vector<NodeIndex> open;
    for (std::size_t i = 0; i < graph.size(); ++i)
        if (const NodeIndex node{ static_cast<std::int32_t>(i) }; appliesGradient(graph.op(node)))
            open.push_back(node);
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        if (training[index(node)] || oldSaver[index(node)])
            continue;
        training[index(node)] = true;
        for (const NodeUse &use : graph.uses(node))
            open.push_back(use.user);
    }
    return training;
}

class Keeper {
public:
    Keeper(const LinkedGraph &graph, const OldSaver &saver, const Bindings &bindings, const MetaRequest &request)
        : m_graph(graph)
        , m_saver(saver)
        , m_bindings(bindings)
        , m_request(request)
        , m_variables(variableNodes(graph))
        , m_fillers(queueFillers(graph))
        , m_exported(graph.size(), nullptr)
    {
        m_kept.nodes.resize(graph.size());
        m_kept.groups.resize(graph.size());
        for (const Binding &each : bindings.bound)
            if (const NodeIndex variable = saver.keys[each.key].variable; variable != NodeIndex::None)
                m_exported[index(variable)] = &each;
        for (std::size_t i = 0; i < m_fillers.size(); ++i)
            m_fillersOf[m_fillers[i].queue].push_back(i);
    }

    KeptNodes run(const NodeSet &broken, const JobControl &control)
    {
        findGone(broken, control);
        if (!m_request.roots.empty() && m_request.mode == MetaMode::Pruned)
            keepGivenRoots();
        else if (m_request.mode == MetaMode::Pruned)
            keepWhatIsFed();
        for (const NodeIndex node : starts())
            keep(node);
        while (!m_open.empty() && !control.cancelled()) {
            const NodeIndex node = m_open.back();
            m_open.pop_back();
            for (std::size_t i = 0; i < m_graph.inputs(node).size(); ++i)
                if (!isReplaced(node, i))
                    keep(m_graph.source(node, i));
            keepCompanions(node);
        }
        dropIncomplete();
        keepGroups();
        std::sort(m_kept.zeroed.begin(), m_kept.zeroed.end(),
            [](const ZeroedVariable &a, const ZeroedVariable &b) { return a.variable < b.variable; });
        return std::move(m_kept);
    }

private:
    bool isGone(NodeIndex node) const { return m_gone[index(node)]; }
    bool isKept(NodeIndex node) const { return node != NodeIndex::None && m_kept.nodes[index(node)]; }

    void keep(NodeIndex node)
    {
        if (node == NodeIndex::None || isGone(node) || m_kept.nodes[index(node)])
            return;
        m_kept.nodes[index(node)] = true;
        m_open.push_back(node);
    }

    void findGone(const NodeSet &broken, const JobControl &control)
    {
        NodeSet dropped(m_graph.size());
        for (const SavedKey &key : m_saver.keys)
            if (key.variable != NodeIndex::None && !m_exported[index(key.variable)])
                dropped[index(key.variable)] = true;
        NodeSet first = dropped;
        for (std::size_t i = 0; i < first.size(); ++i)
            first[i] = first[i] || broken[i];
        m_gone = goneNodes(m_graph, std::move(first), m_saver.nodes, dropped, m_variables, control);
    }

    // The exported variables, and the objects whose content is exported with what reads it.
    std::vector<NodeIndex> starts() const
    {
        std::vector<NodeIndex> nodes;
        for (const Binding &each : m_bindings.bound) {
            const SavedKey &key = m_saver.keys[each.key];
            nodes.push_back(key.variable == NodeIndex::None ? key.tensorNode : key.variable);
            if (key.variable == NodeIndex::None)
                nodes.push_back(m_graph.source(key.eater, 0));
        }
        return nodes;
    }

    void keepGivenRoots()
    {
        for (const std::string &root : m_request.roots) {
            const NodeIndex node = m_graph.named(root);
            if (node == NodeIndex::None || isGone(node))
                m_kept.rootsMissing.push_back(root);
            else
                keep(node);
        }
    }

    // What the exported variables feed, as far as it belongs to the model.
    void keepWhatIsFed()
    {
        const NodeSet training = trainingNodes(m_graph, m_saver.nodes);
        NodeSet seen(m_graph.size());
        std::vector<NodeIndex> open = starts();
        while (!open.empty()) {
            const NodeIndex node = open.back();
            open.pop_back();
            if (node == NodeIndex::None || seen[index(node)])
                continue;
            seen[index(node)] = true;
            for (const NodeUse &use : m_graph.uses(node)) {
                if (m_graph.inputOf(use).control || isGone(use.user) || seen[index(use.user)]
                    || training[index(use.user)] || isMachinery(m_graph.op(use.user), m_graph.name(use.user)))
                    continue;
                keep(use.user);
                open.push_back(use.user);
            }
        }
    }

    void keepCompanions(NodeIndex node)
    {
        if (m_graph.isVariable(node))
            keepInitializer(node);
        for (const NodeUse &use : m_graph.uses(node))
            if (initializesObject(m_graph.op(use.user)) && !m_graph.inputOf(use).control
                && use.input == initializedInput(m_graph.op(use.user)))
                keep(use.user);
        const auto fillers = m_fillersOf.find(node);
        if (fillers == m_fillersOf.end())
            return;
        for (const std::size_t filler : fillers->second) {
            const auto &ops = m_fillers[filler].ops;
            if (std::none_of(ops.begin(), ops.end(), [&](NodeIndex op) { return op == NodeIndex::None || isGone(op); }))
                for (const NodeIndex op : ops)
                    keep(op);
        }
    }

    void keepInitializer(NodeIndex variable)
    {
        const auto declared = m_variables.find(variable);
        if (declared == m_variables.end())
            return keep(undeclaredInitializer(variable));
        const VariableNodes &nodes = declared->second;
        const auto isLost = [&](NodeIndex node) { return node != NodeIndex::None && isGone(node); };
        if (isLost(nodes.initializer) || isLost(nodes.initialValue))
            makeZero(variable, nodes.initializer);
        for (const NodeIndex node : { nodes.initializer, nodes.snapshot, nodes.initialValue })
            keep(node);
    }

    // "name/Assign", else the first of those that assign it.
    NodeIndex undeclaredInitializer(NodeIndex variable) const
    {
        NodeIndex first = NodeIndex::None;
        for (const NodeUse &use : m_graph.uses(variable)) {
            if (use.input != 0 || m_graph.inputOf(use).control || isGone(use.user)
                || !assignsVariable(m_graph.op(use.user)))
                continue;
            const std::string_view name = m_graph.name(use.user), own = m_graph.name(variable);
            if (name.size() == own.size() + 7 && name.starts_with(own) && name.ends_with("/Assign"))
                return use.user;
            if (first == NodeIndex::None)
                first = use.user;
        }
        return first;
    }

    void makeZero(NodeIndex variable, NodeIndex initializer)
    {
        if (initializer == NodeIndex::None || !assignsVariable(m_graph.op(initializer))
            || m_graph.source(initializer, 0) != variable || m_graph.inputs(initializer).size() < 2
            || m_graph.inputs(initializer)[1].control)
            return;
        auto shape = shapeOfVariable(m_graph, variable);
        const Binding *exported = m_exported[index(variable)];
        const auto isUnknown = [](std::int64_t dim) { return dim < 0; };
        if ((!shape || std::any_of(shape->begin(), shape->end(), isUnknown)) && exported
            && m_saver.keys[exported->key].slice.empty())
            shape = m_request.tensors[exported->tensor].shape;
        if (!shape || std::any_of(shape->begin(), shape->end(), isUnknown))
            return; // no constant can stand for it: the variable stays without an initializer
        std::string name = fmt::format("{}/Initializer_zeros", m_graph.name(variable));
        for (int number = 1; m_graph.data().find(name) != NodeIndex::None; ++number)
            name = fmt::format("{}/Initializer_zeros_{}", m_graph.name(variable), number);
        m_gone[index(initializer)] = false;
        m_replaced[initializer] = true;
        m_kept.zeroed.push_back({ variable, initializer, std::move(*shape), std::move(name) });
    }

    bool isReplaced(NodeIndex node, std::size_t input) const { return input == 1 && m_replaced.contains(node); }

    // A node whose data are not all there cannot stay, nor what needs it.
    void dropIncomplete()
    {
        std::vector<NodeIndex> open;
        const auto check = [&](NodeIndex node) {
            const auto inputs = m_graph.inputs(node);
            for (std::size_t i = 0; i < inputs.size(); ++i)
                if (!inputs[i].control && !isKept(inputs[i].source) && !isReplaced(node, i)) {
                    m_kept.nodes[index(node)] = false;
                    open.push_back(node);
                    return;
                }
        };
        for (std::size_t i = 0; i < m_graph.size(); ++i)
            if (m_kept.nodes[i])
                check(NodeIndex{ static_cast<std::int32_t>(i) });
        while (!open.empty()) {
            const NodeIndex node = open.back();
            open.pop_back();
            for (const NodeUse &use : m_graph.uses(node))
                if (isKept(use.user) && !m_graph.inputOf(use).control && !isReplaced(use.user, use.input)) {
                    m_kept.nodes[index(use.user)] = false;
                    open.push_back(use.user);
                }
        }
    }

    // Groups of initializers, and groups of such groups, stay with what is left of them.
    void keepGroups()
    {
        NodeSet part(m_graph.size());
        std::vector<NodeIndex> open;
        for (const auto &[variable, nodes] : m_variables)
            if (nodes.initializer != NodeIndex::None && !part[index(nodes.initializer)]) {
                part[index(nodes.initializer)] = true;
                open.push_back(nodes.initializer);
            }
        std::vector<std::uint32_t> seen(m_graph.size(), 0);
        NodeSet filled(m_graph.size());
        for (const NodeIndex initializer : open)
            filled[index(initializer)] = isKept(initializer);
        while (!open.empty()) {
            const NodeIndex node = open.back();
            open.pop_back();
            for (const NodeUse &use : m_graph.uses(node)) {
                const std::size_t group = index(use.user);
                if (m_graph.op(use.user) != "NoOp" || m_saver.nodes[group])
                    continue;
                filled[group] = filled[group] || filled[index(node)];
                if (++seen[group] < m_graph.inputs(use.user).size() || part[group])
                    continue;
                part[group] = true;
                open.push_back(use.user);
                if (filled[group])
                    m_kept.nodes[group] = m_kept.groups[group] = true;
            }
        }
    }

    const LinkedGraph &m_graph;
    const OldSaver &m_saver;
    const Bindings &m_bindings;
    const MetaRequest &m_request;
    const std::unordered_map<NodeIndex, VariableNodes> m_variables;
    const std::vector<QueueFiller> m_fillers;
    std::unordered_map<NodeIndex, std::vector<std::size_t>> m_fillersOf;
    std::vector<const Binding *> m_exported; // by node
    NodeSet m_gone;
    std::unordered_map<NodeIndex, bool> m_replaced; // initializers
    std::vector<NodeIndex> m_open;
    KeptNodes m_kept;
};

} // namespace

KeptNodes keepWhole(const OldSaver &saver, const NodeSet &broken)
{
    KeptNodes kept{ NodeSet(broken.size()), {}, NodeSet(broken.size()), {} };
    for (std::size_t i = 0; i < broken.size(); ++i)
        kept.nodes[i] = !broken[i] && !saver.nodes[i];
    return kept;
}

KeptNodes keepNeeded(const LinkedGraph &graph, const OldSaver &saver, const Bindings &bindings, const NodeSet &broken,
    const MetaRequest &request, const JobControl &control)
{
    return Keeper(graph, saver, bindings, request).run(broken, control);
}

} // namespace ckpt
