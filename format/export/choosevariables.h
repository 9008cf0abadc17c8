// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which variables go into an export, and under which names.
#pragma once

#include "format/export/copyplan.h"
#include "format/export/renames.h"
#include "format/graph/role.h"
#include "format/graph/variablequery.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

enum class ExportPreset {
    All,
    Weights, // no optimizer slots, averages and counters; statistics of norms are weights
    Averages, // weights, with the moving average in the place of every weight that has one
    Trainable,
    Frozen, // weights that are not trainable
};

struct VariableChoice {
    ExportPreset preset = ExportPreset::All;
    std::optional<VariableQuery> query;
    // Shell patterns on the whole name, where * stands for slashes, too. Empty: every name. What is excluded is out.
    std::vector<std::string> include, exclude;
    Renames renames;
};

struct ChosenVariables {
    std::vector<CopyItem> items;
    // The object graph of TensorFlow 2 names every variable of its checkpoint. It goes along with all of them, under
    // their names; else it would promise what is not there.
    bool objectGraphLeftOut = false;
};

// `facts` by VariableId. Fails with NameTwice where a weight has two averages.
Result<ChosenVariables> chooseVariables(
    const Checkpoint &source, std::span<const VariableFacts> facts, const VariableChoice &choice);

} // namespace ckpt
