// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Where variables are read: through reshapes and joins of partitions, by which forward nodes; what collections say of
// them.
#include "format/graph/roles.h"

#include "format/graph/rolenames.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/variable.pb.h"

#include <algorithm>

namespace ckpt {

using enum NodeClass;

namespace {

constexpr std::size_t kMaxParts = 64;

bool isMachinery(NodeClass c)
{
    return c == Gradient || c == Saver || c == Initializer || c == Summary || c == Update || c == Optimizer;
}

} // namespace

void RoleFinder::findViews()
{
    for (const Node v : m_a.order) {
        if (const Node variable = m_a.variableOf[Analysis::at(v)]; variable != kNoNode) {
            m_a.views[v] = { variable };
            continue;
        }
        if (!m_g.has(v, OpTrait::View) || isMachinery(m_a.classOf(v)))
            continue;
        std::vector<Node> seen;
        bool all = true;
        for (const In &e : m_g.in(v)) {
            if (e.control() || m_a.is(e.source, Constant) || m_a.is(e.source, ShapeArithmetic)
                || m_g.has(e.source, OpTrait::ShapeQuery))
                continue;
            const auto view = m_a.views.find(e.source);
            all = all && view != m_a.views.end();
            if (!all)
                break;
            seen.insert(seen.end(), view->second.begin(), view->second.end());
        }
        if (all && !seen.empty() && seen.size() <= kMaxParts)
            m_a.views.emplace(v, std::move(seen));
    }
    for (const auto &[v, variables] : m_a.views) {
        const auto outs = m_g.out(v);
        if (m_a.is(v, Forward) && std::any_of(outs.begin(), outs.end(), [](const Out &e) { return !e.control(); }))
            m_a.classes[Analysis::at(v)] = Variable;
    }
}

void RoleFinder::findReads()
{
    for (Node v = 0; v < m_g.count(); ++v) {
        const NodeClass c = m_a.classOf(v);
        if ((c != Forward && c != Regularizer && c != Pipeline && c != Input && c != PassThrough)
            || m_a.views.contains(v))
            continue;
        const auto inputs = m_g.in(v);
        for (std::size_t k = 0; k < inputs.size(); ++k) {
            const auto view = inputs[k].control() ? m_a.views.end() : m_a.views.find(inputs[k].source);
            if (view != m_a.views.end())
                for (const Node variable : view->second)
                    m_a.reads[variable].push_back({ v, static_cast<std::int32_t>(k) });
        }
    }
}

void RoleFinder::readCollections()
{
    const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef();
    if (!meta)
        return;
    for (const auto &[key, collection] : meta->collection_def()) {
        if (!key.ends_with("variables") && key != "global_step")
            continue;
        for (const std::string &bytes : collection.bytes_list().value()) {
            pb::VariableDef def;
            const Node v = def.ParseFromString(bytes) ? m_g.findTensor(def.variable_name()) : kNoNode;
            if (v == kNoNode || !m_g.isVariable(v))
                continue;
            if (key == "trainable_variables")
                m_a.trainable.insert(v);
            if (def.has_save_slice_info_def() && !def.save_slice_info_def().full_name().empty())
                m_a.wholeName[v] = def.save_slice_info_def().full_name();
        }
    }
}

// A variable with forward uses that gets the value of another one, or τ·other + (1 − τ)·itself.
void RoleFinder::findCopies()
{
    for (Node w = 0; w < m_g.count(); ++w) {
        if (!m_a.is(w, Update) || m_g.in(w).empty())
            continue;
        const Node to = m_a.variableOf[Analysis::at(m_g.in(w)[0].source)];
        if (to == kNoNode)
            continue;
        m_a.assigned.insert(to);
        if (m_g.in(w).size() < 2 || (m_g.op(w) != "Assign" && m_g.op(w) != "AssignVariableOp"))
            continue;
        const Node value = m_g.in(w)[1].source;
        if (const Node from = m_a.variableOf[Analysis::at(value)]; from != kNoNode) {
            if (from != to)
                m_a.copiedFrom[to] = from;
            continue;
        }
        if (!m_a.reads.contains(to))
            continue;
        std::vector<Node> work{ value }, seen;
        while (!work.empty() && seen.size() < 14) {
            const Node u = work.back();
            work.pop_back();
            if (std::find(seen.begin(), seen.end(), u) != seen.end())
                continue;
            seen.push_back(u);
            const Node other = m_a.variableOf[Analysis::at(u)];
            if (other != kNoNode) {
                if (other != to && m_a.reads.contains(other) && m_g.declaredShape(other) == m_g.declaredShape(to))
                    m_a.copiedFrom[to] = other;
            } else if (m_a.is(u, Update) || m_a.is(u, PassThrough)) {
                for (const In &e : m_g.in(u))
                    if (!e.control())
                        work.push_back(e.source);
            }
        }
    }
}

// The op that makes the initial value: the random op behind it if there is one.
void RoleFinder::findInitializers()
{
    for (Node w = 0; w < m_g.count(); ++w) {
        if (!m_a.is(w, Initializer) || !m_g.has(w, OpTrait::Assign) || m_g.in(w).size() < 2)
            continue;
        const Node variable = m_a.variableOf[Analysis::at(m_g.in(w)[0].source)];
        if (variable == kNoNode || m_a.initializerOp.contains(variable))
            continue;
        std::vector<Node> work{ m_g.in(w)[1].source };
        std::string_view first;
        for (std::size_t i = 0; i < work.size() && i < 24; ++i) {
            const Node u = work[i];
            if (m_g.has(u, OpTrait::Random)) {
                first = m_g.op(u);
                break;
            }
            if (first.empty() && !m_g.has(u, OpTrait::Pass))
                first = m_g.op(u);
            for (const In &e : m_g.in(u))
                if (!e.control() && m_a.variableOf[Analysis::at(e.source)] == kNoNode)
                    work.push_back(e.source);
        }
        m_a.initializerOp[variable] = first;
    }
}

} // namespace ckpt
