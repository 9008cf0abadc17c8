// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Finding nodes and cards of a graph by words: text, op:, shape:, role:, class:, attr:, name: and patterns. Hidden
// nodes and those of inlined function bodies are found too.
#pragma once

#include "format/base/queryterms.h"
#include "format/graph/graphview.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Immutable once parsed; shared without locks.
class NodeQuery {
public:
    // Terms are joined as queryExpression() says. Fields: name, op, shape, role, class, attr. `:` and a bare word look
    // for a part, whatever the case; `=` for the whole; `~` and /…/ for a pattern (RE2). shape:3x3 finds shapes that
    // have these dimensions in a row, shape=3x3x1x8 the very shape; ? is any dimension. attr:padding=same looks into
    // one attribute, attr:same into all values. A bare word looks at names, ops and the titles of cards.
    static tl::expected<NodeQuery, QueryError> parse(std::string_view text);
    bool isEmpty() const { return m_tests.empty(); }

    struct Test;
    // `test(t)` tells whether a Test holds, without its negation; it is asked of as few as need be.
    template <typename Asked>
    bool holds(Asked &&test) const
    {
        const auto ask = [&](std::size_t term) { return test(*m_tests[term]) != m_expression.terms[term].negated; };
        return m_plain ? std::all_of(m_cheapFirst.begin(), m_cheapFirst.end(), ask) : m_expression.holds(ask);
    }

private:
    std::vector<std::shared_ptr<const Test>> m_tests; // by term
    QueryExpression m_expression;
    bool m_plain = true; // all terms are to hold
    std::vector<std::size_t> m_cheapFirst;
};

struct NodeHit {
    std::size_t node = 0; // of GraphView::searchNode(), or kNoSearchNode: the card itself
    ItemId item = ItemId::None; // that draws it or that it is folded into; None: hidden
};
inline constexpr std::size_t kNoSearchNode = static_cast<std::size_t>(-1);

// Cards in the order of the picture, each followed by the nodes that it draws, then hidden nodes in the order of the
// file. An empty query finds nothing. Fails only with Cancelled.
Result<std::vector<NodeHit>> findNodes(const GraphView &graph, const NodeQuery &query, const JobControl &control = {});

} // namespace ckpt
