// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is chosen of several sources under one name becomes one row of a plan: computed from all of them, or taken from
// one.
#pragma once

#include "format/graph/variablequery.h"
#include "format/plan/plansources.h"
#include "format/plan/resolveplan.h"

#include <functional>
#include <string>

namespace ckpt {

// What PlanCombine asks for.
struct CombineTask {
    const PlanCombine &combine;
    const std::optional<VariableQuery> &only;
    const PlanSources &sources;
    // By row: one more than the line that chose it last; kByItem where an item did.
    std::span<const std::size_t> chosenBy;
    std::function<const std::string &(std::size_t row)> nameBefore; // rules of names work on it
};
inline constexpr std::size_t kByItem = SIZE_MAX;

// The rows of `done` say already which of them were chosen, and nothing of types and names. Problems are CombineMissing
// and CombineDiffers. False: cancelled.
bool combineRows(const CombineTask &task, ResolvedPlan &done, const JobControl &control);

} // namespace ckpt
