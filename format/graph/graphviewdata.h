// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What GraphView::build() returns. Holds the analysis, no parts of the tree. For format/graph only.
#pragma once

#include "format/graph/tree.h"

#include <map>
#include <memory>
#include <unordered_map>

namespace ckpt {

class GraphViewData final : public GraphView {
public:
    static Result<std::shared_ptr<const GraphView>> make(std::shared_ptr<const MetaGraphData> graph,
        const Checkpoint *checkpoint, const GraphViewOptions &options, const JobControl &control);

    static Result<std::shared_ptr<const GraphView>> make(
        const Sketch &sketch, const Checkpoint &checkpoint, const GraphViewOptions &options, const JobControl &control);

    ItemId itemOf(NodeIndex node) const override { return m_graph ? m_itemOfNode[ckpt::index(node)] : ItemId::None; }
    std::vector<ItemId> itemsOfVariable(std::string_view key) const override;
    std::vector<std::string> variablesOf(ItemId id) const override;
    std::vector<ViewEdge> visibleEdges(const std::set<ItemId> &open) const override;
    std::vector<VariableFacts> facts(const Checkpoint &checkpoint) const override;
    std::size_t searchNodeCount() const override { return m_itemOfNode.size(); }
    SearchNode searchNode(std::size_t index) const override;
    std::string searchNodeShape(std::size_t index) const override;
    std::vector<std::pair<std::string, std::string>> searchNodeAttributes(
        std::size_t index, std::size_t maxLength) const override;

private:
    GraphViewData() = default;

    // graphview.cpp
    bool interpret(const GraphViewOptions &options, const JobControl &control);
    void keepSignature();
    NodeClass ownClassOf(Node v) const;
    NodeClass hiddenClassOf(Node v) const;
    bool isDrawnPart(Node v) const { return m_kept.empty() || m_kept[Analysis::at(v)]; }
    void showClasses(const GraphViewOptions &options);
    void neverEmpty();
    void countHidden(const GraphViewOptions &options);
    // sketchview.cpp
    void analyseSketch(const Sketch &sketch, const Checkpoint &checkpoint);
    bool placeCards(Tree &tree, const Sketch &sketch, const JobControl &control);
    bool arrangeSketch(const Sketch &sketch, const GraphViewOptions &options, const JobControl &control);
    // viewitems.cpp
    bool arrange(const GraphViewOptions &options, const JobControl &control);
    void dissolve(Tree &tree, const std::set<std::string> &keys);
    bool makeItems(Tree &tree, const GraphViewOptions &options, const JobControl &control);
    void fillItem(const Tree &tree, const Part *part, Item &item) const;
    std::vector<VariableRow> rowsOf(const Tree &tree, const Part *part) const;
    std::string rowShape(Node variable) const;
    void markBranches(const Tree &tree, std::vector<Item> &items) const;
    void findItemsOfNodes(const Tree &tree);
    void noteGates(const Tree &tree);
    void noteReaders(ItemId source, const std::set<ItemId> &readers);
    void linkItems();
    void notePenalties(); // penalties.cpp
    // controllinks.cpp
    bool linkControl(const JobControl &control);
    // likeness.cpp
    void findEqualItems(const Tree &tree);
    ItemId commonAncestor(ItemId a, ItemId b) const;
    // viewfacts.cpp
    void nameKeys();
    void fillFacts(Node variable, std::string_view key, VariableFacts &facts) const;

    std::unique_ptr<Analysis> m_analysis;
    const Checkpoint *m_checkpoint = nullptr; // during make() only
    std::vector<char> m_kept; // during make() only: nodes of the signature that is drawn; empty: all
    std::unordered_map<Node, std::vector<std::string>> m_keysOf; // variable node → checkpoint keys
    std::unordered_map<std::string, std::vector<Node>> m_variablesOfKey;
    std::unordered_map<Node, std::vector<ItemId>> m_itemsOfVariable; // leaf items that hold it, in data-flow order
    std::unordered_map<std::int32_t, std::string> m_layerTitles; // leaf item → title of the layer or scope
    std::vector<std::vector<Node>> m_variablesOfItem;
    std::vector<ItemId> m_itemOfNode; // per node of the work graph, the main graph's come first
    std::vector<ItemId> m_itemOfLeaf; // per node of the work graph, leaf items only
    std::vector<std::int32_t> m_order; // per item: position in data-flow order
    struct Fit {
        std::int64_t outputs = 0, inputs = 0;
    };
    std::unordered_map<Node, Fit> m_fits; // of a sketch: target of an edge → why it is there
    std::vector<char> m_gate; // per work node: its edges are told in words ("← keep_prob")
};

} // namespace ckpt
