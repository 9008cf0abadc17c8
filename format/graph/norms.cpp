// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/patterns.h"

#include <algorithm>
#include <set>

namespace ckpt {

PatternFinder::PatternFinder(const Analysis &analysis, const HeadKinds &heads, const std::vector<Node> &leaves)
    : m_a(analysis)
    , m_g(analysis.g)
    , m_heads(heads)
    , m_leaves(leaves)
    , m_taken(analysis.g.size())
{
}

std::vector<LayerPattern> PatternFinder::run()
{
    plainNorms();
    fusedLayerNorms();
    switchedNorms();
    dropouts();
    return std::move(m_found);
}

bool PatternFinder::opIs(Node v, std::initializer_list<std::string_view> ops) const
{
    return std::find(ops.begin(), ops.end(), m_g.op(v)) != ops.end();
}

std::vector<Node> PatternFinder::readers(Node v) const
{
    std::vector<Node> result = m_a.out(v); // ascending, so equal ones are neighbours
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::vector<Node> PatternFinder::otherInputs(Node v, Node than) const
{
    std::vector<Node> result;
    for (const Node u : m_a.in(v))
        if (u != than)
            result.push_back(u);
    return result;
}

void PatternFinder::take(std::string_view kind, Node main, const Nodes &nodes, Node result)
{
    LayerPattern pattern{ kind, { main }, result };
    for (const Node v : nodes)
        if (v != main)
            pattern.nodes.push_back(v);
    std::sort(pattern.nodes.begin() + 1, pattern.nodes.end(),
        [this](Node a, Node b) { return m_a.position[Analysis::at(a)] < m_a.position[Analysis::at(b)]; });
    for (const Node v : nodes)
        m_taken[Analysis::at(v)] = 1;
    m_found.push_back(std::move(pattern));
}

bool PatternFinder::isVectorOp(Node v) const
{
    const std::vector<Node> variables = m_a.foldedVariables(v);
    if (variables.empty())
        return m_a.hasConstantWeight(v);
    return std::any_of(variables.begin(), variables.end(), [this](Node variable) {
        const auto shape = m_g.declaredShape(variable);
        const auto elements = elementCount(shape);
        return elements && *elements > 0
            && (shape->empty() || *std::max_element(shape->begin(), shape->end()) == *elements);
    });
}

// Producers all of whose visible consumers are inside join.
void PatternFinder::growBack(Nodes &nodes, const std::vector<Node> &stop) const
{
    std::vector<Node> work(nodes.begin(), nodes.end());
    while (!work.empty()) {
        const Node v = work.back();
        work.pop_back();
        for (const Node u : m_a.in(v)) {
            if (nodes.contains(u) || isTaken(u) || isHead(u) || !m_a.is(u, NodeClass::Forward)
                || std::find(stop.begin(), stop.end(), u) != stop.end())
                continue;
            if (!opIs(u,
                    { "Mean", "SquaredDifference", "Squeeze", "Sub", "Square", "Merge", "RefMerge", "Add", "AddV2",
                        "Mul", "Reshape", "Maximum", "Cast", "Sum", "RealDiv", "Neg", "Rsqrt", "Sqrt", "ExpandDims",
                        "Fill", "Range", "Prod", "Pack", "StridedSlice", "Reciprocal", "Abs", "Minimum" }))
                continue;
            const auto &outs = m_a.out(u);
            if (std::all_of(outs.begin(), outs.end(), [&](Node w) { return nodes.contains(w); })) {
                nodes.insert(u);
                work.push_back(u);
            }
        }
    }
}

std::optional<std::vector<std::int64_t>> PatternFinder::axesOf(Node v) const
{
    const auto inputs = m_g.in(v);
    if (inputs.size() < 2 || inputs[1].control())
        return std::nullopt;
    auto axes = m_g.constantIntegers(inputs[1].source);
    return axes && !axes->empty() ? axes : std::nullopt;
}

// x·inv + (beta − mean·inv): both products read the scale.
bool PatternFinder::matchTwoPaths(const std::vector<Node> &branches, Node scale, Norm &norm) const
{
    for (int swap = 0; swap < 2; ++swap) {
        const Node a = branches[swap ? 1 : 0], b = branches[swap ? 0 : 1];
        const std::vector<Node> behindB = readers(b);
        if (behindB.size() != 1)
            continue;
        const Node s = behindB.front();
        const std::vector<Node> behindA = readers(a);
        const auto follows = [&](Node v) { return std::find(behindA.begin(), behindA.end(), v) != behindA.end(); };
        if (opIs(s, { "Sub", "Neg" }) && otherInputs(s, b).empty()) {
            const std::vector<Node> end = readers(s);
            if (end.size() == 1 && opIs(end.front(), { "Add", "AddV2", "Sub" }) && follows(end.front())) {
                norm.nodes.insert({ a, b, s, end.front() });
                norm.result = end.front();
                norm.input = otherInputs(a, scale);
                return true;
            }
        } else if (opIs(s, { "Sub" }) && follows(s)) {
            norm.nodes.insert({ a, b, s });
            norm.result = s;
            norm.input = otherInputs(a, scale);
            return true;
        }
    }
    return false;
}

// (x − mean)·inv, then gamma and beta.
bool PatternFinder::matchDifference(Node product, Node scale, Norm &norm) const
{
    norm.nodes.insert(product);
    norm.result = product;
    const std::vector<Node> other = otherInputs(product, scale);
    if (other.size() != 1)
        return false;
    if (m_g.op(other.front()) != "Sub") {
        norm.input = other;
        return true;
    }
    norm.nodes.insert(other.front());
    for (const Node u : m_a.in(other.front()))
        if (!opIs(u, { "Mean", "Merge", "Squeeze" }))
            norm.input.push_back(u);
    return true;
}

void PatternFinder::takeAffineTail(Norm &norm) const
{
    for (int i = 0; i < 2; ++i) {
        const std::vector<Node> next = readers(norm.result);
        if (next.size() != 1 || !opIs(next.front(), { "Mul", "Add", "AddV2", "BiasAdd" }) || !isVectorOp(next.front())
            || !otherInputs(next.front(), norm.result).empty())
            return;
        norm.nodes.insert(next.front());
        norm.result = next.front();
    }
}

bool PatternFinder::matchNorm(Node root, Norm &norm) const
{
    const std::vector<Node> &before = m_a.in(root);
    if (before.size() > 1 || (!before.empty() && !opIs(before.front(), { "Add", "AddV2", "Maximum" })))
        return false;
    norm.nodes = { root };
    norm.nodes.insert(before.begin(), before.end());
    Node scale = root;
    std::vector<Node> next = readers(root);
    if (m_g.op(root) == "Sqrt" && std::none_of(next.begin(), next.end(), [this](Node w) {
            return opIs(w, { "RealDiv", "Div" });
        }))
        return false;
    if (m_g.op(root) == "Rsqrt" && m_a.out(root).size() == 1 && m_g.op(next.front()) == "Mul"
        && isVectorOp(next.front()) && otherInputs(next.front(), root).empty()) {
        scale = next.front();
        norm.nodes.insert(scale);
        next = readers(scale);
    }
    if (next.empty() || next.size() > 2 || !std::all_of(next.begin(), next.end(), [this](Node w) {
            return opIs(w, { "Mul", "RealDiv", "Div" });
        }))
        return false;
    if (next.size() == 2 ? !matchTwoPaths(next, scale, norm) : !matchDifference(next.front(), scale, norm))
        return false;
    takeAffineTail(norm);
    const bool free =
        std::none_of(norm.nodes.begin(), norm.nodes.end(), [this](Node v) { return isTaken(v) || isHead(v); });
    const bool something = !norm.input.empty()
        || std::any_of(norm.nodes.begin(), norm.nodes.end(), [this](Node v) { return m_a.hasFolded(v); });
    return free && something;
}

// Batch if moving statistics hang on it or the means run over axis 0, Instance over two spatial axes, else Layer;
// empty: no norm.
std::string_view PatternFinder::normKind(Node root, const Norm &norm) const
{
    std::vector<Node> sorted(norm.nodes.begin(), norm.nodes.end());
    std::sort(sorted.begin(), sorted.end());
    std::optional<std::vector<std::int64_t>> axes;
    bool statistics = false, gamma = false, variables = false, constants = false, mean = false, merge = false;
    for (const Node v : sorted) {
        if (m_g.op(v) == "Mean" && !axes)
            axes = axesOf(v);
        mean = mean || m_g.op(v) == "Mean";
        merge = merge || m_g.has(v, OpTrait::Merge);
        constants = constants || m_a.hasConstantWeight(v);
        for (const Node variable : m_a.foldedVariables(v)) {
            const std::string &role = m_a.roleOf(variable);
            variables = true;
            statistics = statistics || role.starts_with("moving") || role == "EMA shadow";
            gamma = gamma || role == "gamma";
        }
    }
    const bool weights = variables || constants;
    if ((!weights && (!axes || !mean)) || (!mean && !statistics && !gamma && !merge && !constants)
        || (m_g.op(root) == "Sqrt" && !weights))
        return {};
    if (statistics || !axes || std::find(axes->begin(), axes->end(), 0) != axes->end())
        return "BatchNorm";
    std::sort(axes->begin(), axes->end());
    return *axes == std::vector<std::int64_t>{ 1, 2 } || *axes == std::vector<std::int64_t>{ 2, 3 } ? "InstanceNorm"
                                                                                                    : "LayerNorm";
}

void PatternFinder::plainNorms()
{
    for (const Node root : m_leaves) {
        Norm norm;
        if (!opIs(root, { "Rsqrt", "Sqrt" }) || isTaken(root) || !m_a.is(root, NodeClass::Forward)
            || !matchNorm(root, norm))
            continue;
        growBack(norm.nodes, norm.input);
        if (const std::string_view kind = normKind(root, norm); !kind.empty())
            take(kind, root, norm.nodes, norm.result);
    }
}

// Keras builds layer norm on the fused kernel without variables; gamma and beta come behind.
void PatternFinder::fusedLayerNorms()
{
    for (const Node v : m_leaves) {
        if (!m_g.has(v, OpTrait::FusedNorm) || isHead(v) || isTaken(v))
            continue;
        Nodes nodes{ v };
        Node result = v;
        bool affine = false;
        for (int i = 0; i < 4; ++i) {
            const std::vector<Node> next = readers(result);
            if (next.size() != 1)
                break;
            const Node w = next.front();
            const std::vector<Node> other = otherInputs(w, result);
            const bool arithmetic = opIs(w, { "Mul", "Add", "AddV2" });
            if (arithmetic && m_a.hasFolded(w) && other.empty()) {
                affine = true;
            } else if (arithmetic && other.size() == 1 && opIs(other.front(), { "Reshape", "Cast" })
                && m_a.hasFolded(other.front())) {
                nodes.insert(other.front());
                affine = true;
            } else if (!opIs(w, { "Reshape", "Cast" }) || !other.empty()) {
                break;
            }
            nodes.insert(w);
            result = w;
        }
        if (!affine)
            continue;
        growBack(nodes, {});
        take("LayerNorm", v, nodes, result);
    }
}

// A fused norm for training and one for inference, on the same gamma and beta, whose results all meet in Merge ops.
void PatternFinder::switchedNorms()
{
    const auto isMerge = [this](Node v) { return m_g.has(v, OpTrait::Merge); };
    for (const Node v : m_leaves) {
        if (!isMerge(v) || isTaken(v))
            continue;
        const std::set<Node> norms(m_a.in(v).begin(), m_a.in(v).end());
        std::set<std::vector<Node>> affine;
        bool good = norms.size() >= 2;
        Node main = kNoNode;
        for (const Node u : norms) {
            const auto head = m_heads.find(u);
            good = good && head != m_heads.end() && head->second == "BatchNorm" && !isTaken(u);
            if (!good)
                break;
            std::vector<Node> variables = m_a.foldedVariables(u);
            if (main == kNoNode || variables.size() > m_a.foldedVariables(main).size())
                main = u;
            variables.resize(std::min<std::size_t>(variables.size(), 2));
            std::sort(variables.begin(), variables.end());
            affine.insert(std::move(variables));
        }
        if (!good || affine.size() != 1)
            continue;
        Nodes nodes(norms.begin(), norms.end());
        for (const Node u : norms)
            for (const Node w : readers(u)) {
                const auto &inputs = m_a.in(w);
                if (isMerge(w) && std::all_of(inputs.begin(), inputs.end(), [&](Node s) { return norms.contains(s); }))
                    nodes.insert(w);
            }
        take("BatchNorm", main, nodes, v);
    }
}

} // namespace ckpt
