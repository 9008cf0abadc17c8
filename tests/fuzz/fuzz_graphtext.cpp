// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A graph file as text, and the picture of it. Input: the file.
#include "tests/fuzz/graphchecks.h"

using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    checkGraphFile(textOf(data, size), "graph.pbtxt", { false, true });
    return 0;
}
