// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The items of `metas`, `states` and `saved_models` in the JSON of `info`.
#pragma once

#include "app/cli/jsonwriter.h"
#include "format/checkpoint/run.h"
#include "format/graph/savedmodel.h"

#include <string>

namespace ckpt {

void writeMeta(JsonWriter &json, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph);
void writeSavedModel(JsonWriter &json, const std::string &file, const Result<SavedModel> &model);
// The state file of `run`, also where it cannot be understood; nothing when there is none.
void writeStates(JsonWriter &json, const Run &run);

} // namespace ckpt
