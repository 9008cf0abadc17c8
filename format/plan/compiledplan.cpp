// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What stands before and behind applying a plan: its words understood, its rows as items of a copy.
#include "format/plan/resolveplan.h"

namespace ckpt {

namespace {

tl::expected<VariableQuery, PlanWordsError> parsed(
    const std::string &text, PlanWordsError::Where where, std::size_t position)
{
    auto query = VariableQuery::parse(text);
    if (!query)
        return tl::unexpected(PlanWordsError(where, position, text, query.error()));
    return std::move(*query);
}

} // namespace

tl::expected<CompiledPlan, PlanWordsError> CompiledPlan::compile(const ExportPlan &plan)
{
    using Where = PlanWordsError::Where;
    CompiledPlan compiled;
    compiled.m_plan = plan;
    for (std::size_t i = 0; i < plan.select.size(); ++i) {
        auto query = parsed(plan.select[i].query, Where::Select, i);
        if (!query)
            return tl::unexpected(std::move(query.error()));
        compiled.m_lines.push_back(std::move(*query));
    }
    for (const auto &[text, where, to] : { std::tuple(&plan.combine.only, Where::CombineOnly, &compiled.m_combined),
             std::tuple(&plan.cast.only, Where::CastOnly, &compiled.m_only),
             std::tuple(&plan.cast.keep, Where::CastKeep, &compiled.m_keep) }) {
        if (text->empty())
            continue;
        auto query = parsed(*text, where, 0);
        if (!query)
            return tl::unexpected(std::move(query.error()));
        *to = std::move(*query);
    }
    auto renames = Renames::compile(plan.rename);
    if (!renames)
        return tl::unexpected(PlanWordsError(renames.error()));
    compiled.m_renames = std::move(*renames);
    return compiled;
}

std::vector<CopyItem> ResolvedPlan::items(const Checkpoint &first) const
{
    std::vector<CopyItem> items;
    items.reserve(variables);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].goes())
            items.push_back(item(first, i));
    }
    return items;
}

CopyItem ResolvedPlan::item(const Checkpoint &first, std::size_t row) const
{
    CopyItem item;
    std::size_t number = row;
    for (std::size_t i = 0; i < others.size() && number >= sourceOf(first, item).variables().size(); ++i) {
        number -= sourceOf(first, item).variables().size();
        item.source = others[i];
    }
    item.from = VariableId(number);
    item.key = rows[row].key;
    if (rows[row].type != variableOf(first, item).dtype)
        item.cast = rows[row].type;
    item.value = rows[row].value;
    item.combination = rows[row].combination;
    item.joined = rows[row].joined;
    item.part = rows[row].part;
    return item;
}

} // namespace ckpt
