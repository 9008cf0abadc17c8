// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/objectpaths.h"

#include <algorithm>
#include <queue>
#include <unordered_set>

namespace ckpt {
namespace {

constexpr std::int64_t kStep = 1, kList = 30, kInsideOptimizer = 15, kAttributeOptimizer = 20;
constexpr std::size_t kLongest = 64;

} // namespace

bool ObjectPaths::isBookkeeping(std::string_view name)
{
    static const std::unordered_set<std::string_view> kLists{ "_trainable_variables", "trainable_variables",
        "_variables", "variables", "non_trainable_variables", "_non_trainable_variables", "_trainable_weights",
        "_non_trainable_weights", "layers", "_layers", "keras_api", "_all_variables", "_trainable_state", "weights",
        "trainable_weights", "_self_tracked_trackables", "regularization_losses", "_tracker", "_misc_assets" };
    return kLists.contains(name) || name.starts_with("_flat");
}

ObjectPaths::ObjectPaths(const ObjectGraph &graph, const JobControl &control)
    : m_nodes(graph.size())
{
    findOptimizers(graph);
    settle(graph, control);
}

// It has slots, or what only optimizers have.
void ObjectPaths::findOptimizers(const ObjectGraph &graph)
{
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const ObjectId object{ static_cast<std::int32_t>(i) };
        bool steps = false, rate = false, sure = !graph.slotVariables(object).empty();
        for (const ObjectEdge &edge : graph.children(object)) {
            steps = steps || edge.name == "iter" || edge.name == "iterations";
            rate = rate || edge.name == "learning_rate";
            sure = sure || edge.name == "_iterations" || edge.name == "_learning_rate" || edge.name == "beta1_power"
                || edge.name == "beta2_power";
        }
        m_nodes[i].isOptimizer = sure || (steps && rate);
    }
}

void ObjectPaths::settle(const ObjectGraph &graph, const JobControl &control)
{
    using Entry = std::pair<std::int64_t, ObjectId>;
    const auto later = [this](const Entry &a, const Entry &b) {
        if (a.first != b.first)
            return a.first > b.first;
        const Node &x = m_nodes[index(a.second)], &y = m_nodes[index(b.second)];
        return x.name != y.name ? x.name > y.name : a.second > b.second;
    };
    std::priority_queue<Entry, std::vector<Entry>, decltype(later)> queue(later);
    m_nodes[0].reached = true;
    queue.emplace(0, ObjectId::Root);
    std::vector<Entry> improved;
    std::uint32_t rank = 0;
    while (!queue.empty()) {
        if (rank % 1024 == 0 && control.cancelled())
            return;
        const auto [cost, object] = queue.top();
        queue.pop();
        Node &node = m_nodes[index(object)];
        if (node.settled || cost != node.cost)
            continue;
        node.settled = true;
        node.rank = rank++;
        if (object != ObjectId::Root) {
            const ObjectId outer = m_nodes[index(node.parent)].optimizer;
            const bool here = node.isOptimizer || (node.name == "optimizer" && !graph.children(object).empty());
            node.optimizer = outer != ObjectId::None ? outer : here ? object : ObjectId::None;
        }
        improved.clear();
        for (const ObjectEdge &edge : graph.children(object))
            if (graph.has(edge.child) && !m_nodes[index(edge.child)].settled)
                relax(object, edge, improved);
        for (const Entry &entry : improved)
            queue.push(entry);
    }
}

// Of equally cheap ways the one through the object that was reached first, then by name.
void ObjectPaths::relax(ObjectId from, const ObjectEdge &edge, std::vector<std::pair<std::int64_t, ObjectId>> &improved)
{
    const Node &source = m_nodes[index(from)];
    Node &target = m_nodes[index(edge.child)];
    std::int64_t cost = source.cost + kStep;
    cost += isBookkeeping(edge.name) ? kList : 0;
    cost += source.isOptimizer ? kInsideOptimizer : 0;
    cost += edge.name == "optimizer" && from != ObjectId::Root ? kAttributeOptimizer : 0;
    if (target.reached) {
        const bool sameCost = cost == target.cost && target.parent == from && edge.name < target.name;
        if (cost >= target.cost && !sameCost)
            return;
    }
    target.reached = true;
    target.cost = cost;
    target.parent = from;
    target.name = edge.name;
    improved.emplace_back(cost, edge.child);
}

std::vector<std::string_view> ObjectPaths::segments(ObjectId object) const
{
    std::vector<std::string_view> names;
    for (; object != ObjectId::Root && object != ObjectId::None; object = parent(object)) {
        if (names.size() == kLongest) {
            names.emplace_back("…");
            break;
        }
        names.push_back(name(object));
    }
    std::reverse(names.begin(), names.end());
    return names;
}

} // namespace ckpt
