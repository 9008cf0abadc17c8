// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/header.h"

using namespace ckpt::fuzz;

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    return give(changedNpy(std::string(data, data + size), mutation), data, most);
}
