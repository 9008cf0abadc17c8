// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of a checkpoint as a tree of scopes (or a plain list), with sums. Compact: one small record a row,
// names are views into the checkpoint's keys. No Qt. Built for 100,000 rows at a time.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/role.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace ckpt {

class VariableTree {
public:
    using NodeId = std::uint32_t;
    static constexpr NodeId kRoot = 0;
    static constexpr std::uint32_t kNoVariable = std::numeric_limits<std::uint32_t>::max();
    // A key with more parts keeps the rest in its last name, so that no file decides how deep a tree gets.
    static constexpr int kMaxDepth = 32;

    struct Node {
        NodeId parent = kRoot;
        std::uint32_t variable = kNoVariable; // index of the variable; scopes have none
        std::uint32_t firstChild = 0, childCount = 0;
        std::string_view name; // what the row says: "kernel", "conv1", "Adam"; flat: the key
        std::string_view path; // of a scope: the key up to and with its name; identifies it between snapshots
        std::uint32_t variables = 0; // in it and below
        std::uint32_t slots = 0, averages = 0; // folded under this variable
        std::int64_t elements = 0; // sums over itself and below, saturated
        std::uint64_t bytes = 0;
        int order = -1; // smallest data-flow position in it
        bool isScope() const { return variable == kNoVariable; }
    };

    enum class SortBy { Default, Name, Shape, Type, Size };

    VariableTree()
        : m_nodes(1)
    {
    }
    // `checkpoint` must outlive the tree; `facts` has one entry per variable and is only read during the call.
    // Slots and averages fold under their owner; scopes with a single scope inside become one row "a/b".
    static VariableTree scopes(const Checkpoint &checkpoint, std::span<const VariableFacts> facts);
    static VariableTree flat(const Checkpoint &checkpoint, std::span<const VariableFacts> facts);

    // Sorts the rows of each parent. Default: data-flow order, then role, then natural name order. Not known goes last.
    void sort(const Checkpoint &checkpoint, std::span<const VariableFacts> facts, SortBy by, bool descending);

    const Node &node(NodeId id) const { return m_nodes[id]; }
    std::size_t size() const { return m_nodes.size(); }
    std::span<const NodeId> children(NodeId id) const
    {
        return std::span(m_children).subspan(m_nodes[id].firstChild, m_nodes[id].childCount);
    }
    // Parents always come before their children in this order. Merged scopes are not in it.
    std::span<const NodeId> topDown() const { return m_topDown; }
    NodeId nodeOf(VariableId id) const { return m_nodeOfVariable[index(id)]; }

private:
    friend class VariableTreeBuilder;

    std::vector<Node> m_nodes;
    std::vector<NodeId> m_children;
    std::vector<NodeId> m_topDown;
    std::vector<NodeId> m_nodeOfVariable;
};

} // namespace ckpt
