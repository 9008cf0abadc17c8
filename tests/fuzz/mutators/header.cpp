// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/header.h"

#include <array>
#include <string_view>

namespace ckpt::fuzz {

namespace {

// `start` are bytes before the length, `width` those of the length.
std::string changedText(const std::string &file, std::size_t start, std::size_t width, Mutation &mutation)
{
    if (file.size() < start + width || mutation.once(8))
        return mutation.bytes(file);
    std::uint64_t length = 0;
    for (std::size_t i = width; i-- > 0;)
        length = length << 8 | static_cast<std::uint8_t>(file[start + i]);
    if (length > file.size() - start - width)
        return mutation.bytes(file);
    std::string text = file.substr(start + width, length), data = file.substr(start + width + length);
    if (mutation.once(4))
        data = mutation.bytes(data);
    else
        text = mutation.bytes(text);
    std::string changed = file.substr(0, start);
    for (std::size_t i = 0; i < width; ++i)
        changed += static_cast<char>(static_cast<std::uint64_t>(text.size()) >> (8 * i));
    return changed + text + data;
}

// A number, a bracket, a word of the formats instead of what stands there: most of what changes the meaning.
std::string swappedWord(std::string text, Mutation &mutation)
{
    static constexpr std::array<std::string_view, 28> kWords{ "<f4", ">i8", "|b1", "<U3", "|S5", "|O", "<c16", "True",
        "False", "(", ")", ",", "0", "9", "18446744073709551615", "-1", "\"F32\"", "\"BF16\"", "\"F8_E4M3\"", "\"I64\"",
        "[", "]", "{", "}", ":", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"" };
    const std::string_view word = kWords[mutation.below(kWords.size())];
    const std::size_t at = mutation.below(text.size() + 1);
    return text.replace(at, mutation.once(2) ? 0 : mutation.below(word.size() + 1), word);
}

} // namespace

std::string changedNpy(const std::string &array, Mutation &mutation)
{
    const bool first = array.size() > 6 && array[6] == 1;
    std::string changed = changedText(array, 8, first ? 2 : 4, mutation);
    if (mutation.once(4)) { // of the same length, so that the header keeps it
        const std::size_t size = changed.size();
        changed = swappedWord(std::move(changed), mutation);
        changed.resize(size, ' ');
    }
    return changed;
}

std::string changedSafetensors(const std::string &file, Mutation &mutation)
{
    if (file.size() > 8 && mutation.once(4)) {
        std::string text = swappedWord(file.substr(8), mutation);
        text.resize(file.size() - 8, ' ');
        return file.substr(0, 8) + text;
    }
    return changedText(file, 0, 8, mutation);
}

} // namespace ckpt::fuzz
