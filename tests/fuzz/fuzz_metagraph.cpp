// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A graph file, binary or text, and the picture of it. Input: a byte of choices, then the file. The two lowest bits
// choose the name, which breaks ties; the third has every class of nodes shown; the fourth gives the picture the
// variables that the graph declares.
#include "tests/fuzz/graphchecks.h"

#include <array>

using namespace ckpt;
using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array kNames{ "model.meta", "graph.pb", "saved_model.pb", "graph.pbtxt" };
    GraphChoices choices;
    choices.allClasses = (data[0] & 4) != 0;
    choices.withVariables = (data[0] & 8) != 0;
    checkGraphFile(textOf(data, size).substr(1), kNames[data[0] & 3], choices);
    return 0;
}
