// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/visibletree.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace ckpt {
namespace {

struct Place {
    int scope = -1, node = -1;
};

// The ports of one side of a frame, keyed by the source of the edges that go through.
struct Side {
    std::map<ItemId, int> ports;
    std::map<ItemId, double> strength;
    std::vector<ItemId> order;
};

class Builder {
public:
    Builder(const GraphView &view, const std::set<ItemId> &open, const std::map<ItemId, int> &shown,
        const std::vector<ItemId> &cards)
        : m_view(view)
        , m_open(open)
        , m_shown(shown)
        , m_cards(cards)
        , m_places(view.items().size())
    {
    }
    VisibleTree build();

private:
    void addScopes();
    void addNodes(int scope, std::set<ItemId> &visibleOpen);
    void collectPorts(const ViewEdge &edge);
    void numberPorts(std::vector<Side> &sides);
    void addPieces(VisibleEdge &visible);
    void addPiece(VisibleEdge &visible, int scope, Segment segment);
    Place place(ItemId id) const { return m_places[index(id)]; }
    int commonScope(int a, int b) const;

    const GraphView &m_view;
    const std::set<ItemId> &m_open;
    const std::map<ItemId, int> &m_shown;
    const std::vector<ItemId> &m_cards;
    std::vector<Place> m_places; // per item, where visible
    std::vector<Side> m_entries, m_exits;
    std::vector<std::map<std::tuple<int, int, int, int>, int>> m_segments; // per scope: ends to number
    std::set<ItemId> m_visibleOpen;
    VisibleTree m_tree;
};

void Builder::addNodes(int scope, std::set<ItemId> &visibleOpen)
{
    const Item &item = m_view.item(m_tree.scopes[std::size_t(scope)].id);
    const auto limit = m_shown.find(item.id);
    const bool chosen = scope == 0 && !m_cards.empty();
    const std::vector<ItemId> &children = chosen ? m_cards : item.children;
    const std::size_t most = std::size_t(limit == m_shown.end() ? kChildrenShown : limit->second);
    const std::size_t count = std::min(children.size(), most);
    for (std::size_t i = 0; i < count; ++i) {
        const ItemId id = children[i];
        VisibleNode node{ id, -1, 0 };
        m_places[index(id)] = { scope, int(i) };
        if (m_open.contains(id) && m_view.item(id).canOpen()) {
            node.scope = int(m_tree.scopes.size());
            visibleOpen.insert(id);
            OpenScope inner;
            inner.id = id;
            inner.parent = scope;
            inner.node = int(i);
            inner.depth = m_tree.scopes[std::size_t(scope)].depth + 1;
            m_tree.scopes.push_back(std::move(inner));
        }
        m_tree.scopes[std::size_t(scope)].nodes.push_back(node);
    }
    if (count < children.size())
        m_tree.scopes[std::size_t(scope)].nodes.push_back({ item.id, -1, int(children.size() - count) });
}

void Builder::addScopes()
{
    OpenScope root;
    root.id = m_view.root();
    m_tree.scopes.push_back(root);
    m_visibleOpen.insert(root.id);
    for (const ItemId card : m_cards)
        for (ItemId up = m_view.item(card).parent; up != ItemId::None; up = m_view.item(up).parent)
            m_visibleOpen.insert(up);
    for (std::size_t i = 0; i < m_tree.scopes.size(); ++i)
        addNodes(int(i), m_visibleOpen);
    m_entries.resize(m_tree.scopes.size());
    m_exits.resize(m_tree.scopes.size());
    m_segments.resize(m_tree.scopes.size());
}

int Builder::commonScope(int a, int b) const
{
    const auto depth = [this](int scope) { return m_tree.scopes[std::size_t(scope)].depth; };
    while (a != b) {
        if (depth(a) >= depth(b))
            a = m_tree.scopes[std::size_t(a)].parent;
        else
            b = m_tree.scopes[std::size_t(b)].parent;
    }
    return a;
}

void Builder::collectPorts(const ViewEdge &edge)
{
    const Place from = place(edge.from), to = place(edge.to);
    const int common = commonScope(from.scope, to.scope);
    const auto note = [&edge](Side &side) {
        if (side.strength.emplace(edge.from, 0).second)
            side.order.push_back(edge.from);
        side.strength[edge.from] += 1 + edge.tensors;
    };
    for (int scope = from.scope; scope != common; scope = m_tree.scopes[std::size_t(scope)].parent)
        note(m_exits[std::size_t(scope)]);
    for (int scope = to.scope; scope != common; scope = m_tree.scopes[std::size_t(scope)].parent)
        note(m_entries[std::size_t(scope)]);
}

void Builder::numberPorts(std::vector<Side> &sides)
{
    for (Side &side : sides) {
        if (side.order.size() > std::size_t(kMaxPorts))
            std::stable_sort(side.order.begin(), side.order.end(),
                [&side](ItemId a, ItemId b) { return side.strength[a] > side.strength[b]; });
        for (std::size_t i = 0; i < side.order.size(); ++i)
            side.ports[side.order[i]] = std::min(int(i), kMaxPorts - 1);
    }
}

void Builder::addPiece(VisibleEdge &visible, int scope, Segment segment)
{
    OpenScope &open = m_tree.scopes[std::size_t(scope)];
    const auto [known, added] = m_segments[std::size_t(scope)].try_emplace(
        { segment.from, segment.to, segment.fromPort, segment.toPort }, int(open.segments.size()));
    if (added)
        open.segments.push_back(segment);
    Segment &piece = open.segments[std::size_t(known->second)];
    piece.loop = piece.loop && visible.edge.loop;
    visible.pieces.emplace_back(scope, known->second);
}

void Builder::addPieces(VisibleEdge &visible)
{
    const ItemId source = visible.edge.from;
    const Place from = place(source), to = place(visible.edge.to);
    const int common = commonScope(from.scope, to.scope);
    int node = from.node, port = -1;
    int scope = from.scope;
    for (; scope != common; scope = m_tree.scopes[std::size_t(scope)].parent) {
        const OpenScope &open = m_tree.scopes[std::size_t(scope)];
        const int exit = m_exits[std::size_t(scope)].ports[source];
        addPiece(visible, scope, { node, open.exit(exit), port, -1 });
        node = open.node;
        port = exit;
    }
    std::vector<int> down; // scopes below the common one on the way to the target, innermost first
    for (int inner = to.scope; inner != common; inner = m_tree.scopes[std::size_t(inner)].parent)
        down.push_back(inner);
    for (std::size_t i = down.size(); i-- > 0;) {
        const int next = down[i], entry = m_entries[std::size_t(next)].ports[source];
        addPiece(visible, scope, { node, m_tree.scopes[std::size_t(next)].node, port, entry });
        scope = next;
        node = m_tree.scopes[std::size_t(next)].entry(entry);
        port = -1;
    }
    addPiece(visible, scope, { node, to.node, port, -1 });
}

VisibleTree Builder::build()
{
    addScopes();
    for (ViewEdge &edge : m_view.visibleEdges(m_visibleOpen)) {
        const bool known = edge.from != ItemId::None && edge.to != ItemId::None && edge.from != edge.to;
        if (known && place(edge.from).scope >= 0 && place(edge.to).scope >= 0)
            m_tree.edges.push_back({ std::move(edge), {} });
    }
    for (const VisibleEdge &edge : m_tree.edges)
        collectPorts(edge.edge);
    numberPorts(m_entries);
    numberPorts(m_exits);
    for (std::size_t i = 0; i < m_tree.scopes.size(); ++i) {
        m_tree.scopes[i].entries = std::min(int(m_entries[i].order.size()), kMaxPorts);
        m_tree.scopes[i].exits = std::min(int(m_exits[i].order.size()), kMaxPorts);
    }
    for (VisibleEdge &edge : m_tree.edges)
        addPieces(edge);
    return std::move(m_tree);
}

} // namespace

std::size_t VisibleTree::nodeCount() const
{
    return std::accumulate(scopes.begin(), scopes.end(), std::size_t{ 0 },
        [](std::size_t sum, const OpenScope &scope) { return sum + scope.nodes.size(); });
}

VisibleTree visibleTree(const GraphView &view, const std::set<ItemId> &open, const std::map<ItemId, int> &shown,
    const std::vector<ItemId> &cards)
{
    return Builder(view, open, shown, cards).build();
}

} // namespace ckpt
