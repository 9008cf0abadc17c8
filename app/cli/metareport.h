// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is said of the .meta of a new checkpoint: what of the graph stays, what its saver restores.
#pragma once

#include "app/cli/console.h"
#include "app/cli/jsonwriter.h"
#include "format/export/copymeta.h"

#include <optional>

namespace ckpt {

void printMeta(Output &out, const std::optional<ExportedMeta> &meta);
void writeMeta(JsonWriter &json, const std::optional<ExportedMeta> &meta); // the member "meta"

} // namespace ckpt
