// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Bytes of a graph file → messages. Which of the three containers it is, and whether it is text, is told by the
// content; the file name only breaks ties.
#pragma once

#include "format/base/error.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/graph/metagraph.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class Arena;
}
namespace ckpt::pb {
class GraphDef;
class MetaGraphDef;
} // namespace ckpt::pb

namespace ckpt {

// The messages live in the arena.
struct GraphFile {
    std::shared_ptr<google::protobuf::Arena> arena;
    const pb::GraphDef *graph = nullptr;
    const pb::MetaGraphDef *meta = nullptr; // null for a bare GraphDef
    GraphContainer container = GraphContainer::Graph;
    bool text = false;
    // Of a SavedModel, only one MetaGraph of which is kept in memory:
    std::int64_t schemaVersion = 0;
    std::size_t position = 0; // of that MetaGraph
    std::vector<std::vector<std::string>> allTags; // of every MetaGraph in it
    bool othersHaveNodes = false; // and this one has none
};

// A MetaGraph of a SavedModel that is not read yet.
struct MetaGraphSketch {
    std::vector<std::string> tags;
    bool hasNodes = false;
};
using ChooseMetaGraph = std::function<std::size_t(const std::vector<MetaGraphSketch> &)>; // of at least one
// The one for serving, else the first that has nodes.
std::size_t usualMetaGraph(const std::vector<MetaGraphSketch> &graphs);

// Fails with GitLfsPointer, GraphEmpty (no bytes or no nodes), GraphUnreadable, SavedModelChunked, Cancelled. Of a
// SavedModel with several MetaGraphs the chosen one is parsed, which may be without nodes; of text all are for a
// moment.
Result<GraphFile> parseGraphFile(std::string_view bytes, const std::string &path, const Limits &limits,
    const JobControl &control, const ChooseMetaGraph &choose = usualMetaGraph);

// Exposed for tests.
GraphContainer containerOf(std::string_view binary, std::string_view path);

} // namespace ckpt
