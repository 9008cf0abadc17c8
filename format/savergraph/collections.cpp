// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/collections.h"

#include "format/proto/control_flow.pb.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/queue_runner.pb.h"
#include "format/proto/variable.pb.h"
#include "format/savergraph/contexts.h"
#include "format/savergraph/nodekinds.h"
#include "format/savergraph/serialize.h"

#include <algorithm>

namespace ckpt {
namespace {

class CollectionCopy {
public:
    CollectionCopy(const LinkedGraph &graph, const KeptNodes &kept, const pb::SaverDef &saver, MetaMode mode)
        : m_graph(graph)
        , m_kept(kept)
        , m_saver(saver)
        , m_mode(mode)
        , m_exists([this](const std::string &name) { return exists(name); })
    {
        for (const ZeroedVariable &each : kept.zeroed)
            m_zeroed.emplace(each.variable, &each.constant);
    }

    // How many items were left out.
    std::size_t copy(const std::string &name, const pb::CollectionDef &from, pb::CollectionDef &into)
    {
        into = from;
        const int before = from.node_list().value_size() + from.bytes_list().value_size();
        if (into.has_node_list())
            filter(*into.mutable_node_list()->mutable_value(), [&](std::string &item) { return exists(item); });
        else if (into.has_bytes_list())
            copyMessages(name, *into.mutable_bytes_list()->mutable_value());
        return static_cast<std::size_t>(before - into.node_list().value_size() - into.bytes_list().value_size());
    }

private:
    using Items = google::protobuf::RepeatedPtrField<std::string>;

    bool exists(const std::string &name) const
    {
        const NodeIndex node = m_graph.named(name);
        return node != NodeIndex::None && m_kept.nodes[index(node)];
    }
    bool isThere(const std::string &name) const { return name.empty() || exists(name); }

    // In order, so that no item is looked at twice.
    template <typename Stays>
    static void filter(Items &items, Stays &&stays)
    {
        int kept = 0;
        for (int i = 0; i < items.size(); ++i)
            if (stays(*items.Mutable(i)))
                items.SwapElements(kept++, i);
        items.DeleteSubrange(kept, items.size() - kept);
    }

    void copyMessages(const std::string &name, Items &items)
    {
        if (holdsVariableDefs(name))
            filter(items, [&](std::string &item) { return copyVariable(item); });
        else if (name == "cond_context")
            filter(items, [&](std::string &item) { return copyContext<pb::CondContextDef>(item); });
        else if (name == "while_context")
            filter(items, [&](std::string &item) { return copyContext<pb::WhileContextDef>(item); });
        else if (name == "queue_runners")
            filter(items, [&](std::string &item) { return copyRunner(item); });
        else if (name == "savers")
            filter(items, [&](std::string &item) { return copySaver(item); });
    }

    bool copyVariable(std::string &item) const
    {
        pb::VariableDef def;
        if (!parseItem(def, item) || !exists(def.variable_name()))
            return false;
        const auto zeroed = m_zeroed.find(m_graph.named(def.variable_name()));
        if (zeroed != m_zeroed.end() && !def.initial_value_name().empty()) {
            def.set_initial_value_name(*zeroed->second + ":0");
            item = serialize(def).value_or(item);
        } else if (!isThere(def.initial_value_name())) {
            return false;
        }
        return isThere(def.initializer_name()) && isThere(def.snapshot_name());
    }

    template <typename Context>
    bool copyContext(std::string &item) const
    {
        Context context;
        if (!parseItem(context, item))
            return false;
        const ContextFate fate = filterContext(context, m_exists);
        if (fate == ContextFate::Changed)
            item = serialize(context).value_or(item);
        return fate != ContextFate::Dropped;
    }

    bool copyRunner(const std::string &item) const
    {
        pb::QueueRunnerDef def;
        return parseItem(def, item) && exists(def.queue_name()) && isThere(def.close_op_name())
            && isThere(def.cancel_op_name())
            && std::all_of(def.enqueue_op_name().begin(), def.enqueue_op_name().end(), m_exists);
    }

    bool copySaver(std::string &item) const
    {
        pb::SaverDef def;
        if (!parseItem(def, item))
            return false;
        if (def.restore_op_name() == m_graph.data().metaGraphDef()->saver_def().restore_op_name()) {
            item = serialize(m_saver).value_or(item);
            return true;
        }
        return m_mode == MetaMode::Whole && exists(def.restore_op_name());
    }

    const LinkedGraph &m_graph;
    const KeptNodes &m_kept;
    const pb::SaverDef &m_saver;
    const MetaMode m_mode;
    const NameTest m_exists;
    std::unordered_map<NodeIndex, const std::string *> m_zeroed;
};

} // namespace

void copyCollections(const LinkedGraph &graph, const KeptNodes &kept, const pb::SaverDef &saver, MetaMode mode,
    pb::MetaGraphDef &into, MetaReport &report)
{
    const pb::MetaGraphDef *meta = graph.data().metaGraphDef();
    if (!meta)
        return;
    CollectionCopy copy(graph, kept, saver, mode);
    for (const auto &[name, collection] : meta->collection_def()) {
        pb::CollectionDef copied;
        const std::size_t lost = copy.copy(name, collection, copied);
        if (lost > 0)
            report.collectionItems[name] = lost;
        const bool isEmpty = (copied.has_node_list() && copied.node_list().value_size() == 0)
            || (copied.has_bytes_list() && copied.bytes_list().value_size() == 0);
        if (!isEmpty)
            (*into.mutable_collection_def())[name].Swap(&copied);
    }
}

} // namespace ckpt
