// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Changing bytes, for mutators that know what the bytes are.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace ckpt::fuzz {

class Mutation {
public:
    explicit Mutation(unsigned seed)
        : m_random(seed)
    {
    }

    // True once in `times`.
    bool once(std::size_t times) { return below(times) == 0; }
    std::size_t below(std::size_t limit) { return limit <= 1 ? 0 : m_random() % limit; }
    // libFuzzer's own changes, at most `room` bytes more. Never too long for it to bear.
    std::string bytes(const std::string &given, std::size_t room = 64);
    // A number that breaks things more often than others do.
    std::uint64_t number(std::uint64_t given);

    // Takes away, doubles, swaps or moves elements of a list.
    template <typename T>
    void shuffle(std::vector<T> &list)
    {
        if (list.empty())
            return;
        const std::size_t at = below(list.size());
        const auto place = list.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(3)) {
        case 0:
            list.erase(place);
            break;
        case 1: {
            T copy = *place;
            list.insert(list.begin() + static_cast<std::ptrdiff_t>(below(list.size() + 1)), std::move(copy));
            break;
        }
        default:
            std::swap(*place, list[below(list.size())]);
        }
    }

private:
    std::minstd_rand m_random;
};

// Hands a changed input back to libFuzzer: as much of it as fits.
std::size_t give(const std::string &input, std::uint8_t *data, std::size_t most);

} // namespace ckpt::fuzz
