// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/oldsaver.h"

#include "format/proto/meta_graph.pb.h"
#include "format/savergraph/metanames.h"
#include "format/savergraph/nodekinds.h"

#include <algorithm>
#include <unordered_map>

namespace ckpt {
namespace {

constexpr int kMaxSteps = 8; // between a restoring op and what takes the value

// The strings of a constant, `count` of them. TensorFlow leaves out repeats of the last one.
std::vector<std::string> strings(const LinkedGraph &graph, NodeIndex constant, std::size_t count)
{
    if (constant == NodeIndex::None || graph.op(constant) != "Const")
        return {};
    const pb::AttrValue *value = attribute(graph.data().def(constant), "value");
    auto found = value && value->has_tensor() ? constantStrings(value->tensor(), count) : std::vector<std::string>();
    if (!found.empty() && value->tensor().tensor_content().empty())
        found.resize(count, std::string(found.back()));
    return found;
}

class KeyFinder {
public:
    explicit KeyFinder(const LinkedGraph &graph)
        : m_graph(graph)
    {
    }

    void takeSaving(NodeIndex node)
    {
        const std::size_t first = firstSavedInput(m_graph.op(node));
        const auto inputs = m_graph.inputs(node);
        std::size_t count = 0;
        while (first + count < inputs.size() && !inputs[first + count].control)
            ++count;
        const auto keys = strings(m_graph, m_graph.source(node, 1), count);
        auto slices = first == 3 ? strings(m_graph, m_graph.source(node, 2), count) : std::vector<std::string>();
        slices.resize(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            SavedKey &key = add(keys[i], slices[i]);
            if (!key.tensor.empty() || inputs[first + i].source == NodeIndex::None)
                continue;
            key.tensor = m_graph.data().def(node).input(static_cast<int>(first + i));
            key.tensorNode = inputs[first + i].source;
            key.variable = m_graph.variableBehind(key.tensorNode);
        }
    }

    // `inside`: the nodes of the saver.
    void takeRestoring(NodeIndex node, const NodeSet &inside)
    {
        const pb::NodeDef &def = m_graph.data().def(node);
        const pb::AttrValue *types = attribute(def, "dtypes"), *type = attribute(def, "dt");
        const bool many = m_graph.op(node) == "RestoreV2";
        const std::size_t count = !many ? 1 : types ? static_cast<std::size_t>(types->list().type_size()) : 0;
        const auto keys = strings(m_graph, m_graph.source(node, 1), count);
        const bool sliced = m_graph.op(node) != "Restore";
        auto slices = sliced ? strings(m_graph, m_graph.source(node, 2), count) : std::vector<std::string>();
        slices.resize(keys.size());
        std::vector<NodeUse> first(count);
        for (const NodeUse &use : m_graph.uses(node)) {
            const GraphInput &input = m_graph.inputOf(use);
            const auto port = static_cast<std::size_t>(input.port);
            if (!input.control && inside[index(use.user)] && port < count && first[port].user == NodeIndex::None)
                first[port] = use;
        }
        for (std::size_t i = 0; i < keys.size() && i < count; ++i) {
            if (first[i].user == NodeIndex::None)
                continue;
            SavedKey &key = add(keys[i], slices[i]);
            if (key.eater != NodeIndex::None)
                continue;
            follow(first[i], inside, key);
            key.type = many ? types->list().type(static_cast<int>(i)) : type ? type->type() : 0;
        }
    }

    std::vector<SavedKey> finish()
    {
        for (SavedKey &key : m_keys) {
            const NodeIndex target = key.eater == NodeIndex::None ? NodeIndex::None : m_graph.source(key.eater, 0);
            if (key.variable == NodeIndex::None && target != NodeIndex::None && m_graph.isVariable(target))
                key.variable = target;
            if (key.variable == NodeIndex::None)
                continue;
            key.type = typeOfVariable(m_graph, key.variable);
            key.shape = shapeOfVariable(m_graph, key.variable);
        }
        return std::move(m_keys);
    }

private:
    SavedKey &add(const std::string &key, const std::string &slice)
    {
        // No key has a NUL: TensorFlow would end it there.
        const auto [found, isNew] = m_index.emplace(key + '\0' + slice, m_keys.size());
        if (isNew) {
            m_keys.emplace_back();
            m_keys.back().key = key;
            m_keys.back().slice = slice;
        }
        return m_keys[found->second];
    }

    void follow(NodeUse use, const NodeSet &inside, SavedKey &key) const
    {
        for (int step = 0; step < kMaxSteps; ++step) {
            const std::string_view op = m_graph.op(use.user);
            if (use.input != 0 || (op != "Identity" && op != "Cast" && op != "Reshape")) {
                key.eater = use.user;
                key.eaterInput = use.input;
                return;
            }
            const auto uses = m_graph.uses(use.user);
            const auto next = std::find_if(uses.begin(), uses.end(),
                [&](const NodeUse &each) { return !m_graph.inputOf(each).control && inside[index(each.user)]; });
            if (next == uses.end())
                return;
            key.direct = false;
            use = *next;
        }
    }

    const LinkedGraph &m_graph;
    std::vector<SavedKey> m_keys;
    std::unordered_map<std::string, std::size_t> m_index;
};

const pb::SaverDef &saverDef(const LinkedGraph &graph)
{
    const pb::MetaGraphDef *meta = graph.data().metaGraphDef();
    return meta ? meta->saver_def() : pb::SaverDef::default_instance();
}

std::vector<SavedKey> findKeys(const LinkedGraph &graph, NodeIndex save, NodeIndex restore)
{
    const NodeSet saving = graph.ancestors({ save }), restoring = graph.ancestors({ restore });
    KeyFinder finder(graph);
    for (std::size_t i = 0; i < graph.size(); ++i)
        if (const NodeIndex node{ static_cast<std::int32_t>(i) }; saving[i] && firstSavedInput(graph.op(node)) != 0)
            finder.takeSaving(node);
    for (std::size_t i = 0; i < graph.size(); ++i)
        if (const NodeIndex node{ static_cast<std::int32_t>(i) }; restoring[i] && restores(graph.op(node)))
            finder.takeRestoring(node, restoring);
    return finder.finish();
}

// Without a saver TensorFlow makes one: every variable under its own name.
std::vector<SavedKey> keysOfVariables(const LinkedGraph &graph)
{
    std::vector<SavedKey> keys;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const NodeIndex node{ static_cast<std::int32_t>(i) };
        if (!graph.isVariable(node))
            continue;
        SavedKey &key = keys.emplace_back();
        key.key = key.tensor = graph.name(node);
        key.tensorNode = key.variable = node;
        key.type = typeOfVariable(graph, node);
        key.shape = shapeOfVariable(graph, node);
    }
    return keys;
}

// What the three nodes need, without what something else uses.
NodeSet nodesOfSaver(const LinkedGraph &graph, std::vector<NodeIndex> roots)
{
    NodeSet nodes = graph.ancestors(std::move(roots));
    const NodeSet named = namedInMeta(graph);
    std::vector<NodeIndex> held;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const NodeIndex node{ static_cast<std::int32_t>(i) };
        const auto uses = graph.uses(node);
        const bool other =
            std::any_of(uses.begin(), uses.end(), [&](const NodeUse &use) { return !nodes[index(use.user)]; });
        if (nodes[i] && (graph.isVariable(node) || named[i] || other))
            held.push_back(node);
    }
    while (!held.empty()) {
        const NodeIndex node = held.back();
        held.pop_back();
        if (!nodes[index(node)])
            continue;
        nodes[index(node)] = false;
        for (const GraphInput &input : graph.inputs(node))
            if (input.source != NodeIndex::None && nodes[index(input.source)])
                held.push_back(input.source);
    }
    return nodes;
}

} // namespace

std::int32_t typeOfVariable(const LinkedGraph &graph, NodeIndex variable)
{
    const pb::AttrValue *type = attribute(graph.data().def(variable), "dtype");
    return type ? static_cast<std::int32_t>(type->type()) : 0;
}

std::optional<std::vector<std::int64_t>> shapeOfVariable(const LinkedGraph &graph, NodeIndex variable)
{
    const pb::AttrValue *shape = attribute(graph.data().def(variable), "shape");
    if (!shape || !shape->has_shape() || shape->shape().unknown_rank())
        return std::nullopt;
    // This op cannot tell a scalar from an unknown shape.
    if (graph.op(variable) == "Variable" && shape->shape().dim_size() == 0)
        return std::nullopt;
    std::vector<std::int64_t> dims;
    for (const auto &dim : shape->shape().dim())
        dims.push_back(dim.size());
    return dims;
}

OldSaver findOldSaver(const LinkedGraph &graph)
{
    const pb::SaverDef &def = saverDef(graph);
    const NodeIndex save = graph.named(def.save_tensor_name()), restore = graph.named(def.restore_op_name());
    OldSaver saver;
    saver.keys = findKeys(graph, save, restore);
    if (saver.keys.empty())
        saver.keys = keysOfVariables(graph);
    saver.nodes = nodesOfSaver(graph, { save, restore, graph.named(def.filename_tensor_name()) });
    const std::string_view name = parseInputName(def.restore_op_name()).node;
    const std::size_t slash = name.rfind('/');
    saver.scope = slash == name.npos || slash == 0 ? "save" : name.substr(0, slash);
    return saver;
}

} // namespace ckpt
