// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/graphviewdata.h"

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
    case Count:
        break;
    }
    return "";
}

// Classes that the user asked for are drawn like any other op. m_classes keeps what they are.
void GraphViewData::showClasses(const GraphViewOptions &options)
{
    Analysis &a = *m_analysis;
    for (Node v = 0; v < a.g.count(); ++v) {
        const bool plumbing = a.scalarPass[Analysis::at(v)] != 0;
        const NodeClass c = plumbing ? Plumbing : a.classOf(v);
        if (static_cast<std::size_t>(v) < m_classes.size())
            m_classes[Analysis::at(v)] = c;
        if (options.shown.contains(c) && c != Forward && c != Input && c != Pipeline)
            a.classes[Analysis::at(v)] = Forward;
    }
}

// A graph without a forward part shows its updates, else its variables, else everything: the picture is never empty.
void GraphViewData::neverEmpty()
{
    Analysis &a = *m_analysis;
    const auto anyForward = [&] {
        return std::any_of(a.classes.begin(), a.classes.end(), [](NodeClass c) { return c == Forward; });
    };
    if (anyForward())
        return;
    for (Node v = 0; v < a.g.count(); ++v)
        if ((a.is(v, Update) || a.is(v, Check) || a.is(v, Optimizer)) && a.g.op(v) != "NoOp")
            a.classes[Analysis::at(v)] = Forward;
    if (anyForward()) {
        m_remark = "This graph only updates variables: the updates are shown.";
        return;
    }
    for (Node v = 0; v < a.g.count(); ++v)
        if (a.g.isVariable(v) || a.is(v, Constant) || a.is(v, PassThrough) || (a.g.isCall(v) && !a.is(v, Saver)))
            a.classes[Analysis::at(v)] = Forward;
    if (anyForward()) {
        m_remark = "Nothing but machinery in this graph: variables and constants are shown.";
        return;
    }
    std::fill(a.classes.begin(), a.classes.end(), Forward);
    m_remark = "Nothing but machinery in this graph: all of it is shown.";
}

void GraphViewData::countHidden(const GraphViewOptions &options)
{
    constexpr std::array kOrder{ Gradient, Optimizer, Update, Saver, Initializer, Summary, Regularizer, Constant,
        ShapeArithmetic, Check, Idle, Plumbing, PassThrough, Variable };
    const Analysis &a = *m_analysis;
    std::array<std::uint32_t, static_cast<std::size_t>(Count)> count{};
    for (Node v = 0; v < a.g.count(); ++v)
        ++count[static_cast<std::size_t>(a.scalarPass[Analysis::at(v)] ? Plumbing : a.classOf(v))];
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
    m_classes.resize(m_graph->nodes().size());
    countHidden(options);
    showClasses(options);
    neverEmpty();
    nameKeys();
    return foldLeaves(a, control) && arrange(options, control);
}

Result<std::shared_ptr<const GraphView>> GraphViewData::make(std::shared_ptr<const MetaGraphData> graph,
    const Checkpoint *checkpoint, const GraphViewOptions &options, const JobControl &control)
{
    auto work = WorkGraph::make(graph, control);
    if (!work)
        return tl::unexpected(std::move(work.error()));
    std::shared_ptr<GraphViewData> view(new GraphViewData);
    view->m_graph = graph;
    view->m_analysis = std::make_unique<Analysis>(std::move(*work));
    view->m_checkpoint = checkpoint;
    if (!view->interpret(options, control))
        return fail(Fault::Cancelled, graph->path());
    view->m_checkpoint = nullptr;
    view->m_analysis->forgetScaffold();
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
