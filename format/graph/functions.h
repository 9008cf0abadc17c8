// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Puts the bodies of called functions into a WorkGraph, as scopes named like the call.
#pragma once

#include "format/graph/functionports.h"
#include "format/graph/workgraph.h"

namespace ckpt {

class FunctionInliner {
public:
    explicit FunctionInliner(WorkGraph &graph)
        : m_graph(graph)
        , m_ports(graph.meta())
    {
    }
    // False: cancelled.
    bool run(const JobControl &control);

private:
    struct Call {
        Node node;
        int depth;
        int parent; // index of the call it came from, -1: main graph
        std::string_view function;
    };
    // Where inputs of a body come from while it is copied.
    struct Body {
        const pb::FunctionDef *function;
        Node firstNode;
        std::unordered_map<std::string_view, Node> nodes;
        std::unordered_map<std::string_view, In> arguments;
    };

    static constexpr int kMaxDepth = 14;
    static constexpr std::size_t kMaxNodes = 150'000;
    // Names of copies begin with that of the call. Real graphs of that many nodes have a third of it.
    static constexpr std::size_t kMaxNameBytes = 128 << 20;

    void expand(std::size_t callIndex);
    bool onStack(std::size_t callIndex, std::string_view function) const;
    bool hasRoomFor(const pb::FunctionDef &function, std::string_view call) const;
    void copy(std::size_t callIndex, std::string_view branch, const pb::FunctionDef &function);
    void linkInputs(const Body &body);
    std::optional<In> resolve(const Body &body, std::string_view input) const;
    void joinBranches();
    void rewire();
    bool savesOrRestores(const pb::FunctionDef &function);

    WorkGraph &m_graph;
    FunctionPorts m_ports;
    std::vector<Call> m_work;
    std::unordered_map<std::uint64_t, std::vector<In>> m_results; // (call, port) → what it returns, one per branch
    std::vector<std::pair<Node, std::int32_t>> m_resultOrder;
    std::unordered_map<const pb::FunctionDef *, bool> m_savers;
    std::size_t m_nameBytes = 0; // of the copies so far
};

} // namespace ckpt
