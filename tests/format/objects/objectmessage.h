// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes TrackableObjectGraph by hand, whole and wrong.
#pragma once

#include "format/objects/objecttree.h"
#include "tests/support/wire.h"

namespace ckpt::test {

class ObjectMessage {
public:
    // In any order; ids are given by the number of add() calls.
    int add()
    {
        m_objects.emplace_back();
        return static_cast<int>(m_objects.size()) - 1;
    }
    void child(int parent, const std::string &name, int node)
    {
        at(parent).bytes(1, Message().number(1, node).bytes(2, name).str());
    }
    void attribute(int node, const std::string &key, const std::string &name = "VARIABLE_VALUE")
    {
        at(node).bytes(2, Message().bytes(1, name).bytes(2, "full").bytes(3, key).str());
    }
    void slot(int optimizer, int variable, const std::string &name, int node)
    {
        at(optimizer).bytes(3, Message().number(1, variable).bytes(2, name).number(3, node).str());
    }
    void saver(int node, const std::string &name) { at(node).bytes(4, Message().bytes(1, name).bytes(2, "o").str()); }
    void hasValues(int node, bool value) { at(node).bytes(5, value ? Message().varint(1, 1).str() : std::string()); }
    Message &at(int node) { return m_objects[static_cast<std::size_t>(node)]; }

    std::string str() const
    {
        Message graph;
        for (const Message &object : m_objects)
            graph.bytes(1, object.str());
        return graph.str();
    }
    // Without a checkpoint.
    Result<std::shared_ptr<const ObjectGraph>> parsed() const
    {
        return ObjectGraph::parse(str(), "model.ckpt", nullptr);
    }
    Result<ObjectTree> tree() const
    {
        auto graph = parsed();
        return graph ? ObjectTree::build(*graph) : tl::unexpected(graph.error());
    }

private:
    std::vector<Message> m_objects;
};

} // namespace ckpt::test
