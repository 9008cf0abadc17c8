// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/exportedmeta.h"

#include "format/proto/meta_graph.pb.h"
#include "format/savergraph/collections.h"
#include "format/savergraph/declaredvariables.h"
#include "format/savergraph/functionsneeded.h"
#include "format/savergraph/keptnodes.h"
#include "format/savergraph/newsaver.h"
#include "format/savergraph/serialize.h"
#include "format/savergraph/signaturetensors.h"

#include <google/protobuf/arena.h>

#include <algorithm>

namespace ckpt {
namespace {

constexpr int kCancelStep = 1024; // nodes
constexpr std::int32_t kOldestProducer = 21; // of graphs without a source: what every TensorFlow since 1.0 takes

Result<std::shared_ptr<const MetaGraphData>> readSource(
    std::string_view source, const std::string &path, const Limits &limits, const JobControl &control)
{
    GraphFile file;
    if (source.empty()) {
        file.arena = std::make_shared<google::protobuf::Arena>();
        file.meta = google::protobuf::Arena::CreateMessage<pb::MetaGraphDef>(file.arena.get());
        file.graph = &file.meta->graph_def();
    } else {
        auto parsed = parseGraphFile(source, path, limits, control);
        if (!parsed)
            return tl::unexpected(std::move(parsed.error()));
        file = std::move(*parsed);
    }
    auto data = MetaGraphData::make(std::move(file), path, limits, control);
    if (!data)
        return data;
    for (const Issue &found : (*data)->issues())
        if (found.error.fault == Fault::GraphDuplicateName)
            return tl::unexpected(found.error); // which of the two an input means, nobody can tell
    return data;
}

void copyUnknown(const google::protobuf::Message &from, google::protobuf::Message &into)
{
    into.GetReflection()->MutableUnknownFields(&into)->MergeFrom(from.GetReflection()->GetUnknownFields(from));
}

class MetaExport {
public:
    MetaExport(std::shared_ptr<const MetaGraphData> data, const MetaRequest &request, const JobControl &control)
        : m_graph(std::move(data))
        , m_request(request)
        , m_control(control)
        , m_mode(m_graph.size() == 0 ? MetaMode::Variables : request.mode)
        , m_out(*google::protobuf::Arena::CreateMessage<pb::MetaGraphDef>(&m_arena))
    {
        m_report.mode = m_mode;
        m_report.nodesBefore = m_graph.size();
        m_report.fromText = m_graph.data().summary().text;
    }

    // Nothing: cancelled, or the result is too large.
    std::optional<ExportedMeta> run()
    {
        if (!select())
            return std::nullopt;
        if (m_bindings.bound.empty() && m_bindings.declared.empty())
            return ExportedMeta{ {}, std::move(m_report) };
        if (!copyNodes())
            return std::nullopt;
        addNew();
        if (m_control.cancelled())
            return std::nullopt;
        copyRest();
        finishReport();
        auto bytes = serialize(m_out, m_control);
        if (!bytes)
            return std::nullopt;
        return ExportedMeta{ std::move(*bytes), std::move(m_report) };
    }

private:
    const pb::MetaGraphDef &source() const
    {
        const pb::MetaGraphDef *meta = m_graph.data().metaGraphDef();
        return meta ? *meta : pb::MetaGraphDef::default_instance();
    }
    bool isKept(NodeIndex node) const { return node != NodeIndex::None && m_kept.nodes[index(node)]; }

    // False: cancelled.
    bool select()
    {
        m_saver = findOldSaver(m_graph);
        if (m_control.cancelled())
            return false;
        const NodeSet broken = brokenNodes(m_graph);
        m_report.broken = static_cast<std::size_t>(std::count(broken.begin(), broken.end(), true));
        m_bindings = bindTensors(m_saver, broken, m_request, m_mode == MetaMode::Variables);
        keepWhatSavesObjects();
        if (m_control.cancelled())
            return false;
        m_kept = m_mode == MetaMode::Whole ? keepWhole(m_saver, broken)
                                           : keepNeeded(m_graph, m_saver, m_bindings, broken, m_request, m_control);
        leaveOutWhatWent();
        return !m_control.cancelled();
    }

    void leaveOutWhatWent()
    {
        std::erase_if(m_bindings.bound, [&](const Binding &each) {
            const SavedKey &key = m_saver.keys[each.key];
            const bool stays = key.variable == NodeIndex::None ? isKept(key.tensorNode) && othersKept(key.eater)
                                                               : isKept(key.variable);
            if (!stays)
                m_bindings.leftOut.emplace_back(m_request.tensors[each.tensor].key, WhyLeftOut::NotInGraph);
            return !stays;
        });
        std::sort(m_bindings.leftOut.begin(), m_bindings.leftOut.end());
    }

    // What reads a table to save it is part of the old saver, and of the new one.
    void keepWhatSavesObjects()
    {
        std::vector<NodeIndex> tensors;
        for (const Binding &each : m_bindings.bound)
            if (m_saver.keys[each.key].variable == NodeIndex::None)
                tensors.push_back(m_saver.keys[each.key].tensorNode);
        const NodeSet needed = m_graph.ancestors(std::move(tensors));
        for (std::size_t i = 0; i < needed.size(); ++i)
            m_saver.nodes[i] = m_saver.nodes[i] && !needed[i];
    }

    // The inputs of an op that fills an object, but for those that come out of the file.
    bool othersKept(NodeIndex eater) const
    {
        const auto inputs = m_graph.inputs(eater);
        return std::all_of(inputs.begin(), inputs.end(), [&](const GraphInput &input) {
            return input.control || isKept(input.source)
                || (input.source != NodeIndex::None && m_graph.op(input.source).starts_with("Restore"));
        });
    }

    bool copyNodes()
    {
        pb::GraphDef &graph = *m_out.mutable_graph_def();
        const auto &from = m_graph.data().graphDef();
        for (int i = 0; i < from.node_size(); ++i) {
            if (i % kCancelStep == 0 && m_control.cancelled())
                return false;
            const NodeIndex node{ i };
            if (!isKept(node))
                continue;
            pb::NodeDef &copy = *graph.add_node();
            copy = from.node(i);
            if (m_request.clearDevices)
                copy.clear_device();
            cutInputs(node, copy);
            cutPlacement(copy);
        }
        return true;
    }

    void cutInputs(NodeIndex node, pb::NodeDef &copy)
    {
        int stay = 0;
        const auto inputs = m_graph.inputs(node);
        for (int i = 0; i < copy.input_size(); ++i) {
            const GraphInput &input = inputs[static_cast<std::size_t>(i)];
            if (!input.control || isKept(input.source))
                copy.mutable_input()->SwapElements(stay++, i);
            else if (!m_kept.groups[index(node)])
                m_report.cutControl.emplace_back(copy.name(), copy.input(i).substr(1));
        }
        copy.mutable_input()->DeleteSubrange(stay, copy.input_size() - stay);
    }

    // "loc:@name" of a node that is gone would stop the import.
    void cutPlacement(pb::NodeDef &copy) const
    {
        const auto found = copy.mutable_attr()->find("_class");
        if (found == copy.mutable_attr()->end() || !found->second.has_list())
            return;
        auto &places = *found->second.mutable_list()->mutable_s();
        const auto end = std::remove_if(places.begin(), places.end(), [&](const std::string &place) {
            return place.starts_with("loc:@") && !isKept(m_graph.data().find(std::string_view(place).substr(5)));
        });
        if (end == places.end())
            return;
        places.erase(end, places.end());
        if (places.empty())
            copy.mutable_attr()->erase("_class");
    }

    void addNew()
    {
        pb::GraphDef &graph = *m_out.mutable_graph_def();
        NodeMaker maker(graph, m_request.clearDevices);
        for (const ZeroedVariable &each : m_kept.zeroed) {
            const std::string name(m_graph.name(each.initializer));
            maker.zeros(each.constant, DType{ typeOfVariable(m_graph, each.variable) }, each.shape);
            m_newValue.emplace(name, each.constant);
            m_report.zeroed.emplace_back(m_graph.name(each.variable));
        }
        for (pb::NodeDef &node : *graph.mutable_node())
            if (const auto value = m_newValue.find(node.name()); value != m_newValue.end() && node.input_size() > 1)
                node.set_input(1, value->second);
        std::vector<SaverItem> items = declareVariables(maker, m_out, m_request.tensors, m_bindings.declared);
        for (const SaverItem &item : items)
            m_report.declared.push_back(item.variable);
        for (const Binding &each : m_bindings.bound) {
            const MetaTensor &tensor = m_request.tensors[each.tensor];
            const SavedKey &key = m_saver.keys[each.key];
            items.push_back({ tensor.key, key.slice, tensor.type, &key });
        }
        std::stable_sort(
            items.begin(), items.end(), [](const SaverItem &a, const SaverItem &b) { return a.key < b.key; });
        m_report.restored = items.size();
        pb::SaverDef &saver = *m_out.mutable_saver_def();
        saver = source().saver_def();
        if (!source().has_saver_def()) { // what TensorFlow's saver has by default
            saver.set_max_to_keep(5);
            saver.set_keep_checkpoint_every_n_hours(10000);
        }
        addSaver(maker, m_graph, maker.freeScope(m_saver.scope), items, m_request.v1, saver);
    }

    void copyRest()
    {
        const bool whole = m_mode == MetaMode::Whole;
        const pb::GraphDef &from = m_graph.data().graphDef();
        pb::GraphDef &graph = *m_out.mutable_graph_def();
        if (from.has_versions())
            *graph.mutable_versions() = from.versions();
        else if (m_graph.size() == 0)
            graph.mutable_versions()->set_producer(kOldestProducer);
        graph.set_version(from.version());
        if (whole) {
            copyUnknown(from, graph);
            if (from.has_library())
                *graph.mutable_library() = from.library();
            if (source().has_object_graph_def())
                *m_out.mutable_object_graph_def() = source().object_graph_def();
        } else {
            copyFunctionsNeeded(from, m_out);
        }
        copyUnknown(source(), m_out);
        *m_out.mutable_meta_info_def() = source().meta_info_def();
        filterDescription(m_out);
        // Declared variables have their item by now; the others come before it.
        pb::CollectionDef declared;
        declared.Swap(&(*m_out.mutable_collection_def())["variables"]);
        m_out.mutable_collection_def()->erase("variables");
        copyCollections(m_graph, m_kept, m_out.saver_def(), m_mode, m_out, m_report);
        if (declared.has_bytes_list())
            (*m_out.mutable_collection_def())["variables"].mutable_bytes_list()->MergeFrom(declared.bytes_list());
        copySignatures();
    }

    void copySignatures()
    {
        const TensorTest exists = [&](const std::string &name) { return isKept(m_graph.named(name)); };
        for (const auto &[name, signature] : source().signature_def())
            if (allTensors(signature, exists))
                (*m_out.mutable_signature_def())[name] = signature;
            else
                m_report.signatures.push_back(name);
        std::sort(m_report.signatures.begin(), m_report.signatures.end());
        for (const pb::AssetFileDef &asset : source().asset_file_def())
            if (allTensors(asset.tensor_info(), exists))
                *m_out.add_asset_file_def() = asset;
    }

    void finishReport()
    {
        m_report.nodesAfter = static_cast<std::size_t>(m_out.graph_def().node_size());
        m_report.functionsBefore = static_cast<std::size_t>(m_graph.data().graphDef().library().function_size());
        m_report.functionsAfter = static_cast<std::size_t>(m_out.graph_def().library().function_size());
        m_report.leftOut = std::move(m_bindings.leftOut);
        m_report.rootsMissing = std::move(m_kept.rootsMissing);
        NodeSet restored(m_graph.size());
        for (const Binding &each : m_bindings.bound)
            if (const NodeIndex variable = m_saver.keys[each.key].variable; variable != NodeIndex::None)
                restored[index(variable)] = true;
        for (std::size_t i = 0; i < m_graph.size(); ++i) {
            const NodeIndex node{ static_cast<std::int32_t>(i) };
            if (isKept(node) && !restored[i] && m_graph.isVariable(node))
                m_report.notRestored.emplace_back(m_graph.name(node));
        }
    }

    const LinkedGraph m_graph;
    const MetaRequest &m_request;
    const JobControl &m_control;
    const MetaMode m_mode;
    google::protobuf::Arena m_arena;
    pb::MetaGraphDef &m_out;
    OldSaver m_saver;
    Bindings m_bindings;
    KeptNodes m_kept;
    std::unordered_map<std::string, std::string> m_newValue; // of initializers
    MetaReport m_report;
};

} // namespace

Result<ExportedMeta> exportMeta(std::string_view source, const std::string &path, const MetaRequest &request,
    const Limits &limits, const JobControl &control)
{
    auto data = readSource(source, path, limits, control);
    if (!data)
        return tl::unexpected(std::move(data.error()));
    auto exported = MetaExport(std::move(*data), request, control).run();
    if (exported)
        return std::move(*exported);
    return fail(control.cancelled() ? Fault::Cancelled : Fault::GraphTooLarge, path);
}

} // namespace ckpt
