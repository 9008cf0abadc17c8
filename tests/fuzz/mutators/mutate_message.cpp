// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For targets whose input is a message.
#include "tests/fuzz/mutators/message.h"

using namespace ckpt::fuzz;

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    std::string message(data, data + size);
    do
        message = changedMessage(message, mutation);
    while (mutation.once(3));
    return give(message, data, most);
}
