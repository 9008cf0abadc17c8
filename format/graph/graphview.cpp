// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/functiongraph.h"
#include "format/graph/graphviewdata.h"
#include "format/graph/signatureparts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ckpt {

using enum NodeClass;

const char *queryKey(NodeClass nodeClass)
{
    switch (nodeClass) {
    case Forward:
        return "forward";
    case Input:
        return "input";
    case Variable:
        return "variable";
    case Saver:
        return "saver";
    case Initializer:
        return "initializer";
    case Gradient:
        return "gradient";
    case Optimizer:
        return "optimizer";
    case Update:
        return "update";
    case Summary:
        return "summary";
    case Check:
        return "check";
    case Pipeline:
        return "pipeline";
    case Regularizer:
        return "regularizer";
    case Constant:
        return "constant";
    case ShapeArithmetic:
        return "shape";
    case Idle:
        return "unused";
    case Plumbing:
        return "plumbing";
    case PassThrough:
        return "pass";
    case OtherSignature:
        return "other-signature";
    case Count:
        break;
    }
    return "";
}

void GraphViewData::keepSignature()
{
    if (m_drawn.kind != DrawnPart::Kind::Signature)
        return;
    m_kept = nodesOfSignature(m_analysis->g, m_drawn.name);
    if (std::find(m_kept.begin(), m_kept.end(), 1) != m_kept.end())
        return;
    m_kept.clear();
    m_drawn = { DrawnPart::Kind::Everything };
    m_remark = "No tensor that this signature names is in the graph: all of it is shown.";
}

NodeClass GraphViewData::ownClassOf(Node v) const
{
    return m_analysis->scalarPass[Analysis::at(v)] ? Plumbing : m_analysis->classOf(v);
}

// What a node is called in chips and searches: its class, or that another signature has it.
NodeClass GraphViewData::hiddenClassOf(Node v) const
{
    const NodeClass c = ownClassOf(v);
    const bool drawable = c == Forward || c == Input || c == PassThrough || c == Plumbing || c == Pipeline;
    return drawable && !isDrawnPart(v) ? OtherSignature : c;
}

// Classes that the user asked for are drawn like any other op; other signatures as what they are without one.
// m_classes keeps what they are.
void GraphViewData::showClasses(const GraphViewOptions &options)
{
    Analysis &a = *m_analysis;
    const bool othersShown = options.shown.contains(OtherSignature);
    for (Node v = 0; v < a.g.count(); ++v) {
        const NodeClass hidden = hiddenClassOf(v);
        m_classes[Analysis::at(v)] = hidden;
        const NodeClass c = othersShown ? ownClassOf(v) : hidden;
        if (c == OtherSignature) {
            a.classes[Analysis::at(v)] = c;
            a.scalarPass[Analysis::at(v)] = 0;
        } else if (options.shown.contains(c) && c != Forward && c != Input && c != Pipeline) {
            a.classes[Analysis::at(v)] = Forward;
        }
    }
    if (othersShown)
        m_kept.clear();
}

// A graph without a forward part shows its updates, else its variables, else everything: the picture is never empty.
void GraphViewData::neverEmpty()
{
    Analysis &a = *m_analysis;
    const auto show = [&](auto &&which) { // true: the picture has something now
        bool any = false;
        for (Node v = 0; v < a.g.count(); ++v) {
            if (isDrawnPart(v) && which(v))
                a.classes[Analysis::at(v)] = Forward;
            any = any || a.is(v, Forward);
        }
        return any;
    };
    const std::string_view whole = m_kept.empty() ? "graph" : "signature";
    if (show([](Node) { return false; }))
        return;
    if (show([&](Node v) { return (a.is(v, Update) || a.is(v, Check) || a.is(v, Optimizer)) && a.g.op(v) != "NoOp"; }))
        m_remark = fmt::format("This {} only updates variables: the updates are shown.", whole);
    else if (show([&](Node v) {
                 return a.g.isVariable(v) || a.is(v, Constant) || a.is(v, PassThrough)
                     || (a.g.isCall(v) && !a.is(v, Saver));
             }))
        m_remark = fmt::format("Nothing but machinery in this {}: variables and constants are shown.", whole);
    else if (show([](Node) { return true; }))
        m_remark = fmt::format("Nothing but machinery in this {}: all of it is shown.", whole);
}

void GraphViewData::countHidden(const GraphViewOptions &options)
{
    constexpr std::array kOrder{ OtherSignature, Gradient, Optimizer, Update, Saver, Initializer, Summary, Regularizer,
        Constant, ShapeArithmetic, Check, Idle, Plumbing, PassThrough, Variable };
    const Analysis &a = *m_analysis;
    std::array<std::uint32_t, static_cast<std::size_t>(Count)> count{};
    for (Node v = 0; v < a.g.count(); ++v)
        ++count[static_cast<std::size_t>(hiddenClassOf(v))];
    for (const NodeClass c : kOrder) {
        const bool folded = c == Constant || c == ShapeArithmetic || c == Plumbing || c == PassThrough || c == Variable;
        if (const std::uint32_t n = count[static_cast<std::size_t>(c)])
            m_hidden.push_back({ c, n, folded, options.shown.contains(c) });
    }
}

bool GraphViewData::interpret(const GraphViewOptions &options, const JobControl &control)
{
    Analysis &a = *m_analysis;
    if (!orderNodes(a, control) || !classify(a, control) || !findRoles(a, control))
        return false;
    m_classes.resize(a.g.size());
    keepSignature();
    countHidden(options);
    showClasses(options);
    neverEmpty();
    nameKeys();
    return foldLeaves(a, control) && arrange(options, control);
}

Result<std::shared_ptr<const GraphView>> GraphViewData::make(std::shared_ptr<const MetaGraphData> graph,
    const Checkpoint *checkpoint, const GraphViewOptions &options, const JobControl &control)
{
    std::shared_ptr<GraphViewData> view(new GraphViewData);
    view->m_drawn = partFor(options.drawn, *graph);
    view->m_signatures = drawableSignatures(*graph);
    view->m_unreached = ckpt::unreachedFunctions(*graph);
    if (view->m_drawn.kind == DrawnPart::Kind::Function) {
        auto body = functionGraph(graph, view->m_drawn.name, control);
        if (!body)
            return tl::unexpected(std::move(body.error()));
        graph = std::move(*body);
    }
    auto work = WorkGraph::make(graph, control);
    if (!work)
        return tl::unexpected(std::move(work.error()));
    view->m_graph = graph;
    view->m_analysis = std::make_unique<Analysis>(std::move(*work));
    view->m_checkpoint = checkpoint;
    if (!view->interpret(options, control))
        return fail(Fault::Cancelled, graph->path());
    view->keepAnswers();
    return std::shared_ptr<const GraphView>(std::move(view));
}

Result<std::shared_ptr<const GraphView>> GraphView::build(std::shared_ptr<const MetaGraph> graph,
    const Checkpoint *checkpoint, const GraphViewOptions &options, const JobControl &control)
{
    // MetaGraph::read() is the only maker of graphs.
    auto data = std::static_pointer_cast<const MetaGraphData>(std::move(graph));
    return GraphViewData::make(std::move(data), checkpoint, options, control);
}

} // namespace ckpt
