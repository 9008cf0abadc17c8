// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/graphjson.h"

#include "app/cli/checkpointjson.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <sys/stat.h>

namespace ckpt {

namespace {

void writeCounts(JsonWriter &json, const char *key, const std::map<std::string_view, std::uint64_t> &counts)
{
    json.key(key);
    json.beginObject();
    for (const auto &[counted, number] : counts) {
        json.textKey(counted);
        json.natural(number);
    }
    json.endObject();
}

void writeVariables(JsonWriter &json, const MetaGraph &graph)
{
    json.key("variables");
    json.beginArray();
    for (const GraphVariable &variable : graph.variables()) {
        json.beginObject();
        const GraphNode &node = graph.node(variable.node);
        json.textField("name", node.name);
        json.textField("op", node.op);
        json.field("dtype", name(static_cast<DType>(variable.dtype)));
        json.key("shape");
        if (variable.shape) {
            json.beginArray();
            for (const std::int64_t dim : *variable.shape)
                json.integer(dim);
            json.endArray();
        } else {
            json.null();
        }
        json.key("saved_as");
        json.beginArray();
        for (const std::string &key : variable.savedAs)
            json.string(escapedIfNeeded(key));
        json.endArray();
        json.endObject();
    }
    json.endArray();
}

void writeGraph(JsonWriter &json, const MetaGraph &graph)
{
    std::map<std::string_view, std::uint64_t> operations, scopes;
    for (const GraphNode &node : graph.nodes()) {
        ++operations[node.op];
        const std::size_t slash = node.name.find('/');
        ++scopes[slash == std::string_view::npos ? std::string_view() : node.name.substr(0, slash)];
    }
    const GraphSummary &summary = graph.summary();
    json.key("graph");
    json.beginObject();
    json.field("nodes", summary.nodes);
    json.field("edges", summary.edges);
    json.field("control_edges", summary.controlEdges);
    json.field("producer", summary.producer);
    json.field("functions", summary.functions);
    json.field("function_nodes", summary.functionNodes);
    writeCounts(json, "ops", operations);
    writeCounts(json, "top_scopes", scopes);
    writeVariables(json, graph);
    json.endObject();
}

} // namespace

void writeMeta(JsonWriter &json, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph)
{
    json.newLine();
    json.beginObject();
    json.textField("file", file);
    struct stat status { };
    if (::stat(file.c_str(), &status) == 0)
        json.field("bytes", static_cast<std::int64_t>(status.st_size));
    if (!graph) {
        json.key("error");
        writeError(json, graph.error());
    } else {
        const GraphSummary &summary = (*graph)->summary();
        json.field("text", summary.text);
        json.field("tensorflow_version", escapedIfNeeded(summary.tensorflowVersion));
        json.key("tags");
        json.beginArray();
        for (const std::string &tag : summary.tags)
            json.string(escapedIfNeeded(tag));
        json.endArray();
        writeGraph(json, **graph);
    }
    json.endObject();
}

void writeState(JsonWriter &json, const Run &run)
{
    const StateFile &state = *run.state;
    json.newLine();
    json.beginObject();
    json.textField("file", state.path);
    json.field("parsed", true);
    json.textField("model_checkpoint_path", state.latest);
    json.key("all_model_checkpoint_paths");
    json.beginArray();
    for (const std::string &path : state.all)
        json.string(escapedIfNeeded(path));
    json.endArray();
    if (!state.timestamps.empty()) {
        json.key("all_model_checkpoint_timestamps");
        json.beginArray();
        for (const double timestamp : state.timestamps)
            json.number(timestamp);
        json.endArray();
    }
    if (state.lastPreserved) {
        json.key("last_preserved_timestamp");
        json.number(*state.lastPreserved);
    }
    // What the files on disk make of it, where the paths in the file are those of another machine.
    const auto latest = std::find_if(
        run.checkpoints.begin(), run.checkpoints.end(), [](const CheckpointRef &ref) { return ref.latest; });
    json.key("latest_checkpoint");
    latest == run.checkpoints.end() ? json.null() : json.string(escapedIfNeeded(latest->prefix));
    json.endObject();
}

} // namespace ckpt
