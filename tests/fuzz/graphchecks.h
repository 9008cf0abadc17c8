// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What must hold for every graph file and the picture that is made of it.
#pragma once

#include "tests/fuzz/ensure.h"

namespace ckpt::fuzz {

struct GraphChoices {
    bool allClasses = false; // every class of nodes is shown
    bool withVariables = false; // the picture gets the variables that the graph declares
};

// Reads `bytes` as a graph file called `name`, builds its picture and looks at all of it.
void checkGraphFile(std::string_view bytes, const std::string &name, const GraphChoices &choices);

} // namespace ckpt::fuzz
