// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Sibling scopes that read the weights of another one, or get their weights assigned from it (DIAGRAM notes 6.4,
// Copies).
#include "format/graph/tree.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

constexpr std::size_t kMostCompared = 64; // siblings of one level

class CopyFinder {
public:
    explicit CopyFinder(Tree &tree)
        : m_tree(tree)
        , m_a(tree.a)
    {
    }

    void run(Part *scope)
    {
        std::vector<Part *> parts;
        for (Part *child : scope->children)
            if (child->kind == ItemKind::Scope && child->heads >= 2)
                parts.push_back(child);
        if (parts.size() < 2 || parts.size() > kMostCompared)
            return;
        std::sort(parts.begin(), parts.end(), earlier);
        for (Part *part : parts)
            for (Part *original : parts)
                if (original != part && original->copyOf.empty() && original->sameWeightsAs.empty()
                    && marks(part, original))
                    break;
    }

private:
    // Does a gradient read what this part computes?
    bool isTrained(const Part *part)
    {
        const auto [entry, isNew] = m_trained.try_emplace(part, false);
        if (!isNew)
            return entry->second;
        for (const Node v : m_tree.nodesOf(part))
            for (const Out &e : m_tree.g.out(v))
                entry->second = entry->second || m_a.is(e.target, NodeClass::Gradient);
        return entry->second;
    }

    std::vector<std::string> shapes(const Part *part) const
    {
        std::vector<std::string> result;
        for (const Node v : part->variables)
            result.push_back(shapeLabel(m_tree.g.declaredShape(v)));
        std::sort(result.begin(), result.end());
        return result;
    }

    bool marks(Part *part, Part *original)
    {
        std::vector<Node> weights;
        for (const Node v : part->variables) {
            const std::string &role = m_tree.roleOf(v);
            if (role != "moving mean" && role != "moving variance" && role != "counter" && role != "global step")
                weights.push_back(v);
        }
        if (weights.empty())
            return false;
        const std::unordered_set<Node> there(original->variables.begin(), original->variables.end());
        const auto isThere = [&](Node v) { return there.contains(v); };
        const bool before = isTrained(original) != isTrained(part) ? isTrained(original) : earlier(original, part);
        if (before && std::all_of(weights.begin(), weights.end(), isThere)) {
            part->sameWeightsAs = original->title;
            return true;
        }
        const auto copied = [&](Node v) {
            const auto from = m_a.copiedFrom.find(v);
            return from != m_a.copiedFrom.end() && isThere(from->second);
        };
        const auto applied = [&](Node v) { return m_a.applied.contains(v); };
        const bool twin = part->signature == original->signature && shapes(part) == shapes(original)
            && std::any_of(original->variables.begin(), original->variables.end(), applied)
            && std::none_of(weights.begin(), weights.end(), applied)
            && std::all_of(weights.begin(), weights.end(), [&](Node v) { return m_a.assigned.contains(v); });
        if (!twin && !std::all_of(weights.begin(), weights.end(), copied))
            return false;
        part->copyOf = original->title;
        return true;
    }

    Tree &m_tree;
    const Analysis &m_a;
    std::unordered_map<const Part *, bool> m_trained;
};

} // namespace

void findCopies(Tree &tree)
{
    CopyFinder finder(tree);
    for (Part *part : tree.walk(tree.root))
        if (part->kind == ItemKind::Scope)
            finder.run(part);
}

} // namespace ckpt
