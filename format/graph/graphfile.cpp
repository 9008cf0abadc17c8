// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/graphfile.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/base/wirefield.h"
#include "format/proto/meta_graph.pb.h"
#include "format/proto/saved_model.pb.h"

#include <fmt/format.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace ckpt {
namespace {

namespace io = google::protobuf::io;

// Hands the bytes out piece by piece, so that a long parse ends soon after the job is cancelled.
class PiecewiseStream final : public io::ZeroCopyInputStream {
public:
    PiecewiseStream(std::string_view bytes, const JobControl &control)
        : m_bytes(bytes)
        , m_control(control)
    {
    }

    bool Next(const void **data, int *size) override
    {
        if (m_position == m_bytes.size() || m_control.cancelled())
            return false;
        m_control.report(m_position, m_bytes.size());
        const std::size_t count = std::min(kPiece, m_bytes.size() - m_position);
        *data = m_bytes.data() + m_position;
        *size = static_cast<int>(count);
        m_position += count;
        return true;
    }
    void BackUp(int count) override { m_position -= static_cast<std::size_t>(count); }
    bool Skip(int count) override
    {
        const std::size_t taken = std::min(static_cast<std::size_t>(count), m_bytes.size() - m_position);
        m_position += taken;
        return taken == static_cast<std::size_t>(count);
    }
    int64_t ByteCount() const override { return static_cast<int64_t>(m_position); }

private:
    static constexpr std::size_t kPiece = 256 << 10;
    std::string_view m_bytes;
    const JobControl &m_control;
    std::size_t m_position = 0;
};

// Keeps the first complaint of the text parser.
class FirstError final : public io::ErrorCollector {
public:
    void AddError(int line, int column, const std::string &message) override
    {
        // At the end of the text, protobuf quotes what it met: nothing.
        if (text.empty())
            text = fmt::format("Line {}, column {}: {}{}.", line + 1, column + 1, message,
                message.ends_with("got: ") ? "the end of the file" : "");
    }
    std::string text;
};

bool startsLikeName(std::string_view text)
{
    return !text.empty()
        && (std::isalnum(static_cast<unsigned char>(text.front())) || text.front() == '_' || text.front() == '>');
}

// A node has an op (field 2, a word); the first field of a MetaGraphDef has a list of ops there, which starts with a
// tag.
bool looksLikeNode(std::string_view bytes)
{
    ByteCursor cursor(bytes);
    while (const auto field = nextWireField(cursor)) {
        if (field->number == 2)
            return field->delimited && startsLikeName(field->bytes);
        if (field->number > 2)
            return false;
    }
    return false;
}

std::string_view firstWord(std::string_view text)
{
    while (true) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos)
            return {};
        text.remove_prefix(begin);
        if (text.front() != '#')
            break;
        const std::size_t end = text.find('\n');
        text.remove_prefix(end == std::string_view::npos ? text.size() : end);
    }
    const auto end =
        std::find_if_not(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The container that a text starts, if it is one of ours.
std::optional<GraphContainer> containerOfText(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, GraphContainer>, 12> kFirstFields{ {
        { "node", GraphContainer::Graph },
        { "versions", GraphContainer::Graph },
        { "version", GraphContainer::Graph },
        { "library", GraphContainer::Graph },
        { "meta_info_def", GraphContainer::MetaGraph },
        { "graph_def", GraphContainer::MetaGraph },
        { "saver_def", GraphContainer::MetaGraph },
        { "collection_def", GraphContainer::MetaGraph },
        { "signature_def", GraphContainer::MetaGraph },
        { "object_graph_def", GraphContainer::MetaGraph },
        { "saved_model_schema_version", GraphContainer::SavedModel },
        { "meta_graphs", GraphContainer::SavedModel },
    } };
    const std::string_view word = firstWord(text);
    const auto found =
        std::find_if(kFirstFields.begin(), kFirstFields.end(), [&](const auto &f) { return f.first == word; });
    return found == kFirstFields.end() ? std::nullopt : std::optional(found->second);
}

bool parseInto(google::protobuf::Message &message, std::string_view bytes, bool text, const Limits &limits,
    const JobControl &control, std::string &why)
{
    const google::protobuf::LogSilencer silence; // the parser would print what it thinks of a name that is not UTF-8
    PiecewiseStream stream(bytes, control);
    if (!text) {
        io::CodedInputStream coded(&stream);
        coded.SetTotalBytesLimit(std::numeric_limits<int>::max());
        coded.SetRecursionLimit(limits.maxProtoDepth);
        return message.MergeFromCodedStream(&coded) && coded.ConsumedEntireMessage() && !control.cancelled();
    }
    FirstError errors;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&errors);
    parser.AllowUnknownField(true);
    parser.AllowUnknownExtension(true);
    parser.SetRecursionLimit(limits.maxProtoDepth);
    const bool good = parser.Parse(&stream, &message) && !control.cancelled();
    why = errors.text;
    return good;
}

// What a SavedModel is before its MetaGraphs are parsed.
struct ModelOutline {
    std::int64_t schemaVersion = 0;
    std::vector<std::string_view> graphs; // the bytes of each
};

std::optional<ModelOutline> outlineOf(std::string_view bytes)
{
    ModelOutline outline;
    ByteCursor cursor(bytes);
    while (const auto field = nextWireField(cursor)) {
        if (field->number == 1 && !field->delimited)
            outline.schemaVersion = static_cast<std::int64_t>(field->value);
        else if (field->number == 2 && field->delimited)
            outline.graphs.push_back(field->bytes);
    }
    return cursor.atEnd() ? std::optional(std::move(outline)) : std::nullopt;
}

// MetaGraphDef: 1 meta_info_def {4 tags}, 2 graph_def {1 node}.
MetaGraphSketch sketchOf(std::string_view metaGraph)
{
    MetaGraphSketch sketch;
    ByteCursor cursor(metaGraph);
    while (const auto field = nextWireField(cursor)) {
        ByteCursor inner(field->bytes);
        if (field->number == 1)
            while (const auto info = nextWireField(inner)) {
                if (info->number == 4 && info->delimited)
                    sketch.tags.emplace_back(info->bytes);
            }
        else if (field->number == 2)
            while (const auto node = nextWireField(inner)) {
                sketch.hasNodes = node->number == 1;
                if (sketch.hasNodes)
                    break;
            }
    }
    return sketch;
}

MetaGraphSketch sketchOf(const pb::MetaGraphDef &graph)
{
    const auto &tags = graph.meta_info_def().tags();
    return { { tags.begin(), tags.end() }, graph.graph_def().node_size() > 0 };
}

std::shared_ptr<google::protobuf::Arena> newArena()
{
    google::protobuf::ArenaOptions options;
    options.start_block_size = 64 << 10;
    options.max_block_size = 4 << 20;
    return std::make_shared<google::protobuf::Arena>(options);
}

template <typename Message>
Message *messageIn(GraphFile &file)
{
    file.arena = newArena();
    return google::protobuf::Arena::CreateMessage<Message>(file.arena.get());
}

// False: none of them has a node.
bool chooseOne(GraphFile &file, const std::vector<MetaGraphSketch> &sketches, const ChooseMetaGraph &choose)
{
    for (const MetaGraphSketch &sketch : sketches)
        file.allTags.push_back(sketch.tags);
    if (std::none_of(sketches.begin(), sketches.end(), [](const MetaGraphSketch &each) { return each.hasNodes; }))
        return false;
    file.position = std::min(choose(sketches), sketches.size() - 1);
    file.othersHaveNodes = !sketches[file.position].hasNodes;
    return true;
}

// The text of a SavedModel can only be parsed as a whole; what is not chosen goes at once.
bool parseModelText(GraphFile &file, std::string_view bytes, const Limits &limits, const JobControl &control,
    const ChooseMetaGraph &choose, std::string &why)
{
    GraphFile whole;
    auto *model = messageIn<pb::SavedModel>(whole);
    if (!parseInto(*model, bytes, true, limits, control, why))
        return false;
    file.schemaVersion = model->saved_model_schema_version();
    std::vector<MetaGraphSketch> sketches;
    for (const pb::MetaGraphDef &graph : model->meta_graphs())
        sketches.push_back(sketchOf(graph));
    file.meta = &pb::MetaGraphDef::default_instance();
    if (!chooseOne(file, sketches, choose))
        return true;
    file.meta = &model->meta_graphs(static_cast<int>(file.position));
    file.arena = whole.arena;
    if (sketches.size() > 1) {
        auto *chosen = messageIn<pb::MetaGraphDef>(file);
        chosen->CopyFrom(*file.meta);
        file.meta = chosen;
    }
    return true;
}

bool parseModel(GraphFile &file, std::string_view bytes, const Limits &limits, const JobControl &control,
    const ChooseMetaGraph &choose, std::string &why)
{
    if (file.text)
        return parseModelText(file, bytes, limits, control, choose, why);
    const auto outline = outlineOf(bytes);
    if (!outline)
        return false;
    file.schemaVersion = outline->schemaVersion;
    std::vector<MetaGraphSketch> sketches;
    for (const std::string_view graph : outline->graphs)
        sketches.push_back(sketchOf(graph));
    file.meta = &pb::MetaGraphDef::default_instance();
    if (!chooseOne(file, sketches, choose))
        return true;
    auto *chosen = messageIn<pb::MetaGraphDef>(file);
    file.meta = chosen;
    return parseInto(*chosen, outline->graphs[file.position], false, limits, control, why);
}

// The graph in `bytes` read as `container`, or nothing (then `why` may say more).
std::optional<GraphFile> parseAs(GraphContainer container, std::string_view bytes, bool text, const Limits &limits,
    const JobControl &control, const ChooseMetaGraph &choose, std::string &why)
{
    GraphFile file;
    file.text = text;
    file.container = container;
    const auto parse = [&](auto *message) {
        return parseInto(*message, bytes, text, limits, control, why) ? message : nullptr;
    };
    switch (container) {
    case GraphContainer::Graph:
        file.graph = parse(messageIn<pb::GraphDef>(file));
        break;
    case GraphContainer::MetaGraph:
        file.meta = parse(messageIn<pb::MetaGraphDef>(file));
        break;
    case GraphContainer::SavedModel:
        if (!parseModel(file, bytes, limits, control, choose, why))
            return std::nullopt;
        break;
    }
    if (file.meta)
        file.graph = &file.meta->graph_def();
    return file.graph ? std::optional(std::move(file)) : std::nullopt;
}

// What is wrong with bytes that are none of the messages.
std::string whyUnreadable(std::string_view bytes, const Limits &limits)
{
    ByteCursor cursor(bytes);
    while (nextWireField(cursor)) { }
    if (cursor.atEnd())
        return fmt::format(
            "A message in it is damaged, of another kind, or nested more than {} levels deep.", limits.maxProtoDepth);
    return fmt::format("From byte {} of {} on it is no message: it is cut short, damaged, or another kind of file.",
        cursor.position(), bytes.size());
}

} // namespace

std::size_t usualMetaGraph(const std::vector<MetaGraphSketch> &graphs)
{
    const auto serving = std::find_if(graphs.begin(), graphs.end(), [](const MetaGraphSketch &graph) {
        return graph.hasNodes && std::find(graph.tags.begin(), graph.tags.end(), "serve") != graph.tags.end();
    });
    const auto filled =
        std::find_if(graphs.begin(), graphs.end(), [](const MetaGraphSketch &graph) { return graph.hasNodes; });
    const auto usual = serving != graphs.end() ? serving : filled;
    return usual == graphs.end() ? 0 : static_cast<std::size_t>(usual - graphs.begin());
}

GraphContainer containerOf(std::string_view binary, std::string_view path)
{
    ByteCursor cursor(binary);
    bool first = true, info = false;
    while (const auto field = nextWireField(cursor)) {
        if (first && field->number == 1 && !field->delimited)
            return GraphContainer::SavedModel;
        first = false;
        if (field->number == 1 && looksLikeNode(field->bytes))
            return GraphContainer::Graph;
        if (field->number == 1)
            info = true;
        if (field->number == 2 && field->delimited) {
            ByteCursor inner(field->bytes);
            const auto node = nextWireField(inner);
            if (info || (node && node->number == 1 && looksLikeNode(node->bytes)))
                return GraphContainer::MetaGraph;
        }
    }
    const std::string_view name = baseName(path);
    if (name.ends_with(".meta"))
        return GraphContainer::MetaGraph;
    return name.starts_with("saved_model") ? GraphContainer::SavedModel : GraphContainer::Graph;
}

Result<GraphFile> parseGraphFile(std::string_view bytes, const std::string &path, const Limits &limits,
    const JobControl &control, const ChooseMetaGraph &choose)
{
    if (baseName(path).ends_with(".cpb"))
        return fail(Fault::SavedModelChunked, path);
    if (bytes.empty())
        return fail(Fault::GraphEmpty, path);
    if (isGitLfsPointer(bytes.substr(0, 1024)))
        return fail(Fault::GitLfsPointer, path);

    const auto textContainer =
        bytes.substr(0, 4096).find('\0') == std::string_view::npos ? containerOfText(bytes) : std::nullopt;
    std::vector<GraphContainer> order{ textContainer ? *textContainer : containerOf(bytes, path) };
    for (const GraphContainer other : { GraphContainer::Graph, GraphContainer::MetaGraph, GraphContainer::SavedModel })
        if (!textContainer && other != order.front())
            order.push_back(other);

    bool empty = false;
    std::string why;
    for (const GraphContainer container : order) {
        auto file = parseAs(container, bytes, textContainer.has_value(), limits, control, choose, why);
        if (control.cancelled())
            return fail(Fault::Cancelled, path);
        if (file && (file->graph->node_size() > 0 || file->othersHaveNodes))
            return std::move(*file);
        // An empty message of the kind that the content announces is an empty graph; of another kind it means nothing.
        empty = empty || (file && container == order.front());
    }
    if (empty && why.empty())
        return fail(Fault::GraphEmpty, path);
    return fail(Fault::GraphUnreadable, path, why.empty() ? whyUnreadable(bytes, limits) : why);
}

} // namespace ckpt
