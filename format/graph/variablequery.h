// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Choosing variables by words: `dense role:kernel dtype:f32,bf16 shape:3x3 rank>2 bytes>=10MB -layer:head name~^conv`.
#pragma once

#include "format/base/queryterms.h"
#include "format/graph/role.h"

#include <memory>
#include <string_view>
#include <vector>

namespace ckpt {

// Immutable once parsed; shared without locks.
class VariableQuery {
public:
    // All terms are to hold; `-` before one negates it. A bare word looks at the name. Fields: name, layer, op (the
    // node that uses it), dtype and role (one of several with commas; role:slot.m is one kind of slot), shape, rank,
    // size (elements), bytes (1M and 10MB are thousands of thousands, 1MiB is 1024 times 1024), shard, trainable,
    // issue.
    static tl::expected<VariableQuery, QueryError> parse(std::string_view text);
    bool isEmpty() const { return m_tests.empty(); } // then every variable holds

    bool holds(const Variable &variable, const VariableFacts &facts) const;

    struct Test;

private:
    std::vector<std::shared_ptr<const Test>> m_tests;
};

} // namespace ckpt
