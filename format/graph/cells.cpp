// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Recurrent cells: the kernel of the gates with everything element-wise behind it, and the kernels that meet it there.
#include "format/graph/layers.h"

#include "format/graph/rolenames.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::size_t kMaxCore = 60;

std::uint64_t edgeKey(Node from, Node to)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(from)) << 32 | static_cast<std::uint32_t>(to);
}

bool isCellOp(std::string_view op)
{
    static const std::unordered_set<std::string_view> kOps{ "BiasAdd", "Add", "AddV2", "Sub", "Mul", "Sigmoid", "Tanh",
        "Relu", "Split", "SplitV", "ConcatV2", "Concat", "StridedSlice", "Slice", "Reshape", "Select", "SelectV2",
        "Minimum", "Maximum", "HardSigmoid", "Squeeze", "Unpack", "Pack", "ClipByValue", "Identity", "Elu", "Softsign",
        "Neg" };
    return kOps.contains(op);
}

bool isGateKind(std::string_view kind)
{
    return kind == "LSTM" || kind == "GRU";
}

} // namespace

bool LayerMaker::isLoopEdge(Node from, Node to) const
{
    return m_loopEdges.contains(edgeKey(from, to));
}

std::vector<Node> LayerMaker::variablesOf(const Part *layer) const
{
    std::vector<Node> variables;
    for (const Node v : layer->nodes)
        for (const Node variable : m_a.foldedVariables(v))
            variables.push_back(variable);
    std::sort(variables.begin(), variables.end());
    variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
    return variables;
}

bool LayerMaker::readsSlice(const Part *layer) const
{
    const auto inputs = m_g.in(layer->nodes.front());
    return std::any_of(inputs.begin(), inputs.end(), [this](const In &e) {
        return !e.control() && (m_g.op(e.source) == "StridedSlice" || m_g.op(e.source) == "Slice");
    });
}

std::vector<Part *> LayerMaker::gates() const
{
    std::vector<Part *> gates;
    for (Part *layer : m_tree.layers)
        if (layer->result == kNoNode && !layer->kinds.empty() && isGateKind(layer->kinds.front()))
            gates.push_back(layer);
    std::sort(gates.begin(), gates.end(), [this](const Part *a, const Part *b) {
        return m_a.position[Analysis::at(a->nodes.front())] > m_a.position[Analysis::at(b->nodes.front())];
    });
    return gates;
}

std::unordered_set<Node> LayerMaker::elementwiseBehind(const Part *gate, std::unordered_set<Node> &owned) const
{
    std::unordered_set<Node> core;
    std::vector<Node> work{ gate->nodes.back() };
    while (!work.empty() && core.size() < kMaxCore) {
        const Node v = work.back();
        work.pop_back();
        for (const Node w : m_a.out(v)) {
            if (core.contains(w) || owned.contains(w) || isLoopEdge(v, w) || layerOf(w) || m_inPattern[Analysis::at(w)]
                || !isCellOp(m_g.op(w)) || !m_a.is(w, NodeClass::Forward)
                || !isInScope(parentPath(m_g.name(w)), gate->home))
                continue;
            core.insert(w);
            work.push_back(w);
        }
    }
    owned.insert(core.begin(), core.end());
    return core;
}

void LayerMaker::findCores(const std::vector<Part *> &gateLayers)
{
    std::unordered_set<Node> owned; // each op belongs to the latest gate that reaches it
    for (const Part *gate : gateLayers)
        m_cores.emplace(const_cast<Part *>(gate), elementwiseBehind(gate, owned));
}

// Layers whose result reaches the core within six element-wise steps.
std::unordered_set<Part *> LayerMaker::layersBefore(const std::unordered_set<Node> &core) const
{
    std::unordered_set<Part *> found;
    std::unordered_set<Node> seen = core;
    std::vector<Node> level(core.begin(), core.end());
    for (int step = 0; step < 6 && !level.empty(); ++step) {
        std::vector<Node> next;
        for (const Node v : level)
            for (const Node u : m_a.in(v)) {
                if (isLoopEdge(u, v))
                    continue;
                if (Part *layer = layerOf(u)) {
                    if (layer->nodes.back() == u)
                        found.insert(layer);
                } else if (!m_inPattern[Analysis::at(u)] && isCellOp(m_g.op(u)) && seen.insert(u).second) {
                    next.push_back(u);
                }
            }
        level = std::move(next);
    }
    return found;
}

std::vector<Part *> LayerMaker::membersOfCell(
    Part *gate, std::unordered_set<Node> &core, std::unordered_set<Part *> &done) const
{
    const auto position = [this](const Part *p) { return m_a.position[Analysis::at(p->nodes.front())]; };
    std::vector<std::vector<Node>> seen{ variablesOf(gate) };
    const auto known = [&](const Part *layer) {
        return std::find(seen.begin(), seen.end(), variablesOf(layer)) != seen.end()
            && !(readsSlice(layer) && layer->home == gate->home);
    };
    std::vector<std::pair<std::int32_t, Part *>> candidates;
    for (Part *layer : layersBefore(core)) {
        if (layer == gate || layer->result != kNoNode || layer->kinds.empty() || done.contains(layer))
            continue;
        const std::string &kind = layer->kinds.front();
        if ((isGateKind(kind) || kind == "Dense") && !known(layer))
            candidates.emplace_back(std::abs(position(layer) - position(gate)), layer);
    }
    std::sort(candidates.begin(), candidates.end(), [&](const auto &a, const auto &b) {
        return a.first != b.first ? a.first < b.first : position(a.second) < position(b.second);
    });
    std::vector<Part *> members{ gate };
    for (const auto &[distance, layer] : candidates) {
        if (members.size() >= 4 || known(layer))
            continue;
        members.push_back(layer);
        seen.push_back(variablesOf(layer));
        done.insert(layer);
        if (const auto other = m_cores.find(layer); other != m_cores.end())
            core.insert(other->second.begin(), other->second.end());
    }
    std::sort(members.begin(), members.end(), [&](const Part *a, const Part *b) {
        const bool gateA = isGateKind(a->kinds.front()), gateB = isGateKind(b->kinds.front());
        return gateA != gateB ? gateA : position(a) < position(b);
    });
    return members;
}

// True when a path leaves the nodes and comes back: then they are not one cell.
bool LayerMaker::leavesAndReturns(const std::unordered_set<Node> &nodes) const
{
    std::unordered_set<Node> seen;
    std::vector<Node> work;
    for (const Node v : nodes)
        for (const Node w : m_a.out(v))
            if (!nodes.contains(w) && seen.insert(w).second)
                work.push_back(w);
    while (!work.empty() && seen.size() < 400) {
        const Node v = work.back();
        work.pop_back();
        for (const Node w : m_a.out(v)) {
            if (isLoopEdge(v, w))
                continue;
            if (nodes.contains(w))
                return true;
            if (seen.insert(w).second)
                work.push_back(w);
        }
    }
    return false;
}

void LayerMaker::makeCell(Part *main, const std::vector<Part *> &members, const std::unordered_set<Node> &core)
{
    for (Part *member : members) {
        if (member == main)
            continue;
        main->nodes.insert(main->nodes.end(), member->nodes.begin(), member->nodes.end());
        member->kinds.clear();
    }
    std::vector<Node> rest;
    for (const Node v : core)
        if (!layerOf(v))
            rest.push_back(v);
    std::sort(rest.begin(), rest.end(),
        [this](Node a, Node b) { return m_a.position[Analysis::at(a)] < m_a.position[Analysis::at(b)]; });
    main->nodes.insert(main->nodes.end(), rest.begin(), rest.end());
    main->cell = true;
    std::erase_if(
        main->kinds, [](const std::string &kind) { return kind == "bias" || traitsOf(kind).has(OpTrait::Activation); });
    commonHome(main);
    for (const Node v : main->nodes)
        claim(main, v);
}

void LayerMaker::joinCells()
{
    const std::vector<Part *> gateLayers = gates();
    if (gateLayers.empty())
        return;
    for (const LeafEdge &edge : m_a.edges)
        if (edge.loop)
            m_loopEdges.insert(edgeKey(edge.from, edge.to));
    findCores(gateLayers);
    // Cells are found first and made then: making one must not hide ops from the next.
    std::unordered_set<Part *> done;
    struct Cell {
        std::vector<Part *> members;
        std::unordered_set<Node> core;
    };
    std::vector<Cell> cells;
    for (Part *gate : gateLayers) {
        if (!done.insert(gate).second)
            continue;
        std::unordered_set<Node> core = m_cores[gate];
        std::vector<Part *> members = membersOfCell(gate, core, done);
        cells.push_back({ std::move(members), std::move(core) });
    }
    for (Cell &cell : cells) {
        std::unordered_set<Node> all = cell.core;
        for (const Part *member : cell.members)
            all.insert(member->nodes.begin(), member->nodes.end());
        if (leavesAndReturns(all)) {
            if (cell.members.size() < 2)
                continue;
            cell.core.clear();
        }
        makeCell(cell.members.front(), cell.members, cell.core);
    }
}

} // namespace ckpt
