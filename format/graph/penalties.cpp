// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 3.1: weight penalties are not drawn but told on the card that adds them to the loss.
#include "format/graph/graphviewdata.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ckpt {
namespace {

constexpr std::size_t kMostSteps = 1 << 18; // over all readers of penalties; they are few
constexpr std::size_t kNamed = 3;

// Variables whose penalty goes into `reader`; nothing when that takes too long to find out.
class PenaltyFinder {
public:
    explicit PenaltyFinder(const Analysis &analysis)
        : m_a(analysis)
        , m_seenBy(analysis.g.size(), kNoNode)
    {
    }

    std::vector<Node> penalised(Node reader)
    {
        std::vector<Node> work, variables;
        const auto visit = [&](Node v) { // what is read more than once counts once
            if (std::exchange(m_seenBy[Analysis::at(v)], reader) == reader || ++m_steps > kMostSteps)
                return;
            if (const Node variable = m_a.variableOf[Analysis::at(v)]; variable != kNoNode)
                variables.push_back(variable);
            else if (m_a.is(v, NodeClass::Regularizer))
                work.push_back(v);
        };
        for (const In &in : m_a.g.in(reader))
            if (!in.control() && m_a.is(in.source, NodeClass::Regularizer))
                visit(in.source);
        while (!work.empty()) {
            const Node v = work.back();
            work.pop_back();
            for (const In &in : m_a.g.in(v))
                if (!in.control())
                    visit(in.source);
        }
        std::sort(variables.begin(), variables.end());
        variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
        return m_steps > kMostSteps ? std::vector<Node>() : variables;
    }

private:
    const Analysis &m_a;
    std::vector<Node> m_seenBy;
    std::size_t m_steps = 0;
};

} // namespace

void GraphViewData::notePenalties()
{
    const Analysis &a = *m_analysis;
    if (std::find(a.classes.begin(), a.classes.end(), NodeClass::Regularizer) == a.classes.end())
        return;
    PenaltyFinder finder(a);
    std::map<ItemId, std::vector<Node>> penalised;
    for (Node v = 0; v < a.g.count(); ++v) {
        ItemId item = m_itemOfLeaf[Analysis::at(v)];
        if (item == ItemId::None)
            continue;
        const std::vector<Node> variables = finder.penalised(v);
        if (variables.empty())
            continue;
        const auto note = [&] {
            std::vector<Node> &all = penalised[item];
            all.insert(all.end(), variables.begin(), variables.end());
        };
        note();
        for (item = this->item(item).parent; item != m_root; item = this->item(item).parent)
            if (this->item(item).category == Category::Loss)
                note();
    }
    for (auto &[id, variables] : penalised) {
        std::sort(variables.begin(), variables.end());
        variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
        Item &item = m_items[ckpt::index(id)];
        item.notes.push_back(
            variables.size() == 1 ? "+ 1 weight penalty" : fmt::format("+ {} weight penalties", variables.size()));
        std::string names;
        std::size_t named = 0;
        for (const Node variable : variables)
            if (named++ < kNamed)
                names += (names.empty() ? "" : ", ") + std::string(a.g.name(variable));
        if (variables.size() > kNamed)
            names += fmt::format(" and {} more", variables.size() - kNamed);
        item.reason += (item.reason.empty() ? "" : " ")
            + fmt::format("Added to it are penalties on the size of weights, which depend on no data: {}.", names);
    }
}

} // namespace ckpt
