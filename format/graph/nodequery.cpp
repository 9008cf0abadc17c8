// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/nodequery.h"

#include "format/graph/querytext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ckpt {

namespace {

enum class Field { Any, Name, Op, Class, Role, Shape, Attribute };

constexpr std::size_t kAttributeLength = 4096; // of an attribute, what is looked through

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
    Test(Field testField, TextTest test)
        : field(testField)
        , words(std::move(test))
    {
    }
    Field field;
    TextTest words;
    std::string attribute; // name of the only one that counts; empty: all
    std::vector<std::string> dims;
    bool wholeShape = false;

    bool text(std::string_view text) const { return words.holds(text); }

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
            return words.value() == queryKey(node.nodeClass);
        case Field::Role:
            return node.role && words.value() == queryKey(*node.role);
        case Field::Shape:
            return shape(graph.searchNodeShape(index));
        case Field::Attribute:
            for (const auto &[name, attributeText] : graph.searchNodeAttributes(index, kAttributeLength))
                if ((attribute.empty() || smallLetters(name) == attribute) && text(attributeText))
                    return true;
            return false;
        }
        return false;
    }

    bool shape(const std::string &text) const
    {
        return !text.empty() && shapeHolds(shapeDimensions(text), dims, wholeShape);
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
    // attr:padding=same looks into one of them.
    QueryTerm rest = term;
    std::string attribute;
    if (field->second == Field::Attribute)
        if (const std::size_t sign = term.value.find('='); sign != std::string::npos) {
            attribute = smallLetters(term.value.substr(0, sign));
            rest.value.erase(0, sign + 1);
        }
    auto words = TextTest::of(rest);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    auto test = std::make_shared<Test>(field->second, std::move(*words));
    test->attribute = std::move(attribute);
    if (test->field == Field::Shape) {
        test->dims = shapeDimensions(term.value);
        test->wholeShape = term.relation == Relation::Equal;
    }
    const bool known = test->field == Field::Class ? isClassKey(test->words.value())
        : test->field == Field::Role               ? isRoleKey(test->words.value())
                                                   : true;
    if (!known)
        return wrong(QueryError::Kind::UnknownValue, term.value);
    return test;
}

} // namespace

tl::expected<NodeQuery, QueryError> NodeQuery::parse(std::string_view text)
{
    auto expression = queryExpression(text);
    if (!expression)
        return tl::unexpected(std::move(expression.error()));
    NodeQuery query;
    for (const QueryTerm &term : expression->terms) {
        auto test = testOf(term);
        if (!test)
            return tl::unexpected(std::move(test.error()));
        query.m_cheapFirst.push_back(query.m_tests.size());
        query.m_tests.push_back(std::move(*test));
    }
    query.m_plain = expression->isPlain();
    query.m_expression = std::move(*expression);
    std::stable_sort(query.m_cheapFirst.begin(), query.m_cheapFirst.end(),
        [&](std::size_t a, std::size_t b) { return query.m_tests[a]->field < query.m_tests[b]->field; });
    return query;
}

Result<std::vector<NodeHit>> findNodes(const GraphView &graph, const NodeQuery &query, const JobControl &control)
{
    std::vector<NodeHit> hits;
    if (query.isEmpty())
        return hits;
    for (const Item &item : graph.items())
        if (item.id != graph.root() && item.kind != ItemKind::Op
            && query.holds([&](const NodeQuery::Test &test) { return test.item(item); }))
            hits.push_back({ kNoSearchNode, item.id });
    for (std::size_t i = 0; i < graph.searchNodeCount(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return fail(Fault::Cancelled, graph.graph() ? graph.graph()->path() : std::string());
        const SearchNode node = graph.searchNode(i);
        if (query.holds([&](const NodeQuery::Test &test) { return test.node(graph, i, node); }))
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
