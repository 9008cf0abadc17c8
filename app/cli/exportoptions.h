// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What was asked of `ckpt export`, and of `ckpt merge`, which shares most of it.
#pragma once

#include "app/cli/place.h"
#include "format/plan/exportplan.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ckpt {

struct ExportOptions {
    Choice choice; // the source; its path may come from the plan
    std::string target, recover, planFile, savePlan;
    // Which variables, and what becomes of them: added to what the plan has.
    std::optional<ExportPreset> preset;
    std::string query;
    std::vector<std::string> include, exclude;
    std::vector<std::string> renames, values, slices; // OLD=NEW, s/RE/SUB/ or @TABLE; NAME=VALUE; NAME=[…]
    std::optional<DType> cast;
    // Into what: instead of what the plan has.
    std::optional<StorageFormat> format;
    std::optional<std::int32_t> shards;
    std::optional<MetaChoice> meta;
    std::optional<bool> joinParts;
    std::optional<ObjectGraphChoice> objectGraph;
    std::optional<StateRule> state;
    bool rawFloats = false, clearDevices = false, latest = false, force = false;
    bool dryRun = false, json = false;
};

// Which variables, into what, and where; `options` outlives the command.
void addSharedExportOptions(CLI::App &command, ExportOptions &options);
// All options of `ckpt export`.
void addExportOptions(CLI::App &command, ExportOptions &options);
// What does not go together; a sentence.
std::optional<std::string> contradiction(const ExportOptions &options, const ExportPlan &plan);
// `plan` with what the options add. A sentence when a rule cannot be understood. Those of --set and --slice are not
// in it: they name variables of the new checkpoint.
tl::expected<ExportPlan, std::string> withOptions(ExportPlan plan, const ExportOptions &options);

} // namespace ckpt
