// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/nodequery.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace ckpt {

namespace {

enum class Field { Any, Name, Op, Class, Role, Shape, Attribute };

constexpr std::size_t kAttributeLength = 4096; // of an attribute, what is looked through

std::string small(std::string_view text)
{
    std::string letters(text);
    std::transform(letters.begin(), letters.end(), letters.begin(),
        [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return letters;
}

bool contains(std::string_view text, std::string_view smallPart)
{
    return std::search(text.begin(), text.end(), smallPart.begin(), smallPart.end(), [](char a, char b) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(a))) == b;
    }) != text.end();
}

// "3x3", "3×3", "3,3", "N×28": the dimensions as text.
std::vector<std::string> dimensions(std::string_view text)
{
    std::vector<std::string> dims(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool times = text.substr(i).starts_with("×");
        if (times || text[i] == 'x' || text[i] == 'X' || text[i] == ',' || text[i] == '*') {
            dims.emplace_back();
            i += times ? 1 : 0;
        } else if (text[i] != '[' && text[i] != ']' && text[i] != '(' && text[i] != ')' && text[i] != ' ') {
            dims.back() += small(text.substr(i, 1));
        }
    }
    return dims;
}

bool shapeMatches(std::string_view shape, const std::vector<std::string> &wanted, bool whole)
{
    if (shape.empty())
        return false;
    const std::vector<std::string> dims = dimensions(shape);
    const auto same = [](const std::string &a, const std::string &b) { return b == "?" || a == b; };
    if (whole)
        return std::equal(dims.begin(), dims.end(), wanted.begin(), wanted.end(), same);
    return std::search(dims.begin(), dims.end(), wanted.begin(), wanted.end(), same) != dims.end();
}

bool isClassKey(std::string_view key)
{
    for (int c = 0; c < static_cast<int>(NodeClass::Count); ++c)
        if (key == queryKey(static_cast<NodeClass>(c)))
            return true;
    return false;
}

bool isRoleKey(std::string_view key)
{
    for (int r = 0; r <= static_cast<int>(Role::Other); ++r)
        if (key == queryKey(static_cast<Role>(r)))
            return true;
    return false;
}

} // namespace

struct NodeQuery::Test {
    Field field = Field::Any;
    Relation relation = Relation::Has;
    bool negated = false;
    std::string value; // in small letters
    std::string attribute; // name of the only one that counts; empty: all
    std::vector<std::string> dims;
    std::unique_ptr<const RE2> pattern;

    bool text(std::string_view text) const
    {
        if (pattern)
            return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
        return relation == Relation::Equal ? small(text) == value : contains(text, value);
    }

    bool node(const GraphView &graph, std::size_t index, const SearchNode &node) const
    {
        switch (field) {
        case Field::Any:
            return text(node.name) || text(node.op);
        case Field::Name:
            return text(node.name);
        case Field::Op:
            return text(node.op);
        case Field::Class:
            return value == queryKey(node.nodeClass);
        case Field::Role:
            return node.role && value == queryKey(*node.role);
        case Field::Shape:
            return shapeMatches(graph.searchNodeShape(index), dims, relation == Relation::Equal);
        case Field::Attribute:
            for (const auto &[name, attributeText] : graph.searchNodeAttributes(index, kAttributeLength))
                if ((attribute.empty() || small(name) == attribute) && text(attributeText))
                    return true;
            return false;
        }
        return false;
    }

    // A card has no op or attributes of its own; its nodes have them.
    bool item(const Item &item) const
    {
        return (field == Field::Any || field == Field::Name) && (text(item.title) || text(item.layerName));
    }
};

namespace {

using Test = NodeQuery::Test;

tl::expected<std::shared_ptr<const Test>, QueryError> testOf(const QueryTerm &term)
{
    static constexpr std::array<std::pair<std::string_view, Field>, 7> kFields{ { { "", Field::Any },
        { "name", Field::Name }, { "op", Field::Op }, { "class", Field::Class }, { "role", Field::Role },
        { "shape", Field::Shape }, { "attr", Field::Attribute } } };
    const auto wrong = [&](QueryError::Kind kind, std::string detail) {
        return tl::unexpected(QueryError{ kind, term.position, term.length, std::move(detail) });
    };
    const auto field =
        std::find_if(kFields.begin(), kFields.end(), [&](const auto &f) { return f.first == term.field; });
    if (field == kFields.end())
        return wrong(QueryError::Kind::UnknownField, term.field);
    if (term.relation != Relation::Has && term.relation != Relation::Equal && term.relation != Relation::Matches)
        return wrong(QueryError::Kind::UnknownValue, term.value);
    auto test = std::make_shared<Test>();
    test->field = field->second;
    test->relation = term.relation;
    test->negated = term.negated;
    test->value = small(term.value);
    if (test->field == Field::Attribute)
        if (const std::size_t sign = test->value.find('='); sign != std::string::npos) {
            test->attribute = test->value.substr(0, sign);
            test->value.erase(0, sign + 1);
        }
    if (term.relation == Relation::Matches) {
        RE2::Options options(RE2::Quiet);
        options.set_log_errors(false);
        auto pattern = std::make_unique<const RE2>(term.value, options);
        if (!pattern->ok())
            return wrong(QueryError::Kind::BadPattern, pattern->error());
        test->pattern = std::move(pattern);
    }
    if (test->field == Field::Shape)
        test->dims = dimensions(term.value);
    const bool known = test->field == Field::Class ? isClassKey(test->value)
        : test->field == Field::Role               ? isRoleKey(test->value)
                                                   : true;
    if (!known)
        return wrong(QueryError::Kind::UnknownValue, term.value);
    return test;
}

} // namespace

tl::expected<NodeQuery, QueryError> NodeQuery::parse(std::string_view text)
{
    const auto terms = queryTerms(text);
    if (!terms)
        return tl::unexpected(terms.error());
    NodeQuery query;
    for (const QueryTerm &term : *terms) {
        auto test = testOf(term);
        if (!test)
            return tl::unexpected(std::move(test.error()));
        query.m_tests.push_back(std::move(*test));
    }
    std::stable_sort(
        query.m_tests.begin(), query.m_tests.end(), [](const auto &a, const auto &b) { return a->field < b->field; });
    return query;
}

Result<std::vector<NodeHit>> findNodes(const GraphView &graph, const NodeQuery &query, const JobControl &control)
{
    std::vector<NodeHit> hits;
    if (query.isEmpty())
        return hits;
    const auto matches = [&](auto &&holds) {
        return std::all_of(query.tests().begin(), query.tests().end(),
            [&](const auto &test) { return holds(*test) != test->negated; });
    };
    for (const Item &item : graph.items())
        if (item.id != graph.root() && item.kind != ItemKind::Op
            && matches([&](const NodeQuery::Test &test) { return test.item(item); }))
            hits.push_back({ kNoSearchNode, item.id });
    for (std::size_t i = 0; i < graph.searchNodeCount(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return fail(Fault::Cancelled, graph.graph() ? graph.graph()->path() : std::string());
        const SearchNode node = graph.searchNode(i);
        if (matches([&](const NodeQuery::Test &test) { return test.node(graph, i, node); }))
            hits.push_back({ i, node.item });
    }
    std::stable_sort(hits.begin(), hits.end(), [](const NodeHit &a, const NodeHit &b) {
        const auto place = [](const NodeHit &hit) {
            return hit.item == ItemId::None ? std::pair(1, std::int32_t{ 0 })
                                            : std::pair(0, static_cast<std::int32_t>(hit.item));
        };
        return place(a) < place(b);
    });
    return hits;
}

} // namespace ckpt
