// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The words of a query: `conv op:Conv2D -role:slot size>1M "a b" /^conv[0-9]/ name~^conv`. Which fields there are and
// what they mean is decided by who asks; here is only how terms are written. Terms are all to hold.
#pragma once

#include <cstddef>
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
    enum class Kind { UnclosedQuote, MissingValue, UnknownField, UnknownValue, BadPattern };
    Kind kind = Kind::UnclosedQuote;
    std::size_t position = 0, length = 0; // of the term
    std::string detail; // the field, the value, or what the pattern library says
};

// Terms are parted by blanks; quotes and slashes keep blanks. A colon or sign that does not follow a plain word
// (letters and underscores) belongs to the text: "conv1:0" looks for "conv1:0".
tl::expected<std::vector<QueryTerm>, QueryError> queryTerms(std::string_view text);

} // namespace ckpt
