// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 10: which visible nodes wait for which without reading them.
#include "format/graph/graphviewdata.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::size_t kMostSteps = 64; // hidden nodes on the way back from one visible node
constexpr std::size_t kMostLinks = 1'000'000; // of a graph

// What a hidden node may be so that waiting for it means waiting for what feeds it.
bool handsOn(const Analysis &a, Node v)
{
    return a.is(v, NodeClass::PassThrough) || a.is(v, NodeClass::Check) || a.is(v, NodeClass::Update);
}

// Visible nodes that the control inputs of `v` lead back to.
void findSources(const Analysis &a, Node v, std::vector<Node> &work, std::vector<Node> &found)
{
    work.clear();
    found.clear();
    for (const In &in : a.g.in(v))
        if (in.control() && std::find(work.begin(), work.end(), in.source) == work.end() && work.size() < kMostSteps)
            work.push_back(in.source);
    for (std::size_t i = 0; i < work.size(); ++i) { // grows; every node is in it once
        if (a.visible[Analysis::at(work[i])]) {
            found.push_back(work[i]);
            continue;
        }
        if (!handsOn(a, work[i]))
            continue;
        for (const In &in : a.g.in(work[i])) {
            if (work.size() >= kMostSteps)
                break;
            if (std::find(work.begin(), work.end(), in.source) == work.end())
                work.push_back(in.source);
        }
    }
}

} // namespace

bool GraphViewData::linkControl(const JobControl &control)
{
    const Analysis &a = *m_analysis;
    std::vector<std::pair<ItemId, ItemId>> links;
    std::vector<Node> work, found;
    for (Node v = 0; m_graph && v < a.g.count() && links.size() < kMostLinks; ++v) {
        if (v % 4096 == 0 && control.cancelled())
            return false;
        const ItemId to = m_itemOfLeaf[Analysis::at(v)];
        if (to == ItemId::None)
            continue;
        findSources(a, v, work, found);
        for (const Node source : found)
            if (const ItemId from = m_itemOfLeaf[Analysis::at(source)]; from != ItemId::None && from != to)
                links.emplace_back(from, to);
    }
    m_controlLinks = ItemLinks(m_items.size(), std::move(links));
    return true;
}

} // namespace ckpt
