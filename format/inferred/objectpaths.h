// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Where in a model an object is (DIAGRAM notes 14a): the cheapest way from the root, where lists that Keras keeps for
// itself and the inside of optimizers cost more, so that a weight is found in its layer. (ObjectTree has the shortest
// way, which is what keys are made of.)
#pragma once

#include "format/objects/objectgraph.h"

#include <string_view>
#include <vector>

namespace ckpt {

class ObjectPaths {
public:
    // `graph` outlives it. Ends early with what there is when cancelled.
    ObjectPaths(const ObjectGraph &graph, const JobControl &control);

    bool isReached(ObjectId object) const { return m_nodes[index(object)].reached; }
    std::int64_t cost(ObjectId object) const { return m_nodes[index(object)].cost; }
    ObjectId parent(ObjectId object) const { return m_nodes[index(object)].parent; } // None for the root
    std::string_view name(ObjectId object) const { return m_nodes[index(object)].name; } // of the last edge, unescaped
    // The outermost optimizer around it (itself included), or None.
    ObjectId optimizer(ObjectId object) const { return m_nodes[index(object)].optimizer; }
    // Names from the root on; of a long way the innermost 64 behind an "…".
    std::vector<std::string_view> segments(ObjectId object) const;

    // A list that Keras keeps for itself: no frame in a picture.
    static bool isBookkeeping(std::string_view name);

private:
    struct Node {
        std::int64_t cost = 0;
        ObjectId parent = ObjectId::None, optimizer = ObjectId::None;
        std::uint32_t rank = 0; // in the order of being settled
        bool reached = false, settled = false, isOptimizer = false;
        std::string_view name;
    };
    void findOptimizers(const ObjectGraph &graph);
    void settle(const ObjectGraph &graph, const JobControl &control);
    void relax(ObjectId from, const ObjectEdge &edge, std::vector<std::pair<std::int64_t, ObjectId>> &improved);

    std::vector<Node> m_nodes;
};

} // namespace ckpt
