// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/variablequery.h"

#include "format/base/checkedmath.h"
#include "format/graph/querytext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>

namespace ckpt {

namespace {

using Holds = VariableQuery::Holds;
using Parsed = tl::expected<Holds, QueryError>;

tl::unexpected<QueryError> wrong(const QueryTerm &term, QueryError::Kind kind)
{
    return tl::unexpected(QueryError{
        kind, term.position, term.length, kind == QueryError::Kind::UnknownField ? term.field : term.value });
}

std::vector<std::string> alternatives(std::string_view text)
{
    std::vector<std::string> parts(1);
    for (const char c : smallLetters(text)) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

// "64", "1.5M", "10MB", "3KiB": a number of things.
std::optional<double> amount(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, double>, 9> kUnits{ { { "", 1 }, { "k", 1e3 }, { "m", 1e6 },
        { "g", 1e9 }, { "t", 1e12 }, { "ki", 1024.0 }, { "mi", 1024.0 * 1024 }, { "gi", 1024.0 * 1024 * 1024 },
        { "ti", 1024.0 * 1024 * 1024 * 1024 } } };
    const std::string small = smallLetters(text);
    double number = 0;
    const auto [end, code] = std::from_chars(small.data(), small.data() + small.size(), number);
    std::string_view unit(end, static_cast<std::size_t>(small.data() + small.size() - end));
    if (unit.ends_with('b'))
        unit.remove_suffix(1);
    const auto known = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto &u) { return u.first == unit; });
    return code == std::errc() && known != kUnits.end() ? std::optional(number * known->second) : std::nullopt;
}

template <typename Of>
Parsed numberTest(const QueryTerm &term, Of of)
{
    const auto limit = amount(term.value);
    if (!limit || term.relation == Relation::Matches)
        return wrong(term, QueryError::Kind::UnknownValue);
    return [of, limit = *limit, relation = term.relation](const Variable &variable, const VariableFacts &) {
        const std::optional<double> value = of(variable);
        if (!value)
            return false;
        switch (relation) {
        case Relation::Above:
            return *value > limit;
        case Relation::AtLeast:
            return *value >= limit;
        case Relation::Below:
            return *value < limit;
        case Relation::AtMost:
            return *value <= limit;
        default:
            return *value == limit;
        }
    };
}

template <typename Of>
Parsed textTest(const QueryTerm &term, Of of)
{
    auto test = TextTest::of(term);
    if (!test)
        return tl::unexpected(std::move(test.error()));
    return [of, test = std::move(*test)](
               const Variable &variable, const VariableFacts &facts) { return test.holds(of(variable, facts)); };
}

template <typename Of>
Parsed yesTest(const QueryTerm &term, Of of)
{
    const std::string value = smallLetters(term.value);
    if (value != "yes" && value != "no")
        return wrong(term, QueryError::Kind::UnknownValue);
    return [of, wanted = value == "yes"](
               const Variable &variable, const VariableFacts &facts) { return of(variable, facts) == wanted; };
}

// The short names that people write: f32, bf16, i64, u8, c64.
std::string shortName(std::string_view type)
{
    static constexpr std::pair<std::string_view, std::string_view> kStarts[] = { { "bfloat", "bf" }, { "float", "f" },
        { "uint", "u" }, { "int", "i" }, { "complex", "c" } };
    for (const auto &[whole, letters] : kStarts)
        if (type.starts_with(whole))
            return std::string(letters).append(type.substr(whole.size()));
    return std::string(type);
}

Parsed typeTest(const QueryTerm &term)
{
    const auto types = alternatives(term.value);
    for (const std::string &type : types) {
        bool known = false;
        for (int number = 0; number < 64 && !known; ++number)
            if (const auto each = static_cast<DType>(number); isKnown(each))
                known = smallLetters(name(each)) == type || shortName(smallLetters(name(each))) == type;
        if (!known)
            return wrong(term, QueryError::Kind::UnknownValue);
    }
    return [types](const Variable &variable, const VariableFacts &) {
        const std::string whole = smallLetters(name(variable.dtype));
        return std::any_of(types.begin(), types.end(),
            [&](const std::string &type) { return type == whole || type == shortName(whole); });
    };
}

bool isRole(std::string_view key)
{
    for (int r = 0; r <= static_cast<int>(Role::Other); ++r)
        if (key == queryKey(static_cast<Role>(r)))
            return true;
    return false;
}

Parsed roleTest(const QueryTerm &term)
{
    const auto roles = alternatives(term.value);
    for (const std::string &role : roles)
        if (!isRole(role.substr(0, role.find('.'))))
            return wrong(term, QueryError::Kind::UnknownValue);
    return [roles](const Variable &, const VariableFacts &facts) {
        return std::any_of(roles.begin(), roles.end(), [&](const std::string &role) {
            const std::size_t point = role.find('.');
            if (role.substr(0, point) != queryKey(facts.role))
                return false;
            // The last word of "Adam m" is the kind of slot.
            return point == std::string::npos
                || smallLetters(facts.detail.substr(facts.detail.rfind(' ') + 1)) == role.substr(point + 1);
        });
    };
}

Parsed shapeTest(const QueryTerm &term)
{
    if (term.relation != Relation::Has && term.relation != Relation::Equal)
        return wrong(term, QueryError::Kind::UnknownValue);
    return [wanted = shapeDimensions(term.value), whole = term.relation == Relation::Equal](
               const Variable &variable, const VariableFacts &) {
        std::vector<std::string> dims;
        for (std::size_t axis = 0; axis < variable.shape.rank(); ++axis)
            dims.push_back(std::to_string(variable.shape.dims()[axis]));
        return shapeHolds(dims, wanted, whole);
    };
}

Parsed testOf(const QueryTerm &term)
{
    const auto shard = [](const Variable &v) -> std::optional<double> {
        return v.at ? std::optional<double>(v.at->shard) : std::nullopt;
    };
    if (term.field.empty() || term.field == "name")
        return textTest(term, [](const Variable &v, const VariableFacts &) -> std::string_view { return v.key; });
    if (term.field == "layer")
        return textTest(term, [](const Variable &, const VariableFacts &f) -> std::string_view { return f.layer; });
    if (term.field == "op")
        return textTest(term, [](const Variable &, const VariableFacts &f) -> std::string_view { return f.usedBy; });
    if (term.field == "dtype")
        return typeTest(term);
    if (term.field == "role")
        return roleTest(term);
    if (term.field == "shape")
        return shapeTest(term);
    if (term.field == "rank")
        return numberTest(term, [](const Variable &v) { return std::optional<double>(v.shape.rank()); });
    if (term.field == "size")
        return numberTest(term, [](const Variable &v) { return std::optional<double>(v.elements()); });
    if (term.field == "bytes")
        return numberTest(term, [](const Variable &v) { return std::optional<double>(v.byteSize()); });
    if (term.field == "shard")
        return numberTest(term, shard);
    if (term.field == "trainable")
        return yesTest(term, [](const Variable &, const VariableFacts &f) { return f.trainable; });
    if (term.field == "issue")
        return yesTest(term, [](const Variable &v, const VariableFacts &) { return v.error.has_value(); });
    return wrong(term, QueryError::Kind::UnknownField);
}

} // namespace

tl::expected<VariableQuery, QueryError> VariableQuery::parse(std::string_view text, const BareWord &bareWord)
{
    auto expression = queryExpression(text);
    if (!expression)
        return tl::unexpected(std::move(expression.error()));
    VariableQuery query;
    for (const QueryTerm &term : expression->terms) {
        const bool bare = bareWord && term.field.empty() && term.relation == Relation::Has;
        auto holds = bare ? Parsed(bareWord(term.value)) : testOf(term);
        if (!holds)
            return tl::unexpected(std::move(holds.error()));
        query.m_tests.push_back(std::move(*holds));
    }
    query.m_expression = std::move(*expression);
    return query;
}

bool VariableQuery::holds(const Variable &variable, const VariableFacts &facts) const
{
    return m_expression.holds(
        [&](std::size_t term) { return m_tests[term](variable, facts) != m_expression.terms[term].negated; });
}

} // namespace ckpt
