// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For a V1 checkpoint: changes one of its tables.
#include "tests/fuzz/mutators/table.h"
#include "tests/fuzz/twofiles.h"

using namespace ckpt::fuzz;

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    const std::string input(data, data + size);
    const TwoFiles files = split(input);
    std::string first(files.first), second(files.second);
    if (second.empty() || mutation.once(2))
        first = changedTable(first, mutation);
    else
        second = changedTable(second, mutation);
    if (mutation.once(64))
        second = second.empty() ? first : std::string();
    return give(joined({ files.choices, first, second }), data, most);
}
