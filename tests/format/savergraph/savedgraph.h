// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Small graphs with variables, initializers and a saver, and what exportMeta() makes of them.
#pragma once

#include "format/proto/variable.pb.h"
#include "format/savergraph/exportedmeta.h"
#include "tests/format/graph/graphbuilder.h"

#include <QtTest>
#include <algorithm>
#include <string>
#include <vector>

namespace ckpt::test {

// The saver is written by finish(), as TensorFlow 1 writes it.
class SavedGraph : public GraphBuilder {
public:
    struct Saved {
        std::string key, variable, slice, tensor; // tensor: empty means the variable
        pb::DataType type = pb::DT_FLOAT;
    };
    std::vector<Saved> saved;

    // With zeros as initial value, "<name>/Assign", "<name>/read", a VariableDef, and saved under its name.
    void add(const std::string &name, std::initializer_list<std::int64_t> shape, const std::string &slice = {},
        const std::string &key = {})
    {
        variable(name, shape);
        node(name + "/zeros", "Const");
        node(name + "/Assign", "Assign", { name, name + "/zeros" });
        declare(name);
        saved.push_back({ key.empty() ? name : key, name, slice, {} });
    }
    void declare(const std::string &name, const std::string &initialValue = {})
    {
        pb::VariableDef def;
        def.set_variable_name(name + ":0");
        def.set_initializer_name(name + "/Assign");
        def.set_snapshot_name(name + "/read:0");
        def.set_initial_value_name((initialValue.empty() ? name + "/zeros" : initialValue) + ":0");
        bytes("variables").Add(def.SerializeAsString());
    }
    google::protobuf::RepeatedPtrField<std::string> &bytes(const std::string &collection)
    {
        return *(*meta().mutable_collection_def())[collection].mutable_bytes_list()->mutable_value();
    }
    google::protobuf::RepeatedPtrField<std::string> &names(const std::string &collection)
    {
        return *(*meta().mutable_collection_def())[collection].mutable_node_list()->mutable_value();
    }
    pb::AttrValue &attr(const std::string &node, const std::string &name)
    {
        for (pb::NodeDef &each : *graph().mutable_node())
            if (each.name() == node)
                return (*each.mutable_attr())[name];
        qFatal("no node %s", node.c_str());
    }

    std::string finish()
    {
        node("save/Const", "Const");
        std::vector<std::string> keys, slices, tensors, waits;
        for (const Saved &each : saved) {
            keys.push_back(each.key);
            slices.push_back(each.slice);
            tensors.push_back(each.tensor.empty() ? each.variable : each.tensor);
        }
        strings("save/names", keys);
        strings("save/slices", slices);
        tensors.insert(tensors.begin(), { "save/Const", "save/names", "save/slices" });
        node("save/SaveV2", "SaveV2", tensors);
        node("save/control_dependency", "Identity", { "save/Const", "^save/SaveV2" });
        pb::NodeDef &restore = node("save/RestoreV2", "RestoreV2", { "save/Const", "save/names", "save/slices" });
        for (const Saved &each : saved)
            (*restore.mutable_attr())["dtypes"].mutable_list()->add_type(each.type);
        for (std::size_t i = 0; i < saved.size(); ++i) {
            if (saved[i].variable.empty())
                continue;
            const std::string name = "save/Assign_" + std::to_string(i);
            pb::NodeDef &assign = node(name, "Assign", { saved[i].variable, "save/RestoreV2:" + std::to_string(i) });
            (*assign.mutable_attr())["validate_shape"].set_b(true);
            waits.push_back("^" + name);
        }
        waits.insert(waits.end(), restoresToo.begin(), restoresToo.end());
        node("save/restore_all", "NoOp", waits);
        pb::SaverDef &saver = *meta().mutable_saver_def();
        saver.set_filename_tensor_name("save/Const:0");
        saver.set_save_tensor_name("save/control_dependency:0");
        saver.set_restore_op_name("save/restore_all");
        saver.set_max_to_keep(7);
        return metaBytes();
    }
    std::vector<std::string> restoresToo; // "^op"

private:
    void strings(const std::string &name, const std::vector<std::string> &values)
    {
        auto &tensor = *(*node(name, "Const").mutable_attr())["value"].mutable_tensor();
        tensor.mutable_tensor_shape()->add_dim()->set_size(static_cast<std::int64_t>(values.size()));
        for (const std::string &value : values)
            tensor.add_string_val(value);
    }
};

struct Outcome {
    pb::MetaGraphDef meta;
    MetaReport report;
    std::string bytes;

    const pb::NodeDef *find(const std::string &name) const
    {
        for (const pb::NodeDef &node : meta.graph_def().node())
            if (node.name() == name)
                return &node;
        return nullptr;
    }
    bool has(const std::string &name) const { return find(name) != nullptr; }
    std::vector<std::string> inputs(const std::string &name) const
    {
        const pb::NodeDef *node = find(name);
        return node ? std::vector<std::string>(node->input().begin(), node->input().end())
                    : std::vector<std::string>{ "no such node" };
    }
    std::vector<std::string> keys() const
    {
        const pb::NodeDef *names = find("save/RestoreV2/tensor_names");
        if (!names)
            return {};
        const auto &values = names->attr().at("value").tensor().string_val();
        return { values.begin(), values.end() };
    }
    std::size_t items(const std::string &collection) const
    {
        const auto found = meta.collection_def().find(collection);
        if (found == meta.collection_def().end())
            return 0;
        return static_cast<std::size_t>(
            found->second.node_list().value_size() + found->second.bytes_list().value_size());
    }
    WhyLeftOut why(const std::string &key) const
    {
        for (const auto &[name, why] : report.leftOut)
            if (name == key)
                return why;
        qFatal("%s is not left out", key.c_str());
    }
    // Every input names a node, and every name is there once: what the import asks for first.
    bool isClosed() const
    {
        std::vector<std::string> names;
        for (const pb::NodeDef &node : meta.graph_def().node())
            names.push_back(node.name());
        std::sort(names.begin(), names.end());
        bool closed = std::adjacent_find(names.begin(), names.end()) == names.end();
        for (const pb::NodeDef &node : meta.graph_def().node())
            for (std::string input : node.input()) {
                input = input.substr(input.starts_with('^') ? 1 : 0);
                closed = closed && std::binary_search(names.begin(), names.end(), input.substr(0, input.find(':')));
            }
        return closed;
    }
};

inline MetaTensor tensor(const std::string &key, std::vector<std::int64_t> shape, const std::string &newKey = {},
    DType type = DType::Float32)
{
    return { key, newKey.empty() ? key : newKey, type, std::move(shape), {} };
}

inline Outcome run(const std::string &bytes, const MetaRequest &request)
{
    auto made = exportMeta(bytes, "model.meta", request);
    if (!made)
        qFatal("%s", made.error().message().c_str());
    Outcome outcome;
    outcome.report = std::move(made->report);
    outcome.bytes = std::move(made->bytes);
    if (!outcome.meta.ParseFromString(outcome.bytes))
        qFatal("no message");
    return outcome;
}

} // namespace ckpt::test
