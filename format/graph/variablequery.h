// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Choosing variables by words: `dense role:kernel dtype:f32,bf16 shape:3x3 (rank>2 OR bytes>=10MB) -layer:head`.
#pragma once

#include "format/base/queryterms.h"
#include "format/graph/role.h"

#include <functional>
#include <string_view>
#include <vector>

namespace ckpt {

// Immutable once parsed; shared without locks.
class VariableQuery {
public:
    // Terms are joined as queryExpression() says. A bare word looks at the name. Fields: name, layer, op (the
    // node that uses it), dtype and role (one of several with commas; role:slot.m is one kind of slot), shape, rank,
    // size (elements), bytes (1M and 10MB are thousands of thousands, 1MiB is 1024 times 1024), shard, trainable,
    // issue.
    // What holds of a bare word can be given instead.
    using Holds = std::function<bool(const Variable &, const VariableFacts &)>;
    using BareWord = std::function<Holds(std::string_view)>;
    static tl::expected<VariableQuery, QueryError> parse(std::string_view text, const BareWord &bareWord = {});
    bool isEmpty() const { return m_tests.empty(); } // then every variable holds

    bool holds(const Variable &variable, const VariableFacts &facts) const;

private:
    std::vector<Holds> m_tests; // by term
    QueryExpression m_expression;
};

} // namespace ckpt
