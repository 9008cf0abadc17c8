// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the window and its layout program say to each other: numbers only, never a name. Plain C++ without Qt, because
// the layout program links Graphviz and nothing of the window. Lengths are in points (1/72 inch = one pixel at 100 %
// zoom), the origin is top left, y grows downwards, positions of nodes are their centres.
//
// On the wire a message is a 32-bit little-endian length and that many bytes; see layoutmessages.cpp for the fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Caps of one message; both sides refuse anything beyond them.
struct LayoutLimits {
    static constexpr std::uint32_t kMaxMessageBytes = 64u << 20;
    static constexpr std::uint32_t kMaxGraphs = 4096;
    static constexpr std::uint32_t kMaxNodes = 100'000; // of one graph, as are the next two
    static constexpr std::uint32_t kMaxEdges = 400'000;
    static constexpr std::uint32_t kMaxPorts = 4096;
    static constexpr double kMaxLength = 1'000'000; // of a side of a node
};

struct LayoutPoint {
    double x = 0, y = 0;
    friend bool operator==(const LayoutPoint &, const LayoutPoint &) = default;
};

// Where in the graph a node has to be. Entry and exit are the ends of edges that come from or go to outside of the
// scope.
enum class LayoutRank : std::uint8_t { Free, Entry, Exit };

struct LayoutNode {
    double width = 0, height = 0;
    LayoutRank rank = LayoutRank::Free;
    // Distances from the left side to where edges enter at the top and leave at the bottom, ascending. Empty: anywhere.
    std::vector<double> inPorts, outPorts;
};

struct LayoutEdge {
    std::uint32_t from = 0, to = 0;
    std::int32_t fromPort = -1, toPort = -1; // index into outPorts, inPorts; -1: none
    bool constraint = true; // false: does not decide who is above whom (loop edges)
    std::uint16_t weight = 1; // 1..100; heavier edges are straighter
};

// How hard to try.
enum class LayoutEffort : std::uint8_t { Full, Reduced };

struct LayoutGraph {
    LayoutEffort effort = LayoutEffort::Full;
    std::vector<LayoutNode> nodes;
    std::vector<LayoutEdge> edges;
};

// Bézier splines have 1 + 3n points, polylines any number from 2 on. Ends lie on the borders of the nodes.
struct LayoutPath {
    bool curved = false;
    std::vector<LayoutPoint> points;
};

struct GraphLayout {
    double width = 0, height = 0;
    std::vector<LayoutPoint> centres; // one per node
    std::vector<LayoutPath> paths; // one per edge, same order; empty when none was found
};

// Answer to one graph: a layout or the reason why there is none.
enum class LayoutStatus : std::uint8_t { Good, Failed };

struct LayoutRequest {
    std::uint32_t number = 0; // comes back with the reply
    std::vector<LayoutGraph> graphs;
};

struct LayoutReply {
    std::uint32_t number = 0;
    std::vector<LayoutStatus> status; // one per graph
    std::vector<GraphLayout> graphs; // empty layout where the status is Failed
};

// Message bodies, without the length in front.
std::string encode(const LayoutGraph &graph);
std::string encode(const LayoutRequest &request);
std::string encode(const LayoutReply &reply);
// Nothing for anything that breaks a limit, is cut, has bytes left over, non-finite numbers or indices out of range.
std::optional<LayoutRequest> decodeRequest(std::string_view body);
std::optional<LayoutReply> decodeReply(std::string_view body);

std::string framed(std::string_view body); // with the length in front
// Whether `buffer` starts with a whole message: its total size with the length; 0: not yet; nothing: it can never
// become one.
std::optional<std::size_t> frameSize(std::string_view buffer);

} // namespace ckpt
