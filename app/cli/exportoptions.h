// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What was asked of `ckpt export`.
#pragma once

#include "app/cli/place.h"
#include "format/export/arrayplan.h"
#include "format/export/choosevariables.h"
#include "format/export/copymeta.h"
#include "format/export/newstate.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ckpt {

enum class MetaChoice { Automatic, None, Whole, Pruned, Variables };

struct ExportOptions {
    Choice choice; // the source
    std::string target, recover;
    // Which variables, and what becomes of them.
    std::string query;
    std::vector<std::string> renames, values; // OLD=NEW or s/RE/SUB/; NAME=VALUE
    VariableChoice variables;
    std::optional<DType> cast;
    // Into what. Not set: the format of the source.
    std::optional<StorageFormat> format;
    std::optional<std::int32_t> shards;
    bool rawFloats = false;
    MetaChoice meta = MetaChoice::Automatic;
    bool clearDevices = false;
    std::optional<StateRule> state;
    bool latest = false, force = false, dryRun = false, json = false;
};

// `options` outlives the command.
void addExportOptions(CLI::App &command, ExportOptions &options);
// What does not go together; a sentence.
std::optional<std::string> contradiction(const ExportOptions &options);

} // namespace ckpt
