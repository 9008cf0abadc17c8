// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 4, folding: edges between visible nodes with pass-through contracted, variables on the nodes that read
// them.
#include "format/graph/analysis.h"

#include "format/graph/rolenames.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>

namespace ckpt {

using enum NodeClass;

namespace {

class Folder {
public:
    explicit Folder(Analysis &analysis)
        : m_a(analysis)
        , m_g(analysis.g)
    {
    }

    bool run(const JobControl &control)
    {
        for (Node v = 0; v < m_g.count(); ++v)
            m_a.visible[Analysis::at(v)] = m_a.is(v, Forward) || m_a.is(v, Input) || m_a.is(v, Pipeline);
        m_a.visibleIn.resize(m_g.size());
        m_a.visibleOut.resize(m_g.size());
        for (Node v = 0; v < m_g.count(); ++v) {
            if (v % 8192 == 0 && control.cancelled())
                return false;
            if (m_a.visible[Analysis::at(v)])
                foldInputs(v);
        }
        hangStatistics();
        findDifferentiated();
        nameOutputs();
        return !control.cancelled();
    }

private:
    std::optional<LeafEdge> leafBehind(In in, Node reader); // `reader` may be none
    void noteCondition(Node branch, Node reader);
    void foldInputs(Node v);
    void hangStatistics();
    bool wantsPlace(Node variable) const;
    void findDifferentiated();
    void nameOutputs();

    Analysis &m_a;
    const WorkGraph &m_g;
};

// What decides which way a Switch hands its tensor on, when that is an input of the graph.
void Folder::noteCondition(Node branch, Node reader)
{
    const auto inputs = m_g.in(branch);
    if (inputs.size() < 2 || inputs[1].control())
        return;
    Node v = inputs[1].source;
    for (int steps = 0; steps < 32 && m_a.is(v, PassThrough) && !m_g.in(v).empty(); ++steps)
        v = m_g.in(v)[0].source;
    if (m_a.is(v, Input) && (m_a.conditions.empty() || m_a.conditions.back() != std::pair(v, reader)))
        m_a.conditions.emplace_back(v, reader);
}

std::optional<LeafEdge> Folder::leafBehind(In in, Node reader)
{
    bool loop = false;
    for (int steps = 0; steps < 200; ++steps) {
        if (m_a.visible[Analysis::at(in.source)])
            return LeafEdge{ in.source, kNoNode, in.port, loop };
        if (!m_a.is(in.source, PassThrough))
            return std::nullopt;
        if (reader != kNoNode && m_g.op(in.source).ends_with("Switch"))
            noteCondition(in.source, reader);
        const bool gate = m_a.scalarPass[Analysis::at(in.source)];
        const bool indexed = m_g.op(in.source) == "IdentityN";
        loop = loop || m_g.has(in.source, OpTrait::LoopNext);
        std::optional<In> next;
        std::int32_t k = 0;
        for (const In &e : m_g.in(in.source)) {
            if (e.control() || (gate && m_a.is(e.source, Constant)))
                continue;
            if (!next || (indexed && k == in.port))
                next = e;
            ++k;
        }
        if (!next)
            return std::nullopt;
        in = *next;
    }
    return std::nullopt;
}

void Folder::foldInputs(Node v)
{
    if (m_g.isVariable(v)) // where variables are drawn, each stands on its own card
        m_a.folded[v].push_back({ v, 0 });
    const auto inputs = m_g.in(v);
    for (std::size_t k = 0; k < inputs.size(); ++k) {
        if (inputs[k].control())
            continue;
        if (auto edge = leafBehind(inputs[k], v)) {
            edge->to = v;
            m_a.edges.push_back(*edge);
            m_a.visibleIn[Analysis::at(v)].push_back(edge->from);
            m_a.visibleOut[Analysis::at(edge->from)].push_back(v);
        } else if (const auto view = m_a.views.find(inputs[k].source); view != m_a.views.end()) {
            for (const Node variable : view->second)
                m_a.folded[v].push_back({ variable, static_cast<std::int32_t>(k) });
        }
    }
}

// Slots, averages, counters follow their owner or nobody.
bool Folder::wantsPlace(Node variable) const
{
    const auto found = m_a.uses.find(variable);
    if (found == m_a.uses.end())
        return false;
    const VariableUse &use = found->second;
    if (use.owner != kNoNode && use.detail != "EMA shadow" && use.detail != "copy")
        return false;
    return !belongsToOther(use.detail) && use.detail != "global step" && use.detail != "counter"
        && use.detail != "metric state";
}

// Variables that only an update touches (batch statistics of a training graph) hang on the leaf that the update's value
// comes from.
void Folder::hangStatistics()
{
    std::unordered_set<Node> placed;
    for (const auto &[leaf, folds] : m_a.folded)
        for (const Folded &fold : folds)
            placed.insert(fold.variable);
    for (Node w = 0; w < m_g.count(); ++w) {
        if (!m_a.is(w, Update) || !m_g.has(w, OpTrait::Assign) || m_g.in(w).empty())
            continue;
        const Node variable = m_a.variableOf[Analysis::at(m_g.in(w)[0].source)];
        if (variable == kNoNode || placed.contains(variable) || !wantsPlace(variable))
            continue;
        std::vector<In> work(m_g.in(w).begin() + 1, m_g.in(w).end());
        std::vector<std::pair<Node, std::int32_t>> seen;
        std::optional<In> hit;
        while (!work.empty() && seen.size() < 24) {
            const In in = work.back();
            work.pop_back();
            if (in.control() || std::find(seen.begin(), seen.end(), std::pair(in.source, in.port)) != seen.end())
                continue;
            seen.emplace_back(in.source, in.port);
            if (m_a.visible[Analysis::at(in.source)]) {
                if (!m_a.is(in.source, Input))
                    hit = in;
                break;
            }
            if (m_a.is(in.source, Update) || m_a.is(in.source, PassThrough) || m_a.is(in.source, Gradient))
                work.insert(work.end(), m_g.in(in.source).begin(), m_g.in(in.source).end());
        }
        if (!hit)
            continue;
        m_a.folded[hit->source].push_back({ variable, -1 });
        placed.insert(variable);
        if (m_g.has(hit->source, OpTrait::FusedNorm) && (hit->port == 1 || hit->port == 2))
            m_a.uses[variable] = { hit->port == 1 ? "moving mean" : "moving variance", kNoNode, Evidence::Op };
    }
}

void Folder::findDifferentiated()
{
    constexpr std::string_view kMark = "_grad/";
    for (Node v = 0; v < m_g.count(); ++v) {
        const std::size_t mark = m_a.is(v, Gradient) ? m_g.name(v).rfind(kMark) : std::string_view::npos;
        if (mark == std::string_view::npos)
            continue;
        std::string_view path = m_g.name(v).substr(0, mark);
        for (int cut = 0; cut < 8; ++cut) {
            const std::size_t slash = path.find('/');
            if (slash == std::string_view::npos)
                break;
            path.remove_prefix(slash + 1);
            if (const Node of = m_g.find(path); of != kNoNode) {
                m_a.differentiated.insert(of);
                break;
            }
        }
    }
}

void Folder::nameOutputs()
{
    if (!m_g.meta().functionName().empty())
        for (Node v = 0; v < static_cast<Node>(m_g.rawCount()); ++v)
            if (m_g.op(v) == "_Retval")
                if (const auto leaf = leafBehind({ v, 0 }, kNoNode))
                    m_a.outputNames.emplace(leaf->from, m_g.name(v));
    const pb::MetaGraphDef *meta = m_g.meta().metaGraphDef();
    if (!meta)
        return;
    for (const auto &[key, signature] : meta->signature_def())
        for (const auto &[name, tensor] : signature.outputs())
            if (const Node node = m_g.findTensor(tensor.name()); node != kNoNode)
                if (const auto leaf = leafBehind({ node, 0 }, kNoNode)) {
                    std::string &kept = m_a.outputNames[leaf->from];
                    kept = kept.empty() ? name : std::min(kept, name); // maps have no order
                }
}

} // namespace

bool foldLeaves(Analysis &a, const JobControl &control)
{
    return Folder(a).run(control);
}

} // namespace ckpt
