// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/nameforms.h"

#include "format/graph/rolenames.h"
#include "format/objects/objectkey.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace ckpt {

namespace {

constexpr std::uint64_t kBase = 0x9e3779b97f4a7c15ULL | 1;
constexpr std::size_t kMostSegments = 24, kMostWords = 24, kMostLetters = 64;

using Replaced = std::pair<std::string_view, std::string_view>;
// Words that mean the same in names of different years and libraries.
constexpr std::array kSynonyms{ Replaced{ "weights", "kernel" }, Replaced{ "weight", "kernel" },
    Replaced{ "w", "kernel" }, Replaced{ "matrix", "kernel" }, Replaced{ "filter", "kernel" },
    Replaced{ "filters", "kernel" }, Replaced{ "kernels", "kernel" }, Replaced{ "biases", "bias" },
    Replaced{ "b", "bias" }, Replaced{ "offset", "beta" }, Replaced{ "embeddings", "embedding" },
    Replaced{ "running", "moving" }, Replaced{ "pop", "moving" }, Replaced{ "var", "variance" },
    Replaced{ "avg", "mean" }, Replaced{ "batchnorm", "bn" }, Replaced{ "batchnormalization", "bn" },
    Replaced{ "layernorm", "ln" }, Replaced{ "logits", "dense" }, Replaced{ "fc", "dense" },
    Replaced{ "linear", "dense" }, Replaced{ "fullyconnected", "dense" }, Replaced{ "convolution", "conv" } };
struct Phrase {
    std::array<std::string_view, 3> words;
    std::string_view meaning;
};
constexpr std::array kPhrases{ Phrase{ { "layer", "with", "kernel" }, "layer" },
    Phrase{ { "fully", "connected", "" }, "dense" }, Phrase{ { "batch", "normalization", "" }, "bn" },
    Phrase{ { "batch", "norm", "" }, "bn" }, Phrase{ { "layer", "normalization", "" }, "ln" },
    Phrase{ { "layer", "norm", "" }, "ln" } };
constexpr std::array<std::string_view, 5> kWrappers{ "model", "net", "network", "_functional", "_operations" };
constexpr std::array<std::string_view, 10> kEmptyWords{ "variable", "variance", "param", "parameter", "tensor", "arr",
    "v", "p", "x", "variables" };

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::size_t runLength(std::string_view text, bool (*is)(char))
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
}

// Length of the word or number that `text` begins with; 0: it begins with neither.
std::size_t wordLength(std::string_view text)
{
    if (isDigit(text[0]))
        return runLength(text, isDigit);
    if (isLower(text[0]))
        return runLength(text, isLower);
    if (isUpper(text[0])) {
        const std::size_t upper = runLength(text, isUpper);
        if (upper == text.size() || !isLower(text[upper]))
            return upper;
        return upper > 1 ? upper - 1 : 1 + runLength(text.substr(1), isLower); // "LSTMCell" is LSTM and Cell
    }
    return runLength(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower) {
        if (isUpper(c))
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view synonym(std::string_view word)
{
    const auto found =
        std::find_if(kSynonyms.begin(), kSynonyms.end(), [&](const Replaced &each) { return each.first == word; });
    return found == kSynonyms.end() ? word : found->second;
}

// The path of a key with neither ":0" nor "/part_0" nor what TensorFlow 2 adds.
std::vector<std::string> partsOf(std::string_view key)
{
    const bool object = key.ends_with(kObjectKeyTail);
    key = withoutPart(withoutObjectTail(key));
    if (key.ends_with(":0"))
        key.remove_suffix(2);
    const char sign = key.find('/') == std::string_view::npos ? '.' : '/';
    std::vector<std::string> parts;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(sign), key.size());
        const std::string_view part = key.substr(0, end);
        const auto plain = object ? unescapedName(part) : std::nullopt;
        parts.push_back(plain ? *plain : std::string(part));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return parts;
}

double wordRatio(std::string_view a, std::string_view b)
{
    if (a.size() > kMostLetters || b.size() > kMostLetters)
        return 0;
    const double ratio =
        static_cast<double>(std::min(a.size(), b.size())) / static_cast<double>(std::max(a.size(), b.size()));
    if (a.starts_with(b) || b.starts_with(a))
        return 0.5 + 0.4 * ratio;
    if (ratio < 0.5)
        return 0;
    std::array<std::size_t, kMostLetters + 1> before{}, now{};
    for (std::size_t j = 0; j <= b.size(); ++j)
        before[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
            now[j] = std::min({ now[j - 1] + 1, before[j] + 1, before[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0) });
        before = now;
    }
    const double same = 1 - static_cast<double>(before[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
    return same >= 0.5 ? same : 0;
}

} // namespace

std::uint64_t mixedHash(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t x = a * kBase + b + 0x7f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

std::uint64_t joined(std::uint64_t head, std::uint64_t tail, std::size_t length)
{
    for (std::size_t i = 0; i < length; ++i)
        head *= kBase;
    return head + tail;
}

std::uint64_t NameForm::tail(std::size_t first) const
{
    return whole() - joined(heads[first], 0, segments.size() - first);
}

NameToken NameForms::wordToken(std::string_view word)
{
    const auto [entry, isNew] = m_wordTokens.try_emplace(std::string(word), static_cast<NameToken>(m_words.size()));
    if (isNew)
        m_words.emplace_back(word);
    return entry->second;
}

std::vector<NameToken> NameForms::tokensOf(std::string_view segment)
{
    std::vector<NameToken> tokens;
    while (!segment.empty() && tokens.size() < kMostWords) {
        const std::size_t length = wordLength(segment);
        const std::string_view word = segment.substr(0, length);
        segment.remove_prefix(std::max<std::size_t>(length, 1));
        if (length == 0)
            continue;
        if (std::int64_t number = 0; isDigit(word[0]) && length < 12) {
            std::from_chars(word.data(), word.data() + length, number);
            tokens.push_back(-number - 1);
        } else {
            tokens.push_back(wordToken(synonym(lowerCase(word))));
        }
    }
    const auto wordAt = [&](std::size_t i) {
        return i < tokens.size() && !isNumber(tokens[i]) ? word(tokens[i]) : std::string_view();
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto drop = [&](std::size_t n) {
            tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                tokens.begin() + static_cast<std::ptrdiff_t>(i + 1 + n));
        };
        // conv2d, but not a second "d" of anything else
        if (wordAt(i) == "conv" && i + 2 < tokens.size() && tokens[i + 1] <= -2 && tokens[i + 1] >= -4
            && wordAt(i + 2) == "d")
            drop(2);
        for (const Phrase &phrase : kPhrases) {
            const std::size_t length = phrase.words[2].empty() ? 2 : 3;
            bool same = true;
            for (std::size_t k = 0; k < length && same; ++k)
                same = wordAt(i + k) == phrase.words[k];
            if (!same)
                continue;
            tokens[i] = wordToken(phrase.meaning);
            drop(length - 1);
        }
    }
    return tokens;
}

SegmentId NameForms::segmentOf(std::vector<NameToken> tokens)
{
    std::uint64_t hash = tokens.size();
    for (const NameToken token : tokens)
        hash = mixedHash(hash, static_cast<std::uint64_t>(token));
    auto &ids = m_segmentIds[hash];
    for (const SegmentId id : ids) {
        if (m_segments[id] == tokens)
            return id;
    }
    ids.push_back(static_cast<SegmentId>(m_segments.size()));
    m_segments.push_back(std::move(tokens));
    return ids.back();
}

bool NameForms::saysNothing(std::string_view key, const std::vector<std::vector<NameToken>> &segments) const
{
    if (ckpt::saysNothing(key))
        return true;
    return std::all_of(segments.begin(), segments.end(), [&](const std::vector<NameToken> &tokens) {
        return std::all_of(tokens.begin(), tokens.end(), [&](NameToken token) {
            return isNumber(token)
                || std::find(kEmptyWords.begin(), kEmptyWords.end(), word(token)) != kEmptyWords.end();
        });
    });
}

NameForm NameForms::form(std::string_view key)
{
    std::vector<std::vector<NameToken>> segments;
    const std::vector<std::string> parts = partsOf(key);
    for (const std::string &part : parts) {
        if (parts.size() > 1 && std::find(kWrappers.begin(), kWrappers.end(), part) != kWrappers.end())
            continue;
        if (auto tokens = tokensOf(part); !tokens.empty())
            segments.push_back(std::move(tokens));
    }
    // Recurrent cells of TensorFlow 0.x: …Cell/Linear/Matrix
    const auto is = [&](std::size_t i, std::string_view name) {
        return segments[i].size() == 1 && !isNumber(segments[i][0]) && word(segments[i][0]) == name;
    };
    const auto isCell = [&](const std::vector<NameToken> &tokens) {
        return std::any_of(tokens.begin(), tokens.end(),
            [&](NameToken token) { return !isNumber(token) && (word(token) == "rnn" || word(token) == "cell"); });
    };
    if (const std::size_t n = segments.size(); n > 2 && is(n - 2, "dense") && (is(n - 1, "kernel") || is(n - 1, "bias"))
        && std::any_of(segments.begin(), segments.end() - 2, isCell))
        segments.erase(segments.end() - 2);
    if (segments.size() > kMostSegments)
        segments.erase(segments.begin(), segments.end() - static_cast<std::ptrdiff_t>(kMostSegments));

    NameForm form;
    form.anonymous = saysNothing(key, segments);
    form.heads.push_back(0);
    for (auto &tokens : segments) {
        for (const NameToken token : tokens)
            form.flat = mixedHash(form.flat, static_cast<std::uint64_t>(token));
        form.segments.push_back(segmentOf(std::move(tokens)));
        form.heads.push_back(form.heads.back() * kBase + mixedHash(1, form.segments.back()));
    }
    return form;
}

double NameForms::wordLikeness(NameToken a, NameToken b)
{
    if (a == b)
        return 1;
    const auto key = (static_cast<std::uint64_t>(std::min(a, b)) << 32) | static_cast<std::uint64_t>(std::max(a, b));
    const auto [entry, isNew] = m_wordLikeness.try_emplace(key, 0);
    if (isNew)
        entry->second = wordRatio(word(a), word(b));
    return entry->second;
}

double NameForms::segmentLikeness(SegmentId a, SegmentId b)
{
    if (a == b)
        return 1;
    const std::uint64_t key = (std::uint64_t{ std::min(a, b) } << 32) | std::max(a, b);
    if (const auto found = m_segmentLikeness.find(key); found != m_segmentLikeness.end())
        return found->second;
    std::vector<NameToken> words[2], numbers[2];
    for (const int side : { 0, 1 }) {
        for (const NameToken token : m_segments[side == 0 ? a : b])
            (isNumber(token) ? numbers : words)[side].push_back(token);
    }
    double same = words[0].empty() && words[1].empty() ? 1.0 : 0.2;
    if (!words[0].empty() && !words[1].empty()) {
        double sum = 0;
        const std::size_t all = words[0].size() + words[1].size();
        for (const NameToken x : words[0]) {
            const auto best = std::max_element(words[1].begin(), words[1].end(),
                [&](NameToken y, NameToken z) { return wordLikeness(x, y) < wordLikeness(x, z); });
            if (best == words[1].end() || wordLikeness(x, *best) <= 0)
                continue;
            sum += wordLikeness(x, *best);
            words[1].erase(best);
        }
        same = 2 * sum / static_cast<double>(all);
    }
    if (numbers[0] != numbers[1]) {
        const auto &some = numbers[0].empty() ? numbers[1] : numbers[0];
        same *= !numbers[0].empty() && !numbers[1].empty() ? 0.7 : some.back() == -1 ? 0.95 : 0.8;
    }
    return m_segmentLikeness[key] = same;
}

double NameForms::similarity(const NameForm &a, const NameForm &b)
{
    constexpr std::size_t kMost = 10;
    const std::size_t n = std::min(a.segments.size(), kMost), m = std::min(b.segments.size(), kMost);
    if (n == 0 || m == 0)
        return 0;
    const auto weight = [](std::size_t i) { return i == 0 ? 3.0 : i == 1 ? 2.0 : 1.0; };
    std::array<std::array<double, kMost + 1>, kMost + 1> best{};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
            const double same =
                segmentLikeness(a.segments[a.segments.size() - 1 - i], b.segments[b.segments.size() - 1 - j]);
            best[i + 1][j + 1] =
                std::max({ best[i][j + 1], best[i + 1][j], best[i][j] + same * std::min(weight(i), weight(j)) });
        }
    }
    const auto sum = [](std::size_t count) { return count == 1 ? 3.0 : 3.0 + static_cast<double>(count); };
    return 2 * best[n][m] / (sum(n) + sum(m));
}

bool NameForms::otherNumbers(const NameForm &a, const NameForm &b) const
{
    const auto sameWords = [&](SegmentId x, SegmentId y) {
        const auto &p = m_segments[x], &q = m_segments[y];
        return std::equal(p.begin(), p.end(), q.begin(), q.end(),
            [](NameToken s, NameToken t) { return s == t || (isNumber(s) && isNumber(t)); });
    };
    return std::any_of(a.segments.begin(), a.segments.end(), [&](SegmentId x) {
        return std::find(b.segments.begin(), b.segments.end(), x) == b.segments.end()
            && std::any_of(b.segments.begin(), b.segments.end(), [&](SegmentId y) { return sameWords(x, y); });
    });
}

std::string NameForms::text(const std::vector<SegmentId> &segments) const
{
    std::string text;
    for (const SegmentId segment : segments) {
        std::string part;
        for (const NameToken token : m_segments[segment]) {
            part += part.empty() ? "" : "_";
            part += isNumber(token) ? std::to_string(-token - 1) : std::string(word(token));
        }
        text += part + '/';
    }
    return text;
}

std::vector<NameToken> flatTokens(const NameForms &forms, const NameForm &form, std::size_t first)
{
    std::vector<NameToken> flat;
    for (std::size_t i = first; i < form.segments.size(); ++i) {
        const auto &tokens = forms.tokens(form.segments[i]);
        flat.insert(flat.end(), tokens.begin(), tokens.end());
    }
    return flat;
}

} // namespace ckpt
