// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Inside a function an output is "node:argument:k": it comes behind the outputs of the arguments before that one. For
// format/graph only.
#pragma once

#include "format/graph/metagraphdata.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace ckpt {

inline constexpr std::int64_t kMostPorts = 1 << 20; // no op has as many outputs; a file can say anything

class FunctionPorts {
public:
    // The ops of a graph are documented in the file itself, contrib and custom ones too; functions document themselves.
    explicit FunctionPorts(const MetaGraphData &graph);

    // The number of the output `argument:k` of `node`.
    std::int32_t number(const pb::NodeDef &node, std::string_view argument, std::int32_t k) const;

private:
    std::unordered_map<std::string_view, const pb::OpDef *> m_signatures;
};

// "node:argument:k", "node:k", "argument", "^node" in parts. Views into `text`.
struct BodyInput {
    std::string_view name, argument;
    std::int32_t k = 0; // of name:k as well
    bool control = false;
};
BodyInput parseBodyInput(std::string_view text);

} // namespace ckpt
