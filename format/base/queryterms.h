// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The words of a query: `conv op:Conv2D -role:slot size>1M "a b" /^conv[0-9]/ (name~^fc OR dtype:f16)`. Which fields
// there are and what they mean is decided by who asks; here is only how terms are written and joined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace ckpt {

enum class Relation { Has, Equal, Above, AtLeast, Below, AtMost, Matches }; // : = > >= < <= ~

struct QueryTerm {
    std::string field; // in small letters; empty: a bare word
    Relation relation = Relation::Has; // of a bare word Has, of /pattern/ Matches
    std::string value; // without quotes
    bool negated = false;
    std::size_t position = 0, length = 0; // in the text, in bytes
};

struct QueryError {
    enum class Kind { UnclosedQuote, MissingValue, UnknownField, UnknownValue, BadPattern, UnmatchedBracket };
    Kind kind = Kind::UnclosedQuote;
    std::size_t position = 0, length = 0; // of the term
    std::string detail; // the field, the value, or what the pattern library says
};

// Terms, and how they are joined. A value.
struct QueryExpression {
    // In the order of reckoning: a term puts a result down, Not turns the last one round, the others join the last two.
    struct Step {
        enum class Kind : std::uint8_t { Term, Not, And, Or } kind = Kind::Term;
        std::size_t term = 0; // of Term
        friend bool operator==(const Step &, const Step &) = default;
    };
    std::vector<QueryTerm> terms;
    std::vector<Step> steps; // none: everything holds

    // All terms are to hold, whatever their order.
    bool isPlain() const;
    // `term(i)` tells whether terms[i] holds, negation included.
    template <typename Term>
    bool holds(Term &&term) const
    {
        if (steps.empty())
            return true;
        std::uint64_t results = 0; // the last one in the lowest bit; kMostGroups keeps them few enough
        for (const Step &step : steps) {
            if (step.kind == Step::Kind::Term) {
                results = results << 1 | (term(step.term) ? 1U : 0U);
            } else if (step.kind == Step::Kind::Not) {
                results ^= 1;
            } else {
                const bool last = results & 1, before = results >> 1 & 1;
                const bool joined = step.kind == Step::Kind::And ? before && last : before || last;
                results = results >> 2 << 1 | (joined ? 1U : 0U);
            }
        }
        return results & 1;
    }
};
inline constexpr std::size_t kMostGroups = 25; // one inside the other

// Terms are parted by blanks and all to hold; OR between them asks for one side or the other, and binds less than a
// blank: "a b OR c" is "(a b) OR c". Quotes and slashes keep blanks. A bracket that begins a word, or ends one in
// which it did not begin, groups; others are text. A colon or sign that does not follow a plain word
// (letters and underscores) belongs to the text: "conv1:0" looks for "conv1:0".
tl::expected<QueryExpression, QueryError> queryExpression(std::string_view text);

} // namespace ckpt
