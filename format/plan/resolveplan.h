// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A plan applied to its sources: what goes, under which name, as which type, and what is wrong with it. Reads no
// values; for 100,000 variables it takes less than 200 ms.
#pragma once

#include "format/export/copyplan.h"
#include "format/plan/exportplan.h"
#include "format/plan/plansources.h"

#include <span>
#include <string>
#include <vector>

namespace ckpt {

enum class Absence : std::uint8_t {
    None, // it goes
    NotChosen, // by any line
    TakenOut, // by a line
    ByHand, // PlanItem::skip
    AverageInstead, // its average goes under its name
    Combined, // its values go into those of another source
    OtherSource, // that of another source goes under its name
    NoPlace, // the object graph and the counter of saves, in files of arrays; the graph with names that do not fit
};

struct PlanRow {
    Absence absence = Absence::NotChosen;
    bool edited = false; // by a PlanItem
    bool isAverage = false; // goes in the place of a weight
    std::string key; // in the new checkpoint; where it does not go: as it is
    DType type = DType::Invalid; // in the new checkpoint
    std::uint64_t bytes = 0; // of values in the new checkpoint; strings: as they are stored
    std::optional<std::string> value; // instead of the stored one
    std::shared_ptr<const Combination> combination; // instead of the stored values
    std::optional<Selection> part; // what is taken of it
    bool joined = false; // its parts become one whole
    bool goes() const { return absence == Absence::None; }
};

// Something that forbids writing, about one variable or the plan.
struct PlanProblem {
    std::optional<VariableId> variable; // of the first source
    Error error; // NameTwice, NameNotWritable, TypeNotWritable, ValueNotWritable, NoSuchVariable (an item of the plan),
                 // what is known to be wrong with the variable, CombineMissing, CombineDiffers, BadSlice, PlanOutcome
};

struct ResolvedPlan {
    std::vector<PlanRow> rows; // by VariableId; those of other sources behind them (PlanSources)
    std::vector<std::shared_ptr<const Checkpoint>> others; // sources from the second on
    std::vector<PlanProblem> problems; // by variable, then of the plan
    std::vector<std::size_t> matched; // variables that each rule of names changed, by rule
    std::size_t variables = 0; // that go
    std::size_t leftOut = 0; // names that do not go
    std::uint64_t bytes = 0; // of the new values
    StorageFormat format = StorageFormat::V2; // of the target
    ObjectGraphRule objectGraph = ObjectGraphRule::Keep; // where the graph goes
    // A new name under which no object finds its values: why the graph does not go, where nobody said so.
    std::optional<std::string> plainName;

    // What planCopy() and planArrays() take. The object graph goes as a variable.
    std::vector<CopyItem> items(const Checkpoint &first) const;
    // A row as planCopy() takes it, whether it goes or not.
    CopyItem item(const Checkpoint &first, std::size_t row) const;
};

// What in the plan cannot be understood, before it is applied to anything.
struct PlanWordsError {
    enum class Where { Select, CombineOnly, CastOnly, CastKeep, Rename };
    PlanWordsError(Where place, std::size_t number, std::string text, QueryError error)
        : where(place)
        , position(number)
        , query(std::move(text))
        , queryError(std::move(error))
    {
    }
    explicit PlanWordsError(RenameError error)
        : where(Where::Rename)
        , position(error.rule)
        , renameError(std::move(error))
    {
    }
    Where where;
    std::size_t position; // of the line or rule
    std::string query; // all but Rename
    QueryError queryError;
    RenameError renameError;
};

// A plan whose words have been understood. Immutable; shared without locks.
class CompiledPlan {
public:
    static tl::expected<CompiledPlan, PlanWordsError> compile(const ExportPlan &plan);

    // `facts` by VariableId. `others` are the sources from the second on, in the order of the plan. Fails with
    // Cancelled alone; what forbids writing is in `problems`.
    Result<ResolvedPlan> resolve(const Checkpoint &first, std::span<const VariableFacts> facts,
        std::span<const OpenedSource> others, const JobControl &control = {}) const;
    Result<ResolvedPlan> resolve(
        const Checkpoint &source, std::span<const VariableFacts> facts, const JobControl &control = {}) const
    {
        return resolve(source, facts, {}, control);
    }

private:
    friend class PlanResolver;
    ExportPlan m_plan;
    std::vector<VariableQuery> m_lines; // by line of m_plan.select
    std::optional<VariableQuery> m_combined, m_only, m_keep;
    Renames m_renames;
};

} // namespace ckpt
