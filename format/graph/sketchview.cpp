// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// From a sketch to the same tree that a graph becomes: variables first, then one node a card.
#include "format/graph/contractions.h"
#include "format/graph/graphviewdata.h"
#include "format/graph/layers.h"
#include "format/graph/rolenames.h"
#include "format/graph/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ckpt {
namespace {

constexpr std::size_t kCancelStep = 4096;

const char *remarkOf(const Sketch &sketch)
{
    if (std::any_of(sketch.edges.begin(), sketch.edges.end(), [](const SketchEdge &edge) { return edge.stated; }))
        return "Object graph of the checkpoint; order by position, solid edges as the stored configuration says, "
               "dotted "
               "ones where sizes fit.";
    return sketch.source == ViewSource::Objects
        ? "Object graph of the checkpoint; order by position, dotted edges where sizes fit."
        : "No graph in this checkpoint: structure inferred from names and shapes.";
}

// Frames by path; the outer ones are made on the way.
class Frames {
public:
    Frames(Tree &tree, const Sketch &sketch)
        : m_tree(tree)
        , m_sketch(sketch)
    {
        m_frames.emplace("", tree.root);
    }

    Part *of(std::string_view scope)
    {
        std::size_t end = 0;
        for (int depth = 0; depth < kMaxScopeDepth && end != std::string_view::npos; ++depth)
            end = scope.find('/', end + 1);
        scope = scope.substr(0, end);
        std::vector<std::string_view> missing;
        while (!m_frames.contains(std::string(scope))) {
            missing.push_back(scope);
            scope = parentPath(scope);
        }
        Part *frame = m_frames.at(std::string(scope));
        for (auto path = missing.rbegin(); path != missing.rend(); ++path) {
            const auto title = m_sketch.scopeTitles.find(std::string(*path));
            Part *inner = m_tree.make(ItemKind::Scope,
                title == m_sketch.scopeTitles.end() ? std::string(lastSegment(*path)) : title->second,
                std::string(*path));
            Tree::add(frame, inner);
            m_frames.emplace(*path, inner);
            frame = inner;
        }
        return frame;
    }

private:
    Tree &m_tree;
    const Sketch &m_sketch;
    std::unordered_map<std::string, Part *> m_frames;
};

std::vector<WorkGraph::Made> nodesOf(const Sketch &sketch, const Checkpoint &checkpoint)
{
    std::vector<WorkGraph::Made> nodes;
    nodes.reserve(checkpoint.variables().size() + sketch.cards.size());
    for (const Variable &variable : checkpoint.variables()) {
        Dims dims;
        for (std::size_t i = 0; i < variable.shape.rank(); ++i)
            dims.push_back(variable.shape.dim(i));
        nodes.push_back({ variable.key, "VariableV2", std::move(dims) });
    }
    for (const SketchCard &card : sketch.cards)
        nodes.push_back({ card.key, "layer " + card.kind, std::nullopt });
    return nodes;
}

// What calm() does for graphs, without what only ops can tell.
bool calmSketch(Tree &tree, const JobControl &control)
{
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        Part *scope = *it;
        if (control.cancelled())
            return false;
        if (scope->kind != ItemKind::Scope || scope->children.size() <= 12)
            continue;
        makeStages(tree, scope);
        for (Part *child : scope->children)
            if (child->isStage())
                child->reason = "A layer and a norm whose size fits it (inferred).";
        signGroups(scope);
        foldSeries(tree, scope, { 4, true, 2 });
    }
    return limitSizes(tree, control);
}

} // namespace

// The part of Analysis that the tree is made from.
void GraphViewData::analyseSketch(const Sketch &sketch, const Checkpoint &checkpoint)
{
    Analysis &a = *m_analysis;
    const Node first = static_cast<Node>(checkpoint.variables().size());
    a.visibleIn.resize(a.g.size());
    a.visibleOut.resize(a.g.size());
    for (Node v = 0; v < a.g.count(); ++v) {
        a.classes[Analysis::at(v)] = v < first ? NodeClass::Variable : NodeClass::Forward;
        a.visible[Analysis::at(v)] = v >= first;
        a.order.push_back(v);
        a.position.push_back(v);
    }
    for (Node v = 0; v < first; ++v) {
        const SketchVariable &variable = sketch.variables[Analysis::at(v)];
        a.variables.push_back(v);
        a.uses[v] = { variable.detail, variable.owner ? static_cast<Node>(*variable.owner) : kNoNode,
            variable.stated ? Evidence::Collection : Evidence::Name };
        m_keysOf.add(v, a.g.name(v));
        m_variablesOfKey.add(a.g.name(v), v);
    }
    m_keysOf.seal();
    m_variablesOfKey.seal();
    m_classes = a.classes;
    for (const SketchEdge &edge : sketch.edges) {
        const Node from = first + static_cast<Node>(edge.from), to = first + static_cast<Node>(edge.to);
        a.edges.push_back({ from, to, 0, false });
        a.visibleOut[Analysis::at(from)].push_back(to);
        a.visibleIn[Analysis::at(to)].push_back(from);
        if (!edge.stated)
            m_fits[to] = { edge.outputs, edge.inputs };
        m_statedEdges = m_statedEdges || edge.stated;
    }
}

// Layers and other cards in their frames.
bool GraphViewData::placeCards(Tree &tree, const Sketch &sketch, const JobControl &control)
{
    Frames frames(tree, sketch);
    std::map<std::string_view, int> ordinals;
    const Node first = tree.g.count() - static_cast<Node>(sketch.cards.size());
    for (std::size_t i = 0; i < sketch.cards.size(); ++i) {
        if (i % kCancelStep == 0 && control.cancelled())
            return false;
        const SketchCard &card = sketch.cards[i];
        const bool isLayer = !card.kind.empty();
        Part *part = tree.make(isLayer ? ItemKind::Layer : ItemKind::Op, card.title, card.key);
        part->nodes = { first + static_cast<Node>(i) };
        part->position = part->nodes.front();
        part->leaves = 1;
        part->text = card.text;
        part->reason = card.reason;
        part->notes = card.notes;
        for (const VariableId variable : card.variables)
            part->variables.push_back(static_cast<Node>(variable));
        tree.leafPart[Analysis::at(part->nodes.front())] = part;
        Tree::add(frames.of(card.scope), part);
        if (!isLayer) {
            part->category = Category::Scope;
            continue;
        }
        part->kinds = { card.kind };
        part->kinds.insert(part->kinds.end(), card.norms.begin(), card.norms.end());
        part->category = categoryOfKind(card.kind);
        tree.layers.push_back(part);
        if (card.kind == Sketch::kUnknownKind)
            continue;
        part->heads = isMinorKind(card.kind) ? 0 : 1;
        part->ordinal = ++ordinals[card.kind];
        if (card.title.empty())
            part->title = fmt::format("{} {}", card.kind, part->ordinal);
    }
    tree.aggregateAll();
    return true;
}

bool GraphViewData::arrangeSketch(const Sketch &sketch, const GraphViewOptions &options, const JobControl &control)
{
    Tree tree(*m_analysis);
    if (!placeCards(tree, sketch, control))
        return false;
    const auto step = [&](auto &&function) {
        function(tree);
        return !control.cancelled();
    };
    return step(joinChains) && step(sign) && step(foldScopes) && step(describe) && calmSketch(tree, control)
        && step(describe) && makeItems(tree, options, control);
}

Result<std::shared_ptr<const GraphView>> GraphView::build(
    const Sketch &sketch, const Checkpoint &checkpoint, const GraphViewOptions &options, const JobControl &control)
{
    return GraphViewData::make(sketch, checkpoint, options, control);
}

Result<std::shared_ptr<const GraphView>> GraphViewData::make(
    const Sketch &sketch, const Checkpoint &checkpoint, const GraphViewOptions &options, const JobControl &control)
{
    std::shared_ptr<GraphViewData> view(new GraphViewData);
    view->m_source = sketch.source;
    view->m_remark = remarkOf(sketch);
    view->m_analysis = std::make_unique<Analysis>(WorkGraph::made(nodesOf(sketch, checkpoint)));
    view->m_checkpoint = &checkpoint;
    view->analyseSketch(sketch, checkpoint);
    if (control.cancelled() || !view->arrangeSketch(sketch, options, control))
        return fail(Fault::Cancelled, checkpoint.ref().prefix);
    view->keepAnswers();
    return std::shared_ptr<const GraphView>(std::move(view));
}

} // namespace ckpt
