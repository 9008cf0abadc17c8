// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Names of variables as paths of words and numbers, so that "conv1/weights", "Conv_1.kernel" and
// "model/conv1/kernel/.ATTRIBUTES/VARIABLE_VALUE" can be seen to be alike (NOTES.md, "Normal form").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ckpt {

// A word (its number, from 0) or a number of the name (-1 is 0, -2 is 1 …).
using NameToken = std::int64_t;
inline constexpr bool isNumber(NameToken token)
{
    return token < 0;
}

using SegmentId = std::uint32_t;

struct NameForm {
    std::vector<SegmentId> segments; // from the front; of one length limit, so that no name costs more than others
    std::vector<std::uint64_t> heads; // hash of the first n segments, n = 0 … all
    std::uint64_t flat = 0; // hash of all words and numbers, wherever the slashes are
    bool anonymous = false; // "Variable_7", "var", "v": no word tells anything

    std::uint64_t whole() const { return heads.back(); }
    // Hash of the segments from `first` on, as they would hash alone.
    std::uint64_t tail(std::size_t first) const;
};
// Hash of a head with a tail of `length` segments behind it.
std::uint64_t joined(std::uint64_t head, std::uint64_t tail, std::size_t length);
std::uint64_t mixedHash(std::uint64_t a, std::uint64_t b);

// Keeps words and segments apart from names. Not for several threads.
class NameForms {
public:
    NameForm form(std::string_view key);
    // 0 … 1: segments aligned from the end, the last weighing most.
    double similarity(const NameForm &a, const NameForm &b);
    // A segment of one has the words of a segment of the other, and other numbers, and none is the same.
    bool otherNumbers(const NameForm &a, const NameForm &b) const;
    const std::vector<NameToken> &tokens(SegmentId segment) const { return m_segments[segment]; }
    // For people: the segments as they are compared, "conv_1/kernel".
    std::string text(const std::vector<SegmentId> &segments) const;
    std::string_view word(NameToken token) const { return m_words[static_cast<std::size_t>(token)]; }

private:
    NameToken wordToken(std::string_view word);
    std::vector<NameToken> tokensOf(std::string_view segment);
    SegmentId segmentOf(std::vector<NameToken> tokens);
    bool saysNothing(std::string_view key, const std::vector<std::vector<NameToken>> &segments) const;
    double segmentLikeness(SegmentId a, SegmentId b);
    double wordLikeness(NameToken a, NameToken b);

    std::vector<std::string> m_words;
    std::unordered_map<std::string, NameToken> m_wordTokens;
    std::vector<std::vector<NameToken>> m_segments;
    std::unordered_map<std::uint64_t, std::vector<SegmentId>> m_segmentIds; // by hash of the tokens
    std::unordered_map<std::uint64_t, double> m_segmentLikeness, m_wordLikeness; // by pair
};

// Words and numbers of a form from segment `first` on.
std::vector<NameToken> flatTokens(const NameForms &forms, const NameForm &form, std::size_t first = 0);

} // namespace ckpt
