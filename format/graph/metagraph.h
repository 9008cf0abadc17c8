// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The graph that a .meta, .pbtxt, .pb or SavedModel holds, parsed once, indexed, immutable; shared between threads
// without locks. Every name is kept as the file has it. Nothing here interprets the graph (graphview.h does).
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ckpt {

enum class NodeIndex : std::int32_t { None = -1 };
constexpr std::size_t index(NodeIndex node)
{
    return static_cast<std::size_t>(node);
}

struct GraphInput {
    NodeIndex source = NodeIndex::None; // None: the named node does not exist (an issue says so)
    std::int32_t port = 0; // output number of the source
    bool control = false;
};

// Views point into the MetaGraph and live as long as it does.
struct GraphNode {
    std::string_view name, op, device;
    std::uint32_t firstInput = 0, inputCount = 0;
};

// A variable of the graph and the keys it is saved under ("key", or "key shape_and_slice" for a partition).
struct GraphVariable {
    NodeIndex node = NodeIndex::None;
    std::int32_t dtype = 0; // TensorFlow's number
    std::optional<std::vector<std::int64_t>> shape; // -1 = unknown dimension; not set = unknown rank
    std::vector<std::string> savedAs;
    std::vector<std::string> keys; // the same without the part
};

// The message that the file is.
enum class GraphContainer { Graph, MetaGraph, SavedModel };

struct GraphSummary {
    GraphContainer container = GraphContainer::Graph;
    std::string tensorflowVersion;
    std::vector<std::string> tags;
    // Of a SavedModel: the tags of every MetaGraph in it, and which of them this is.
    std::vector<std::vector<std::string>> allTags;
    std::size_t position = 0;
    std::int32_t producer = 0;
    std::uint64_t nodes = 0, edges = 0, controlEdges = 0, functions = 0, functionNodes = 0;
    bool text = false;
};

class MetaGraph {
public:
    // A .meta (binary or text), a GraphDef (.pb, .pbtxt), or a saved_model.pb/.pbtxt (of several MetaGraphs the one
    // that is tagged for serving, else the first with nodes). Fails with GraphUnreadable, GraphEmpty, GitLfsPointer,
    // GraphTooLarge, SavedModelChunked (.cpb), Cancelled and what openFile() fails with.
    static Result<std::shared_ptr<const MetaGraph>> read(
        const std::string &path, const Limits &limits = {}, const JobControl &control = {});
    // Of a SavedModel the MetaGraph that has nodes and exactly these tags, in any order; where there is none, as above.
    static Result<std::shared_ptr<const MetaGraph>> read(const std::string &path, const std::vector<std::string> &tags,
        const Limits &limits = {}, const JobControl &control = {});
    // Every MetaGraph of a SavedModel, in the order of the file; also those without nodes. Of other files the only one.
    static Result<std::vector<std::shared_ptr<const MetaGraph>>> readAll(
        const std::string &path, const Limits &limits = {}, const JobControl &control = {});
    virtual ~MetaGraph() = default;

    const std::string &path() const { return m_path; }
    const GraphSummary &summary() const { return m_summary; }
    std::span<const GraphNode> nodes() const { return m_nodes; }
    const GraphNode &node(NodeIndex node) const { return m_nodes[ckpt::index(node)]; }
    std::span<const GraphInput> inputs(NodeIndex node) const
    {
        const GraphNode &n = m_nodes[ckpt::index(node)];
        return std::span(m_inputs).subspan(n.firstInput, n.inputCount);
    }
    NodeIndex find(std::string_view name) const; // None when there is no such node
    std::span<const GraphVariable> variables() const { return m_variables; }
    // Keys under which it saves what is no variable: lookup tables, iterators, the object graph. Sorted.
    std::span<const std::string> otherSavedKeys() const { return m_otherSavedKeys; }
    std::span<const Issue> issues() const { return m_issues; }

    // All attributes of a node as (name, text) for people, sorted by name; tensors and long lists are shortened to
    // about `maxLength` characters, with what was left out said.
    virtual std::vector<std::pair<std::string, std::string>> attributeTexts(
        NodeIndex node, std::size_t maxLength) const = 0;

protected:
    MetaGraph() = default;

    std::string m_path;
    GraphSummary m_summary;
    std::vector<GraphNode> m_nodes;
    std::vector<GraphInput> m_inputs;
    std::vector<GraphVariable> m_variables;
    std::vector<std::string> m_otherSavedKeys;
    std::unordered_map<std::string_view, NodeIndex> m_byName; // of equal names the first
    Issues m_issues;
};

} // namespace ckpt
