// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/objectlisting.h"

#include "app/cli/checkpointjson.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/objects/objectkey.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace ckpt {

namespace {

// Deeper levels are not indented further: a chain of objects would cost the square of its length.
constexpr std::uint32_t kDeepestLevel = 40;
constexpr std::size_t kWidestColumn = 60;

std::int64_t number(ObjectId object)
{
    return static_cast<std::int64_t>(object);
}

void writeAttributes(JsonWriter &json, const ObjectTree &tree)
{
    const ObjectGraph &graph = tree.graph();
    json.key("attributes");
    json.beginArray();
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        for (const ObjectAttribute &attribute : graph.attributes(object)) {
            json.newLine();
            json.beginObject();
            json.field("node", number(object));
            json.key("path");
            const ObjectPlace place = tree.place(object);
            place == ObjectPlace::Root || place == ObjectPlace::Child ? json.string(escapedIfNeeded(tree.path(object)))
                                                                      : json.null();
            json.textField("name", attribute.name);
            json.textField("full_name", attribute.fullName);
            json.textField("key", attribute.key);
            json.endObject();
        }
    }
    json.endArray();
}

void writeLinks(JsonWriter &json, const ObjectGraph &graph)
{
    json.key("slot_variables");
    json.beginArray();
    for (const SlotVariable &slot : graph.slotVariables()) {
        json.beginObject();
        json.field("optimizer", number(slot.optimizer));
        json.field("variable", number(slot.variable));
        json.textField("slot", slot.name);
        json.field("slot_node", number(slot.slot));
        json.endObject();
    }
    json.endArray();
    json.key("registered_savers");
    json.beginArray();
    for (const RegisteredSaver &saver : graph.savers()) {
        json.beginArray();
        json.integer(number(saver.object));
        json.string(escapedIfNeeded(saver.name));
        json.endArray();
    }
    json.endArray();
}

std::string pathText(const ObjectTree &tree, ObjectId object)
{
    return object == ObjectId::Root ? "(root)" : printable(tree.path(object));
}

// A line of the tree.
struct Line {
    std::uint32_t depth = 0;
    std::string what, type, shape, key;
};

// Turns rows into lines, first to measure the columns and then to print them.
class ObjectLines {
public:
    ObjectLines(const ObjectTree &tree, const Checkpoint &checkpoint)
        : m_tree(tree)
        , m_graph(tree.graph())
        , m_checkpoint(checkpoint)
    {
    }

    template <typename Take>
    void each(const JobControl &control, const Take &take) const
    {
        std::size_t rows = 0;
        bool apart = false;
        m_tree.visit([&](const ObjectRow &row) {
            if (!apart && row.depth == 0 && row.object != ObjectId::Root) {
                apart = true;
                take(Line{ 0, "Not reached from the root:", {}, {}, {} });
            }
            addRow(row, apart ? 1 : 0, take);
            return ++rows % 1024 != 0 || !control.cancelled();
        });
        addUnheld(take);
    }

private:
    std::string label(const ObjectRow &row) const;
    // Variables that no object means: TensorFlow restores none of them.
    template <typename Take>
    void addUnheld(const Take &take) const
    {
        bool any = false;
        for (std::size_t i = 0; i < m_checkpoint.variables().size(); ++i) {
            const auto id = static_cast<VariableId>(i);
            if (m_checkpoint.variable(id).key == kObjectGraphKey || !m_graph.usesOf(id).empty())
                continue;
            if (!std::exchange(any, true))
                take(Line{ 0, "Held by no object:", {}, {}, {} });
            take(leaf(1, {}, id, {}));
        }
    }
    template <typename Take>
    void addRow(const ObjectRow &row, std::uint32_t indent, const Take &take) const;
    Line leaf(std::uint32_t depth, std::string what, std::optional<VariableId> variable, std::string_view key) const;

    const ObjectTree &m_tree;
    const ObjectGraph &m_graph;
    const Checkpoint &m_checkpoint;
};

std::string ObjectLines::label(const ObjectRow &row) const
{
    const std::string name = printable(row.name);
    const std::string slot =
        row.optimizer == ObjectId::None ? "" : fmt::format(" (slot of {})", pathText(m_tree, row.optimizer));
    switch (row.kind) {
    case ObjectRow::Object:
        if (row.object == ObjectId::Root)
            return "(root)";
        return row.depth == 0 ? fmt::format("object {}", number(row.object)) : name;
    case ObjectRow::Reference:
    case ObjectRow::SlotReference:
        return fmt::format("{}{} → {}", name, slot, pathText(m_tree, row.object));
    case ObjectRow::Slot:
        return name + slot;
    case ObjectRow::Broken:
        break;
    }
    return fmt::format("{}{} → object {}, which does not exist", name, slot, number(row.object));
}

Line ObjectLines::leaf(
    std::uint32_t depth, std::string what, std::optional<VariableId> variable, std::string_view key) const
{
    Line line{ depth, std::move(what), "not here", {}, printable(key) };
    if (!variable)
        return line;
    const Variable &stored = m_checkpoint.variable(*variable);
    line.type = stored.dtype == DType::Invalid ? fmt::format("unknown ({})", stored.storedType)
                                               : std::string(name(stored.dtype));
    line.shape = text(stored.shape);
    line.key = printable(stored.key);
    return line;
}

template <typename Take>
void ObjectLines::addRow(const ObjectRow &row, std::uint32_t indent, const Take &take) const
{
    const std::uint32_t depth = row.depth + indent;
    if (row.kind != ObjectRow::Object && row.kind != ObjectRow::Slot)
        return take(Line{ depth, label(row), {}, {}, {} });
    // A variable has one attribute of a fixed name: it stands on the line of the object.
    const auto attributes = m_graph.attributes(row.object);
    if (attributes.size() == 1 && attributes[0].name == "VARIABLE_VALUE")
        take(leaf(depth, label(row), attributes[0].variable, attributes[0].key));
    else
        take(Line{ depth, label(row), {}, {}, {} });
    if (attributes.size() != 1 || attributes[0].name != "VARIABLE_VALUE")
        for (const ObjectAttribute &attribute : attributes) {
            const std::string what =
                "[" + printable(unescapedName(attribute.name).value_or(std::string(attribute.name)));
            take(leaf(depth + 1, what + (attribute.values ? " keys]" : "]"), attribute.variable, attribute.key));
            if (attribute.values)
                take(leaf(depth + 1, what + " values]", attribute.values, attribute.key));
        }
    const auto savers = m_graph.savers();
    const auto saver = std::lower_bound(savers.begin(), savers.end(), row.object,
        [](const RegisteredSaver &registered, ObjectId wanted) { return registered.object < wanted; });
    if (saver != savers.end() && saver->object == row.object)
        take(Line{ depth + 1, fmt::format("[saved by {}]", printable(saver->name)), {}, {}, {} });
}

std::string indented(const Line &line)
{
    const std::uint32_t level = std::min(line.depth, kDeepestLevel);
    std::string text(2 * level, ' ');
    if (line.depth > level)
        text += fmt::format("(+{}) ", line.depth - level);
    return text + line.what;
}

} // namespace

void writeObjectGraph(JsonWriter &json, const ObjectGraphResult &graph)
{
    const auto tree = graph ? ObjectTree::build(*graph) : fail(graph.error());
    json.beginObject();
    if (!tree) {
        json.key("error");
        writeError(json, tree.error());
        return json.endObject();
    }
    json.field("nodes", static_cast<std::uint64_t>((*graph)->size()));
    json.field("edges", static_cast<std::uint64_t>((*graph)->edges().size()));
    json.key("root_children");
    json.beginArray();
    for (const ObjectEdge &edge : (*graph)->children(ObjectId::Root)) {
        json.beginArray();
        json.string(escapedIfNeeded(edge.name));
        json.integer(number(edge.child));
        json.endArray();
    }
    json.endArray();
    writeAttributes(json, *tree);
    writeLinks(json, **graph);
    json.endObject();
}

std::string objectsLine(const ObjectTree &tree)
{
    const ObjectGraph &graph = tree.graph();
    std::string text = fmt::format("{}, {}, {}", counted(graph.size(), "object", "objects"),
        counted(graph.edges().size(), "edge", "edges"), counted(graph.attributes().size(), "attribute", "attributes"));
    if (!graph.slotVariables().empty())
        text += fmt::format(", {}", counted(graph.slotVariables().size(), "slot variable", "slot variables"));
    if (!graph.savers().empty())
        text += fmt::format(", {}", counted(graph.savers().size(), "registered saver", "registered savers"));
    if (tree.apartCount() > 0)
        text += fmt::format(", {} not reached from the root", grouped(tree.apartCount()));
    return text;
}

void printObjects(Output &out, const ObjectTree &tree, const Checkpoint &checkpoint, const JobControl &control)
{
    const ObjectLines lines(tree, checkpoint);
    std::size_t what = 0, type = 0, shape = 0;
    lines.each(control, [&](const Line &line) {
        if (line.key.empty())
            return;
        what = std::max(what, std::min(displayWidth(indented(line)), kWidestColumn));
        type = std::max(type, line.type.size());
        shape = std::max(shape, std::min(displayWidth(line.shape), kWidestColumn));
    });
    const auto pad = [](const std::string &text, std::size_t width) {
        const std::size_t has = displayWidth(text);
        return text + std::string(2 + (has < width ? width - has : 0), ' ');
    };
    lines.each(control, [&](const Line &line) {
        if (line.key.empty())
            out.write(indented(line) + '\n');
        else
            out.write(pad(indented(line), what) + pad(line.type, type) + pad(line.shape, shape) + line.key + '\n');
    });
}

} // namespace ckpt
