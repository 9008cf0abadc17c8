// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/mutation.h"

#include <algorithm>
#include <array>
#include <cstring>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t *data, std::size_t size, std::size_t most);

namespace ckpt::fuzz {

std::string Mutation::bytes(const std::string &given, std::size_t room)
{
    std::string changed = given;
    changed.resize(given.size() + std::max<std::size_t>(room, 1));
    changed.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t *>(changed.data()), given.size(), changed.size()));
    return changed;
}

std::uint64_t Mutation::number(std::uint64_t given)
{
    static constexpr std::array<std::uint64_t, 16> kSpecial{ 0, 1, 2, 3, 7, 16, 127, 128, 255, 256, INT32_MAX,
        UINT32_MAX, INT64_MAX, std::uint64_t{ 1 } << 63, UINT64_MAX, std::uint64_t{ 1 } << 62 };
    switch (below(5)) {
    case 0:
        return given + 1;
    case 1:
        return given - 1;
    case 2:
        return given ^ std::uint64_t{ 1 } << below(64);
    case 3:
        return below(64);
    default:
        return kSpecial[below(kSpecial.size())];
    }
}

std::size_t give(const std::string &input, std::uint8_t *data, std::size_t most)
{
    const std::size_t size = std::min(input.size(), most);
    std::memcpy(data, input.data(), size);
    return size;
}

} // namespace ckpt::fuzz
