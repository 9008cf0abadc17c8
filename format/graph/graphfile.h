// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Bytes of a graph file → messages. Which of the three containers it is, and whether it is text, is told by the
// content; the file name only breaks ties.
#pragma once

#include "format/base/error.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/graph/metagraph.h"

#include <memory>
#include <string>
#include <string_view>

namespace google::protobuf {
class Arena;
}
namespace ckpt::pb {
class GraphDef;
class MetaGraphDef;
class SavedModel;
} // namespace ckpt::pb

namespace ckpt {

// The messages live in the arena.
struct GraphFile {
    std::shared_ptr<google::protobuf::Arena> arena;
    const pb::GraphDef *graph = nullptr;
    const pb::MetaGraphDef *meta = nullptr; // null for a bare GraphDef
    const pb::SavedModel *model = nullptr; // of a SavedModel; `meta` is its MetaGraph number `position`
    std::size_t position = 0;
    GraphContainer container = GraphContainer::Graph;
    bool text = false;
};
// The same file with another MetaGraph of it.
GraphFile metaGraphOf(const GraphFile &file, std::size_t position);

// Fails with GitLfsPointer, GraphEmpty (no bytes or no nodes), GraphUnreadable, SavedModelChunked, Cancelled.
Result<GraphFile> parseGraphFile(
    std::string_view bytes, const std::string &path, const Limits &limits, const JobControl &control);

// Exposed for tests.
GraphContainer containerOf(std::string_view binary, std::string_view path);

} // namespace ckpt
