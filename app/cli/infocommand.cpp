// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt info`: what a run and its checkpoint are made of.
#include "app/cli/checkpointjson.h"
#include "app/cli/commands.h"
#include "app/cli/graphjson.h"
#include "app/cli/graphtext.h"
#include "app/cli/lstext.h"
#include "app/cli/objectlisting.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/graph/metagraph.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <set>

namespace ckpt {

namespace {

struct InfoOptions {
    Choice choice;
    bool json = false, objects = false;
};

// "Adam m 10, kernel 4"
template <typename Map>
std::string countsText(const Map &counts)
{
    std::vector<std::string> parts;
    for (const auto &[what, number] : counts)
        parts.push_back(fmt::format("{} {}", what, grouped(number)));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string stepsText(const Run &run)
{
    std::vector<std::string> names;
    for (const CheckpointRef &ref : run.checkpoints)
        names.push_back(ref.step ? fmt::format("{}", *ref.step) : printable(ref.displayName()));
    constexpr std::size_t shown = 12;
    const std::size_t count = names.size();
    if (count > shown)
        names.erase(names.begin() + shown / 2, names.end() - shown / 2);
    std::string text = fmt::format("{}", fmt::join(names, ", "));
    if (count > shown)
        text = fmt::format("{}, …, {}", fmt::join(names.begin(), names.begin() + shown / 2, ", "),
            fmt::join(names.begin() + shown / 2, names.end(), ", "));
    return fmt::format("{}: {}", counted(count, "checkpoint", "checkpoints"), text);
}

void printVersion(Output &out, const Checkpoint &checkpoint)
{
    std::string version = fmt::format("producer {}, min consumer {}", checkpoint.producer(), checkpoint.minConsumer());
    if (checkpoint.bigEndian())
        version += ", big-endian";
    if (checkpoint.objectBased())
        version += ", object-based (TensorFlow 2)";
    printLine(out, "Version", version);
}

// Notes can be whole configurations; the document has them uncut.
void printMetadata(Output &out, const Checkpoint &checkpoint)
{
    constexpr std::size_t kMost = 20, kLongest = 200;
    std::size_t shown = 0;
    for (const auto &[key, value] : checkpoint.metadata()) {
        if (shown++ == kMost)
            return printLine(out, "", fmt::format("and {} more", checkpoint.metadata().size() - kMost));
        std::string text = printable(value);
        if (text.size() > kLongest) {
            std::size_t cut = kLongest;
            while (cut > 0 && (text[cut] & 0xC0) == 0x80) // not within a character
                --cut;
            text = text.substr(0, cut) + "…";
        }
        printLine(out, shown == 1 ? "Metadata" : "", fmt::format("{} = {}", printable(key), text));
    }
}

void printCheckpoint(Output &out, const Checkpoint &checkpoint, const Facts &facts)
{
    out.write(totalsLine(checkpoint) + '\n');
    for (const ShardFile &shard : checkpoint.shards())
        printLine(out, "File",
            fmt::format("{}  {}", printable(baseName(shard.path)),
                shard.size ? counted(*shard.size, "byte", "bytes") : "missing"));
    if (isArrayFormat(checkpoint.format()))
        printMetadata(out, checkpoint);
    else
        printVersion(out, checkpoint);

    std::map<Role, std::uint64_t> roles;
    std::map<std::string_view, std::uint64_t> types;
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        ++roles[facts.variables[i].role];
        ++types[name(checkpoint.variables()[i].dtype)];
    }
    std::vector<std::pair<const char *, std::uint64_t>> roleCounts;
    for (const auto &[role, number] : roles)
        roleCounts.emplace_back(queryKey(role), number);
    printLine(out, "Roles", countsText(roleCounts));
    printLine(out, "Types", countsText(types));
}

// Names of the root's children: what was given to tf.train.Checkpoint(…).
std::string rootText(const ObjectGraph &graph)
{
    constexpr std::size_t shown = 12;
    const auto children = graph.children(ObjectId::Root);
    std::vector<std::string> names;
    for (const ObjectEdge &child : children.first(std::min(shown, children.size())))
        names.push_back(printable(child.name));
    return fmt::format("{}{}", fmt::join(names, ", "), children.size() > shown ? ", …" : "");
}

std::string issueText(const Issue &issue)
{
    static constexpr const char *words[] = { "note", "warning", "error" };
    return fmt::format("{}: {}", words[static_cast<int>(issue.severity)], issue.error.message());
}

class InfoRun {
public:
    InfoRun(const InfoOptions &options, Console &console)
        : m_options(options)
        , m_console(console)
        , m_json(console.out())
    {
    }

    ExitCode run()
    {
        const Result<Run> run = scanRun(m_options.choice.path, {}, m_console.job("Looking through the folder"));
        auto refs = run ? choose(*run, m_options.choice) : fail(run.error());
        const bool graphsOnly = run && run->checkpoints.empty() && !run->graphFiles.empty();
        if (graphsOnly)
            refs = std::vector<CheckpointRef>();
        if (run && (refs || run->checkpoints.size() > 0))
            keep(run->issues); // of a folder without checkpoints, the refusal says all
        if (m_options.json)
            writeDocument(run, refs);
        else
            print(run, refs);
        return finish(m_console, m_failed ? ExitCode::CannotRead : ExitCode::Done);
    }

private:
    using Refs = Result<std::vector<CheckpointRef>>;

    void keep(std::span<const Issue> issues)
    {
        m_issues.insert(m_issues.end(), issues.begin(), issues.end());
        m_failed = m_failed || hasErrors(issues);
    }

    bool stopped() const { return m_console.interrupted() || !m_console.out().good(); }

    // Of checkpoints that have one.
    ObjectGraphResult readObjects(const Checkpoint &checkpoint)
    {
        auto graph = ObjectGraph::read(checkpoint, m_console.job("Reading the object graph"));
        keep(graph ? (*graph)->issues() : std::vector{ Issue{ Severity::Error, graph.error() } });
        return graph;
    }

    Result<SavedModel> readModel(const std::string &file)
    {
        auto model = readSavedModel(file, {}, m_console.job("Reading the graphs"));
        if (!model)
            keep(std::vector{ Issue{ Severity::Error, model.error() } });
        else
            for (const auto &graph : model->metaGraphs)
                keep(graph->issues());
        return model;
    }

    Result<std::shared_ptr<const MetaGraph>> readGraph(const std::string &file)
    {
        auto graph = MetaGraph::read(file, {}, m_console.job("Reading the graph"));
        if (graph)
            keep((*graph)->issues());
        else
            keep(std::vector{ Issue{ Severity::Error, graph.error() } }); // here the graph was asked for
        return graph;
    }

    void writeDocument(const Result<Run> &run, const Refs &refs)
    {
        m_json.beginObject();
        m_json.field("schema", "ckptscope.info/1");
        m_json.key("checkpoints");
        m_json.beginArray();
        if (!refs)
            unopened(m_options.choice.path, std::nullopt, refs.error());
        else
            for (const CheckpointRef &ref : *refs)
                if (!stopped())
                    writeOne(ref);
        m_json.endArray();
        m_json.key("metas");
        m_json.beginArray();
        const std::string savedModel = run ? run->savedModel : std::string();
        if (refs)
            for (const CheckpointRef &ref : *refs)
                if (!ref.graphFile.empty() && ref.graphFile != savedModel && !stopped())
                    writeMeta(m_json, ref.graphFile, readGraph(ref.graphFile));
        if (run)
            for (const std::string &file : run->graphFiles)
                if (file != savedModel && !stopped())
                    writeMeta(m_json, file, readGraph(file));
        m_json.endArray();
        m_json.key("states");
        m_json.beginArray();
        if (run)
            writeStates(m_json, *run);
        m_json.endArray();
        m_json.key("saved_models");
        m_json.beginArray();
        if (!savedModel.empty() && !stopped())
            writeSavedModel(m_json, savedModel, readModel(savedModel));
        m_json.endArray();
        m_json.key("issues");
        m_json.beginArray();
        for (const Issue &issue : m_issues)
            writeIssue(m_json, issue);
        m_json.endArray();
        m_json.endObject();
        m_console.out().flush();
        m_unreadable.insert(m_unreadable.begin(), m_issues.begin(), m_issues.end());
        m_console.say(m_unreadable, true);
    }

    void unopened(const std::string &prefix, std::optional<StorageFormat> format, const Error &error)
    {
        if (m_options.json)
            writeUnopened(m_json, prefix, format, error);
        m_console.say(error);
        m_failed = true;
    }

    void writeOne(const CheckpointRef &ref)
    {
        const JobControl control = m_console.job("Reading");
        const auto opened = Checkpoint::open(ref, {}, control);
        if (!opened)
            return unopened(ref.prefix, ref.format, opened.error());
        keep((*opened)->issues());
        std::vector<VariableId> order((*opened)->variables().size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = static_cast<VariableId>(i);
        std::optional<ObjectGraphResult> objects;
        if ((*opened)->objectBased())
            objects = readObjects(**opened);
        const auto more = [&] {
            if (!objects)
                return;
            m_json.key("object_graph");
            writeObjectGraph(m_json, *objects);
        };
        for (Error &error : writeCheckpoint(m_json, **opened, factsOf(**opened, control), order, {}, control, more))
            m_unreadable.push_back({ Severity::Error, std::move(error) });
        m_failed = m_failed || !m_unreadable.empty();
    }

    void print(const Result<Run> &run, const Refs &refs)
    {
        Output &out = m_console.out();
        if (run) {
            printLine(out, "Folder", printable(run->directory));
            if (!run->checkpoints.empty())
                printLine(out, "Steps", stepsText(*run));
            if (run->state)
                printLine(out, "State file", fmt::format("newest is “{}”", printable(run->state->latest)));
        }
        if (!refs)
            unopened(m_options.choice.path, std::nullopt, refs.error());
        else
            for (const CheckpointRef &ref : *refs)
                if (!stopped())
                    printOne(ref, run->savedModel);
        if (run)
            for (const std::string &file : run->graphFiles)
                if (file != run->savedModel && !stopped())
                    printGraph(out, file, readGraph(file));
        if (run && !run->savedModel.empty() && !stopped())
            printSavedModel(out, run->savedModel, readModel(run->savedModel));
        if (!m_issues.empty())
            out.write("\n");
        std::set<std::string> said;
        for (const Issue &issue : m_issues)
            if (const std::string text = issueText(issue); said.insert(text).second)
                out.write(text + '\n');
    }

    void printOne(const CheckpointRef &ref, const std::string &savedModel)
    {
        const JobControl control = m_console.job("Reading");
        const auto opened = Checkpoint::open(ref, {}, control);
        if (!opened)
            return unopened(ref.prefix, ref.format, opened.error());
        keep((*opened)->issues());
        Issues unreadable;
        for (const Variable &variable : (*opened)->variables())
            if (variable.error)
                unreadable.push_back({ Severity::Error, *variable.error });
        keep(unreadable);
        m_console.out().write("\n");
        printCheckpoint(m_console.out(), **opened, factsOf(**opened, control));
        printObjectGraph(**opened);
        if (!ref.graphFile.empty() && ref.graphFile != savedModel)
            printGraph(m_console.out(), ref.graphFile, readGraph(ref.graphFile));
    }

    void printObjectGraph(const Checkpoint &checkpoint)
    {
        Output &out = m_console.out();
        if (!checkpoint.objectBased()) {
            if (m_options.objects)
                printLine(out, "Objects", "none: this checkpoint is name-based");
            return;
        }
        const ObjectGraphResult graph = readObjects(checkpoint);
        const JobControl control = m_console.job("Following the object graph");
        const auto tree = graph ? ObjectTree::build(*graph, control) : fail(graph.error());
        if (!tree)
            return printLine(out, "Objects", "cannot be read");
        printLine(out, "Objects", objectsLine(*tree));
        if (!m_options.objects)
            return printLine(out, "Root", rootText(**graph));
        out.write("\n");
        printObjects(out, *tree, checkpoint, control);
        out.write("\n");
    }

    const InfoOptions &m_options;
    Console &m_console;
    JsonWriter m_json;
    Issues m_issues;
    Issues m_unreadable; // variables; in the document they stand where they are listed
    bool m_failed = false;
};

} // namespace

void addInfoCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<InfoOptions>();
    CLI::App *info =
        app.add_subcommand("info", "Tells format, steps, files, versions, graph, counts by role and type, issues");
    info->add_option("PATH", options->choice.path, "folder, checkpoint prefix, or any file of a checkpoint")
        ->required();
    addStepOption(*info, options->choice);
    addStorageFormatOption(*info, options->choice);
    info->add_flag("--objects", options->objects, "the object graph of TensorFlow 2 as a tree (always in the JSON)");
    info->add_flag("--json", options->json, "one JSON document, schema ckptscope.info/1");
    info->callback(
        [options, &chosen] { chosen = [options](Console &console) { return InfoRun(*options, console).run(); }; });
}

} // namespace ckpt
