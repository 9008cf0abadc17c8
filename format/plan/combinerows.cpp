// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/combinerows.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {

namespace {

constexpr std::size_t kBetweenChecks = 1024;

class RowCombiner {
public:
    RowCombiner(const CombineTask &task, ResolvedPlan &done, const JobControl &control)
        : m_task(task)
        , m_done(done)
        , m_control(control)
        , m_sources(task.sources.numbers(task.combine.sources))
    {
    }

    bool run()
    {
        dropOtherGraphs();
        if (m_task.combine.op != PlanCombine::Op::Pick && !compute())
            return false;
        return pick();
    }

private:
    const Variable &variable(std::size_t row) const { return m_task.sources.variable(row); }
    bool goOn(std::size_t row) const { return row % kBetweenChecks != 0 || !m_control.cancelled(); }
    bool isMeant(std::size_t row) const
    {
        return std::find(m_sources.begin(), m_sources.end(), m_task.sources.sourceOf(row)) != m_sources.end();
    }

    // The objects are those of the first source.
    void dropOtherGraphs()
    {
        for (std::size_t source = 1; source < m_task.sources.count(); ++source) {
            if (const auto row = m_task.sources.find(source, kObjectGraphKey))
                m_done.rows[*row].absence = Absence::OtherSource;
        }
    }

    bool compute()
    {
        std::unordered_set<std::string_view> seen;
        for (std::size_t row = 0; row < m_done.rows.size(); ++row) {
            if (!goOn(row))
                return false;
            const std::string &key = variable(row).key;
            if (m_done.rows[row].goes() && isMeant(row) && key != kObjectGraphKey && seen.insert(key).second)
                compute(key);
        }
        return true;
    }

    // All variables of one name; some of them are chosen.
    void compute(const std::string &key)
    {
        std::vector<std::size_t> rows;
        std::vector<std::size_t> without; // sources
        for (const std::size_t source : m_sources) {
            if (const auto row = m_task.sources.find(source, key))
                rows.push_back(*row);
            else
                without.push_back(source);
        }
        const auto is = [&](Absence absence) {
            return [this, absence](std::size_t row) { return m_done.rows[row].absence == absence; };
        };
        if (std::any_of(rows.begin(), rows.end(), is(Absence::ByHand)))
            return setAbsent(rows, Absence::ByHand);
        const std::size_t lead = rows.front();
        const bool single =
            std::any_of(rows.begin(), rows.end(), [this](std::size_t row) { return m_task.chosenBy[row] == kByItem; });
        if (single || (m_task.only && !m_task.only->holds(variable(lead), m_task.sources.facts(lead))))
            return; // taken from one of them
        for (const std::size_t source : without)
            tell(Fault::CombineMissing, key, source);
        PlanRow kept = m_done.rows[lead];
        for (const std::size_t row : rows) {
            kept.isAverage |= m_done.rows[row].isAverage;
            kept.edited |= m_done.rows[row].edited;
        }
        setAbsent(rows, Absence::Combined);
        m_done.rows[lead] = std::move(kept);
        m_done.rows[lead].absence = Absence::None;
        if (without.empty())
            m_done.rows[lead].combination = combinationOf(rows);
    }

    // Nothing where the first one's values are taken.
    std::shared_ptr<const Combination> combinationOf(const std::vector<std::size_t> &rows)
    {
        auto combination = std::make_shared<Combination>();
        const bool linear = m_task.combine.op == PlanCombine::Op::Linear;
        combination->kind = linear ? Combination::Kind::Linear : Combination::Kind::Average;
        combination->t = m_task.combine.t;
        for (const std::size_t row : rows)
            combination->terms.push_back(
                { m_task.sources.other(m_task.sources.sourceOf(row)), m_task.sources.variableId(row) });
        const std::size_t lead = rows.front();
        CopyItem item{ .from = m_task.sources.variableId(lead), .key = variable(lead).key };
        item.source = m_task.sources.other(m_task.sources.sourceOf(lead));
        item.combination = combination;
        if (auto good = checkCombination(m_task.sources.checkpoint(0), item); !good)
            m_done.problems.push_back({ problemVariable(lead), good.error() });
        return numberClass(variable(lead).dtype) == NumberClass::Float ? combination : nullptr;
    }

    bool pick()
    {
        std::unordered_map<std::string_view, std::size_t> best; // by name: row
        for (std::size_t row = 0; row < m_done.rows.size(); ++row) {
            if (!goOn(row))
                return false;
            if (!m_done.rows[row].goes() || !isMeant(row))
                continue;
            const auto [at, isFirst] = best.try_emplace(m_task.nameBefore(row), row);
            if (isFirst || m_task.sources.sourceOf(at->second) == m_task.sources.sourceOf(row))
                continue;
            const bool wins = m_task.chosenBy[row] > m_task.chosenBy[at->second];
            m_done.rows[wins ? at->second : row].absence = Absence::OtherSource;
            if (wins)
                at->second = row;
        }
        return true;
    }

    void setAbsent(const std::vector<std::size_t> &rows, Absence absence)
    {
        for (const std::size_t row : rows)
            m_done.rows[row].absence = absence;
    }

    std::optional<VariableId> problemVariable(std::size_t row) const
    {
        return m_task.sources.sourceOf(row) == 0 ? std::optional(m_task.sources.variableId(row)) : std::nullopt;
    }

    void tell(Fault fault, const std::string &key, std::size_t source)
    {
        Error error{ .fault = fault };
        error.path = m_task.sources.checkpoint(source).ref().prefix;
        error.key = key;
        m_done.problems.push_back({ std::nullopt, std::move(error) });
    }

    const CombineTask &m_task;
    ResolvedPlan &m_done;
    const JobControl &m_control;
    const std::vector<std::size_t> m_sources; // that are combined
};

} // namespace

bool combineRows(const CombineTask &task, ResolvedPlan &done, const JobControl &control)
{
    return RowCombiner(task, done, control).run();
}

} // namespace ckpt
