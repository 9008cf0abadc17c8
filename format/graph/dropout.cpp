// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/patterns.h"

#include <algorithm>

namespace ckpt {

// A number that decides how much is dropped: a scalar gate, or a scalar without inputs.
bool PatternFinder::isGate(Node v) const
{
    if (m_a.scalarGate[Analysis::at(v)])
        return true;
    const auto shape = m_g.outputShape(v);
    return shape && shape->empty() && m_a.in(v).empty();
}

// Random numbers → element-wise ops with a comparison or Floor → Mul or Select with x.
bool PatternFinder::matchDropout(Node random, Nodes &nodes, Node &result) const
{
    nodes = { random };
    result = random;
    bool compared = false;
    const auto isProduct = [this](Node v) { return opIs(v, { "Mul", "RealDiv", "Div" }); };
    for (int i = 0; i < 9; ++i) {
        const std::vector<Node> next = readers(result);
        if (next.size() != 1)
            return false;
        const Node w = next.front();
        std::vector<Node> data;
        for (const Node u : m_a.in(w))
            if (!nodes.contains(u) && !isGate(u))
                data.push_back(u);
        if (opIs(w, { "Floor", "GreaterEqual", "Less", "Greater", "LessEqual", "Ceil", "Round" }))
            compared = true;
        if (data.empty()
            && opIs(w,
                { "Add", "AddV2", "Sub", "Mul", "Floor", "GreaterEqual", "Less", "Greater", "LessEqual", "Cast", "Ceil",
                    "Round", "RealDiv", "Div" })) {
            nodes.insert(w);
            result = w;
            continue;
        }
        if (data.empty() || !compared || (!isProduct(w) && !opIs(w, { "Select", "SelectV2" })))
            return false;
        nodes.insert(w);
        result = w;
        for (const Node u : data) { // the 1/keep scale before it
            const auto &inputs = m_a.in(u);
            const auto open = std::count_if(inputs.begin(), inputs.end(), [this](Node q) { return !isGate(q); });
            if (isProduct(u) && readers(u).size() == 1 && open == 1 && !m_a.hasFolded(u) && !isHead(u))
                nodes.insert(u);
        }
        return true;
    }
    return false;
}

void PatternFinder::dropouts()
{
    for (const Node random : m_leaves) {
        if (!opIs(random, { "RandomUniform", "StatelessRandomUniform", "StatelessRandomUniformV2" }) || isTaken(random))
            continue;
        Nodes nodes;
        Node result = kNoNode;
        if (!matchDropout(random, nodes, result))
            continue;
        Nodes input; // x
        for (const Node v : nodes)
            for (const Node u : m_a.in(v))
                if (!nodes.contains(u) && !isGate(u))
                    input.insert(u);
        const auto extend = [&](bool merge) {
            const std::vector<Node> next = readers(result);
            if (next.size() != 1 || m_a.hasFolded(next.front()))
                return;
            const Node w = next.front();
            const bool fits = merge ? m_g.has(w, OpTrait::Merge) : opIs(w, { "Mul", "RealDiv", "Div" });
            const auto &inputs = m_a.in(w);
            if (fits && std::all_of(inputs.begin(), inputs.end(), [&](Node u) {
                    return nodes.contains(u) || (merge ? input.contains(u) : isGate(u));
                })) {
                nodes.insert(w);
                result = w;
            }
        };
        extend(false); // the 1/keep scale behind it
        extend(true); // a cond whose other branch hands x on
        if (std::none_of(nodes.begin(), nodes.end(), [this](Node v) { return isTaken(v); }))
            take("Dropout", result, nodes, result);
    }
}

} // namespace ckpt
