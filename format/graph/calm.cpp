// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The order in which full scopes are made calm.
#include "format/graph/contractions.h"
#include "format/graph/series.h"

#include <algorithm>

namespace ckpt {

bool calm(Tree &tree, const JobControl &control)
{
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        Part *scope = *it;
        if (scope->kind != ItemKind::Scope || scope->children.size() <= 2)
            continue;
        for (const auto contract : { absorbForms, joinTrees, foldUnrolled, foldTwins, groupTails, makeStages }) {
            if (control.cancelled())
                return false;
            contract(tree, scope);
        }
        if (scope->children.size() > 12) {
            signGroups(scope);
            foldSeries(tree, scope, { 4, true, 2 });
        }
        for (const auto contract : { groupPlain, groupInputs, groupReuse }) {
            if (control.cancelled())
                return false;
            contract(tree, scope);
        }
    }
    return true;
}

bool limitSizes(Tree &tree, const JobControl &control)
{
    for (Part *part : tree.walk(tree.root)) {
        const bool longGroup = part->kind == ItemKind::Group && part->children.size() > 20;
        if (part->kind != ItemKind::Scope && !longGroup)
            continue;
        if (control.cancelled())
            return false;
        if (longGroup) {
            signGroups(part);
            foldSeries(tree, part, { 4, true, 1 });
        }
        const auto ops = std::count_if(
            part->children.begin(), part->children.end(), [](const Part *c) { return c->kind == ItemKind::Op; });
        if (part->children.size() > 20 && ops >= 8)
            glue(tree, part);
        if (part->children.size() > 12) {
            signGroups(part);
            foldSeries(tree, part, { 4, true, part->children.size() > 24 ? 1 : 2 });
        }
        makeSections(tree, part);
    }
    return true;
}

} // namespace ckpt
