// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Why a new checkpoint has other bytes than TensorFlow's of the same variables.
#pragma once

#include "app/cli/console.h"
#include "app/cli/jsonwriter.h"
#include "format/export/copyplan.h"

#include <vector>

namespace ckpt {

void printDeviations(Output &out, const std::vector<Deviation> &deviations); // a note for each
void writeDeviations(JsonWriter &json, const std::vector<Deviation> &deviations); // the member "differs_because"

} // namespace ckpt
