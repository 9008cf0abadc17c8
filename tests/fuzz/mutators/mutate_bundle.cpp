// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For a V2 checkpoint: changes its index or its data, then mostly makes the one fit the other again.
#include "tests/fuzz/mutators/tensors.h"
#include "tests/fuzz/twofiles.h"

using namespace ckpt::fuzz;

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    const std::string input(data, data + size);
    const TwoFiles files = split(input);
    std::string index(files.first), values(files.second);
    if (mutation.once(3))
        values = mutation.bytes(values);
    else
        index = changedTable(index, mutation);
    if (!mutation.once(5)) {
        if (Entries entries = entriesOf(index); !entries.empty()) {
            if (!mutation.once(3))
                fitPlaces(entries, values, mutation);
            sealTensors(entries, values);
            index = tableOf(entries, mutation);
        }
    }
    const auto choices = static_cast<std::uint8_t>(mutation.once(32) ? mutation.below(256) : files.choices);
    return give(joined({ choices, index, values }), data, most);
}
