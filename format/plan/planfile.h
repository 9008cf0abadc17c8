// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Plans as JSON files, schema "ckptscope.plan/1" (NOTES.md has every member).
#pragma once

#include "format/base/jobcontrol.h"
#include "format/checkpoint/checkpoint.h"
#include "format/plan/exportplan.h"

#include <string>
#include <string_view>

namespace ckpt {

// Paths in the plan are relative to its file; what is returned has them joined with its folder. Nothing that is not
// understood is passed over. Fails with PlanUnreadable (no JSON, another schema), PlanMemberUnknown, PlanValueWrong,
// and what reading a file fails with.
Result<ExportPlan> readPlan(const std::string &path, const JobControl &control = {});
Result<ExportPlan> parsePlan(std::string_view text, const std::string &path);

// So that parsePlan() with the same path gives the same plan. Files in and below the folder of `path` get relative
// paths.
std::string planText(const ExportPlan &plan, const std::string &path);

// Of the index of V2: nothing for other formats, and where it cannot be read.
std::optional<PlanFingerprint> fingerprintOf(const Checkpoint &source, const JobControl &control = {});

} // namespace ckpt
