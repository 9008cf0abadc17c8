// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/metagraphdata.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ckpt {
namespace {

constexpr int kCancelStep = 4096;

// Keeps the first issues of one fault; the rest is one line with their number.
class CappedIssues {
public:
    CappedIssues(Issues &issues, Fault fault, const std::string &path, std::size_t limit)
        : m_issues(issues)
        , m_fault(fault)
        , m_path(path)
        , m_limit(limit)
    {
    }
    void add(std::string_view key, std::string detail)
    {
        if (++m_count > m_limit)
            return;
        Error error;
        error.fault = m_fault;
        error.path = m_path;
        error.key = std::string(key);
        error.detail = std::move(detail);
        m_issues.push_back(issue(std::move(error)));
    }
    ~CappedIssues()
    {
        if (m_count <= m_limit)
            return;
        Error error;
        error.fault = m_fault;
        error.path = m_path;
        error.actual = static_cast<std::int64_t>(m_count);
        error.detail = fmt::format("{} more of this kind", m_count - m_limit);
        m_issues.push_back(issue(std::move(error)));
    }

private:
    Issues &m_issues;
    Fault m_fault;
    const std::string &m_path;
    std::size_t m_limit, m_count = 0;
};

} // namespace

InputName parseInputName(std::string_view text)
{
    InputName input{ text, 0, false };
    if (text.starts_with('^')) {
        input.node.remove_prefix(1);
        input.control = true;
        return input;
    }
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == text.size())
        return input;
    const char *end = text.data() + text.size();
    std::int32_t port = 0;
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error == std::errc() && rest == end && port >= 0) {
        input.node = text.substr(0, colon);
        input.port = port;
    }
    return input;
}

const pb::AttrValue *attribute(const pb::NodeDef &node, const char *name)
{
    const auto found = node.attr().find(name);
    return found == node.attr().end() ? nullptr : &found->second;
}

const pb::NodeDef &MetaGraphData::def(NodeIndex node) const
{
    return m_file.graph->node(static_cast<int>(node));
}

std::int64_t MetaGraphData::schemaVersion() const
{
    return m_file.schemaVersion;
}

bool MetaGraphData::indexNodes(const Limits &limits, const JobControl &control)
{
    const auto &defs = m_file.graph->node();
    CappedIssues duplicates(m_issues, Fault::GraphDuplicateName, m_path, limits.maxIssuesOfOneFault);
    m_nodes.resize(static_cast<std::size_t>(defs.size()));
    m_byName.reserve(m_nodes.size());
    std::uint32_t inputs = 0;
    for (int i = 0; i < defs.size(); ++i) {
        if (i % kCancelStep == 0 && control.cancelled())
            return false;
        const pb::NodeDef &def = defs[i];
        m_nodes[static_cast<std::size_t>(i)] =
            GraphNode{ def.name(), def.op(), def.device(), inputs, static_cast<std::uint32_t>(def.input_size()) };
        inputs += static_cast<std::uint32_t>(def.input_size());
        if (!m_byName.emplace(def.name(), NodeIndex{ i }).second)
            duplicates.add(def.name(), {});
    }
    m_inputs.reserve(inputs);
    return true;
}

bool MetaGraphData::resolveInputs(const Limits &limits, const JobControl &control)
{
    CappedIssues dangling(m_issues, Fault::GraphDanglingInput, m_path, limits.maxIssuesOfOneFault);
    for (int i = 0; i < m_file.graph->node_size(); ++i) {
        if (i % kCancelStep == 0 && control.cancelled())
            return false;
        const pb::NodeDef &def = m_file.graph->node(i);
        for (const std::string &text : def.input()) {
            const InputName name = parseInputName(text);
            GraphInput input{ find(name.node), name.port, name.control };
            if (input.source == NodeIndex::None)
                input.source =
                    find(std::string_view(text).substr(name.control ? 1 : 0)); // the colon may be part of the name
            if (input.source == NodeIndex::None)
                dangling.add(def.name(), text);
            m_summary.controlEdges += name.control ? 1 : 0;
            m_inputs.push_back(input);
        }
    }
    m_summary.edges = m_inputs.size();
    return true;
}

void MetaGraphData::summarize()
{
    const pb::GraphDef &graph = *m_file.graph;
    m_summary.nodes = m_nodes.size();
    m_summary.text = m_file.text;
    m_summary.container = m_file.container;
    m_summary.position = m_file.position;
    m_summary.producer = graph.versions().producer();
    m_summary.functions = static_cast<std::uint64_t>(graph.library().function_size());
    for (const pb::FunctionDef &function : graph.library().function())
        m_summary.functionNodes += static_cast<std::uint64_t>(function.node_def_size());
    if (!m_file.meta)
        return;
    const auto &info = m_file.meta->meta_info_def();
    m_summary.tensorflowVersion = info.tensorflow_version();
    m_summary.tags.assign(info.tags().begin(), info.tags().end());
    m_summary.allTags = m_file.allTags;
}

Result<std::shared_ptr<const MetaGraphData>> MetaGraphData::make(
    GraphFile file, const std::string &path, const Limits &limits, const JobControl &control)
{
    std::shared_ptr<MetaGraphData> graph(new MetaGraphData);
    graph->m_file = std::move(file);
    graph->m_path = path;
    if (!graph->indexNodes(limits, control) || !graph->resolveInputs(limits, control))
        return fail(Fault::Cancelled, path);
    graph->summarize();
    graph->m_variables = findVariables(*graph, graph->m_otherSavedKeys);
    std::sort(graph->m_otherSavedKeys.begin(), graph->m_otherSavedKeys.end());
    return graph;
}

Result<std::shared_ptr<const MetaGraphData>> MetaGraphData::ofFunction(
    std::shared_ptr<const MetaGraphData> whole, std::string_view function, GraphFile body, const JobControl &control)
{
    std::shared_ptr<MetaGraphData> graph(new MetaGraphData);
    graph->m_whole = std::move(whole);
    graph->m_functionName = function;
    graph->m_file = std::move(body);
    graph->m_path = graph->m_whole->path();
    if (!graph->indexNodes({}, control) || !graph->resolveInputs({}, control))
        return fail(Fault::Cancelled, graph->m_path);
    GraphSummary summary = graph->m_whole->summary(); // the file is the same
    summary.nodes = graph->m_nodes.size();
    summary.edges = graph->m_inputs.size();
    summary.controlEdges = graph->m_summary.controlEdges;
    graph->m_summary = std::move(summary);
    return graph;
}

const pb::FunctionDefLibrary &MetaGraphData::library() const
{
    return (m_whole ? *m_whole : *this).graphDef().library();
}

NodeIndex MetaGraph::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? NodeIndex::None : found->second;
}

namespace {

Result<std::string> readGraphBytes(const std::string &path, const Limits &limits, const JobControl &control)
{
    if (baseName(path).ends_with(".cpb")) // may have any size, and none of it is read
        return fail(Fault::SavedModelChunked, path);
    auto bytes = readWholeFile(path, limits.maxGraphBytes, control);
    if (!bytes && bytes.error().fault == Fault::LimitExceeded)
        bytes.error().fault = Fault::GraphTooLarge;
    return bytes;
}

// As TensorFlow compares them: the order says nothing.
bool sameTags(std::vector<std::string> a, std::vector<std::string> b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

Result<std::shared_ptr<const MetaGraph>> readChosen(
    const std::string &path, const Limits &limits, const JobControl &control, const ChooseMetaGraph &choose)
{
    const auto bytes = readGraphBytes(path, limits, control);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto file = parseGraphFile(*bytes, path, limits, control, choose);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    return MetaGraphData::make(std::move(*file), path, limits, control);
}

} // namespace

Result<std::shared_ptr<const MetaGraph>> MetaGraph::read(
    const std::string &path, const Limits &limits, const JobControl &control)
{
    return readChosen(path, limits, control, usualMetaGraph);
}

Result<std::shared_ptr<const MetaGraph>> MetaGraph::read(
    const std::string &path, const std::vector<std::string> &tags, const Limits &limits, const JobControl &control)
{
    return readChosen(path, limits, control, [&](const std::vector<MetaGraphSketch> &graphs) {
        const auto tagged = std::find_if(graphs.begin(), graphs.end(),
            [&](const MetaGraphSketch &graph) { return graph.hasNodes && sameTags(graph.tags, tags); });
        return tagged == graphs.end() ? usualMetaGraph(graphs) : static_cast<std::size_t>(tagged - graphs.begin());
    });
}

Result<std::vector<std::shared_ptr<const MetaGraph>>> MetaGraph::readAll(
    const std::string &path, const Limits &limits, const JobControl &control)
{
    const auto bytes = readGraphBytes(path, limits, control);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::vector<std::shared_ptr<const MetaGraph>> graphs;
    for (std::size_t i = 0, count = 1; i < count; ++i) {
        auto file =
            parseGraphFile(*bytes, path, limits, control, [i](const std::vector<MetaGraphSketch> &) { return i; });
        if (!file)
            return tl::unexpected(std::move(file.error()));
        count = std::max<std::size_t>(1, file->allTags.size());
        auto graph = MetaGraphData::make(std::move(*file), path, limits, control);
        if (!graph)
            return tl::unexpected(std::move(graph.error()));
        graphs.push_back(std::move(*graph));
    }
    return graphs;
}

} // namespace ckpt
