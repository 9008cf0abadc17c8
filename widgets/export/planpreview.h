// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the export page shows of a plan: the plan applied to the shown checkpoint. Immutable, made outside the GUI
// thread.
#pragma once

#include "format/plan/resolveplan.h"
#include "format/tensor/castfigures.h"
#include "widgets/variables/variablelist.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ckpt {

struct PlanPreview {
    std::shared_ptr<const VariableList> list; // never null
    ExportPlan plan; // that this is of
    ResolvedPlan resolved;
    std::vector<VariableId> order; // rowsInOrder()
};

// Those that go first; weights before slots, averages and counters; in the order of the network where the graph tells
// it, else by name.
std::vector<VariableId> rowsInOrder(const VariableList &list, const ResolvedPlan &resolved);

// What rounding does to a variable, for each type it was looked at. Missing: not known yet.
using RoundingFigures = std::map<std::pair<VariableId, DType>, CastFigures>;

// What lies at the target, and whether there is room.
struct TargetState {
    QString path; // that this is of
    bool exists = false;
    bool replaceable = true; // a checkpoint that the plan may replace; else something else lies there
    QString folderMissing; // the folder that will be made; empty: it is there
    std::optional<quint64> freeBytes;
};

} // namespace ckpt
