// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What lies behind the last weight: losses, metrics, outputs (DIAGRAM notes 6.4, Tails).
#include "format/graph/contractions.h"

#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ckpt {
namespace {

bool isCompare(const Tree &tree, Node v)
{
    return tree.g.has(v, OpTrait::Compare);
}

// Names that an op gets when nobody names it.
bool isDefaultTitle(std::string_view title)
{
    static const std::set<std::string_view> kNames{ "Mean", "Sum", "add", "mul", "div", "truediv", "RealDiv", "Neg",
        "sub", "Max", "Min", "Cast", "Mul", "Add", "Sub" };
    return kNames.contains(withoutNumber(title));
}

class TailGrouper {
public:
    TailGrouper(Tree &tree, Part *scope)
        : m_tree(tree)
        , m_scope(scope)
    {
    }

    void run()
    {
        const std::size_t before = m_scope->children.size();
        std::set<Part *> loss = groupLoss(before);
        groupMetrics(before, loss);
    }

private:
    using Parts = std::vector<Part *>;
    using Flags = std::vector<char>;
    static std::size_t at(int i) { return static_cast<std::size_t>(i); }

    // Parts without weights from which no weight and no way out of the scope is reached; empty where the scope has no
    // weights.
    Flags tailOf(const Siblings &siblings) const
    {
        std::vector<int> blocked;
        bool weights = false;
        for (int i = 0; i < siblings.size(); ++i) {
            const Part *part = siblings.part(i);
            weights = weights || !part->variables.empty() || part->heads > 0;
            if (!part->variables.empty() || part->heads > 0 || isInputOrPipeline(part) || siblings.leaves(i))
                blocked.push_back(i);
        }
        Flags tail(at(siblings.size()));
        if (!weights)
            return tail;
        const Flags before = siblings.reached(blocked, false);
        for (int i = 0; i < siblings.size(); ++i)
            tail[at(i)] = !before[at(i)];
        for (const int i : blocked)
            tail[at(i)] = 0;
        return tail;
    }

    bool isTarget(const Part *part) const
    {
        if (part->category == Category::Loss)
            return true;
        return anyNode(m_tree, part, [](const Tree &tree, Node v) {
            const Analysis &a = tree.a;
            const auto outs = tree.g.out(v);
            const auto ins = tree.g.in(v);
            const bool trained =
                std::any_of(outs.begin(), outs.end(), [&](const Out &e) { return a.is(e.target, NodeClass::Gradient); })
                || std::any_of(
                    ins.begin(), ins.end(), [&](const In &e) { return a.is(e.source, NodeClass::Regularizer); });
            const bool lossOp = tree.g.has(v, OpTrait::Loss);
            if (!trained)
                return lossOp || a.isLossTarget(v);
            const bool unknown = tree.g.rankOf(v) < 0;
            return lossOp || (tree.g.isScalar(v) && tree.g.has(v, OpTrait::Scalarish)) || (unknown && a.out(v).empty());
        });
    }

    // Tail parts that reach a loss target, as one card.
    std::set<Part *> groupLoss(std::size_t before)
    {
        const Siblings siblings(m_tree, m_scope);
        const Flags tail = tailOf(siblings);
        std::vector<int> targets;
        for (const int i : siblings.byPosition())
            if (tail[at(i)] && isTarget(siblings.part(i)))
                targets.push_back(i);
        Flags inLoss = siblings.reached(targets, false);
        for (int i = 0; i < siblings.size(); ++i)
            inLoss[at(i)] = inLoss[at(i)] && tail[at(i)];
        for (const int i : targets)
            inLoss[at(i)] = 1;
        std::set<Part *> loss;
        Parts members;
        for (const int i : siblings.byPosition()) {
            if (!inLoss[at(i)])
                continue;
            loss.insert(siblings.part(i));
            if (!isPrediction(siblings, i, inLoss))
                members.push_back(siblings.part(i));
        }
        if (!((loss.size() >= 2 && before > 5) || loss.size() >= 5) || members.size() < 2)
            return loss;
        Parts ends;
        for (const int i : targets)
            if (std::none_of(siblings.out(i).begin(), siblings.out(i).end(), [&](int o) { return inLoss[at(o)] != 0; }))
                ends.push_back(siblings.part(i));
        Part *group =
            m_tree.group(m_scope, Made::Loss, ItemKind::Group, lossTitle(members, ends), members, Category::Loss);
        group->reason = "What lies behind the last weight and is differentiated.";
        group->subtitle = fmt::format("{} ops", group->leaves);
        loss.insert(group);
        return loss;
    }

    // An activation in front of the loss that others read too stays a card of its own.
    bool isPrediction(const Siblings &siblings, int i, const Flags &inLoss) const
    {
        const Part *part = siblings.part(i);
        const std::string_view op = part->kind == ItemKind::Op ? m_tree.opOf(part) : std::string_view();
        if (op != "Softmax" && op != "Sigmoid" && op != "Tanh")
            return false;
        const auto inside = [&](int k) { return inLoss[at(k)] != 0; };
        return std::none_of(siblings.in(i).begin(), siblings.in(i).end(), inside)
            && !std::all_of(siblings.out(i).begin(), siblings.out(i).end(), inside);
    }

    static std::string lossTitle(const Parts &members, const Parts &ends)
    {
        if (ends.size() > 1)
            return fmt::format("losses ({})", ends.size());
        for (const Part *part : members)
            if (part->kind == ItemKind::Scope && part->category == Category::Loss
                && !containsIgnoringCase(part->title, "cross") && part->title.find("xent") == std::string::npos)
                return part->title;
        for (const Part *end : ends)
            for (const char *word : { "loss", "cost", "objective" })
                if (end->kind == ItemKind::Op && containsIgnoringCase(end->title, word))
                    return end->title;
        return "loss";
    }

    bool isOutput(const Siblings &siblings, int i, const Flags &metric, const std::set<Part *> &loss) const
    {
        const Part *part = siblings.part(i);
        const auto inside = [&](int k) { return metric[at(k)] != 0; };
        const bool fed = std::any_of(siblings.in(i).begin(), siblings.in(i).end(), inside);
        const bool feeds = std::any_of(siblings.out(i).begin(), siblings.out(i).end(), inside);
        if (fed && feeds)
            return false;
        for (const Node v : m_tree.nodesOf(part))
            if (m_tree.a.outputNames.contains(v))
                return true;
        if (part->kind != ItemKind::Op || feeds)
            return false;
        for (const int source : siblings.in(i))
            if (loss.contains(siblings.part(source)))
                return false;
        static const std::set<std::string_view> kOutputs{ "Softmax", "LogSoftmax", "Sigmoid", "Tanh", "Relu", "Exp",
            "ArgMax", "TopK", "TopKV2", "Multinomial", "Round" };
        return m_tree.g.rankOf(part->nodes.front()) != 0 && kOutputs.contains(m_tree.opOf(part));
    }

    bool endsScalar(const Part *part) const
    {
        const std::vector<Node> nodes = m_tree.nodesOf(part);
        return std::all_of(
            nodes.begin(), nodes.end(), [this](Node v) { return !m_tree.a.out(v).empty() || m_tree.g.rankOf(v) <= 0; });
    }

    // Tail parts that lead to results nobody measures: not behind a loss or a comparison, not scalar.
    Flags outputsAndBefore(const Siblings &siblings, const Flags &metric, const std::set<Part *> &loss) const
    {
        std::vector<int> lossIndices, compares, outputs;
        for (int i = 0; i < siblings.size(); ++i) {
            if (loss.contains(siblings.part(i)))
                lossIndices.push_back(i);
            if (metric[at(i)] && anyNode(m_tree, siblings.part(i), isCompare))
                compares.push_back(i);
        }
        const Flags behindLoss = siblings.reached(lossIndices, true);
        Flags measured = siblings.reached(compares, true);
        for (const int i : compares)
            measured[at(i)] = 1;
        for (int i = 0; i < siblings.size(); ++i) {
            const auto &out = siblings.out(i);
            const bool sink =
                metric[at(i)] && std::none_of(out.begin(), out.end(), [&](int o) { return metric[at(o)] != 0; });
            if (!sink || behindLoss[at(i)] || measured[at(i)])
                continue;
            if (!endsScalar(siblings.part(i)) || isOutput(siblings, i, metric, loss))
                outputs.push_back(i);
        }
        Flags before = siblings.reached(outputs, false);
        for (const int i : outputs)
            before[at(i)] = 1;
        return before;
    }

    void groupMetrics(std::size_t before, const std::set<Part *> &loss)
    {
        const Siblings siblings(m_tree, m_scope);
        const Flags tail = tailOf(siblings);
        Flags metric(at(siblings.size()));
        for (int i = 0; i < siblings.size(); ++i)
            metric[at(i)] = tail[at(i)] && !loss.contains(siblings.part(i));
        const Flags outputs = outputsAndBefore(siblings, metric, loss);
        Parts members;
        std::size_t results = 0;
        std::string name;
        bool compares = false, compareOp = false;
        for (const int i : siblings.byPosition()) {
            if (!metric[at(i)] || outputs[at(i)])
                continue;
            Part *part = siblings.part(i);
            members.push_back(part);
            const bool compare = anyNode(m_tree, part, isCompare);
            compares = compares || compare;
            compareOp = compareOp || (compare && part->kind == ItemKind::Op);
            const auto &out = siblings.out(i);
            if (std::none_of(out.begin(), out.end(), [&](int o) { return metric[at(o)] != 0; })) {
                results += part->repeat;
                if (name.empty() && !isDefaultTitle(part->title))
                    name = part->title;
            }
        }
        const std::size_t n = members.size();
        if (!(n >= 3 && (before > 12 || n >= 4 || compares)) && !(n >= 2 && (before > 16 || compareOp)))
            return;
        std::string title = results > 1 ? fmt::format("Metrics ({})", results) : name;
        if (title.empty())
            title = compares ? "accuracy" : "metric";
        Part *group = m_tree.group(m_scope, Made::Metrics, ItemKind::Group, title, members, Category::Metric);
        group->reason = "What lies behind the last weight and is not differentiated.";
        group->subtitle = fmt::format("{} ops", group->leaves);
        if (n < 8)
            group->subtitle += ": " + commonTitles(members);
    }

    static std::string commonTitles(const Parts &members)
    {
        std::string text;
        std::set<std::string_view> seen;
        for (const Part *member : members)
            if (const std::string_view title = withoutNumber(member->title); seen.insert(title).second)
                text += (text.empty() ? "" : ", ") + std::string(title);
        return text;
    }

    Tree &m_tree;
    Part *m_scope;
};

} // namespace

bool anyNode(const Tree &tree, const Part *part, bool (*test)(const Tree &, Node))
{
    const std::vector<Node> nodes = tree.nodesOf(part);
    return std::any_of(nodes.begin(), nodes.end(), [&](Node v) { return test(tree, v); });
}

void groupTails(Tree &tree, Part *scope)
{
    TailGrouper(tree, scope).run();
}

} // namespace ckpt
