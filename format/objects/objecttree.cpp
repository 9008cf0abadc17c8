// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/objects/objecttree.h"

#include "format/objects/objectkey.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::size_t kCancelStep = 4096;
// All paths together; beyond that a chain of objects has been made to cost the square of its length.
constexpr std::uint64_t kMostPathBytes = 64 << 20;
constexpr std::size_t kShortPath = 200;

// For numbers 0 … count-1 the positions of `targets` that have each, in order: list of number n is
// [first[n], first[n + 1]) of `positions`. What is outside the range is left out.
template <typename Target>
void groupBy(std::size_t count, std::size_t targets, const Target &target, std::vector<std::uint32_t> &first,
    std::vector<std::uint32_t> &positions)
{
    first.assign(count + 1, 0);
    const auto inside = [&](ObjectId object) { return object >= ObjectId::Root && index(object) < count; };
    for (std::size_t i = 0; i < targets; ++i)
        if (inside(target(i)))
            ++first[index(target(i)) + 1];
    for (std::size_t n = 0; n < count; ++n)
        first[n + 1] += first[n];
    positions.resize(first[count]);
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < targets; ++i)
        if (inside(target(i)))
            positions[next[index(target(i))]++] = static_cast<std::uint32_t>(i);
}

} // namespace

struct ObjectTree::Frame {
    ObjectId object = ObjectId::None;
    std::uint32_t depth = 0;
    std::size_t next = 0; // children first, then slots
};

Result<ObjectTree> ObjectTree::build(std::shared_ptr<const ObjectGraph> graph, const JobControl &control)
{
    ObjectTree tree;
    tree.m_graph = std::move(graph);
    const ObjectGraph &objects = *tree.m_graph;
    tree.m_nodes.resize(objects.size());
    tree.m_from.reserve(objects.edges().size());
    for (std::size_t i = 0; i < objects.size(); ++i)
        tree.m_from.insert(
            tree.m_from.end(), objects.children(static_cast<ObjectId>(i)).size(), static_cast<ObjectId>(i));
    groupBy(
        objects.size(), objects.edges().size(), [&](std::size_t i) { return objects.edges()[i].child; }, tree.m_firstIn,
        tree.m_in);
    groupBy(
        objects.size(), objects.slotVariables().size(),
        [&](std::size_t i) { return objects.slotVariables()[i].variable; }, tree.m_firstSlot, tree.m_slotsByVariable);
    tree.m_order.reserve(objects.size());
    if (!tree.reachChildren(control) || !tree.reachSlots(control) || !tree.reachRest(control))
        return fail(Fault::Cancelled);
    tree.measurePaths(tree.m_order);
    return tree;
}

std::uint32_t ObjectTree::edgeIndex(ObjectId parent, std::size_t child) const
{
    return static_cast<std::uint32_t>(m_graph->children(parent).data() - m_graph->edges().data() + child);
}

std::span<const std::uint32_t> ObjectTree::slotsOf(ObjectId variable) const
{
    const std::size_t at = index(variable);
    return std::span(m_slotsByVariable).subspan(m_firstSlot[at], m_firstSlot[at + 1] - m_firstSlot[at]);
}

// False: it is in the tree already.
bool ObjectTree::join(ObjectId object, ObjectId parent, std::uint32_t link, bool bySlot, ObjectPlace place)
{
    Node &node = m_nodes[index(object)];
    if (node.parent != ObjectId::None || object == ObjectId::Root)
        return false;
    node = { link, parent, place, bySlot };
    ++m_count[place == ObjectPlace::Child ? 0 : place == ObjectPlace::Slot ? 1 : 2];
    m_order.push_back(object);
    return true;
}

// Breadth first, as TensorFlow does when it names what it saves.
bool ObjectTree::spread(std::vector<ObjectId> &queue, const JobControl &control)
{
    for (std::size_t i = 0; i < queue.size(); ++i) {
        if (i % kCancelStep == 0 && control.cancelled())
            return false;
        const ObjectId object = queue[i];
        const ObjectPlace place = object == ObjectId::Root ? ObjectPlace::Child : m_nodes[index(object)].place;
        const auto children = m_graph->children(object);
        for (std::size_t k = 0; k < children.size(); ++k)
            if (m_graph->has(children[k].child) && join(children[k].child, object, edgeIndex(object, k), false, place))
                queue.push_back(children[k].child);
    }
    return true;
}

bool ObjectTree::reachChildren(const JobControl &control)
{
    m_nodes[0].place = ObjectPlace::Root;
    m_order.push_back(ObjectId::Root);
    m_count[0] = 1;
    std::vector<ObjectId> queue{ ObjectId::Root };
    return spread(queue, control);
}

bool ObjectTree::reachSlots(const JobControl &control)
{
    std::vector<ObjectId> queue;
    for (std::size_t i = 0; i < m_graph->slotVariables().size(); ++i) {
        const SlotVariable &slot = m_graph->slotVariables()[i];
        if (m_graph->has(slot.variable) && m_graph->has(slot.slot) && place(slot.variable) != ObjectPlace::Apart
            && join(slot.slot, slot.variable, static_cast<std::uint32_t>(i), true, ObjectPlace::Slot))
            queue.push_back(slot.slot);
    }
    return spread(queue, control);
}

// What stands apart: first what no edge ends at, with everything below it, then what only cycles lead to.
bool ObjectTree::reachRest(const JobControl &control)
{
    std::vector<ObjectId> queue;
    for (const bool onlyTops : { true, false }) {
        for (std::size_t i = 1; i < m_nodes.size(); ++i) {
            if (i % kCancelStep == 0 && control.cancelled())
                return false;
            const auto object = static_cast<ObjectId>(i);
            if (m_nodes[i].parent != ObjectId::None || (onlyTops && m_firstIn[i] != m_firstIn[i + 1]))
                continue;
            join(object, object, 0, false, ObjectPlace::Apart); // its own parent: the top of a tree
            queue.assign(1, object);
            if (!spread(queue, control))
                return false;
        }
    }
    return true;
}

// The part of the path that its parent's path does not have.
std::string ObjectTree::ownPart(ObjectId object) const
{
    const Node &node = m_nodes[index(object)];
    if (node.parent == object)
        return fmt::format("object {}", static_cast<int>(object));
    if (!node.bySlot)
        return escapedName(m_graph->edges()[node.link].name);
    // An optimizer that is a slot itself has no path here: files can make such chains as long as they like, or closed.
    const SlotVariable &slot = m_graph->slotVariables()[node.link];
    const bool inTree = place(slot.optimizer) == ObjectPlace::Child || place(slot.optimizer) == ObjectPlace::Root;
    const std::string optimizer =
        inTree ? path(slot.optimizer) : fmt::format("object {}", static_cast<int>(slot.optimizer));
    return ".OPTIMIZER_SLOT/" + optimizer + "/" + escapedName(slot.name);
}

void ObjectTree::measurePaths(const std::vector<ObjectId> &order)
{
    std::vector<std::uint32_t> length(m_nodes.size(), 0);
    std::uint64_t sum = 0;
    for (const ObjectId object : order) {
        const Node &node = m_nodes[index(object)];
        if (object == ObjectId::Root || node.parent == object)
            continue;
        std::uint64_t own = length[index(node.parent)] + std::uint64_t{ 1 };
        own += node.bySlot ? length[index(m_graph->slotVariables()[node.link].optimizer)]
                + m_graph->slotVariables()[node.link].name.size()
                           : m_graph->edges()[node.link].name.size();
        length[index(object)] = static_cast<std::uint32_t>(std::min<std::uint64_t>(own, UINT32_MAX));
        sum += own;
        if (sum > kMostPathBytes) {
            m_shortPaths = true;
            return;
        }
    }
}

std::string ObjectTree::path(ObjectId object) const
{
    std::vector<ObjectId> steps; // from the object upwards
    std::size_t length = 0;
    while (object != ObjectId::Root && !(m_shortPaths && length > kShortPath)) {
        steps.push_back(object);
        const Node &node = m_nodes[index(object)];
        if (node.parent == object)
            break;
        length += node.bySlot ? kShortPath : m_graph->edges()[node.link].name.size() + 1;
        object = node.parent;
    }
    const bool cut = !steps.empty() && object != ObjectId::Root && m_nodes[index(steps.back())].parent != steps.back();
    std::string text = cut ? "…" : "";
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (!text.empty())
            text += '/';
        text += ownPart(*step);
    }
    return text;
}

std::vector<std::string> ObjectTree::paths(ObjectId object, std::size_t most) const
{
    std::vector<std::string> all;
    if (most > 0)
        all.push_back(path(object));
    const std::size_t at = index(object);
    for (std::size_t i = m_firstIn[at]; i < m_firstIn[at + 1] && all.size() < most; ++i) {
        const std::uint32_t edge = m_in[i];
        const ObjectId from = m_from[edge];
        const Node &node = m_nodes[at];
        if (place(from) == ObjectPlace::Apart || (node.parent == from && !node.bySlot && node.link == edge))
            continue;
        const std::string before = path(from);
        all.push_back((before.empty() ? before : before + "/") + escapedName(m_graph->edges()[edge].name));
    }
    return all;
}

namespace {

std::string_view nextPart(std::string_view &path)
{
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    return part;
}

} // namespace

ObjectId ObjectTree::find(std::string_view path) const
{
    constexpr std::string_view kSlotMark = "/.OPTIMIZER_SLOT/";
    if (const std::size_t mark = path.rfind(kSlotMark); mark != std::string_view::npos) {
        const std::string_view before = path.substr(0, mark), behind = path.substr(mark + kSlotMark.size());
        const std::size_t slash = behind.rfind('/');
        if (before.find(kSlotMark) != std::string_view::npos || slash == std::string_view::npos)
            return ObjectId::None; // no optimizer keeps slots of slots
        const ObjectId variable = find(before);
        if (variable == ObjectId::None)
            return ObjectId::None;
        const ObjectId optimizer = find(behind.substr(0, slash));
        for (const std::uint32_t i : slotsOf(variable)) {
            const SlotVariable &slot = m_graph->slotVariables()[i];
            if (slot.optimizer == optimizer && escapedName(slot.name) == behind.substr(slash + 1))
                return slot.slot;
        }
        return ObjectId::None;
    }
    ObjectId object = ObjectId::Root;
    while (!path.empty()) {
        const auto name = unescapedName(nextPart(path));
        const auto children = m_graph->children(object);
        const auto edge = std::find_if(children.begin(), children.end(),
            [&](const ObjectEdge &child) { return name && child.name == *name && m_graph->has(child.child); });
        if (edge == children.end())
            return ObjectId::None;
        object = edge->child;
    }
    return object;
}

ObjectRow ObjectTree::edgeRow(ObjectId parent, std::size_t child, std::uint32_t depth) const
{
    const ObjectEdge &edge = m_graph->children(parent)[child];
    ObjectRow row{ ObjectRow::Broken, edge.child, ObjectId::None, edge.name, depth };
    if (!m_graph->has(edge.child))
        return row;
    const Node &node = m_nodes[index(edge.child)];
    const bool here = node.parent == parent && !node.bySlot && node.link == edgeIndex(parent, child)
        && edge.child != parent && edge.child != ObjectId::Root;
    row.kind = here ? ObjectRow::Object : ObjectRow::Reference;
    return row;
}

ObjectRow ObjectTree::slotRow(ObjectId variable, std::size_t slot, std::uint32_t depth) const
{
    const std::uint32_t at = slotsOf(variable)[slot];
    const SlotVariable &link = m_graph->slotVariables()[at];
    ObjectRow row{ ObjectRow::Broken, link.slot, link.optimizer, link.name, depth };
    if (!m_graph->has(link.slot))
        return row;
    const Node &node = m_nodes[index(link.slot)];
    row.kind = node.bySlot && node.link == at ? ObjectRow::Slot : ObjectRow::SlotReference;
    return row;
}

void ObjectTree::visit(const std::function<bool(const ObjectRow &)> &visit) const
{
    std::vector<Frame> open;
    const auto tree = [&](ObjectId top) {
        if (!visit({ ObjectRow::Object, top, ObjectId::None, {}, 0 }))
            return false;
        open.push_back({ top, 1, 0 });
        while (!open.empty()) {
            Frame &frame = open.back();
            const std::size_t children = m_graph->children(frame.object).size();
            if (frame.next == children + slotsOf(frame.object).size()) {
                open.pop_back();
                continue;
            }
            const std::size_t i = frame.next++;
            const ObjectRow row =
                i < children ? edgeRow(frame.object, i, frame.depth) : slotRow(frame.object, i - children, frame.depth);
            if (!visit(row))
                return false;
            if (row.kind == ObjectRow::Object || row.kind == ObjectRow::Slot)
                open.push_back({ row.object, row.depth + 1, 0 });
        }
        return true;
    };
    if (!tree(ObjectId::Root))
        return;
    for (const ObjectId object : m_order)
        if (m_nodes[index(object)].parent == object && !tree(object))
            return;
}

} // namespace ckpt
