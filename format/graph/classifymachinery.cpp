// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The classes that are left out of the picture: saving, initialising, training, watching.
#include "format/graph/classifier.h"

#include "format/graph/rolenames.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/variable.pb.h"

#include <algorithm>

namespace ckpt {

using enum NodeClass;

bool inGradientScope(std::string_view name)
{
    while (!name.empty()) {
        const std::size_t slash = name.find('/');
        const std::string_view segment = name.substr(0, slash);
        if (segment == "gradient_tape" || withoutNumber(segment) == "gradients")
            return true;
        name.remove_prefix(slash == std::string_view::npos ? name.size() : slash + 1);
    }
    return false;
}

void Classifier::variables()
{
    for (const Node v : m_a.order) {
        Node &of = m_a.variableOf[Analysis::at(v)];
        if (m_g.isVariable(v)) {
            of = v;
        } else if (m_g.has(v, OpTrait::Pass)) {
            const auto inputs = m_g.in(v);
            const auto data = std::find_if(inputs.begin(), inputs.end(), [](const In &e) { return !e.control(); });
            if (data != inputs.end())
                of = m_a.variableOf[Analysis::at(data->source)];
        }
        if (of != kNoNode || m_g.has(v, OpTrait::Table))
            put(v, Variable);
    }
    for (Node v = 0; v < m_g.count(); ++v)
        if (m_g.isVariable(v))
            m_a.variables.push_back(v);
}

void Classifier::dependence()
{
    for (const Node v : m_a.order) {
        const std::size_t i = Analysis::at(v);
        m_a.fromData[i] = m_g.has(v, OpTrait::DataSource);
        m_a.fromVariable[i] = m_g.isVariable(v);
        for (const In &e : m_g.in(v)) {
            if (e.control())
                continue;
            m_a.fromData[i] |= m_a.fromData[Analysis::at(e.source)];
            m_a.fromVariable[i] |= m_a.fromVariable[Analysis::at(e.source)];
        }
    }
}

void Classifier::savers()
{
    for (Node v = 0; v < m_g.count(); ++v)
        if (m_g.has(v, OpTrait::Save) || m_g.has(v, OpTrait::Restore) || m_g.callsSaver(v))
            put(v, Saver);
    if (const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef(); meta && meta->has_saver_def()) {
        const pb::SaverDef &saver = meta->saver_def();
        for (const std::string *name :
            { &saver.filename_tensor_name(), &saver.save_tensor_name(), &saver.restore_op_name() })
            if (const Node v = m_g.findTensor(*name); v != kNoNode)
                put(v, Saver);
    }
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!isFree(v) || (m_g.op(v) != "Identity" && m_g.op(v) != "NoOp"))
            continue;
        const auto inputs = m_g.in(v);
        if (std::any_of(inputs.begin(), inputs.end(),
                [this](const In &e) { return e.control() && m_g.has(e.source, OpTrait::Save); }))
            put(v, Saver);
    }
    forward(set(Saver), [this](Node w) {
        const std::string_view op = m_g.op(w);
        return m_g.has(w, OpTrait::Assign) || op == "Identity" || op == "NoOp" || op == "ReadVariableOp";
    });
    backward(set(Saver), [](Node) { return true; });
}

void Classifier::saverPlaceholders()
{
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it)
        if (isFree(*it) && m_g.has(*it, OpTrait::DataSource) && allConsumersIn(*it, set(Saver)))
            put(*it, Saver);
    backward(set(Saver), [](Node) { return true; });
}

void Classifier::initializers()
{
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!isFree(v))
            continue;
        if (m_g.has(v, OpTrait::InitQuery) || m_g.has(v, OpTrait::InitTable)) {
            put(v, Initializer);
        } else if ((m_g.op(v) == "Assign" || m_g.op(v) == "AssignVariableOp") && !m_g.in(v).empty()) {
            const Node variable = m_a.variableOf[Analysis::at(m_g.in(v)[0].source)];
            if (variable != kNoNode && lastSegment(m_g.name(v)) == "Assign"
                && parentPath(m_g.name(v)) == m_g.name(variable))
                put(v, Initializer);
        }
    }
}

void Classifier::initializerCollections()
{
    if (const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef()) {
        for (const auto &[key, collection] : meta->collection_def()) {
            const bool init = key == "init_op" || key == "table_initializer" || key == "local_init_op"
                || key == "ready_op" || key == "ready_for_local_init_op" || key == "serving_init_op"
                || key == "legacy_init_op" || key == "saved_model_main_op";
            for (const std::string &name : collection.node_list().value()) {
                const Node v = init ? m_g.findTensor(name) : kNoNode;
                if (v != kNoNode && (m_g.op(v) == "NoOp" || m_g.op(v) == "Concat" || m_g.op(v) == "ConcatV2"))
                    put(v, Initializer);
            }
            if (key.find("context") != std::string::npos || key.find("queue") != std::string::npos || key == "savers")
                continue;
            for (const std::string &bytes : collection.bytes_list().value()) {
                pb::VariableDef variable;
                const Node v = variable.ParseFromString(bytes) ? m_g.findTensor(variable.initializer_name()) : kNoNode;
                if (v != kNoNode && isFree(v))
                    put(v, Initializer);
            }
        }
    }
    forward(set(Initializer, Saver),
        [this](Node w) { return !m_g.has(w, OpTrait::Summary) && !m_g.has(w, OpTrait::Apply); });
    backward(set(Initializer, Saver), [this](Node u) { return !m_a.fromData[Analysis::at(u)]; });
}

void Classifier::gradientSeeds()
{
    for (Node v = 0; v < m_g.count(); ++v) {
        const bool scoped = inGradientScope(m_g.name(v));
        if (!isFree(v) && !(scoped && m_a.is(v, Variable) && !m_g.isVariable(v)))
            continue;
        if (scoped || m_g.has(v, OpTrait::Gradient))
            put(v, Gradient);
    }
}

// "<existing node>_grad/": the scope that the gradient of an op gets, wherever it is. Then transposed convolutions:
// forward unless a gradient goes in.
void Classifier::gradientScopesByOp()
{
    constexpr std::string_view kMark = "_grad/";
    for (Node v = 0; v < m_g.count(); ++v) {
        const std::size_t mark = m_g.name(v).rfind(kMark);
        if (!isFree(v) || mark == std::string_view::npos)
            continue;
        std::string_view path = m_g.name(v).substr(0, mark);
        for (int cut = 0; cut < 8 && isFree(v); ++cut) {
            const std::size_t slash = path.find('/');
            if (slash == std::string_view::npos)
                break;
            path.remove_prefix(slash + 1);
            if (m_g.find(path) != kNoNode)
                put(v, Gradient);
        }
    }
    for (const Node v : m_a.order) {
        if (!isFree(v) || !m_g.has(v, OpTrait::TransposedConv))
            continue;
        const auto inputs = m_g.in(v);
        if (std::any_of(inputs.begin(), inputs.end(),
                [this](const In &e) { return !e.control() && m_a.is(e.source, Gradient); }))
            put(v, Gradient);
    }
}

void Classifier::optimizersAndUpdates()
{
    for (Node v = 0; v < m_g.count(); ++v) {
        if (!isFree(v))
            continue;
        if (m_g.has(v, OpTrait::Apply))
            put(v, Optimizer);
        else if (m_g.has(v, OpTrait::Assign))
            put(v, Update);
    }
}

// Clipping and averaging: behind a gradient, and read by training only. At least one such reader must remain, so that a
// loss, which only shape ops and summaries read, stays.
void Classifier::gradientRest()
{
    for (const Node v : m_a.order) {
        char &behind = m_a.fromGradient[Analysis::at(v)];
        behind = m_a.is(v, Gradient);
        for (const In &e : m_g.in(v))
            behind |= !e.control() && m_a.fromGradient[Analysis::at(e.source)];
    }
    constexpr Classes training = set(Gradient, Optimizer, Update);
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it) {
        const Node v = *it;
        if (!isFree(v) || !m_a.fromGradient[Analysis::at(v)] || m_g.isVariable(v))
            continue;
        bool all = true, any = false;
        for (const Out &e : m_g.out(v)) {
            const std::string_view op = m_g.op(e.target);
            if (m_g.has(e.target, OpTrait::ShapeQuery) || op == "ZerosLike" || op == "OnesLike")
                continue;
            all = all && in(e.target, training | set(Summary));
            any = any || in(e.target, training);
        }
        if (all && any)
            put(v, Gradient);
    }
    forward(set(Gradient), [this](Node w) { return m_g.has(w, OpTrait::GradientTail); });
}

void Classifier::summaries()
{
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.has(v, OpTrait::Summary))
            put(v, Summary);
    const auto noData = [this](Node u) { return !m_a.fromData[Analysis::at(u)]; };
    backward(set(Summary), [&](Node u) {
        const std::string_view op = m_g.op(u);
        return noData(u) || op == "Const" || op == "Identity" || op == "NoOp" || op == "Shape";
    });
    forward(set(Summary), [](Node) { return true; });
    backward(set(Summary, Gradient), [&](Node u) { return noData(u) || m_a.fromGradient[Analysis::at(u)]; });
}

void Classifier::optimizerHelpers()
{
    backward(set(Gradient), [this](Node u) { return shapeLike(u); });
    backward(set(Gradient, Optimizer, Update, Summary),
        [this](Node u) { return !m_a.fromData[Analysis::at(u)] || shapeLike(u); });
}

void Classifier::updateHelpers()
{
    backward(set(Update), [this](Node u) {
        const auto inputs = m_g.in(u);
        return std::any_of(inputs.begin(), inputs.end(),
            [this](const In &e) { return !e.control() && m_a.variableOf[Analysis::at(e.source)] != kNoNode; });
    });
    for (auto it = m_a.order.rbegin(); it != m_a.order.rend(); ++it)
        if (isFree(*it) && m_g.has(*it, OpTrait::Moving) && m_a.fromVariable[Analysis::at(*it)]
            && !m_a.outputs.contains(*it) && allConsumersIn(*it, set(Update)))
            put(*it, Update);
    forward(set(Gradient, Optimizer, Update, Initializer, Saver, Summary),
        [this](Node w) { return m_g.op(w) == "NoOp" || m_g.op(w) == "Identity"; });
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && m_g.has(v, OpTrait::Placeholder) && m_g.op(v) != "_Arg" && allConsumersIn(v, set(Update)))
            put(v, Update);
    // Sparse optimizers work in scopes "update_<variable>".
    std::unordered_set<std::string_view> scopes;
    const auto isUpdateScope = [](std::string_view scope) {
        return scope.starts_with("update_") || scope.find("/update_") != std::string_view::npos;
    };
    for (Node v = 0; v < m_g.count(); ++v)
        if ((m_g.has(v, OpTrait::Apply) || m_g.has(v, OpTrait::Assign)) && isUpdateScope(parentPath(m_g.name(v))))
            scopes.insert(parentPath(m_g.name(v)));
    for (Node v = 0; v < m_g.count(); ++v)
        if (isFree(v) && scopes.contains(parentPath(m_g.name(v))))
            put(v, Optimizer);
}

} // namespace ckpt
