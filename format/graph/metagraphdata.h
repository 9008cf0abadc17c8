// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What MetaGraph::read() returns: the graph with its messages. For format/graph only.
#pragma once

#include "format/graph/graphfile.h"
#include "format/graph/metafacts.h"

namespace ckpt::pb {
class AttrValue;
class FunctionDef;
class FunctionDefLibrary;
class NodeDef;
class OpDef;
class TensorProto;
} // namespace ckpt::pb

namespace ckpt {

class MetaGraphData final : public MetaGraph {
public:
    // Indexes `file`. Damage becomes issues(); fails only with Cancelled.
    static Result<std::shared_ptr<const MetaGraphData>> make(
        GraphFile file, const std::string &path, const Limits &limits, const JobControl &control);

    // The body of a function, as functionGraph() makes it. Keeps `whole` alive. Fails only with Cancelled.
    static Result<std::shared_ptr<const MetaGraphData>> ofFunction(std::shared_ptr<const MetaGraphData> whole,
        std::string_view function, GraphFile body, const JobControl &control);

    const pb::GraphDef &graphDef() const { return *m_file.graph; }
    const pb::MetaGraphDef *metaGraphDef() const { return m_file.meta; } // null for a bare GraphDef
    // Of the graph that this is the body of a function of, else of itself.
    const pb::MetaGraphDef *wholeMeta() const { return m_whole ? m_whole->m_file.meta : m_file.meta; }
    const pb::FunctionDefLibrary &library() const;
    std::string_view functionName() const { return m_functionName; } // empty: this is no body of a function
    std::int64_t schemaVersion() const; // of the SavedModel; 0 for other files
    const pb::NodeDef &def(NodeIndex node) const;

    std::vector<std::pair<std::string, std::string>> attributeTexts(
        NodeIndex node, std::size_t maxLength) const override;

private:
    MetaGraphData() = default;
    bool indexNodes(const Limits &limits, const JobControl &control);
    bool resolveInputs(const Limits &limits, const JobControl &control);
    void summarize();

    GraphFile m_file;
    std::shared_ptr<const MetaGraphData> m_whole; // of a function
    std::string_view m_functionName;
};

// "name", "name:2", "^name" in parts. A colon that no number follows belongs to the name.
struct InputName {
    std::string_view node;
    std::int32_t port = 0;
    bool control = false;
};
InputName parseInputName(std::string_view text);

// The value of an attribute, null when the node has none of that name.
const pb::AttrValue *attribute(const pb::NodeDef &node, const char *name);

// In node order.
std::vector<SaverOp> findSaverOps(const MetaGraphData &graph);
// The same for save ops in functions, as SavedModels of TensorFlow 2 have them.
std::vector<SaverTensor> findSavedByFunctions(const MetaGraphData &graph);
// The node at which that way ends, starting at `node`; a variable where there is one.
NodeIndex variableBehind(const MetaGraphData &graph, NodeIndex node);

// Variables in node order with the keys that the save ops, else the restore ops, give them.
// Keys of what else is saved are added to `otherKeys`, in any order.
std::vector<GraphVariable> findVariables(const MetaGraphData &graph, std::vector<std::string> &otherKeys);

// As MetaGraph::attributeTexts().
std::vector<std::pair<std::string, std::string>> attributeTextsOf(const pb::NodeDef &node, std::size_t maxLength);

// Strings of a constant; at most `limit`.
std::vector<std::string> constantStrings(const pb::TensorProto &tensor, std::size_t limit);

} // namespace ckpt
