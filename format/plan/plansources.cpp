// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/plansources.h"

#include <algorithm>

namespace ckpt {

PlanSources::PlanSources(const ExportPlan &plan, const Checkpoint &first, std::span<const VariableFacts> facts,
    std::span<const OpenedSource> others)
{
    const auto add = [&](const Checkpoint &checkpoint, std::shared_ptr<const Checkpoint> other,
                         std::span<const VariableFacts> factsOfIt) {
        const std::size_t number = m_sources.size();
        const std::string_view id = number < plan.sources.size() ? plan.sources[number].id : std::string_view();
        m_sources.push_back({ &checkpoint, std::move(other), factsOfIt, id, m_rows });
        m_rows += checkpoint.variables().size();
    };
    add(first, nullptr, facts);
    for (const OpenedSource &other : others)
        add(*other.checkpoint, other.checkpoint, other.facts);
}

std::vector<std::size_t> PlanSources::numbers(const std::vector<std::string> &ids) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; ids.empty() && i < count(); ++i)
        found.push_back(i);
    for (const std::string &id : ids) {
        const auto source =
            std::find_if(m_sources.begin(), m_sources.end(), [&](const One &one) { return one.id == id; });
        if (source != m_sources.end())
            found.push_back(static_cast<std::size_t>(source - m_sources.begin()));
    }
    return found;
}

std::size_t PlanSources::sourceOf(std::size_t row) const
{
    if (m_sources.size() == 1)
        return 0;
    const auto after = std::upper_bound(m_sources.begin(), m_sources.end(), row,
        [](std::size_t wanted, const One &one) { return wanted < one.firstRow; });
    return static_cast<std::size_t>(after - m_sources.begin()) - 1;
}

std::optional<std::size_t> PlanSources::find(std::size_t source, std::string_view key) const
{
    const auto found = m_sources[source].checkpoint->find(key);
    return found ? std::optional(m_sources[source].firstRow + index(*found)) : std::nullopt;
}

} // namespace ckpt
