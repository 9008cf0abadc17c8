// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "madegraph.h"

#include <algorithm>
#include <map>
#include <random>

namespace ckpt::test {

MadeGraph::MadeGraph()
{
    Item root;
    root.id = m_root = ItemId{ 0 };
    root.kind = ItemKind::Scope;
    root.key = "";
    m_items.push_back(root);
}

ItemId MadeGraph::add(
    ItemId parent, ItemKind kind, Category category, const std::string &title, const std::string &subtitle)
{
    Item item;
    item.id = static_cast<ItemId>(m_items.size());
    item.parent = parent;
    item.kind = kind;
    item.category = category;
    item.key = (parent == m_root ? std::string() : m_items[ckpt::index(parent)].key + "/") + title;
    item.title = title;
    item.subtitle = subtitle;
    m_items[ckpt::index(parent)].children.push_back(item.id);
    m_items.push_back(std::move(item));
    return m_items.back().id;
}

void MadeGraph::addRow(
    ItemId id, Role role, const std::string &label, const std::string &shape, std::vector<std::string> keys)
{
    VariableRow row;
    row.role = role;
    row.label = label;
    row.shape = shape;
    row.keys = std::move(keys);
    for (ItemId up = id; up != ItemId::None; up = at(up).parent)
        at(up).variableCount += std::uint32_t(row.keys.size());
    at(id).rows.push_back(std::move(row));
}

void MadeGraph::connect(ItemId from, ItemId to, const std::string &label, double elements, bool loop)
{
    ViewEdge edge;
    edge.from = from;
    edge.to = to;
    edge.label = label;
    edge.elements = elements;
    edge.loop = loop;
    m_edges.push_back(edge);
}

void MadeGraph::link()
{
    std::vector<std::pair<ItemId, ItemId>> links;
    for (const ViewEdge &edge : m_edges)
        links.emplace_back(edge.from, edge.to);
    m_links = ItemLinks(m_items.size(), std::move(links));
}

void MadeGraph::linkControl(std::vector<std::pair<ItemId, ItemId>> links)
{
    m_controlLinks = ItemLinks(m_items.size(), std::move(links));
}

SearchNode MadeGraph::searchNode(std::size_t index) const
{
    return m_nodes[index];
}

void MadeGraph::addNode(std::string_view name, std::string_view op, NodeClass nodeClass, ItemId item)
{
    m_nodes.push_back({ name, op, nodeClass, std::nullopt, item });
}

void MadeGraph::hide(NodeClass nodeClass, std::uint32_t count, bool folded, bool shown)
{
    m_hidden.push_back({ nodeClass, count, folded, shown });
}

ItemId MadeGraph::itemOf(NodeIndex) const
{
    return ItemId::None;
}

std::vector<ItemId> MadeGraph::itemsOfVariable(std::string_view key) const
{
    std::vector<ItemId> found;
    for (const Item &item : m_items)
        for (const VariableRow &row : item.rows)
            if (std::find(row.keys.begin(), row.keys.end(), key) != row.keys.end())
                found.push_back(item.id);
    return found;
}

std::vector<std::string> MadeGraph::variablesOf(ItemId id) const
{
    std::vector<std::string> keys;
    std::vector<ItemId> waiting{ id };
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        for (const VariableRow &row : item(waiting[i]).rows)
            keys.insert(keys.end(), row.keys.begin(), row.keys.end());
        waiting.insert(waiting.end(), item(waiting[i]).children.begin(), item(waiting[i]).children.end());
    }
    return keys;
}

ItemId MadeGraph::visible(ItemId id, const std::set<ItemId> &open) const
{
    ItemId result = id;
    for (ItemId up = item(id).parent; up != ItemId::None; up = item(up).parent)
        if (up != m_root && !open.contains(up))
            result = up;
    return result;
}

std::vector<ViewEdge> MadeGraph::visibleEdges(const std::set<ItemId> &open) const
{
    std::vector<ViewEdge> result;
    std::map<std::pair<ItemId, ItemId>, std::size_t> known;
    for (const ViewEdge &edge : m_edges) {
        ViewEdge shown = edge;
        shown.from = visible(edge.from, open);
        shown.to = visible(edge.to, open);
        if (shown.from == shown.to)
            continue;
        const auto [place, added] = known.try_emplace({ shown.from, shown.to }, result.size());
        if (added)
            result.push_back(shown);
        else
            ++result[place->second].tensors;
    }
    return result;
}

std::vector<VariableFacts> MadeGraph::facts(const Checkpoint &) const
{
    return {};
}

std::shared_ptr<MadeGraph> digits()
{
    auto graph = std::make_shared<MadeGraph>();
    const ItemId root = graph->root();
    const ItemId x = graph->add(root, ItemKind::Op, Category::Input, "x", "float N×64");
    const ItemId conv1 =
        graph->add(root, ItemKind::Layer, Category::Convolution, "conv1", "Conv2D 3×3, 8 · Relu · MaxPool");
    graph->addRow(conv1, Role::Kernel, "kernel", "3×3×1×8", { "conv1/kernel" });
    graph->addRow(conv1, Role::Bias, "bias", "8", { "conv1/bias" });
    graph->addRow(conv1, Role::Statistic, "mean, variance", "8", { "conv1/mean", "conv1/variance" });
    graph->addRow(conv1, Role::Norm, "gamma, beta", "8", { "conv1/gamma", "conv1/beta" });
    const ItemId conv2 = graph->add(root, ItemKind::Scope, Category::Convolution, "conv2", "Conv2D 3×3, 12 · Relu");
    graph->at(conv2).openAtFirst = true;
    graph->at(conv2).parameters = 876;
    const ItemId conv = graph->add(conv2, ItemKind::Layer, Category::Convolution, "Conv2D", "3×3, same padding");
    graph->addRow(conv, Role::Kernel, "kernel", "3×3×8×12", { "conv2/kernel" });
    graph->addRow(conv, Role::Bias, "bias", "12", { "conv2/bias" });
    const ItemId relu = graph->add(conv2, ItemKind::Op, Category::Activation, "Relu");
    const ItemId fc = graph->add(root, ItemKind::Scope, Category::Dense, "fc1", "Dense 24 · Relu");
    const ItemId dense = graph->add(fc, ItemKind::Layer, Category::Dense, "MatMul", "Dense 24");
    graph->addRow(dense, Role::Kernel, "kernel", "48×24", { "fc1/kernel" });
    const ItemId act = graph->add(fc, ItemKind::Op, Category::Activation, "Relu_1");
    const ItemId y = graph->add(root, ItemKind::Op, Category::Input, "y", "int64 N · labels");
    const ItemId loss = graph->add(root, ItemKind::Group, Category::Loss, "loss", "2 ops: Mean, CrossEntropy");
    graph->at(loss).dashed = true;
    const ItemId soft = graph->add(root, ItemKind::Op, Category::Activation, "probabilities", "Softmax");
    graph->connect(x, conv1, "N×64", 64);
    graph->connect(conv1, conv, "N×4×4×8", 128);
    graph->connect(conv, relu, "N×4×4×12", 192);
    graph->connect(relu, dense, "N×48", 48);
    graph->connect(dense, act, "N×24", 24);
    graph->connect(act, loss, "N×24", 24);
    graph->connect(act, soft, "N×24", 24);
    graph->connect(y, loss, "N", 1);
    graph->hide(NodeClass::Gradient, 412);
    graph->hide(NodeClass::Saver, 61);
    graph->hide(NodeClass::Initializer, 88);
    graph->hide(NodeClass::Constant, 27, true);
    graph->link();
    return graph;
}

std::shared_ptr<MadeGraph> nested()
{
    auto graph = std::make_shared<MadeGraph>();
    const ItemId root = graph->root();
    const ItemId in = graph->add(root, ItemKind::Op, Category::Input, "source", "int32 16×?");
    const ItemId mask = graph->add(root, ItemKind::Op, Category::Input, "mask", "int32 16");
    const ItemId encoder = graph->add(root, ItemKind::Scope, Category::Scope, "encoder", "2 LSTM, 1 Embedding");
    const ItemId embedding =
        graph->add(encoder, ItemKind::Layer, Category::Embedding, "embedding", "Embedding 8000×256");
    graph->addRow(embedding, Role::Kernel, "embedding", "8000×256", { "encoder/embedding" });
    const ItemId rnn = graph->add(encoder, ItemKind::Scope, Category::Recurrent, "rnn", "2 LSTM");
    const ItemId cell = graph->add(rnn, ItemKind::Layer, Category::Recurrent, "cell", "LSTM 256");
    graph->addRow(cell, Role::Kernel, "kernel", "512×1024", { "encoder/rnn/kernel" });
    const ItemId state = graph->add(rnn, ItemKind::Op, Category::Recurrent, "loop state", "Merge");
    const ItemId write = graph->add(rnn, ItemKind::Op, Category::Other, "write", "TensorArrayWriteV3");
    const ItemId stack =
        graph->add(encoder, ItemKind::Series, Category::Dense, "block_0 … block_11", "attention · 6 Dense");
    graph->at(stack).repeat = 12;
    const ItemId head = graph->add(root, ItemKind::Layer, Category::Dense, "head", "Dense 10");
    graph->addRow(head, Role::Kernel, "kernel", "256×10", { "head/kernel" });
    for (const ItemId id : { encoder, rnn })
        graph->at(id).openAtFirst = true;
    graph->connect(in, embedding, "16×?", 16);
    graph->connect(embedding, cell, "16×?×256", 4096);
    graph->connect(state, cell, "16×256", 4096);
    graph->connect(cell, state, "16×256", 4096, true);
    graph->connect(cell, write, "16×256", 4096);
    graph->connect(write, stack, "16×?×256", 4096);
    graph->connect(mask, stack, "16", 16);
    graph->connect(mask, cell, "16", 16);
    graph->connect(stack, head, "16×256", 4096);
    graph->connect(cell, head, "16×256", 4096);
    graph->link();
    return graph;
}

std::shared_ptr<MadeGraph> chain(int length)
{
    auto graph = std::make_shared<MadeGraph>();
    ItemId before = ItemId::None;
    for (int i = 0; i < length; ++i) {
        const ItemId layer = graph->add(
            graph->root(), ItemKind::Layer, Category::Dense, "Dense " + std::to_string(i + 1), "Dense 100 · Relu");
        graph->addRow(layer, Role::Kernel, "kernel", "100×100", { "dense" + std::to_string(i + 1) + "/kernel" });
        if (before != ItemId::None)
            graph->connect(before, layer, "N×100", 100);
        before = layer;
    }
    graph->link();
    return graph;
}

std::shared_ptr<MadeGraph> flat(int count, int edges)
{
    auto graph = std::make_shared<MadeGraph>();
    std::mt19937 random(1);
    for (int i = 0; i < count; ++i)
        graph->add(graph->root(), ItemKind::Op, Category::Other, "node_" + std::to_string(i), "Mul");
    const auto child = [&](int i) { return graph->item(graph->root()).children[std::size_t(i)]; };
    for (int i = 0; i < edges; ++i) {
        const int to = 1 + int(random() % unsigned(count - 1));
        graph->connect(child(std::max(0, to - 1 - int(random() % 8))), child(to));
    }
    graph->link();
    return graph;
}

std::shared_ptr<MadeGraph> apart(int count)
{
    auto graph = std::make_shared<MadeGraph>();
    for (int i = 0; i < count; ++i)
        graph->add(graph->root(), ItemKind::Op, Category::Other, "lonely_" + std::to_string(i), "Const");
    graph->link();
    return graph;
}

} // namespace ckpt::test
