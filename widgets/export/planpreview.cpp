// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/planpreview.h"

#include "format/base/paths.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace ckpt {

std::vector<VariableId> rowsInOrder(const VariableList &list, const ResolvedPlan &resolved)
{
    const auto &facts = list.facts();
    std::vector<VariableId> order;
    order.reserve(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i)
        order.push_back(VariableId(i));
    const auto place = [&](VariableId id) {
        const VariableFacts &is = facts[index(id)];
        const bool aside = is.role == Role::Slot || is.role == Role::Average || is.role == Role::Counter;
        return std::tuple(!resolved.rows[index(id)].goes(), aside,
            is.order < 0 ? std::numeric_limits<int>::max() : is.order, static_cast<int>(is.role));
    };
    std::stable_sort(order.begin(), order.end(), [&](VariableId a, VariableId b) {
        const auto first = place(a), second = place(b);
        if (first != second)
            return first < second;
        return naturalLess(list.checkpoint()->variable(a).key, list.checkpoint()->variable(b).key);
    });
    return order;
}

} // namespace ckpt
