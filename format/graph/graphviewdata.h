// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What GraphView::build() returns. The analysis and the tree exist while it is built; what answers questions later
// stays. For format/graph only.
#pragma once

#include "format/graph/crowds.h"
#include "format/graph/flatmultimap.h"
#include "format/graph/tree.h"

#include <map>
#include <memory>

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
    bool listItems(Tree &tree, const JobControl &control);
    void placeVariables(std::vector<Part *> parts);
    void fillItem(const Tree &tree, const Part *part, Item &item) const;
    std::vector<VariableRow> rowsOf(const Tree &tree, const Part *part) const;
    std::string rowShape(Node variable) const;
    void markBranches(const Tree &tree, std::vector<Item> &items) const;
    void findItemsOfNodes(const Tree &tree);
    void linkItems();
    // asides.cpp
    struct Reader {
        ItemId item = ItemId::None, within = ItemId::None; // named by what is between them and by the reader itself
        friend auto operator<=>(const Reader &, const Reader &) = default;
    };
    using Readers = std::map<std::pair<std::int32_t, ItemId>, std::set<Reader>>; // by source, in data-flow order
    void takePlaces(const GraphViewOptions &options);
    void putAside(const Tree &tree);
    void findCrowds(Readers &readers, std::set<ItemId> &ruled);
    void dropNeedlessPlaces(const std::set<ItemId> &ruled);
    void noteReaders(ItemId source, const std::set<Reader> &readers);
    void notePenalties(); // penalties.cpp
    // controllinks.cpp
    bool linkControl(const JobControl &control);
    // likeness.cpp
    void findEqualItems(const Tree &tree);
    // viewfacts.cpp
    void nameKeys();
    void fillFacts(Node variable, std::string_view key, VariableFacts &facts) const;

    void keepAnswers(); // and let go of everything else

    // during make() only
    std::unique_ptr<Analysis> m_analysis;
    const Checkpoint *m_checkpoint = nullptr;
    std::vector<char> m_kept; // nodes of the signature that is drawn; empty: all
    std::vector<ItemId> m_itemOfLeaf; // per node of the work graph, leaf items only

    // What is asked of a variable when the analysis is gone.
    struct Known {
        std::string_view detail, initializer; // the role's fine word, the op of the start value
        Node owner = kNoNode, reader = kNoNode; // the first one that is drawn
        bool told = false, inferred = false, trainable = false; // told: there is a detail
    };
    WorkGraph m_nodes; // without edges
    std::deque<std::string> m_words; // that the views below point to, where neither graph has them
    FlatMultimap<Node, std::string_view> m_keysOf; // variable node → checkpoint keys
    FlatMultimap<std::string_view, Node> m_variablesOfKey;
    FlatMultimap<Node, Known> m_known; // variables
    FlatMultimap<Node, ItemId> m_itemsOfVariable; // leaf items that hold it, in data-flow order
    FlatMultimap<ItemId, Node> m_variablesOfItem; // of leaf items
    std::vector<ItemId> m_titleItem; // leaf item → the layer or scope whose title it goes by, or None
    std::vector<ItemId> m_itemOfNode; // per node of the work graph, the main graph's come first
    std::vector<LeafEdge> m_edges; // that are drawn, not told in words
    std::vector<std::int32_t> m_order; // per item: position in data-flow order
    struct Fit {
        std::int64_t outputs = 0, inputs = 0;
    };
    std::map<Node, Fit> m_fits; // of a sketch: target of an edge → why it is there
};

} // namespace ckpt
