// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A GraphView made by hand: items and edges between leaves, no graph file behind it.
#pragma once

#include "format/graph/graphview.h"

namespace ckpt::test {

class MadeGraph : public GraphView {
public:
    MadeGraph();

    ItemId add(
        ItemId parent, ItemKind kind, Category category, const std::string &title, const std::string &subtitle = {});
    void addRow(
        ItemId item, Role role, const std::string &label, const std::string &shape, std::vector<std::string> keys);
    void connect(ItemId from, ItemId to, const std::string &label = {}, double elements = 0, bool loop = false);
    void link(); // after the last connect(), for traces
    void linkControl(std::vector<std::pair<ItemId, ItemId>> links);
    void addNode(std::string_view name, std::string_view op, NodeClass nodeClass, ItemId item); // to be found
    void hide(NodeClass nodeClass, std::uint32_t count, bool folded = false, bool shown = false);
    Item &at(ItemId id) { return m_items[ckpt::index(id)]; }
    void setSource(ViewSource source) { m_source = source; }
    void setRemark(const std::string &remark) { m_remark = remark; }

    ItemId itemOf(NodeIndex node) const override;
    std::vector<ItemId> itemsOfVariable(std::string_view key) const override;
    std::vector<std::string> variablesOf(ItemId id) const override;
    std::vector<ViewEdge> visibleEdges(const std::set<ItemId> &open) const override;
    std::size_t searchNodeCount() const override { return m_nodes.size(); }
    SearchNode searchNode(std::size_t index) const override;
    std::vector<VariableFacts> facts(const Checkpoint &checkpoint) const override;

private:
    ItemId visible(ItemId id, const std::set<ItemId> &open) const;

    std::vector<ViewEdge> m_edges; // between leaves
    std::vector<SearchNode> m_nodes;
};

std::shared_ptr<MadeGraph> digits(); // inputs, conv1, conv2 (open), fc, loss; see the source
std::shared_ptr<MadeGraph> nested(); // scopes in scopes with edges over several borders, a loop, a series
std::shared_ptr<MadeGraph> chain(int length); // one long column
std::shared_ptr<MadeGraph> flat(int count, int edges); // `count` cards in the root, random edges downwards
std::shared_ptr<MadeGraph> apart(int count); // cards without any edge

} // namespace ckpt::test
