// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What `ckpt export` says: the plan, the outcome.
#pragma once

#include "app/cli/console.h"
#include "app/cli/facts.h"
#include "format/base/queryterms.h"
#include "format/export/copycheckpoint.h"
#include "format/export/copymeta.h"
#include "format/export/writearrays.h"
#include "format/plan/resolveplan.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// The checkpoints of an export and what is known of their variables, in the order of the plan.
struct ExportSources {
    std::vector<std::shared_ptr<const Checkpoint>> checkpoints;
    std::vector<Facts> facts;
    const Checkpoint &first() const { return *checkpoints.front(); }
    std::size_t numberOf(const CopyItem &item) const;
    const VariableFacts &factsOf(const CopyItem &item) const
    {
        return facts[numberOf(item)].variables[index(item.from)];
    }
};

struct ExportPlanView {
    const ExportSources &sources;
    std::size_t leftOut;
    const CopyPlan &plan;
    const std::string &target;
    bool targetExists = false;
    const std::optional<ExportedMeta> &meta;
    const CopyFigures &figures;
};
void printPlan(Output &out, const ExportPlanView &view);
void writePlanJson(Output &out, const ExportPlanView &view);

struct ExportReportView {
    const ExportSources &sources;
    std::size_t leftOut;
    const CopyPlan &plan;
    const CopyReport &report;
    const std::string &target;
    const std::optional<ExportedMeta> &meta;
    bool metaWritten = false;
};
void printReport(Output &out, const ExportReportView &view);
void writeReportJson(Output &out, const ExportReportView &view);

// Of files of arrays.
struct ArrayPlanView {
    const ExportSources &sources;
    const ArrayPlan &plan;
    const std::string &target;
};
void printPlan(Output &out, const ArrayPlanView &view);
void writePlanJson(Output &out, const ArrayPlanView &view);
void printReport(Output &out, const ExportSources &sources, const ArrayReport &report, const std::string &target);
void writeReportJson(Output &out, const ExportSources &sources, const ArrayReport &report, const std::string &target);

// "finished: the new checkpoint is there"
std::string_view recoveredText(Recovered recovered);
// A sentence.
std::string queryErrorText(std::string_view query, const QueryError &error);
std::string planWordsText(const PlanWordsError &error);

} // namespace ckpt
