// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For a graph: a byte of choices and a message.
#include "tests/fuzz/mutators/message.h"

using namespace ckpt::fuzz;

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    std::string input(data, data + size);
    if (input.empty())
        input = '\0';
    std::string message = input.substr(1);
    do
        message = changedMessage(message, mutation);
    while (mutation.once(3));
    const char choices = mutation.once(16) ? static_cast<char>(mutation.below(16)) : input[0];
    return give(choices + message, data, most);
}
