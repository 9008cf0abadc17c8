// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is drawn of a graph: items in a tree (layers, scopes, groups, ops), what is hidden and why, and the edges
// between whatever is open. Built once per graph and set of choices, immutable, shared without locks. Positions are not
// known here.
#pragma once

#include "format/graph/drawnpart.h"
#include "format/graph/itemlinks.h"
#include "format/graph/metagraph.h"
#include "format/graph/role.h"
#include "format/graph/sketch.h"
#include "format/graph/viewitem.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ckpt {

struct GraphViewOptions {
    std::set<NodeClass> shown; // classes that are hidden by default and shall be drawn
    std::set<std::string> dissolved; // keys of groups and series whose members shall be cards of their own
    DrawnPart drawn = {}; // what does not exist in the graph is as good as nothing
    std::map<std::string, ItemPlace> places = {}; // keys of items that shall be there, whatever the rule says
};

// A node as a search meets it, of an inlined function body too. The texts live as long as the GraphView.
struct SearchNode {
    std::string_view name, op;
    NodeClass nodeClass = NodeClass::Forward;
    std::optional<Role> role; // of variables
    ItemId item = ItemId::None; // that draws it or that it is folded into; None: hidden
};

class GraphView {
public:
    // Interprets `graph`. `checkpoint` (may be null) gives shapes and keys where the graph has none. Fails only with
    // Cancelled.
    static Result<std::shared_ptr<const GraphView>> build(std::shared_ptr<const MetaGraph> graph,
        const Checkpoint *checkpoint, const GraphViewOptions &options = {}, const JobControl &control = {});
    // Draws a sketch of `checkpoint` instead, which has no graph (format/inferred makes them). Every variable is on one
    // item, or follows its owner. Fails only with Cancelled.
    static Result<std::shared_ptr<const GraphView>> build(const Sketch &sketch, const Checkpoint &checkpoint,
        const GraphViewOptions &options = {}, const JobControl &control = {});
    virtual ~GraphView() = default;

    // The graph that is drawn: the one that was given, or the body of its function drawn(). Null for a sketch.
    const std::shared_ptr<const MetaGraph> &graph() const { return m_graph; }
    ViewSource source() const { return m_source; }
    std::span<const Item> items() const { return m_items; }
    const Item &item(ItemId id) const { return m_items[ckpt::index(id)]; }
    ItemId root() const { return m_root; } // its children are the outermost cards
    std::span<const HiddenClass> hidden() const { return m_hidden; }
    // What of the graph this is; never Usual.
    const DrawnPart &drawn() const { return m_drawn; }
    // Names of the signatures that can be drawn instead, this one included; sorted.
    std::span<const std::string> signatures() const { return m_signatures; }
    // Functions that nothing in the main graph reaches; by name. Any function can be drawn, these are seen in no other
    // way.
    std::span<const DrawableFunction> unreachedFunctions() const { return m_unreached; }
    // Some edges of a sketch are stated by the file; the others are inferred.
    bool hasStatedEdges() const { return m_statedEdges; }
    // Said above the picture when it does not show the network in the usual way ("Only machinery: all nodes are
    // shown"); or empty.
    const std::string &remark() const { return m_remark; }

    // Those of GraphViewOptions::dissolved that were there to dissolve.
    const std::set<std::string> &dissolved() const { return m_dissolved; }
    // Those of GraphViewOptions::places that are in this picture.
    const std::map<std::string, ItemPlace> &places() const { return m_places; }

    // Item that draws `node`, or that it is folded into; None for hidden nodes.
    virtual ItemId itemOf(NodeIndex node) const = 0;
    // Items (innermost) whose rows hold the variable with this checkpoint key; for slots and averages those of the
    // owner.
    virtual std::vector<ItemId> itemsOfVariable(std::string_view key) const = 0;
    // Checkpoint keys of all variables in an item and below.
    virtual std::vector<std::string> variablesOf(ItemId id) const = 0;
    NodeClass classOf(NodeIndex node) const { return m_classes[ckpt::index(node)]; }

    // Edges between the visible items when exactly the items of `open` are open (an item is visible when all its
    // ancestors are open). Ends are innermost visible closed items. Loop edges included; edges inside one closed item
    // are not.
    virtual std::vector<ViewEdge> visibleEdges(const std::set<ItemId> &open) const = 0;

    // Which innermost items feed which: what traces follow.
    const ItemLinks &links() const { return m_links; }
    // Which innermost items run before which without handing anything on: control inputs, followed back through hidden
    // nodes.
    const ItemLinks &controlLinks() const { return m_controlLinks; }

    // What there is to find; nothing where there is no graph.
    virtual std::size_t searchNodeCount() const { return 0; }
    virtual SearchNode searchNode(std::size_t) const { return {}; }
    virtual std::string searchNodeShape(std::size_t) const { return {}; } // of its first output, "3×3×1×8"; or empty
    virtual std::vector<std::pair<std::string, std::string>> searchNodeAttributes(std::size_t, std::size_t) const
    {
        return {};
    }

    // One entry per variable of `checkpoint`, same order: roles, layers, owners from this graph, names where it says
    // nothing.
    virtual std::vector<VariableFacts> facts(const Checkpoint &checkpoint) const = 0;

protected:
    GraphView() = default;

    std::shared_ptr<const MetaGraph> m_graph;
    ViewSource m_source = ViewSource::Graph;
    std::vector<Item> m_items;
    ItemId m_root = ItemId::None;
    std::vector<HiddenClass> m_hidden;
    std::vector<NodeClass> m_classes;
    DrawnPart m_drawn{ DrawnPart::Kind::Everything };
    std::vector<std::string> m_signatures;
    std::vector<DrawableFunction> m_unreached;
    bool m_statedEdges = false;
    std::string m_remark;
    std::set<std::string> m_dissolved;
    std::map<std::string, ItemPlace> m_places;
    ItemLinks m_links, m_controlLinks;
};

} // namespace ckpt
