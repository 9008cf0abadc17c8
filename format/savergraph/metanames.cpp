// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/metanames.h"

#include "format/proto/meta_graph.pb.h"
#include "format/proto/queue_runner.pb.h"
#include "format/proto/variable.pb.h"
#include "format/savergraph/nodekinds.h"
#include "format/savergraph/signaturetensors.h"

#include <google/protobuf/stubs/logging.h>

#include <map>

namespace ckpt {
namespace {

// Sorted, so that of several the first is always the same.
std::map<std::string, const pb::CollectionDef *> collections(const LinkedGraph &graph)
{
    std::map<std::string, const pb::CollectionDef *> sorted;
    if (const pb::MetaGraphDef *meta = graph.data().metaGraphDef())
        for (const auto &[name, collection] : meta->collection_def())
            sorted.emplace(name, &collection);
    return sorted;
}

template <typename Visit>
void eachVariableDef(const LinkedGraph &graph, Visit &&visit)
{
    pb::VariableDef def;
    for (const auto &[name, collection] : collections(graph))
        if (holdsVariableDefs(name))
            for (const std::string &item : collection->bytes_list().value())
                if (parseItem(def, item))
                    visit(def);
}

NodeIndex namedOrNone(const LinkedGraph &graph, const std::string &name)
{
    return name.empty() ? NodeIndex::None : graph.named(name);
}

} // namespace

bool parseItem(google::protobuf::MessageLite &message, const std::string &bytes)
{
    const google::protobuf::LogSilencer silence; // the parser would print what it thinks of text that is not UTF-8
    return message.ParseFromString(bytes);
}

std::unordered_map<NodeIndex, VariableNodes> variableNodes(const LinkedGraph &graph)
{
    std::unordered_map<NodeIndex, VariableNodes> found;
    eachVariableDef(graph, [&](const pb::VariableDef &def) {
        if (const NodeIndex variable = namedOrNone(graph, def.variable_name()); variable != NodeIndex::None)
            found.emplace(variable,
                VariableNodes{ namedOrNone(graph, def.initializer_name()), namedOrNone(graph, def.snapshot_name()),
                    namedOrNone(graph, def.initial_value_name()) });
    });
    return found;
}

std::vector<QueueFiller> queueFillers(const LinkedGraph &graph)
{
    std::vector<QueueFiller> fillers;
    const auto all = collections(graph);
    const auto runners = all.find("queue_runners");
    if (runners == all.end())
        return fillers;
    pb::QueueRunnerDef def;
    for (const std::string &item : runners->second->bytes_list().value()) {
        if (!parseItem(def, item))
            continue;
        QueueFiller &filler = fillers.emplace_back();
        filler.queue = namedOrNone(graph, def.queue_name());
        for (const std::string &op : def.enqueue_op_name())
            filler.ops.push_back(namedOrNone(graph, op));
        for (const std::string *op : { &def.close_op_name(), &def.cancel_op_name() })
            if (!op->empty())
                filler.ops.push_back(namedOrNone(graph, *op));
    }
    return fillers;
}

NodeSet namedInMeta(const LinkedGraph &graph)
{
    NodeSet named(graph.size());
    const auto take = [&](const std::string &name) {
        if (const NodeIndex node = namedOrNone(graph, name); node != NodeIndex::None)
            named[index(node)] = true;
        return true;
    };
    for (const auto &[name, collection] : collections(graph))
        for (const std::string &item : collection->node_list().value())
            take(item);
    eachVariableDef(graph, [&](const pb::VariableDef &def) {
        for (const std::string *name :
            { &def.variable_name(), &def.initializer_name(), &def.snapshot_name(), &def.initial_value_name() })
            take(*name);
    });
    if (const pb::MetaGraphDef *meta = graph.data().metaGraphDef())
        for (const auto &[name, signature] : meta->signature_def())
            allTensors(signature, take);
    return named;
}

} // namespace ckpt
