// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/classifier.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <utility>

namespace ckpt {

using enum NodeClass;

Classifier::Classifier(Analysis &analysis)
    : m_a(analysis)
    , m_g(analysis.g)
{
}

void Classifier::backward(Classes classes, const std::function<bool(Node)> &condition)
{
    std::vector<std::int32_t> outside(m_g.size(), 0); // consumers that are not in the set
    std::vector<Node> work;
    for (Node v = 0; v < m_g.count(); ++v) {
        for (const Out &out : m_g.out(v))
            outside[Analysis::at(v)] += in(out.target, classes) ? 0 : 1;
        if (in(v, classes))
            work.push_back(v);
    }
    const auto eligible = [&](Node u) {
        const bool source = m_g.has(u, OpTrait::DataSource) && !m_g.has(u, OpTrait::PipelineOutput);
        return isFree(u) && !m_g.isVariable(u) && !source && condition(u);
    };
    while (!work.empty()) {
        const Node v = work.back();
        work.pop_back();
        for (const In &edge : m_g.in(v)) {
            const Node u = edge.source;
            if (outside[Analysis::at(u)] != 0 || !eligible(u))
                continue;
            put(u, m_a.classOf(v));
            work.push_back(u);
            for (const In &next : m_g.in(u))
                --outside[Analysis::at(next.source)];
        }
    }
}

void Classifier::forward(Classes classes, const std::function<bool(Node)> &condition)
{
    const auto good = [&](Node u) {
        return in(u, classes) || m_g.isVariable(u) || m_a.variableOf[Analysis::at(u)] != kNoNode
            || m_g.op(u) == "Const";
    };
    std::vector<std::int32_t> bad(m_g.size(), 0);
    std::vector<Node> work;
    for (Node v = 0; v < m_g.count(); ++v) {
        for (const In &edge : m_g.in(v))
            bad[Analysis::at(v)] += good(edge.source) ? 0 : 1;
        if (in(v, classes))
            work.push_back(v);
    }
    while (!work.empty()) {
        const Node v = work.back();
        work.pop_back();
        for (const Out &edge : m_g.out(v)) {
            const Node w = edge.target;
            if (!isFree(w) || bad[Analysis::at(w)] != 0 || !condition(w))
                continue;
            const bool wasGood = good(w);
            put(w, m_a.classOf(v));
            work.push_back(w);
            if (!wasGood)
                for (const Out &next : m_g.out(w))
                    --bad[Analysis::at(next.target)];
        }
    }
}

bool Classifier::allConsumersIn(Node v, Classes classes) const
{
    const auto outs = m_g.out(v);
    return !outs.empty()
        && std::all_of(outs.begin(), outs.end(), [&](const Out &out) { return in(out.target, classes); });
}

bool Classifier::integerLike(Node v) const
{
    for (const char *name : { "T", "out_type", "dtype", "DstT" })
        if (const int type = m_g.typeAttr(v, name))
            return type == pb::DT_INT32 || type == pb::DT_INT64;
    return false;
}

bool Classifier::shapeLike(Node v) const
{
    const std::string_view op = m_g.op(v);
    if (op == "Const" || op == "Range" || op == "Fill" || op == "Pack" || op == "Prod"
        || m_g.has(v, OpTrait::ShapeQuery))
        return true;
    const int type = m_g.typeAttr(v, "T");
    return (type == pb::DT_INT32 || type == pb::DT_INT64) && !m_a.fromData[Analysis::at(v)];
}

// The end of a cond one branch of which is an assertion; nobody reads its value.
void Classifier::assertGuards()
{
    const auto behindCheck = [this](const In &e) {
        const auto inputs = m_g.in(e.source);
        return m_a.is(e.source, Check) || std::any_of(inputs.begin(), inputs.end(), [this](const In &i) {
            return i.control() && m_a.is(i.source, Check);
        });
    };
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!isFree(v) || !m_g.has(v, OpTrait::Merge))
            continue;
        const auto inputs = m_g.in(v);
        const auto outs = m_g.out(v);
        if (std::any_of(inputs.begin(), inputs.end(), behindCheck)
            && std::all_of(outs.begin(), outs.end(), [](const Out &e) { return e.control(); }))
            put(v, Check);
    }
}

void Classifier::checks()
{
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.has(v, OpTrait::Check))
            put(v, Check);
    assertGuards();
    backward(set(Check), [](Node) { return true; });
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.op(v) == "NoOp" && !m_a.outputs.contains(v))
            put(v, Check);
    backward(set(Check), [this](Node v) { return !m_a.outputs.contains(v); });
    forward(set(Check), [this](Node w) {
        const std::string_view op = m_g.op(w);
        if (op != "Identity" && op != "NoOp" && op != "Switch" && !m_g.has(w, OpTrait::Merge))
            return false;
        const auto inputs = m_g.in(w);
        return std::all_of(
            inputs.begin(), inputs.end(), [this](const In &e) { return e.control() || m_a.is(e.source, Check); });
    });
}

void Classifier::pipeline()
{
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.has(v, OpTrait::Pipeline))
            put(v, Pipeline);
    backward(set(Pipeline), [](Node) { return true; });
}

void Classifier::regularizers()
{
    for (const Node v : m_a.order) {
        if (!isFree(v) || m_a.fromData[Analysis::at(v)] || !m_a.fromVariable[Analysis::at(v)])
            continue;
        const auto inputs = m_g.in(v);
        const bool behind = std::any_of(inputs.begin(), inputs.end(),
            [this](const In &e) { return !e.control() && m_a.is(e.source, Regularizer); });
        if (behind || m_g.op(v) == "L2Loss")
            put(v, Regularizer);
    }
    if (const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef()) {
        const auto losses = meta->collection_def().find("regularization_losses");
        if (losses != meta->collection_def().end())
            for (const std::string &tensor : losses->second.node_list().value())
                if (const Node v = m_g.findTensor(tensor); v != kNoNode && isFree(v) && !m_a.fromData[Analysis::at(v)])
                    put(v, Regularizer);
    }
    backward(set(Regularizer), [this](Node v) { return !m_a.fromData[Analysis::at(v)]; });
}

void Classifier::constants()
{
    for (const Node v : m_a.order) {
        if (!isFree(v))
            continue;
        const auto inputs = m_g.in(v);
        const bool folded = !inputs.empty() && std::all_of(inputs.begin(), inputs.end(), [this](const In &e) {
            return e.control() || m_a.is(e.source, Constant);
        });
        const bool pure = !m_a.fromData[Analysis::at(v)] && !m_a.fromVariable[Analysis::at(v)]
            && !m_g.has(v, OpTrait::Random) && !m_g.has(v, OpTrait::Pass) && !m_g.has(v, OpTrait::Call);
        if (m_g.has(v, OpTrait::Constant) || (pure && folded))
            put(v, Constant);
    }
    for (const Node v : m_a.order) {
        const auto inputs = m_g.in(v);
        const auto isData = [](const In &e) { return !e.control(); };
        if (isFree(v) && m_g.has(v, OpTrait::Pass) && std::any_of(inputs.begin(), inputs.end(), isData)
            && std::all_of(
                inputs.begin(), inputs.end(), [&](const In &e) { return e.control() || m_a.is(e.source, Constant); }))
            put(v, Constant);
    }
}

void Classifier::shapeArithmetic()
{
    constexpr Classes hidden =
        set(ShapeArithmetic, Gradient, Optimizer, Update, Summary, Check, Initializer, Saver, Regularizer);
    std::vector<std::size_t> dataInputs(m_g.size());
    for (Node v = 0; v < m_g.count(); ++v)
        for (const In &e : m_g.in(v))
            dataInputs[Analysis::at(v)] += e.control() ? 0 : 1;
    const auto atShape = [&](const Out &e) {
        return isShapeInput(m_g.op(e.target), static_cast<std::size_t>(e.input), dataInputs[Analysis::at(e.target)]);
    };
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it) {
        const Node v = *it;
        if (!isFree(v) || m_g.isVariable(v) || m_g.has(v, OpTrait::DataSource) || m_g.isCall(v) || m_g.out(v).empty())
            continue;
        bool all = true, any = m_g.has(v, OpTrait::ShapeQuery);
        for (const Out &e : m_g.out(v)) {
            if (e.control())
                continue;
            const bool shape = atShape(e);
            all = all && (shape || in(e.target, hidden));
            any = any || shape || m_a.is(e.target, ShapeArithmetic);
        }
        const std::string_view op = m_g.op(v);
        const bool integer = m_g.has(v, OpTrait::ShapeQuery) || op == "StridedSlice" || op == "Pack" || op == "Slice"
            || op == "Prod" || op == "Range" || op == "ConcatV2" || op == "Cast";
        if (all && any && !m_a.outputs.contains(v) && (integer || integerLike(v)))
            put(v, ShapeArithmetic);
    }
    backward(set(ShapeArithmetic), [this](Node v) { return m_g.has(v, OpTrait::ShapeQuery) || m_g.op(v) == "Const"; });
}

void Classifier::rest()
{
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.has(v, OpTrait::Control))
            put(v, Check);
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!isFree(v))
            continue;
        if (m_g.has(v, OpTrait::Placeholder))
            put(v, Input);
        else
            put(v, m_g.has(v, OpTrait::Pass) ? PassThrough : Forward);
    }
}

void Classifier::idle()
{
    const auto data = [this](Node v) { return m_a.fromData[Analysis::at(v)] != 0; };
    const auto isKept = [this](Node v) { return m_a.outputs.contains(v); };
    const auto reachesVisible = [this](Node v, Classes classes) {
        const auto outs = m_g.out(v);
        return std::any_of(
            outs.begin(), outs.end(), [&](const Out &e) { return !e.control() && in(e.target, classes); });
    };
    bool any = false;
    for (Node v = 0; v < m_g.count() && !any; ++v)
        any = data(v) && m_a.is(v, Forward);
    for (auto it = m_a.order.rbegin(); any && it != m_a.order.rend(); ++it)
        if (in(*it, set(Forward, PassThrough)) && !data(*it) && !m_g.isCall(*it) && !isKept(*it)
            && !reachesVisible(*it, set(Forward, PassThrough, Input)))
            put(*it, Idle);
    for (Node v = 0; v < m_g.count(); ++v)
        if (m_g.isInlined(v) && in(v, set(Forward, PassThrough)))
            put(v, Plumbing);
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it) {
        const Node v = *it;
        const std::string_view op = m_g.op(v);
        const bool query =
            op == "ZerosLike" || op == "OnesLike" || op == "Shape" || op == "ShapeN" || op == "Size" || op == "Rank";
        if (m_a.is(v, Forward) && query && !isKept(v) && !reachesVisible(v, set(Forward, PassThrough)))
            put(v, Idle);
    }
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it) {
        const Node v = *it;
        if (!m_a.is(v, Forward) || !m_g.has(v, OpTrait::Form) || !m_g.out(v).empty() || isKept(v) || !data(v)
            || m_g.in(v).empty())
            continue;
        const auto siblings = m_g.out(m_g.in(v)[0].source);
        if (std::any_of(siblings.begin(), siblings.end(), [&](const Out &e) {
                return e.target != v && in(e.target, set(Forward, PassThrough))
                    && (!m_g.out(e.target).empty() || !m_g.has(e.target, OpTrait::Form));
            }))
            put(v, Idle);
    }
}

// A scalar input, or one of unknown shape that feeds nothing but scalar arithmetic.
bool Classifier::looksLikeGate(Node v) const
{
    if (const auto shape = m_g.outputShape(v))
        return shape->empty();
    const int type = m_g.typeAttr(v, "dtype");
    const auto outs = m_g.out(v);
    const auto isArithmetic = [this](const Out &e) {
        return m_g.has(e.target, OpTrait::Plumbing) || !in(e.target, set(Forward, PassThrough, Pipeline));
    };
    return type == pb::DT_BOOL || (type != pb::DT_STRING && std::all_of(outs.begin(), outs.end(), isArithmetic));
}

// Whether some visible node computes with it.
std::vector<char> Classifier::readByForward() const
{
    std::vector<char> read(m_g.size());
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it) {
        const auto outs = m_g.out(*it);
        read[Analysis::at(*it)] = std::any_of(outs.begin(), outs.end(), [&](const Out &e) {
            return !e.control()
                && (m_a.is(e.target, Forward) || (m_a.is(e.target, PassThrough) && read[Analysis::at(e.target)]));
        });
    }
    return read;
}

// What decides about other data is a gate; what ends in a result without meeting other data is the data.
void Classifier::findGates()
{
    const std::vector<char> read = readByForward();
    std::vector<char> fromGates(m_g.size()); // and from no other data
    std::vector<Node> results;
    for (const Node v : m_a.order) {
        char &gated = fromGates[Analysis::at(v)];
        if (m_a.is(v, Input)) {
            m_a.scalarGate[Analysis::at(v)] = gated = looksLikeGate(v);
        } else if (in(v, set(Forward, PassThrough))) {
            bool other = false;
            for (const In &e : m_g.in(v)) {
                const bool flows = !e.control() && in(e.source, set(Forward, PassThrough, Input, Pipeline));
                gated = gated || (flows && fromGates[Analysis::at(e.source)]);
                other = other || (flows && !fromGates[Analysis::at(e.source)] && m_a.fromData[Analysis::at(e.source)]);
            }
            gated = gated && !other;
            if (gated && !read[Analysis::at(v)] && (m_a.is(v, Forward) || m_a.outputs.contains(v)))
                results.push_back(v);
        }
    }
    while (!results.empty()) {
        const Node v = results.back();
        results.pop_back();
        if (!std::exchange(fromGates[Analysis::at(v)], 0))
            continue;
        m_a.scalarGate[Analysis::at(v)] = 0;
        for (const In &e : m_g.in(v))
            if (!e.control())
                results.push_back(e.source);
    }
}

void Classifier::scalarPlumbing()
{
    findGates();
    const auto plumbing = [this](Node v) { return m_g.has(v, OpTrait::Plumbing); };
    for (const Node v : m_a.order) {
        if (!in(v, set(Forward, PassThrough)) || !plumbing(v) || m_g.op(v) == "Switch" || m_g.op(v) == "Floor"
            || m_g.out(v).empty())
            continue;
        Node only = kNoNode;
        int open = 0;
        for (const In &e : m_g.in(v))
            if (!e.control() && !m_a.is(e.source, Constant)) {
                only = e.source;
                ++open;
            }
        if (open == 1 && m_a.scalarGate[Analysis::at(only)]) {
            m_a.scalarGate[Analysis::at(v)] = 1;
            m_a.scalarPass[Analysis::at(v)] = 1;
            put(v, PassThrough);
        }
    }
}

bool Classifier::run(const JobControl &control)
{
    using Step = void (Classifier::*)();
    constexpr Step kSteps[] = { &Classifier::variables, &Classifier::dependence, &Classifier::savers,
        &Classifier::saverPlaceholders, &Classifier::initializers, &Classifier::initializerCollections,
        &Classifier::gradientSeeds, &Classifier::gradientScopesByOp, &Classifier::optimizersAndUpdates,
        &Classifier::gradientRest, &Classifier::summaries, &Classifier::optimizerHelpers, &Classifier::updateHelpers,
        &Classifier::checks, &Classifier::pipeline, &Classifier::regularizers, &Classifier::constants,
        &Classifier::shapeArithmetic, &Classifier::rest, &Classifier::idle, &Classifier::scalarPlumbing };
    for (const Step step : kSteps) {
        if (control.cancelled())
            return false;
        (this->*step)();
    }
    return true;
}

bool classify(Analysis &a, const JobControl &control)
{
    return Classifier(a).run(control);
}

} // namespace ckpt
