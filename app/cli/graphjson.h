// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The items of `metas` and `states` in the JSON of `info`.
#pragma once

#include "app/cli/jsonwriter.h"
#include "format/checkpoint/run.h"
#include "format/graph/metagraph.h"

#include <string>

namespace ckpt {

void writeMeta(JsonWriter &json, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph);
void writeState(JsonWriter &json, const Run &run);

} // namespace ckpt
