// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The object graph of a TensorFlow 2 checkpoint and the tree that is made of it. Input: the message.
#include "format/objects/objectkey.h"
#include "format/objects/objecttree.h"
#include "tests/fuzz/ensure.h"

#include <algorithm>
#include <set>

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

void checkNames(std::string_view name)
{
    const auto again = unescapedName(escapedName(name));
    ensure(again && *again == name, "an escaped name can be read", name);
    ensure(escapedName(name).find('/') == std::string::npos, "an escaped name is one part of a path", name);
    if (const auto plain = unescapedName(name); plain && name.find('/') == std::string_view::npos)
        ensure(escapedName(*plain) == name, "there is one way to escape a name", name);
    const auto key = parseObjectKey(name);
    const auto attribute = key ? unescapedName(key->attribute) : std::nullopt;
    if (attribute && !key->optimizer && key->attribute.find('/') == std::string_view::npos)
        ensure(objectKey(key->object, *attribute) == name, "the parts of a key make the key", name);
    if (key)
        ensure(key->optimizer.has_value() == key->slot.has_value(), "slots have an optimizer", name);
}

// Faults of references are told, and only those.
void checkGraph(const ObjectGraph &graph, const Limits &limits)
{
    checkIssues(graph.issues(), limits);
    ensure(graph.size() > 0, "there is a root");
    std::size_t edges = 0, attributes = 0, slots = 0;
    bool bad = false;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        edges += graph.children(object).size();
        attributes += graph.attributes(object).size();
        slots += graph.slotVariables(object).size();
        for (const ObjectEdge &edge : graph.children(object))
            bad |= !graph.has(edge.child);
        for (const SlotVariable &slot : graph.slotVariables(object)) {
            ensure(slot.optimizer == object, "slots sit on their optimizer");
            bad |= !graph.has(slot.variable) || !graph.has(slot.slot);
        }
        graph.hasCheckpointValues(object);
    }
    ensure(edges == graph.edges().size() && attributes == graph.attributes().size()
            && slots == graph.slotVariables().size(),
        "objects have their own parts");
    ensure(bad
            == std::any_of(graph.issues().begin(), graph.issues().end(),
                [](const Issue &found) { return found.error.fault == Fault::ObjectReferenceBad; }),
        "wrong references are told");
}

// Names that a path cannot tell apart: empty ones, and one name twice.
bool isAmbiguous(const ObjectGraph &graph)
{
    if (!graph.slotVariables().empty())
        return true;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        std::set<std::string_view> names;
        for (const ObjectEdge &edge : graph.children(static_cast<ObjectId>(i)))
            if (edge.name.empty() || !names.insert(edge.name).second)
                return true;
    }
    return false;
}

void checkTree(const ObjectTree &tree)
{
    const ObjectGraph &graph = tree.graph();
    ensure(tree.childCount() + tree.slotCount() + tree.apartCount() == graph.size(), "every object has a place");
    std::vector<int> seen(graph.size());
    std::size_t rows = 0;
    std::uint32_t depth = 0;
    tree.visit([&](const ObjectRow &row) {
        ensure(row.depth <= depth + (rows > 0 ? 1 : 0), "a row is at most one level deeper");
        depth = row.depth;
        ++rows;
        if (row.kind == ObjectRow::Object || row.kind == ObjectRow::Slot)
            ensure(++seen[index(row.object)] == 1, "an object stands in one place");
        else
            ensure((row.kind == ObjectRow::Broken) == !graph.has(row.object), "a reference leads to an object");
        return true;
    });
    ensure(
        std::count(seen.begin(), seen.end(), 1) == static_cast<std::ptrdiff_t>(seen.size()), "every object is shown");
    const bool ambiguous = isAmbiguous(graph);
    for (std::size_t i = 0; i < std::min<std::size_t>(graph.size(), 200); ++i) {
        const auto object = static_cast<ObjectId>(i);
        const std::string path = tree.path(object);
        const auto paths = tree.paths(object, 4);
        ensure(!paths.empty() && paths.size() <= 4 && paths.front() == path, "the path of the tree comes first", path);
        if (ambiguous || tree.place(object) == ObjectPlace::Apart)
            continue;
        for (const std::string &way : paths)
            ensure(tree.find(way) == object, "a path leads to its object", way);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = textOf(data, size);
    checkNames(bytes);
    const Limits limits = smallLimits();
    auto graph = ObjectGraph::parse(std::string(bytes), "model.ckpt", nullptr, limits);
    if (!graph) {
        checkError(graph.error());
        return 0;
    }
    checkGraph(**graph, limits);
    for (const ObjectAttribute &attribute : (*graph)->attributes())
        checkNames(attribute.key);
    const auto tree = ObjectTree::build(*graph);
    ensure(tree.has_value(), "every object graph is a tree");
    checkTree(*tree);
    return 0;
}
