// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The object graph as a tree: every object once, at its shortest path from the root as TensorFlow names it; further
// edges to it are references. Slot variables stand under the variable they belong to, and what nothing leads to stands
// apart. Immutable after build(); nothing recurses, whatever the file's depth.
#pragma once

#include "format/objects/objectgraph.h"

#include <functional>

namespace ckpt {

// How an object hangs in the tree.
enum class ObjectPlace : std::uint8_t {
    Root,
    Child, // reached from the root by edges
    Slot, // a slot variable, or reached from one
    Apart, // reached from neither
};

struct ObjectRow {
    enum Kind : std::uint8_t {
        Object, // the object itself; its own rows follow, one level deeper
        Reference, // an edge to an object that stands elsewhere
        Slot, // a slot variable of the object above
        SlotReference, // … that stands elsewhere
        Broken, // an edge to an object that does not exist
    };
    Kind kind = Object;
    ObjectId object = ObjectId::None;
    ObjectId optimizer = ObjectId::None; // of slots
    std::string_view name; // of the edge or slot, not escaped; empty for the root and for what stands apart
    std::uint32_t depth = 0;
};

class ObjectTree {
public:
    // Fails only with Cancelled. Keeps `graph` alive.
    static Result<ObjectTree> build(std::shared_ptr<const ObjectGraph> graph, const JobControl &control = {});

    const ObjectGraph &graph() const { return *m_graph; }
    ObjectPlace place(ObjectId object) const { return m_nodes[index(object)].place; }
    // Numbers of objects at each kind of place; the root is a child.
    std::size_t childCount() const { return m_count[0]; }
    std::size_t slotCount() const { return m_count[1]; }
    std::size_t apartCount() const { return m_count[2]; }

    // As it stands in keys: escaped names with '/' between them; empty for the root. Slots have a path as well. Objects
    // apart begin with "object 17". Where all paths together would be too long (they can be the square of the file),
    // only the end of a long one is given, behind "…/".
    std::string path(ObjectId object) const;
    // Every path that ends with an edge to it, that of the tree first; at most `most`.
    std::vector<std::string> paths(ObjectId object, std::size_t most) const;
    // The object that a path leads to along any edges, None when there is none. Takes paths of slots too.
    ObjectId find(std::string_view path) const;

    // Rows from top to bottom: the tree of the root, then what stands apart (depth 0). `visit` returns false to stop.
    void visit(const std::function<bool(const ObjectRow &)> &visit) const;

private:
    struct Node {
        std::uint32_t link = 0; // how it is reached: index of an edge, or of a slot
        ObjectId parent = ObjectId::None;
        ObjectPlace place = ObjectPlace::Apart;
        bool bySlot = false; // what `link` is
    };
    struct Frame;

    bool reachChildren(const JobControl &control);
    bool reachSlots(const JobControl &control);
    bool reachRest(const JobControl &control);
    bool spread(std::vector<ObjectId> &queue, const JobControl &control);
    bool join(ObjectId object, ObjectId parent, std::uint32_t link, bool bySlot, ObjectPlace place);
    void measurePaths(const std::vector<ObjectId> &order);
    std::string ownPart(ObjectId object) const;
    std::uint32_t edgeIndex(ObjectId parent, std::size_t child) const;
    ObjectRow edgeRow(ObjectId parent, std::size_t child, std::uint32_t depth) const;
    ObjectRow slotRow(ObjectId variable, std::size_t slot, std::uint32_t depth) const;
    std::span<const std::uint32_t> slotsOf(ObjectId variable) const;

    std::shared_ptr<const ObjectGraph> m_graph;
    std::vector<Node> m_nodes;
    std::vector<ObjectId> m_order; // of being reached: parents before children
    std::vector<std::uint32_t> m_firstSlot, m_slotsByVariable; // indexes of slots, by variable
    std::vector<std::uint32_t> m_firstIn, m_in; // indexes of edges, by the object they end at
    std::vector<ObjectId> m_from; // object that an edge begins at
    std::size_t m_count[3] = {};
    bool m_shortPaths = false;
};

} // namespace ckpt
