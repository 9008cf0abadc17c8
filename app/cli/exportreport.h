// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What `ckpt export` says: the plan, the outcome.
#pragma once

#include "app/cli/console.h"
#include "app/cli/facts.h"
#include "format/base/queryterms.h"
#include "format/export/copycheckpoint.h"

#include <string>
#include <string_view>

namespace ckpt {

struct ExportPlanView {
    const Checkpoint &source;
    const Facts &facts;
    const CopyPlan &plan;
    const std::string &target;
    bool targetExists = false;
};

void printPlan(Output &out, const ExportPlanView &view);
void writePlanJson(Output &out, const ExportPlanView &view);

// `leftOut`: variables of the source.
void printReport(Output &out, const CopyReport &report, const std::string &target, std::size_t leftOut);
void writeReportJson(
    Output &out, const Checkpoint &source, const CopyReport &report, const std::string &target, std::size_t leftOut);

// "finished: the new checkpoint is there"
std::string_view recoveredText(Recovered recovered);
// A sentence.
std::string queryErrorText(std::string_view query, const QueryError &error);

} // namespace ckpt
