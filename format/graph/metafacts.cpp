// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/metafacts.h"

#include "format/graph/knownops.h"
#include "format/graph/metagraphdata.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/variable.pb.h"
#include "format/tensor/dtype.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace ckpt {
namespace {

constexpr int kMostItems = 50;

// Every MetaGraph is one: its constructor is protected.
const MetaGraphData &dataOf(const MetaGraph &graph)
{
    return static_cast<const MetaGraphData &>(graph);
}

std::string_view encodingOf(const pb::TensorInfo &info)
{
    switch (info.encoding_case()) {
    case pb::TensorInfo::kName:
        return "name";
    case pb::TensorInfo::kCooSparse:
        return "coo_sparse";
    case pb::TensorInfo::kCompositeTensor:
        return "composite_tensor";
    case pb::TensorInfo::ENCODING_NOT_SET:
        break;
    }
    return {};
}

template <typename Map>
std::vector<SignatureTensor> signatureTensors(const Map &infos)
{
    std::vector<SignatureTensor> tensors;
    for (const auto &[key, info] : infos) {
        SignatureTensor tensor{ key, info.name(), encodingOf(info), info.dtype(), {} };
        if (!info.tensor_shape().unknown_rank()) {
            tensor.shape.emplace();
            for (const auto &dim : info.tensor_shape().dim())
                tensor.shape->push_back(dim.size());
        }
        tensors.push_back(std::move(tensor));
    }
    std::sort(tensors.begin(), tensors.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    return tensors;
}

SaverFacts saverFacts(const pb::SaverDef &def)
{
    SaverFacts saver;
    saver.filenameTensor = def.filename_tensor_name();
    saver.saveTensor = def.save_tensor_name();
    saver.restoreOp = def.restore_op_name();
    saver.maxToKeep = def.max_to_keep();
    saver.sharded = def.sharded();
    saver.keepEveryHours = static_cast<double>(def.keep_checkpoint_every_n_hours());
    static constexpr const char *versions[] = { "LEGACY", "V1", "V2" };
    const int version = def.version();
    saver.version = version >= 0 && version <= 2 ? versions[version] : std::to_string(version);
    return saver;
}

// Collections of variables keep VariableDef messages; others keep what they like.
std::optional<std::vector<std::string>> variableNames(const std::string &key, const pb::CollectionDef::BytesList &list)
{
    if (key.find("variables") == std::string::npos && key != "global_step")
        return std::nullopt;
    std::vector<std::string> names;
    for (const std::string &bytes : list.value()) {
        pb::VariableDef variable;
        if (names.size() == kMostItems)
            break;
        if (!variable.ParseFromString(bytes))
            return std::nullopt;
        names.push_back(variable.variable_name());
    }
    return names;
}

Collection collectionFacts(const std::string &key, const pb::CollectionDef &def)
{
    Collection collection;
    collection.key = key;
    const auto counted = [&](std::string_view kind, const auto &values) {
        collection.kind = kind;
        collection.count = static_cast<std::uint64_t>(values.size());
    };
    switch (def.kind_case()) {
    case pb::CollectionDef::kNodeList: {
        const auto &nodes = def.node_list().value();
        counted("node_list", nodes);
        collection.items.emplace(nodes.begin(), nodes.begin() + std::min(nodes.size(), kMostItems));
        break;
    }
    case pb::CollectionDef::kBytesList:
        counted("bytes_list", def.bytes_list().value());
        collection.items = variableNames(key, def.bytes_list());
        break;
    case pb::CollectionDef::kInt64List:
        counted("int64_list", def.int64_list().value());
        break;
    case pb::CollectionDef::kFloatList:
        counted("float_list", def.float_list().value());
        break;
    case pb::CollectionDef::kAnyList:
        counted("any_list", def.any_list().value());
        break;
    case pb::CollectionDef::KIND_NOT_SET:
        break;
    }
    return collection;
}

// Ops of the graph and its functions that neither TensorFlow nor the function library has.
std::vector<CustomOp> customOps(const MetaGraphData &graph)
{
    std::map<std::string_view, std::uint64_t> uses;
    for (const GraphNode &node : graph.nodes())
        ++uses[node.op];
    const pb::FunctionDefLibrary &library = graph.graphDef().library();
    for (const pb::FunctionDef &function : library.function())
        for (const pb::NodeDef &node : function.node_def())
            ++uses[node.op()];
    for (const pb::FunctionDef &function : library.function())
        uses.erase(function.signature().name());
    std::erase_if(uses, [](const auto &use) { return isTensorFlowOp(use.first); });
    std::vector<CustomOp> ops;
    for (const auto &[name, count] : uses)
        ops.push_back({ std::string(name), count, false, {}, {} });
    if (!graph.metaGraphDef())
        return ops;
    for (const pb::OpDef &def : graph.metaGraphDef()->meta_info_def().stripped_op_list().op()) {
        const auto op = std::lower_bound(ops.begin(), ops.end(), def.name(),
            [](const CustomOp &custom, const std::string &name) { return custom.name < name; });
        if (op == ops.end() || op->name != def.name() || op->documented)
            continue;
        op->documented = true;
        for (const auto &argument : def.input_arg())
            op->inputs.push_back(argument.name());
        for (const auto &argument : def.output_arg())
            op->outputs.push_back(argument.name());
    }
    return ops;
}

} // namespace

std::string typeName(std::int32_t dtype)
{
    constexpr std::int32_t kReference = 100;
    if (const auto type = static_cast<DType>(dtype); isKnown(type))
        return std::string(name(type));
    if (dtype > kReference) {
        if (const auto referred = static_cast<DType>(dtype - kReference); isKnown(referred))
            return std::string(name(referred)) + "_ref";
    }
    return fmt::format("DT_{}", dtype);
}

std::vector<Signature> signatures(const MetaGraph &graph)
{
    std::vector<Signature> all;
    if (const pb::MetaGraphDef *meta = dataOf(graph).wholeMeta())
        for (const auto &[name, def] : meta->signature_def())
            all.push_back({ name, def.method_name(), signatureTensors(def.inputs()), signatureTensors(def.outputs()) });
    std::sort(all.begin(), all.end(), [](const Signature &a, const Signature &b) { return a.name < b.name; });
    return all;
}

MetaFacts metaFacts(const MetaGraph &graph)
{
    const MetaGraphData &data = dataOf(graph);
    MetaFacts facts;
    for (const pb::FunctionDef &function : data.graphDef().library().function())
        facts.functions.push_back(
            { function.signature().name(), static_cast<std::uint64_t>(function.node_def_size()) });
    facts.customOps = customOps(data);
    facts.saverOps = findSaverOps(data);
    const pb::MetaGraphDef *meta = data.metaGraphDef();
    if (!meta)
        return facts;
    facts.gitVersion = meta->meta_info_def().tensorflow_git_version();
    facts.strippedDefaults = meta->meta_info_def().stripped_default_attrs();
    facts.documentedOps = static_cast<std::uint64_t>(meta->meta_info_def().stripped_op_list().op_size());
    if (meta->has_saver_def())
        facts.saver = saverFacts(meta->saver_def());
    for (const auto &[key, def] : meta->collection_def())
        facts.collections.push_back(collectionFacts(key, def));
    std::sort(facts.collections.begin(), facts.collections.end(),
        [](const Collection &a, const Collection &b) { return a.key < b.key; });
    for (const auto &asset : meta->asset_file_def())
        facts.assetFiles.push_back(asset.filename());
    facts.objectGraphNodes = static_cast<std::uint64_t>(meta->object_graph_def().nodes_size());
    return facts;
}

} // namespace ckpt
