// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 7: what is open in the first picture. Level by level; a whole level or none.
#include "format/graph/tree.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::size_t kDeepest = 3, kMostWithDominant = 60, kMost = 40, kFewHeadCards = 8;

class FirstPicture {
public:
    FirstPicture(Tree &tree, std::uint32_t fewestHeads)
        : m_tree(tree)
        , m_root(tree.root)
        , m_fewestHeads(fewestHeads)
    {
    }

    std::vector<Part *> run()
    {
        m_total = std::max<std::uint32_t>(1, m_root->heads);
        m_count = m_root->children.size();
        if (const std::size_t shown = unstack(m_root)) {
            m_count += shown;
            m_total = 1;
            for (const Part *child : m_root->children)
                if (child->kind == ItemKind::Scope)
                    m_total = std::max(m_total, child->heads);
        }
        m_open.push_back(m_root);
        std::vector<Part *> level{ m_root };
        for (std::size_t depth = 1; depth <= kDeepest && !level.empty(); ++depth)
            level = openLevel(level);
        return m_open;
    }

private:
    bool mayOpen(const Part *part) const
    {
        const bool closedCategory = part->category == Category::Loss || part->category == Category::Metric
            || part->category == Category::Normalisation || part->category == Category::Pipeline;
        return part->kind == ItemKind::Scope && !m_tree.isLayerLike(part) && part->copyOf.empty()
            && part->sameWeightsAs.empty() && (part->heads >= 1 || m_root->heads <= 2) && !closedCategory
            && !isLoopBody(part);
    }

    bool isLoopBody(const Part *part) const
    {
        bool state = false, condition = false;
        for (const Part *child : part->children) {
            if (child->kind != ItemKind::Op)
                continue;
            const std::string_view op = m_tree.opOf(child);
            state = state || m_tree.hasOp(child, OpTrait::Merge);
            condition = condition || op == "TensorArrayReadV3" || op == "Less" || op == "LogicalAnd";
        }
        return state && condition;
    }

    // Parallel replicas that are nearly everything: the first one stands beside the stack of the others.
    std::size_t unstack(Part *scope)
    {
        std::size_t shown = 0;
        const std::vector<Part *> children = scope->children;
        for (Part *series : children) {
            if (series->kind != ItemKind::Series || series->chain || series->children.size() <= 2
                || series->made == Made::Twins || series->heads < 0.6 * std::max<std::uint32_t>(1, scope->heads)
                || series->children.front()->heads < 3)
                continue;
            Part *first = series->children.front();
            series->children.erase(series->children.begin());
            --series->repeat;
            Tree::add(scope, first);
            series->title = series->children.front()->title + " … " + series->children.back()->title;
            m_tree.aggregate(series);
            ++shown;
        }
        return shown;
    }

    bool isDominant(const Part *part) const
    {
        const bool heads = part->heads >= 0.6 * m_total && (part->heads >= 3 || m_root->children.size() < 6);
        return heads || (m_root->heads <= 2 && part->leaves >= 0.6 * m_root->leaves);
    }

    std::size_t cardsWithHeads() const
    {
        std::size_t cards = 0;
        for (const Part *open : m_open)
            for (const Part *child : open->children)
                if (child->heads > 0 && std::find(m_open.begin(), m_open.end(), child) == m_open.end())
                    ++cards;
        return cards;
    }

    std::vector<Part *> openLevel(const std::vector<Part *> &level)
    {
        std::vector<Part *> opened, closed;
        for (Part *scope : level)
            for (Part *child : scope->children)
                if (mayOpen(child))
                    closed.push_back(child);
        std::erase_if(closed, [&](Part *part) {
            if (!isDominant(part) || m_count + part->children.size() - 1 > kMostWithDominant)
                return false;
            open(part, opened);
            return true;
        });
        const bool few = cardsWithHeads() < kFewHeadCards
            && std::any_of(
                closed.begin(), closed.end(), [this](const Part *part) { return part->heads >= m_fewestHeads; });
        std::size_t cost = 0;
        for (const Part *part : closed)
            cost += few && part->heads >= 2 ? part->children.size() - 1 : 0;
        if (cost > 0 && m_count + cost <= kMost)
            for (Part *part : closed)
                if (part->heads >= 2)
                    open(part, opened);
        return opened;
    }

    void open(Part *part, std::vector<Part *> &opened)
    {
        m_count += part->children.size() - 1 + unstack(part);
        m_open.push_back(part);
        opened.push_back(part);
    }

    Tree &m_tree;
    Part *m_root;
    std::uint32_t m_fewestHeads;
    std::uint32_t m_total = 1;
    std::size_t m_count = 0;
    std::vector<Part *> m_open;
};

} // namespace

void openFirst(Tree &tree, std::vector<Part *> &open, std::uint32_t fewestHeads)
{
    open = FirstPicture(tree, fewestHeads).run();
}

} // namespace ckpt
