// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Builds small and huge graphs in memory and writes them where MetaGraph::read() finds them.
#pragma once

#include "format/graph/metagraph.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/saved_model.pb.h"

#include <QFile>
#include <QTemporaryDir>

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace ckpt::test {

class GraphBuilder {
public:
    GraphBuilder() { graph().mutable_versions()->set_producer(1205); } // of TensorFlow 2.10
    pb::NodeDef &node(const std::string &name, const std::string &op, const std::vector<std::string> &inputs = {})
    {
        pb::NodeDef &node = *m_meta.mutable_graph_def()->add_node();
        node.set_name(name);
        node.set_op(op);
        for (const std::string &input : inputs)
            node.add_input(input);
        return node;
    }
    // A trainable variable with its read op "<name>/read".
    void variable(const std::string &name, std::initializer_list<std::int64_t> shape)
    {
        pb::NodeDef &variable = node(name, "VariableV2");
        (*variable.mutable_attr())["dtype"].set_type(pb::DT_FLOAT);
        for (const std::int64_t dim : shape)
            (*variable.mutable_attr())["shape"].mutable_shape()->add_dim()->set_size(dim);
        if (shape.size() == 0)
            (*variable.mutable_attr())["shape"].mutable_shape();
        node(name + "/read", "Identity", { name });
    }
    pb::NodeDef &placeholder(const std::string &name, std::initializer_list<std::int64_t> shape)
    {
        pb::NodeDef &input = node(name, "Placeholder");
        (*input.mutable_attr())["dtype"].set_type(pb::DT_FLOAT);
        auto *dims = (*input.mutable_attr())["shape"].mutable_shape();
        for (const std::int64_t dim : shape)
            dims->add_dim()->set_size(dim);
        return input;
    }
    // MatMul, Add, Relu with a kernel and a bias; returns the name of its result.
    std::string dense(const std::string &scope, const std::string &input, std::int64_t rows, std::int64_t columns)
    {
        variable(scope + "/kernel", { rows, columns });
        variable(scope + "/bias", { columns });
        node(scope + "/MatMul", "MatMul", { input, scope + "/kernel/read" });
        node(scope + "/add", "AddV2", { scope + "/MatMul", scope + "/bias/read" });
        node(scope + "/Relu", "Relu", { scope + "/add" });
        return scope + "/Relu";
    }

    pb::MetaGraphDef &meta() { return m_meta; }
    pb::GraphDef &graph() { return *m_meta.mutable_graph_def(); }
    std::string metaBytes() const { return m_meta.SerializeAsString(); }
    std::string graphBytes() const { return m_meta.graph_def().SerializeAsString(); }

    Result<std::shared_ptr<const MetaGraph>> read(
        const std::string &name = "model.meta", const JobControl &control = {}) const
    {
        return readBytes(metaBytes(), name, control);
    }
    static Result<std::shared_ptr<const MetaGraph>> readBytes(
        const std::string &bytes, const std::string &name, const JobControl &control = {}, const Limits &limits = {})
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QString::fromStdString(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
            return fail(Fault::ReadFailed, path.toStdString());
        file.close();
        return MetaGraph::read(path.toStdString(), limits, control);
    }

private:
    pb::MetaGraphDef m_meta;
};

} // namespace ckpt::test
