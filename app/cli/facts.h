// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Roles of variables: from the graph beside the checkpoint where there is one, else from names.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/role.h"

#include <string>
#include <vector>

namespace ckpt {

struct Facts {
    std::vector<VariableFacts> variables; // one for each variable, same order
    Issues issues; // why the graph could not be used
};
Facts factsOf(const Checkpoint &checkpoint, const JobControl &control);

// "kernel", "gamma", "Adam m"; the plain kind where nothing finer is known.
std::string roleText(const VariableFacts &facts);

} // namespace ckpt
