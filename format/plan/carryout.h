// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A plan that has been resolved becomes files. Here the two kinds of targets meet: checkpoints with their .meta and
// state file, and files of arrays.
#pragma once

#include "format/export/copycheckpoint.h"
#include "format/export/copymeta.h"
#include "format/export/writearrays.h"
#include "format/plan/resolveplan.h"

#include <optional>
#include <string>
#include <variant>

namespace ckpt {

// What will be written, exactly, and nothing is written for it.
struct PlannedExport {
    std::variant<CopyPlan, ArrayPlan> plan;
    std::optional<ExportedMeta> meta; // of a checkpoint
    std::optional<Error> metaError; // why there is none, where one was not asked for by name
};

struct ExportOutcome {
    PlannedExport planned;
    std::variant<CopyReport, ArrayReport> report;
    const std::vector<std::string> &files() const;
    std::uint64_t bytes() const;
};

// `resolved` has no problems. Of arrays, what the format has no place for is left out and listed in ArrayPlan::leftOut
// where `leaveOut` is set; else it is an error. Fails as planCopy(), planArrays() and metaOfCopy() do.
Result<PlannedExport> planExport(const Checkpoint &source, const ExportPlan &plan, const ResolvedPlan &resolved,
    bool leaveOut, const JobControl &control = {});

// Writes, reads back and compares; all or nothing. `planned` is what planExport() made of the same. Fails as
// copyCheckpoint() and exportArrays() do.
Result<ExportOutcome> carryOutPlan(const Checkpoint &source, const ExportPlan &plan, PlannedExport planned,
    const JobControl &control = {}, FileCalls &calls = FileCalls::system());

} // namespace ckpt
