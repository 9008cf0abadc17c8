// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Adds nodes to a graph, each under a name of its own. For format/savergraph only.
#pragma once

#include "format/tensor/dtype.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ckpt::pb {
class GraphDef;
class NodeDef;
} // namespace ckpt::pb

namespace ckpt {

class NodeMaker {
public:
    // Knows the names that are in `graph` now, which outlives it.
    NodeMaker(pb::GraphDef &graph, bool clearDevices);

    // `wanted`, or with a number behind it where no node may have that name or scope.
    std::string freeScope(const std::string &wanted) const;
    std::string freeName(const std::string &wanted);
    bool isFree(const std::string &name) const { return !m_names.contains(name); }

    // A node under exactly this name, which is free.
    pb::NodeDef &add(const std::string &name, std::string_view op, const std::vector<std::string> &inputs,
        std::string_view device = {});
    pb::NodeDef &adopt(const pb::NodeDef &node, const std::string &name); // a copy

    std::string strings(const std::string &name, const std::vector<std::string> &values, std::string_view device = {});
    std::string text(const std::string &name, const std::string &value); // a scalar
    // Without values: TensorFlow fills with zeros, and with empty strings.
    std::string zeros(const std::string &name, DType type, std::span<const std::int64_t> shape);
    std::string cast(const std::string &name, const std::string &input, DType from, DType to, std::string_view device);

private:
    pb::GraphDef &m_graph;
    const bool m_clearDevices;
    std::unordered_set<std::string> m_names;
    std::unordered_map<std::string, int> m_lastNumber;
};

void setType(pb::NodeDef &node, const char *attribute, DType type);
void setTypes(pb::NodeDef &node, const char *attribute, const std::vector<DType> &types);
void setBool(pb::NodeDef &node, const char *attribute, bool value);
void setShape(pb::NodeDef &node, const char *attribute, std::span<const std::int64_t> shape);
void setPlacedWith(pb::NodeDef &node, const std::string &other);

} // namespace ckpt
