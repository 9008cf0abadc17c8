// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/resolveplan.h"

#include "format/objects/objectkey.h"
#include "format/plan/combinerows.h"
#include "format/plan/modelweights.h"

#include <algorithm>
#include <fmt/format.h>
#include <fnmatch.h>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {

namespace {

constexpr std::size_t kBetweenChecks = 1024;

bool isWeight(Role role)
{
    return role != Role::Slot && role != Role::Average && role != Role::Counter;
}

bool isOf(ExportPreset preset, const VariableFacts &facts)
{
    switch (preset) {
    case ExportPreset::All:
        return true;
    case ExportPreset::Weights:
    case ExportPreset::Averages:
        return isWeight(facts.role);
    case ExportPreset::Trainable:
        return facts.trainable;
    case ExportPreset::Frozen:
        return isWeight(facts.role) && !facts.trainable;
    }
    return false;
}

bool fitsOne(const std::vector<std::string> &patterns, const std::string &name)
{
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) {
        return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
    });
}

Error aboutKey(Fault fault, const std::string &key)
{
    Error error{ .fault = fault };
    error.key = key;
    return error;
}

} // namespace

// One plan on its way over its sources.
class PlanResolver {
public:
    PlanResolver(const CompiledPlan &compiled, const Checkpoint &first, std::span<const VariableFacts> facts,
        std::span<const OpenedSource> others)
        : m_compiled(compiled)
        , m_plan(compiled.m_plan)
        , m_first(first)
        , m_facts(facts)
        , m_sources(compiled.m_plan, first, facts, others)
    {
        m_done.format = m_plan.target.format.value_or(first.format());
        m_done.rows.resize(m_sources.rows());
        m_chosenBy.resize(m_sources.rows());
        for (const OpenedSource &other : others)
            m_done.others.push_back(other.checkpoint);
        m_done.matched.resize(m_plan.rename.size());
    }

    Result<ResolvedPlan> resolve(const JobControl &control)
    {
        findItems();
        for (std::size_t i = 0; i < m_done.rows.size(); ++i) {
            if (i % kBetweenChecks == 0 && control.cancelled())
                return fail(Fault::Cancelled);
            choose(i);
        }
        putAveragesInPlace();
        const CombineTask combining{ m_plan.combine, m_compiled.m_combined, m_sources, m_chosenBy,
            [this](std::size_t row) -> const std::string & { return nameBefore(row); } };
        if (m_plan.combine.op != PlanCombine::Op::None && !combineRows(combining, m_done, control))
            return fail(Fault::Cancelled);
        for (std::size_t i = 0; i < m_done.rows.size(); ++i) {
            if (i % kBetweenChecks == 0 && control.cancelled())
                return fail(Fault::Cancelled);
            change(i);
        }
        chooseObjectGraph();
        for (std::size_t i = 0; i < m_done.rows.size(); ++i)
            check(i);
        countLeftOut();
        findTwins();
        checkExpectations();
        return std::move(m_done);
    }

private:
    const Variable &variable(std::size_t i) const { return m_sources.variable(i); }
    // In problems: the page knows those of the first source.
    std::optional<VariableId> idOf(std::size_t i) const
    {
        return m_sources.sourceOf(i) == 0 ? std::optional(VariableId(i)) : std::nullopt;
    }
    const PlanItem *itemOf(std::size_t i) const
    {
        const auto found = m_items.find(i);
        return found == m_items.end() ? nullptr : found->second;
    }

    void findItems()
    {
        for (const PlanItem &item : m_plan.items) {
            std::optional<std::size_t> row;
            for (std::size_t source = 0; source < m_sources.count() && !row; ++source) {
                if (item.source.empty() || item.source == m_sources.id(source))
                    row = m_sources.find(source, item.from);
            }
            if (row)
                m_items[*row] = &item;
            else
                m_done.problems.push_back({ std::nullopt, aboutKey(Fault::NoSuchVariable, item.from) });
        }
    }

    void choose(std::size_t i)
    {
        PlanRow &row = m_done.rows[i];
        for (std::size_t l = 0; l < m_plan.select.size(); ++l) {
            const SelectLine &line = m_plan.select[l];
            const bool holds = (line.source.empty() || line.source == m_sources.id(m_sources.sourceOf(i)))
                && (!line.preset || isOf(*line.preset, m_sources.facts(i))) && fitsOne(line.patterns, variable(i).key)
                && m_compiled.m_lines[l].holds(variable(i), m_sources.facts(i));
            if (!holds)
                continue;
            m_chosenBy[i] = l + 1;
            row.absence = line.takesOut ? Absence::TakenOut : Absence::None;
            m_byAverages.resize(m_done.rows.size());
            m_byAverages[i] = line.preset == ExportPreset::Averages;
        }
        if (const PlanItem *item = itemOf(i)) {
            row.edited = true;
            row.absence = item->skip ? Absence::ByHand : Absence::None;
            if (!item->source.empty())
                m_chosenBy[i] = kByItem;
        }
    }

    // A weight that was chosen by the preset of averages gives its name to its average.
    void putAveragesInPlace()
    {
        std::vector<std::pair<std::size_t, std::size_t>> found; // average, weight
        for (std::size_t i = 0; i < m_sources.rows() && !m_byAverages.empty(); ++i) {
            const VariableFacts &facts = m_sources.facts(i);
            if (facts.role != Role::Average)
                continue;
            const auto owner = m_sources.find(m_sources.sourceOf(i), facts.owner);
            if (!owner || !m_byAverages[*owner])
                continue;
            const Variable &weight = variable(*owner);
            if (weight.dtype == variable(i).dtype && weight.shape == variable(i).shape)
                found.emplace_back(i, *owner);
        }
        for (const auto &[average, weight] : found) {
            PlanRow &from = m_done.rows[average], &of = m_done.rows[weight];
            const PlanItem *byHand = itemOf(average);
            if ((byHand && byHand->skip) || (!of.goes() && of.absence != Absence::AverageInstead))
                continue;
            from.absence = Absence::None;
            from.isAverage = true;
            m_chosenBy[average] = std::max(m_chosenBy[average], m_chosenBy[weight]);
            m_nameOf[average] = weight;
            if (!itemOf(weight))
                of.absence = Absence::AverageInstead;
        }
    }

    void change(std::size_t i)
    {
        PlanRow &row = m_done.rows[i];
        const Variable &from = variable(i);
        row.key = from.key;
        row.type = from.dtype;
        row.bytes = from.byteSize();
        if (!row.goes() || from.key == kObjectGraphKey)
            return;
        const PlanItem *item = itemOf(i);
        const auto weight = m_nameOf.find(i);
        const std::size_t named = weight == m_nameOf.end() ? i : weight->second;
        row.key = item && item->to
            ? *item->to
            : m_compiled.m_renames.apply(variable(named), m_sources.facts(named), variable(named).key, m_done.matched);
        if (item && item->slice)
            slice(i, *item->slice);
        row.joined = m_plan.joinParts && from.isPartitioned() && !row.part
            && (isFixedSize(from.dtype) || from.dtype == DType::String);
        if (item && item->value)
            row.value = item->value;
        if (row.value)
            row.combination.reset();
        if (const auto cast = castOf(i, item))
            row.type = writtenType(from, CopyItem{ VariableId(i), row.key, cast, std::nullopt });
        if (isFixedSize(row.type))
            row.bytes =
                static_cast<std::uint64_t>(row.part ? row.part->elements() : from.elements()) * elementSize(row.type);
    }

    void slice(std::size_t i, const std::string &text)
    {
        auto part = parseSelection(text, variable(i).shape);
        if (part) {
            m_done.rows[i].part = std::move(*part);
            return;
        }
        part.error().key = variable(i).key;
        part.error().detail = fmt::format("“{}”: {}", variable(i).key, part.error().detail);
        m_done.problems.push_back({ idOf(i), part.error() });
    }

    std::optional<DType> castOf(std::size_t i, const PlanItem *item) const
    {
        if (item && item->cast)
            return item->cast;
        const VariableFacts &facts = m_sources.facts(i);
        const bool meant = (!m_compiled.m_only || m_compiled.m_only->holds(variable(i), facts))
            && (!m_compiled.m_keep || !m_compiled.m_keep->holds(variable(i), facts));
        return meant ? m_plan.cast.type : std::nullopt;
    }

    // It goes along with whatever goes, and so does the counter of saves unless it is taken out: a restore asks for it.
    void chooseObjectGraph()
    {
        const auto graph = m_first.find(kObjectGraphKey);
        if (!graph)
            return;
        bool anything = m_done.rows.size() == 1 && m_done.rows.front().goes();
        const std::vector<bool> weights = modelWeights(m_first, m_facts);
        bool cuts = m_plan.objectGraph == ObjectGraphChoice::Cut;
        for (std::size_t i = 0; i < m_done.rows.size(); ++i) {
            const PlanRow &row = m_done.rows[i];
            if (i == index(*graph))
                continue;
            anything = anything || row.goes();
            if (m_plan.objectGraph == ObjectGraphChoice::Automatic)
                cuts = cuts
                    || (i < weights.size() && weights[i] && !row.goes() && row.absence != Absence::AverageInstead
                        && row.absence != Absence::OtherSource);
            if (row.goes() && !m_done.plainName && !keepsAttribute(nameBefore(i), row.key))
                m_done.plainName = row.key;
        }
        m_done.objectGraph = cuts ? ObjectGraphRule::Cut : ObjectGraphRule::Keep;
        PlanRow &row = m_done.rows[index(*graph)];
        const bool unfit = m_plan.objectGraph == ObjectGraphChoice::Automatic && m_done.plainName;
        if (!anything)
            row.absence = Absence::NotChosen;
        else if (isArrayFormat(m_done.format) || unfit)
            row.absence = Absence::NoPlace;
        else
            row.absence = m_plan.objectGraph == ObjectGraphChoice::Drop ? Absence::TakenOut : Absence::None;
        const auto counter = m_first.find(kSaveCounterKey);
        if (!row.goes() || !counter || m_done.rows[index(*counter)].absence != Absence::NotChosen)
            return;
        PlanRow &counted = m_done.rows[index(*counter)];
        counted.absence = Absence::None;
        change(index(*counter));
        if (!keepsAttribute(kSaveCounterKey, counted.key))
            counted.key = kSaveCounterKey;
    }

    // The key under which the value of a row goes without rules.
    const std::string &nameBefore(std::size_t i) const
    {
        const auto weight = m_nameOf.find(i);
        return variable(weight == m_nameOf.end() ? i : weight->second).key;
    }

    void check(std::size_t i)
    {
        const PlanRow &row = m_done.rows[i];
        if (!row.goes())
            return;
        ++m_done.variables;
        m_done.bytes += row.bytes;
        CopyItem item{ m_sources.variableId(i), row.key,
            row.type == variable(i).dtype ? std::nullopt : std::optional(row.type), row.value };
        item.source = m_sources.other(m_sources.sourceOf(i));
        item.part = row.part;
        item.joined = row.joined;
        if (auto good = checkCopyItem(m_first, item, m_done.format); !good)
            m_done.problems.push_back({ idOf(i), good.error() });
    }

    // A name counts once, in however many sources it is.
    void countLeftOut()
    {
        std::unordered_set<std::string_view> names;
        for (std::size_t i = 0; i < m_done.rows.size(); ++i) {
            const Absence absence = m_done.rows[i].absence;
            if (absence != Absence::None && absence != Absence::Combined && absence != Absence::OtherSource)
                names.insert(variable(i).key);
        }
        for (std::size_t i = 0; i < m_done.rows.size() && m_sources.count() > 1; ++i) {
            if (m_done.rows[i].goes())
                names.erase(variable(i).key);
        }
        m_done.leftOut = names.size();
    }

    void findTwins()
    {
        std::unordered_map<std::string_view, std::pair<std::size_t, bool>> first; // by new name: row, was told
        for (std::size_t i = 0; i < m_done.rows.size(); ++i) {
            const PlanRow &row = m_done.rows[i];
            if (!row.goes())
                continue;
            const auto [at, isNew] = first.try_emplace(row.key, i, false);
            if (isNew)
                continue;
            const Error error = aboutKey(Fault::NameTwice, row.key);
            if (!std::exchange(at->second.second, true))
                m_done.problems.push_back({ idOf(at->second.first), error });
            m_done.problems.push_back({ idOf(i), error });
        }
    }

    void checkExpectations()
    {
        const auto differs = [](std::optional<std::uint64_t> wanted, std::uint64_t is) {
            return wanted && *wanted != is;
        };
        if (!differs(m_plan.expectVariables, m_done.variables) && !differs(m_plan.expectBytes, m_done.bytes))
            return;
        Error error{ .fault = Fault::PlanOutcome };
        const bool count = differs(m_plan.expectVariables, m_done.variables);
        error.expected = static_cast<std::int64_t>(count ? *m_plan.expectVariables : *m_plan.expectBytes);
        error.actual = static_cast<std::int64_t>(count ? m_done.variables : m_done.bytes);
        error.detail = count ? "variables" : "bytes";
        m_done.problems.push_back({ std::nullopt, std::move(error) });
    }

    const CompiledPlan &m_compiled;
    const ExportPlan &m_plan;
    const Checkpoint &m_first;
    std::span<const VariableFacts> m_facts; // of the first source
    const PlanSources m_sources;
    ResolvedPlan m_done;
    std::unordered_map<std::size_t, const PlanItem *> m_items; // by row
    std::vector<std::size_t> m_chosenBy; // CombineTask
    std::vector<bool> m_byAverages; // by row, once a line is of that preset
    std::unordered_map<std::size_t, std::size_t> m_nameOf; // average → weight
};

Result<ResolvedPlan> CompiledPlan::resolve(const Checkpoint &first, std::span<const VariableFacts> facts,
    std::span<const OpenedSource> others, const JobControl &control) const
{
    return PlanResolver(*this, first, facts, others).resolve(control);
}

} // namespace ckpt
