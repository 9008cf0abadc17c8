// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The nodes that the rest of a MetaGraphDef names. For format/savergraph only.
#pragma once

#include "format/savergraph/linkedgraph.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace google::protobuf {
class MessageLite;
}

namespace ckpt {

// What a VariableDef names besides its variable. None: it names nothing, or what does not exist.
struct VariableNodes {
    NodeIndex initializer = NodeIndex::None, snapshot = NodeIndex::None, initialValue = NodeIndex::None;
};
// By variable; of several the first.
std::unordered_map<NodeIndex, VariableNodes> variableNodes(const LinkedGraph &graph);

struct QueueFiller {
    NodeIndex queue = NodeIndex::None;
    std::vector<NodeIndex> ops; // enqueue, close and cancel; None for what does not exist
};
std::vector<QueueFiller> queueFillers(const LinkedGraph &graph);

// Nodes that node lists, VariableDefs or signatures name.
NodeSet namedInMeta(const LinkedGraph &graph);

// An item of a collection. False: it is no such message.
bool parseItem(google::protobuf::MessageLite &message, const std::string &bytes);

} // namespace ckpt
