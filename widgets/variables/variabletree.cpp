// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variabletree.h"

#include "format/base/checkedmath.h"
#include "format/base/paths.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <unordered_map>

namespace ckpt {

namespace {

// Every variable of a TensorFlow 2 object graph is stored under its path and this; it says nothing to people.
constexpr std::string_view kObjectSuffix = "/.ATTRIBUTES/VARIABLE_VALUE";
constexpr std::string_view kObjectSlot = ".OPTIMIZER_SLOT/";

std::string_view objectPath(std::string_view key)
{
    return key.size() > kObjectSuffix.size() && key.ends_with(kObjectSuffix)
        ? key.substr(0, key.size() - kObjectSuffix.size())
        : key;
}

// First separator at or after `from`: a slash with something on both sides.
std::size_t nextSeparator(std::string_view path, std::size_t from)
{
    for (std::size_t at = path.find('/', from); at != std::string_view::npos; at = path.find('/', at + 1)) {
        if (at > 0 && path[at - 1] != '/' && at + 1 < path.size())
            return at;
    }
    return std::string_view::npos;
}

// What is left of a slot's name when its owner's is taken off: "conv1/kernel/Adam" -> "Adam".
std::string_view slotName(std::string_view path, std::string_view ownerPath)
{
    if (path.size() > ownerPath.size() + 1 && path.starts_with(ownerPath) && path[ownerPath.size()] == '/')
        path.remove_prefix(ownerPath.size() + 1);
    if (path.starts_with(kObjectSlot) && path.size() > kObjectSlot.size())
        path.remove_prefix(kObjectSlot.size());
    return path;
}

} // namespace

class VariableTreeBuilder {
public:
    VariableTreeBuilder(const Checkpoint &checkpoint, std::span<const VariableFacts> facts)
        : m_checkpoint(checkpoint)
        , m_facts(facts)
    {
        m_tree.m_nodes.reserve(checkpoint.variables().size() * 5 / 4 + 1);
        m_tree.m_nodeOfVariable.assign(checkpoint.variables().size(), VariableTree::kRoot);
    }

    VariableTree scopes()
    {
        const auto count = static_cast<std::uint32_t>(m_checkpoint.variables().size());
        std::vector<std::pair<std::uint32_t, std::uint32_t>> folded;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (const auto owner = ownerOf(i)) {
                folded.emplace_back(i, *owner);
                continue;
            }
            const std::string_view path = objectPath(key(i));
            const auto [parent, nameAt] = scopeOf(path);
            addVariable(i, parent, path.substr(nameAt));
        }
        for (const auto &[slot, owner] : folded) {
            const VariableTree::NodeId parent = m_tree.m_nodeOfVariable[owner];
            addVariable(slot, parent, slotName(objectPath(key(slot)), objectPath(key(owner))));
            if (m_facts[slot].role == Role::Average)
                ++m_tree.m_nodes[parent].averages;
            else
                ++m_tree.m_nodes[parent].slots;
        }
        return finished();
    }

    VariableTree flat()
    {
        const auto count = static_cast<std::uint32_t>(m_checkpoint.variables().size());
        for (std::uint32_t i = 0; i < count; ++i)
            addVariable(i, VariableTree::kRoot, key(i));
        return finished();
    }

private:
    using NodeId = VariableTree::NodeId;
    using Node = VariableTree::Node;

    std::string_view key(std::uint32_t variable) const { return m_checkpoint.variables()[variable].key; }

    // Only one level: the owner of an owner is not looked for, so that no file can make a circle.
    std::optional<std::uint32_t> ownerOf(std::uint32_t variable) const
    {
        const VariableFacts &facts = m_facts[variable];
        if (facts.owner.empty())
            return std::nullopt;
        const auto found = m_checkpoint.find(facts.owner);
        if (!found || index(*found) == variable || !m_facts[index(*found)].owner.empty())
            return std::nullopt;
        return static_cast<std::uint32_t>(index(*found));
    }

    // The scope a path lies in, made where needed, and where the last name begins.
    std::pair<NodeId, std::size_t> scopeOf(std::string_view path)
    {
        NodeId scope = VariableTree::kRoot;
        std::size_t begin = 0;
        for (int depth = 0; depth < VariableTree::kMaxDepth; ++depth) {
            const std::size_t end = nextSeparator(path, begin);
            if (end == std::string_view::npos)
                break;
            scope = scopeAt(path.substr(0, end), begin, scope);
            begin = end + 1;
        }
        return { scope, begin };
    }

    NodeId scopeAt(std::string_view path, std::size_t nameBegin, NodeId parent)
    {
        const auto [place, isNew] = m_scopes.try_emplace(path, VariableTree::kRoot);
        if (!isNew)
            return place->second;
        // A variable may have others below its own name; it then is their scope.
        if (const auto variable = m_checkpoint.find(path); variable && m_tree.m_nodeOfVariable[index(*variable)] != 0)
            return place->second = m_tree.m_nodeOfVariable[index(*variable)];
        Node node;
        node.parent = parent;
        node.name = path.substr(nameBegin);
        node.path = path;
        m_tree.m_nodes.push_back(node);
        return place->second = static_cast<NodeId>(m_tree.m_nodes.size() - 1);
    }

    void addVariable(std::uint32_t variable, NodeId parent, std::string_view name)
    {
        const Variable &source = m_checkpoint.variables()[variable];
        Node node;
        node.parent = parent;
        node.variable = variable;
        node.name = name;
        node.variables = 1;
        node.elements = source.elements();
        node.bytes = source.byteSize();
        node.order = m_facts[variable].order;
        m_tree.m_nodeOfVariable[variable] = static_cast<NodeId>(m_tree.m_nodes.size());
        m_tree.m_nodes.push_back(node);
    }

    VariableTree finished()
    {
        sumUp();
        listChildren();
        mergeChains();
        return std::move(m_tree);
    }

    // Parents are made before their children, so one pass from the back carries everything up.
    void sumUp()
    {
        auto &nodes = m_tree.m_nodes;
        for (std::size_t i = nodes.size() - 1; i > 0; --i) {
            const Node &child = nodes[i];
            Node &parent = nodes[child.parent];
            parent.variables += child.variables;
            parent.elements =
                checkedAdd(parent.elements, child.elements).value_or(std::numeric_limits<std::int64_t>::max());
            parent.bytes = checkedAdd(parent.bytes, child.bytes).value_or(std::numeric_limits<std::uint64_t>::max());
            if (child.order >= 0 && (parent.order < 0 || child.order < parent.order))
                parent.order = child.order;
        }
    }

    void listChildren()
    {
        auto &nodes = m_tree.m_nodes;
        for (std::size_t i = 1; i < nodes.size(); ++i)
            ++nodes[nodes[i].parent].childCount;
        std::uint32_t next = 0;
        for (Node &node : nodes) {
            node.firstChild = next;
            next += node.childCount;
        }
        m_tree.m_children.resize(nodes.size() - 1);
        std::vector<std::uint32_t> filled(nodes.size(), 0);
        for (std::size_t i = 1; i < nodes.size(); ++i) {
            const NodeId parent = nodes[i].parent;
            m_tree.m_children[nodes[parent].firstChild + filled[parent]++] = static_cast<NodeId>(i);
        }
    }

    // The outer scope takes over name, path and children of the single scope in it; the inner one is left unreachable.
    void mergeChains()
    {
        auto &nodes = m_tree.m_nodes;
        m_tree.m_topDown.reserve(nodes.size());
        std::vector<char> merged(nodes.size(), 0);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (merged[i])
                continue;
            m_tree.m_topDown.push_back(static_cast<NodeId>(i));
            Node &outer = nodes[i];
            while (i != VariableTree::kRoot && outer.isScope() && outer.childCount == 1) {
                const NodeId innerId = m_tree.m_children[outer.firstChild];
                const Node &inner = nodes[innerId];
                if (!inner.isScope())
                    break;
                outer.name = inner.path.substr(outer.path.size() - outer.name.size());
                outer.path = inner.path;
                outer.firstChild = inner.firstChild;
                outer.childCount = inner.childCount;
                merged[innerId] = 1;
                for (const NodeId child : m_tree.children(static_cast<NodeId>(i)))
                    nodes[child].parent = static_cast<NodeId>(i);
            }
        }
    }

    const Checkpoint &m_checkpoint;
    std::span<const VariableFacts> m_facts;
    VariableTree m_tree;
    std::unordered_map<std::string_view, NodeId> m_scopes;
};

VariableTree VariableTree::scopes(const Checkpoint &checkpoint, std::span<const VariableFacts> facts)
{
    VariableTree tree = VariableTreeBuilder(checkpoint, facts).scopes();
    tree.sort(checkpoint, facts, SortBy::Default, false);
    return tree;
}

VariableTree VariableTree::flat(const Checkpoint &checkpoint, std::span<const VariableFacts> facts)
{
    VariableTree tree = VariableTreeBuilder(checkpoint, facts).flat();
    tree.sort(checkpoint, facts, SortBy::Default, false);
    return tree;
}

namespace {

// Kernel before bias and gamma before beta, as layers are read; the rest as in the list of roles.
int rankInLayer(const VariableFacts &facts)
{
    const int role = static_cast<int>(facts.role) * 2;
    return facts.role == Role::Norm && facts.detail == "beta" ? role + 1 : role;
}

class RowOrder {
public:
    RowOrder(const VariableTree &tree, const Checkpoint &checkpoint, std::span<const VariableFacts> facts,
        VariableTree::SortBy by, bool descending)
        : m_tree(tree)
        , m_checkpoint(checkpoint)
        , m_facts(facts)
        , m_by(by)
        , m_descending(descending)
    {
    }

    bool operator()(VariableTree::NodeId left, VariableTree::NodeId right) const
    {
        const VariableTree::Node &a = m_tree.node(left);
        const VariableTree::Node &b = m_tree.node(right);
        switch (m_by) {
        case VariableTree::SortBy::Default:
            return defaultLess(a, b);
        case VariableTree::SortBy::Name:
            return m_descending ? naturalLess(b.name, a.name) : naturalLess(a.name, b.name);
        case VariableTree::SortBy::Size:
            return chosen(shownBytes(a) <=> shownBytes(b), a, b);
        case VariableTree::SortBy::Shape:
            return chosen(shapeOrder(a, b), a, b);
        case VariableTree::SortBy::Type:
            return chosen(typeOf(a) <=> typeOf(b), a, b);
        }
        return false;
    }

private:
    using Node = VariableTree::Node;

    bool defaultLess(const Node &a, const Node &b) const
    {
        if (a.order != b.order)
            return static_cast<unsigned>(a.order) < static_cast<unsigned>(b.order); // -1 becomes the largest
        // A layer's own variables come before the scopes in it.
        if (a.order >= 0 && a.isScope() != b.isScope())
            return b.isScope();
        if (a.order >= 0 && !a.isScope()) {
            const int ranks = rankInLayer(m_facts[a.variable]) - rankInLayer(m_facts[b.variable]);
            if (ranks != 0)
                return ranks < 0;
        }
        return naturalLess(a.name, b.name);
    }

    bool chosen(std::strong_ordering order, const Node &a, const Node &b) const
    {
        if (order == std::strong_ordering::equal)
            return naturalLess(a.name, b.name);
        return m_descending ? order > 0 : order < 0;
    }

    // A variable shows its own size, not that of the slots folded under it.
    std::uint64_t shownBytes(const Node &node) const
    {
        return node.isScope() ? node.bytes : m_checkpoint.variables()[node.variable].byteSize();
    }

    std::strong_ordering shapeOrder(const Node &a, const Node &b) const
    {
        if (a.isScope() || b.isScope())
            return a.elements <=> b.elements;
        const TensorShape &left = m_checkpoint.variables()[a.variable].shape;
        const TensorShape &right = m_checkpoint.variables()[b.variable].shape;
        if (left.rank() != right.rank())
            return left.rank() <=> right.rank();
        return std::lexicographical_compare_three_way(
            left.dims().begin(), left.dims().end(), right.dims().begin(), right.dims().end());
    }

    std::string_view typeOf(const Node &node) const
    {
        return node.isScope() ? std::string_view() : name(m_checkpoint.variables()[node.variable].dtype);
    }

    const VariableTree &m_tree;
    const Checkpoint &m_checkpoint;
    std::span<const VariableFacts> m_facts;
    VariableTree::SortBy m_by;
    bool m_descending;
};

} // namespace

void VariableTree::sort(const Checkpoint &checkpoint, std::span<const VariableFacts> facts, SortBy by, bool descending)
{
    const RowOrder less(*this, checkpoint, facts, by, descending);
    for (const NodeId id : m_topDown) {
        const auto first = m_children.begin() + m_nodes[id].firstChild;
        const auto last = first + m_nodes[id].childCount;
        // Keys come sorted, which most often is the natural order already.
        if (!std::is_sorted(first, last, less))
            std::stable_sort(first, last, less);
    }
}

} // namespace ckpt
