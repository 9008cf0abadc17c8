// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/graphjson.h"

#include "app/cli/checkpointjson.h"
#include "format/base/paths.h"
#include "format/graph/metafacts.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <vector>

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

void writeStrings(JsonWriter &json, const char *key, const std::vector<std::string> &strings)
{
    json.key(key);
    json.beginArray();
    for (const std::string &bytes : strings)
        json.string(escapedIfNeeded(bytes));
    json.endArray();
}

void writeShape(JsonWriter &json, const std::optional<std::vector<std::int64_t>> &shape)
{
    json.key("shape");
    if (!shape)
        return json.null();
    json.beginArray();
    for (const std::int64_t dim : *shape)
        json.integer(dim);
    json.endArray();
}

void writeFileFacts(JsonWriter &json, const std::string &file)
{
    json.textField("file", file);
    struct stat status { };
    if (::stat(file.c_str(), &status) == 0)
        json.field("bytes", static_cast<std::int64_t>(status.st_size));
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
        json.field("dtype", typeName(variable.dtype));
        writeShape(json, variable.shape);
        writeStrings(json, "saved_as", variable.savedAs);
        json.endObject();
    }
    json.endArray();
}

// Each save op with [key, shape_and_slice, variable].
void writeSavers(JsonWriter &json, const MetaGraph &graph, const MetaFacts &facts)
{
    json.key("savers");
    json.beginArray();
    for (const SaverOp &saver : facts.saverOps) {
        json.beginObject();
        const GraphNode &node = graph.node(saver.node);
        json.textField("node", node.name);
        json.textField("op", node.op);
        json.textField("device", node.device);
        json.key("names");
        if (!saver.named) {
            json.null();
            json.endObject();
            continue;
        }
        json.beginArray();
        for (const SaverTensor &tensor : saver.tensors) {
            json.beginArray();
            json.string(escapedIfNeeded(tensor.key));
            json.string(escapedIfNeeded(tensor.slice));
            tensor.source == NodeIndex::None ? json.null()
                                             : json.string(escapedIfNeeded(graph.node(tensor.source).name));
            json.endArray();
        }
        json.endArray();
        json.field("n_names", static_cast<std::uint64_t>(saver.tensors.size()));
        json.endObject();
    }
    json.endArray();
}

void writeGraph(JsonWriter &json, const MetaGraph &graph, const MetaFacts &facts)
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
    json.field("n_variables", static_cast<std::uint64_t>(graph.variables().size()));
    writeVariables(json, graph);
    writeSavers(json, graph, facts);
    json.endObject();
}

void writeCustomOps(JsonWriter &json, const MetaFacts &facts)
{
    if (facts.customOps.empty())
        return;
    json.key("custom_ops");
    json.beginArray();
    for (const CustomOp &op : facts.customOps) {
        json.beginObject();
        json.textField("op", op.name);
        json.field("uses", op.uses);
        if (op.documented) {
            writeStrings(json, "inputs", op.inputs);
            writeStrings(json, "outputs", op.outputs);
        }
        json.endObject();
    }
    json.endArray();
}

void writeSaverDef(JsonWriter &json, const MetaFacts &facts)
{
    json.key("saver_def");
    if (!facts.saver)
        return json.null();
    const SaverFacts &saver = *facts.saver;
    json.beginObject();
    json.textField("filename_tensor_name", saver.filenameTensor);
    json.textField("save_tensor_name", saver.saveTensor);
    json.textField("restore_op_name", saver.restoreOp);
    json.field("max_to_keep", saver.maxToKeep);
    json.field("sharded", saver.sharded);
    json.key("keep_checkpoint_every_n_hours");
    json.number(saver.keepEveryHours);
    json.field("version", saver.version);
    json.endObject();
}

void writeCollections(JsonWriter &json, const MetaFacts &facts)
{
    json.key("collections");
    json.beginArray();
    for (const Collection &collection : facts.collections) {
        json.beginObject();
        json.textField("key", collection.key);
        json.key("kind");
        collection.kind.empty() ? json.null() : json.string(collection.kind);
        json.field("count", collection.count);
        if (collection.items)
            writeStrings(json, "items", *collection.items);
        json.endObject();
    }
    json.endArray();
}

void writeSignatureTensors(JsonWriter &json, const char *key, const std::vector<SignatureTensor> &tensors)
{
    json.key(key);
    json.beginObject();
    for (const SignatureTensor &tensor : tensors) {
        json.textKey(tensor.key);
        json.beginObject();
        json.key("tensor");
        tensor.encoding == "name" ? json.string(escapedIfNeeded(tensor.tensor)) : json.null();
        json.key("encoding");
        tensor.encoding.empty() ? json.null() : json.string(tensor.encoding);
        json.field("dtype", typeName(tensor.dtype));
        writeShape(json, tensor.shape);
        json.endObject();
    }
    json.endObject();
}

// Everything but the file.
void writeMetaGraph(JsonWriter &json, const MetaGraph &graph)
{
    const MetaFacts facts = metaFacts(graph);
    const GraphSummary &summary = graph.summary();
    const bool bare = summary.container == GraphContainer::Graph;
    if (!bare) {
        json.field("tensorflow_version", escapedIfNeeded(summary.tensorflowVersion));
        writeStrings(json, "tags", summary.tags);
        json.field("stripped_default_attrs", facts.strippedDefaults);
        json.field("stripped_op_list", facts.documentedOps);
    }
    writeGraph(json, graph, facts);
    writeCustomOps(json, facts);
    if (bare)
        return;
    writeSaverDef(json, facts);
    writeCollections(json, facts);
    json.key("signatures");
    json.beginObject();
    for (const Signature &signature : signatures(graph)) {
        json.textKey(signature.name);
        json.beginObject();
        json.textField("method", signature.method);
        writeSignatureTensors(json, "inputs", signature.inputs);
        writeSignatureTensors(json, "outputs", signature.outputs);
        json.endObject();
    }
    json.endObject();
    writeStrings(json, "asset_files", facts.assetFiles);
    json.field("object_graph_nodes", facts.objectGraphNodes);
}

} // namespace

void writeMeta(JsonWriter &json, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph)
{
    json.newLine();
    json.beginObject();
    writeFileFacts(json, file);
    if (!graph) {
        json.key("error");
        writeError(json, graph.error());
    } else {
        const GraphSummary &summary = (*graph)->summary();
        static constexpr const char *messages[] = { "GraphDef", "MetaGraphDef", "SavedModel" };
        json.field("message", messages[static_cast<int>(summary.container)]);
        json.field("text", summary.text);
        writeMetaGraph(json, **graph);
    }
    json.endObject();
}

void writeSavedModel(JsonWriter &json, const std::string &file, const Result<SavedModel> &model)
{
    json.newLine();
    json.beginObject();
    json.textField("dir", directoryOf(file));
    writeFileFacts(json, file);
    if (!model) {
        json.key("error");
        writeError(json, model.error());
        return json.endObject();
    }
    json.field("schema_version", model->schemaVersion);
    json.key("meta_graphs");
    json.beginArray();
    for (const auto &graph : model->metaGraphs) {
        json.newLine();
        json.beginObject();
        writeMetaGraph(json, *graph);
        json.endObject();
    }
    json.endArray();
    writeStrings(json, "assets", model->assets);
    if (model->fingerprint) {
        const Fingerprint &print = *model->fingerprint;
        json.key("fingerprint");
        json.beginObject();
        json.field("saved_model_checksum", print.savedModelChecksum);
        json.field("graph_def_program_hash", print.graphDefProgramHash);
        json.field("signature_def_hash", print.signatureDefHash);
        json.field("saved_object_graph_hash", print.savedObjectGraphHash);
        json.field("checkpoint_hash", print.checkpointHash);
        json.textField("uuid", print.uuid);
        json.field("producer", print.producer);
        json.endObject();
    }
    json.endObject();
}

namespace {

void writeState(JsonWriter &json, const Run &run)
{
    const StateFile &state = *run.state;
    json.newLine();
    json.beginObject();
    json.textField("file", state.path);
    json.field("parsed", true);
    json.textField("model_checkpoint_path", state.latest);
    writeStrings(json, "all_model_checkpoint_paths", state.all);
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
    // What TensorFlow would look for, whether it is there or not.
    json.key("resolved");
    json.beginObject();
    for (const std::string &path : std::set<std::string>(state.all.begin(), state.all.end())) {
        json.textKey(path);
        json.string(escapedIfNeeded(joinPath(directoryOf(state.path), path)));
    }
    json.endObject();
    // What the files on disk make of it, where the paths in the file are those of another machine.
    const auto latest = std::find_if(
        run.checkpoints.begin(), run.checkpoints.end(), [](const CheckpointRef &ref) { return ref.latest; });
    json.key("latest_checkpoint");
    latest == run.checkpoints.end() ? json.null() : json.string(escapedIfNeeded(latest->prefix));
    json.endObject();
}

} // namespace

void writeStates(JsonWriter &json, const Run &run)
{
    if (run.state)
        return writeState(json, run);
    const std::string file = joinPath(run.directory, "checkpoint");
    const auto why = std::find_if(
        run.issues.begin(), run.issues.end(), [&](const Issue &issue) { return issue.error.path == file; });
    if (why == run.issues.end())
        return;
    json.newLine();
    json.beginObject();
    json.textField("file", file);
    json.field("parsed", false);
    json.key("error");
    writeError(json, why->error);
    json.endObject();
}

} // namespace ckpt
