// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Fields, all little-endian. Numbers of things and indices are 32 bits, lengths are IEEE doubles.
//   graph    effort u8, nodes {width, height, rank u8, in ports, out ports}, edges {from, to, from port, to port, flags
//   u8, weight u32} request  'Q', number, graphs reply    'A', number, per graph: status u8 and, if good: width,
//   height, centres, paths {curved u8, points}
#include "widgets/diagram/layoutmessages.h"

#include "format/base/bytecursor.h"

#include <bit>
#include <cmath>

namespace ckpt {
namespace {

constexpr char kRequest = 'Q', kReply = 'A';
constexpr std::uint32_t kMaxPathPoints = 100'000;
// What every element of a list takes at least; a list that announces more than the rest of the message can hold is
// refused before anything is allocated for it.
constexpr std::size_t kNodeBytes = 8 + 8 + 1 + 4 + 4, kEdgeBytes = 4 * 4 + 1 + 4, kGraphBytes = 1 + 4 + 4,
                      kPointBytes = 16, kPathBytes = 5;

class Writer {
public:
    explicit Writer(std::string &out)
        : m_out(out)
    {
    }
    void u8(std::uint8_t value) { m_out.push_back(static_cast<char>(value)); }
    void u32(std::uint32_t value)
    {
        for (int shift = 0; shift < 32; shift += 8)
            u8(static_cast<std::uint8_t>(value >> shift));
    }
    void size(std::size_t value) { u32(static_cast<std::uint32_t>(value)); }
    void number(double value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        u32(static_cast<std::uint32_t>(bits));
        u32(static_cast<std::uint32_t>(bits >> 32));
    }
    void point(const LayoutPoint &point)
    {
        number(point.x);
        number(point.y);
    }
    void numbers(const std::vector<double> &values)
    {
        size(values.size());
        for (const double value : values)
            number(value);
    }

private:
    std::string &m_out;
};

// Reads until something is wrong; from then on every value is zero and ok() is false.
class Reader {
public:
    explicit Reader(std::string_view bytes)
        : m_cursor(bytes)
    {
    }
    bool ok() const { return m_ok; }
    bool done() const { return m_ok && m_cursor.atEnd(); }
    void require(bool condition) { m_ok = m_ok && condition; }

    std::uint8_t u8() { return take(m_ok ? m_cursor.u8() : std::nullopt); }
    std::uint32_t u32() { return take(m_ok ? m_cursor.fixed32() : std::nullopt); }
    double number()
    {
        const double value = std::bit_cast<double>(take(m_ok ? m_cursor.fixed64() : std::nullopt));
        require(std::isfinite(value) && std::abs(value) <= 1e9);
        return m_ok ? value : 0;
    }
    double length()
    {
        const double value = number();
        require(value >= 0 && value <= LayoutLimits::kMaxLength);
        return value;
    }
    LayoutPoint point()
    {
        LayoutPoint result;
        result.x = number();
        result.y = number();
        return result;
    }
    // A list's length, at most `limit` and at most what the rest can hold.
    std::uint32_t count(std::uint32_t limit, std::size_t bytesEach)
    {
        const std::uint32_t value = u32();
        require(value <= limit && value <= m_cursor.remaining() / bytesEach);
        return m_ok ? value : 0;
    }
    std::vector<double> ports()
    {
        std::vector<double> result(count(LayoutLimits::kMaxPorts, sizeof(double)));
        for (double &value : result)
            value = length();
        return result;
    }

private:
    template <typename T>
    T take(std::optional<T> value)
    {
        m_ok = m_ok && value.has_value();
        return value.value_or(T{});
    }

    ByteCursor m_cursor;
    bool m_ok = true;
};

void write(Writer &writer, const LayoutGraph &graph)
{
    writer.u8(static_cast<std::uint8_t>(graph.effort));
    writer.size(graph.nodes.size());
    for (const LayoutNode &node : graph.nodes) {
        writer.number(node.width);
        writer.number(node.height);
        writer.u8(static_cast<std::uint8_t>(node.rank));
        writer.numbers(node.inPorts);
        writer.numbers(node.outPorts);
    }
    writer.size(graph.edges.size());
    for (const LayoutEdge &edge : graph.edges) {
        writer.u32(edge.from);
        writer.u32(edge.to);
        writer.u32(static_cast<std::uint32_t>(edge.fromPort));
        writer.u32(static_cast<std::uint32_t>(edge.toPort));
        writer.u8(edge.constraint ? 1 : 0);
        writer.u32(edge.weight);
    }
}

LayoutNode readNode(Reader &reader)
{
    LayoutNode node;
    node.width = reader.length();
    node.height = reader.length();
    const std::uint8_t rank = reader.u8();
    reader.require(rank <= static_cast<std::uint8_t>(LayoutRank::Exit));
    node.rank = static_cast<LayoutRank>(rank);
    node.inPorts = reader.ports();
    node.outPorts = reader.ports();
    return node;
}

bool validPort(std::int32_t port, std::size_t ports)
{
    return port == -1 || (port >= 0 && std::size_t(port) < ports);
}

LayoutEdge readEdge(Reader &reader, const std::vector<LayoutNode> &nodes)
{
    LayoutEdge edge;
    edge.from = reader.u32();
    edge.to = reader.u32();
    edge.fromPort = static_cast<std::int32_t>(reader.u32());
    edge.toPort = static_cast<std::int32_t>(reader.u32());
    const std::uint8_t constraint = reader.u8();
    const std::uint32_t weight = reader.u32();
    reader.require(
        edge.from < nodes.size() && edge.to < nodes.size() && constraint <= 1 && weight >= 1 && weight <= 100);
    if (reader.ok())
        reader.require(validPort(edge.fromPort, nodes[edge.from].outPorts.size())
            && validPort(edge.toPort, nodes[edge.to].inPorts.size()));
    edge.constraint = constraint != 0;
    edge.weight = static_cast<std::uint16_t>(weight);
    return edge;
}

LayoutGraph readGraph(Reader &reader)
{
    LayoutGraph graph;
    const std::uint8_t effort = reader.u8();
    reader.require(effort <= static_cast<std::uint8_t>(LayoutEffort::Reduced));
    graph.effort = static_cast<LayoutEffort>(effort);
    graph.nodes.resize(reader.count(LayoutLimits::kMaxNodes, kNodeBytes));
    for (LayoutNode &node : graph.nodes)
        node = readNode(reader);
    graph.edges.resize(reader.count(LayoutLimits::kMaxEdges, kEdgeBytes));
    for (LayoutEdge &edge : graph.edges)
        edge = readEdge(reader, graph.nodes);
    return graph;
}

void write(Writer &writer, const GraphLayout &layout)
{
    writer.number(layout.width);
    writer.number(layout.height);
    writer.size(layout.centres.size());
    for (const LayoutPoint &centre : layout.centres)
        writer.point(centre);
    writer.size(layout.paths.size());
    for (const LayoutPath &path : layout.paths) {
        writer.u8(path.curved ? 1 : 0);
        writer.size(path.points.size());
        for (const LayoutPoint &point : path.points)
            writer.point(point);
    }
}

GraphLayout readLayout(Reader &reader)
{
    GraphLayout layout;
    layout.width = reader.number();
    layout.height = reader.number();
    reader.require(layout.width >= 0 && layout.height >= 0);
    layout.centres.resize(reader.count(LayoutLimits::kMaxNodes, kPointBytes));
    for (LayoutPoint &centre : layout.centres)
        centre = reader.point();
    layout.paths.resize(reader.count(LayoutLimits::kMaxEdges, kPathBytes));
    for (LayoutPath &path : layout.paths) {
        const std::uint8_t curved = reader.u8();
        reader.require(curved <= 1);
        path.curved = curved != 0;
        path.points.resize(reader.count(kMaxPathPoints, kPointBytes));
        for (LayoutPoint &point : path.points)
            point = reader.point();
        const std::size_t points = path.points.size();
        reader.require(points != 1 && (!path.curved || points == 0 || points % 3 == 1));
    }
    return layout;
}

} // namespace

std::string encode(const LayoutGraph &graph)
{
    std::string body;
    Writer writer(body);
    write(writer, graph);
    return body;
}

std::string encode(const LayoutRequest &request)
{
    std::string body;
    Writer writer(body);
    writer.u8(kRequest);
    writer.u32(request.number);
    writer.size(request.graphs.size());
    for (const LayoutGraph &graph : request.graphs)
        write(writer, graph);
    return body;
}

std::string encode(const LayoutReply &reply)
{
    std::string body;
    Writer writer(body);
    writer.u8(kReply);
    writer.u32(reply.number);
    writer.size(reply.graphs.size());
    for (std::size_t i = 0; i < reply.graphs.size(); ++i) {
        writer.u8(static_cast<std::uint8_t>(reply.status[i]));
        if (reply.status[i] == LayoutStatus::Good)
            write(writer, reply.graphs[i]);
    }
    return body;
}

std::optional<LayoutRequest> decodeRequest(std::string_view body)
{
    Reader reader(body);
    LayoutRequest request;
    reader.require(reader.u8() == static_cast<std::uint8_t>(kRequest));
    request.number = reader.u32();
    request.graphs.resize(reader.count(LayoutLimits::kMaxGraphs, kGraphBytes));
    for (LayoutGraph &graph : request.graphs)
        graph = readGraph(reader);
    return reader.done() ? std::optional(std::move(request)) : std::nullopt;
}

std::optional<LayoutReply> decodeReply(std::string_view body)
{
    Reader reader(body);
    LayoutReply reply;
    reader.require(reader.u8() == static_cast<std::uint8_t>(kReply));
    reply.number = reader.u32();
    reply.graphs.resize(reader.count(LayoutLimits::kMaxGraphs, 1));
    reply.status.resize(reply.graphs.size(), LayoutStatus::Failed);
    for (std::size_t i = 0; i < reply.graphs.size(); ++i) {
        const std::uint8_t status = reader.u8();
        reader.require(status <= static_cast<std::uint8_t>(LayoutStatus::Failed));
        reply.status[i] = static_cast<LayoutStatus>(status);
        if (reply.status[i] == LayoutStatus::Good)
            reply.graphs[i] = readLayout(reader);
    }
    return reader.done() ? std::optional(std::move(reply)) : std::nullopt;
}

std::string framed(std::string_view body)
{
    std::string message;
    Writer(message).size(body.size());
    message.append(body);
    return message;
}

std::optional<std::size_t> frameSize(std::string_view buffer)
{
    ByteCursor cursor(buffer);
    const auto length = cursor.fixed32();
    if (!length)
        return 0;
    if (*length == 0 || *length > LayoutLimits::kMaxMessageBytes)
        return std::nullopt;
    return cursor.remaining() >= *length ? sizeof(std::uint32_t) + *length : 0;
}

} // namespace ckpt
