// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.7: edges between whatever is open.
#include "format/graph/graphviewdata.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ckpt {
namespace {

struct Bundle {
    std::vector<std::pair<Node, std::int32_t>> tensors; // each once
    Node reader = kNoNode; // one of them
    bool loop = true; // all of it
    bool stated = false; // some of it; else the whole is inferred, in a sketch
};

// Elements for one example: an unknown first dimension counts as one.
double elementsPerExample(const Dims &shape)
{
    double count = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] >= 0)
            count *= static_cast<double>(shape[i]);
        else if (i > 0)
            return 0;
    }
    return count;
}

void label(const WorkGraph &g, const Bundle &bundle, ViewEdge &edge)
{
    std::map<std::string, int> shapes;
    bool unknown = false;
    for (const auto &[node, port] : bundle.tensors) {
        const auto shape = g.outputShape(node, port);
        if (!shape) {
            unknown = true;
            continue;
        }
        ++shapes[shapeLabel(shape)];
        edge.elements = std::max(edge.elements, elementsPerExample(*shape));
    }
    edge.tensors = static_cast<std::uint32_t>(bundle.tensors.size());
    if (edge.tensors == 1)
        edge.label = unknown ? std::string() : shapes.begin()->first;
    else if (!unknown && shapes.size() == 1)
        edge.label = fmt::format("{}× {}", edge.tensors, shapes.begin()->first);
    else
        edge.label = fmt::format("{} tensors", edge.tensors);
}

} // namespace

std::vector<ViewEdge> GraphViewData::visibleEdges(const std::set<ItemId> &open) const
{
    // The outermost closed item around each item; parents come before children.
    std::vector<ItemId> shown(m_items.size());
    std::vector<char> isOpen(m_items.size());
    for (const ItemId id : open)
        if (ckpt::index(id) < m_items.size())
            isOpen[ckpt::index(id)] = 1;
    isOpen[ckpt::index(m_root)] = 1;
    shown[ckpt::index(m_root)] = m_root;
    for (std::size_t i = 1; i < m_items.size(); ++i) {
        const ItemId parent = m_items[i].parent;
        const bool visible = shown[ckpt::index(parent)] == parent && isOpen[ckpt::index(parent)];
        shown[i] = visible ? m_items[i].id : shown[ckpt::index(parent)];
    }
    std::map<std::pair<ItemId, ItemId>, Bundle> bundles;
    for (const LeafEdge &edge : m_edges) {
        const ItemId from = shown[ckpt::index(m_itemOfNode[Analysis::at(edge.from)])];
        const ItemId to = shown[ckpt::index(m_itemOfNode[Analysis::at(edge.to)])];
        const bool told = edge.toldIn != ItemId::None && shown[ckpt::index(edge.toldIn)] == edge.toldIn
            && isOpen[ckpt::index(edge.toldIn)];
        if (from == to || told)
            continue;
        Bundle &bundle = bundles[{ from, to }];
        bundle.tensors.emplace_back(edge.from, edge.port);
        bundle.reader = edge.to;
        bundle.stated = bundle.stated || !m_fits.contains(edge.to);
        bundle.loop = bundle.loop && edge.loop;
    }
    std::vector<ViewEdge> edges;
    edges.reserve(bundles.size());
    for (auto &[ends, bundle] : bundles) {
        std::sort(bundle.tensors.begin(), bundle.tensors.end());
        bundle.tensors.erase(std::unique(bundle.tensors.begin(), bundle.tensors.end()), bundle.tensors.end());
        ViewEdge &edge = edges.emplace_back();
        edge.from = ends.first;
        edge.to = ends.second;
        edge.loop = bundle.loop;
        if (const auto fit = m_fits.find(bundle.reader); !bundle.stated && fit != m_fits.end()) {
            edge.inferred = true;
            edge.outputs = fit->second.outputs;
            edge.inputs = fit->second.inputs;
            continue;
        }
        label(m_nodes, bundle, edge);
    }
    return edges;
}

} // namespace ckpt
