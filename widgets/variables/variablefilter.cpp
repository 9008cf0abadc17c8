// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablefilter.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ckpt {

namespace {

constexpr std::string_view kTimes = "\xc3\x97"; // ×

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains(std::string_view text, std::string_view lowerWord)
{
    if (lowerWord.size() > text.size())
        return false;
    const char first = lowerWord.front();
    const std::size_t last = text.size() - lowerWord.size();
    for (std::size_t at = 0; at <= last; ++at) {
        if (lower(text[at]) != first)
            continue;
        std::size_t same = 1;
        while (same < lowerWord.size() && lower(text[at + same]) == lowerWord[same])
            ++same;
        if (same == lowerWord.size())
            return true;
    }
    return false;
}

// "3x3" from "3×3" or "3X3"; empty when the word cannot be part of a shape with at least one digit.
std::string shapeWord(std::string_view word)
{
    std::string shape;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word.substr(i).starts_with(kTimes)) {
            shape += 'x';
            ++i;
        } else if ((word[i] >= '0' && word[i] <= '9') || word[i] == 'x') {
            shape += word[i];
        } else {
            return {};
        }
    }
    return shape.find_first_of("0123456789") == std::string::npos ? std::string() : shape;
}

void appendShape(std::string &into, const TensorShape &shape)
{
    std::array<char, 24> digits{};
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        if (axis > 0)
            into += 'x';
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), shape.dim(axis)).ptr;
        into.append(digits.data(), end);
    }
}

} // namespace

void VariableFilter::setText(std::string_view text)
{
    m_words.clear();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) {
            Word word{ std::string(text.substr(begin, end - begin)), {} };
            std::transform(word.text.begin(), word.text.end(), word.text.begin(), lower);
            word.shape = shapeWord(word.text);
            m_words.push_back(std::move(word));
        }
        begin = end + 1;
    }
}

bool VariableFilter::matches(const Word &word, const Variable &variable, const VariableFacts &facts)
{
    if (contains(variable.key, word.text) || contains(name(variable.dtype), word.text))
        return true;
    if (!facts.inferredName.empty() && contains(facts.inferredName, word.text))
        return true;
    if (word.shape.empty())
        return false;
    std::string shape;
    appendShape(shape, variable.shape);
    return shape.find(word.shape) != std::string::npos;
}

bool VariableFilter::accepts(const Variable &variable, const VariableFacts &facts, bool hasIssue) const
{
    if (!shows(facts.role) || (m_onlyIssues && !hasIssue))
        return false;
    return std::all_of(
        m_words.begin(), m_words.end(), [&](const Word &word) { return matches(word, variable, facts); });
}

} // namespace ckpt
