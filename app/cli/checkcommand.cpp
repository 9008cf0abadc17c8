// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt check`: verifies everything of a checkpoint and says what is wrong, where, and most likely why.
#include "app/cli/checkpointjson.h"
#include "app/cli/commands.h"
#include "app/cli/lstext.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/check/check.h"
#include "format/graph/metagraph.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <set>

namespace ckpt {

namespace {

// Findings of one fault and severity that are printed; the rest is counted.
constexpr std::size_t kShown = 20;

struct CheckCommandOptions {
    Choice choice;
    bool json = false;
};

constexpr const char *kStates[] = { "good", "no_checksum", "damaged", "unreadable" };

void printFindings(Output &out, std::string_view word, const Issues &issues, Severity severity)
{
    std::map<Fault, std::size_t> seen;
    std::set<std::string> said;
    for (const Issue &issue : issues) {
        if (issue.severity != severity)
            continue;
        const std::string message = issue.error.message();
        if (said.insert(message).second && ++seen[issue.error.fault] <= kShown)
            out.write(fmt::format("{:<9}{}\n", word, message));
    }
    for (const auto &[fault, count] : seen) {
        if (count > kShown)
            out.write(fmt::format("{:<9}… and {} more of this kind ({}); --json lists them.\n", word,
                grouped(count - kShown), name(fault)));
    }
}

// "45 of 45 variables are good; 38,448 bytes were read."
std::string verdictText(const Checkpoint &checkpoint, const CheckReport &report)
{
    const std::size_t all = report.values.size(), good = report.count(ValueState::Good);
    const std::size_t unsure = report.count(ValueState::NoChecksum);
    if (checkpoint.isOnlyDeclared())
        return fmt::format("{} declared; there are no values to check.",
            counted(checkpoint.variables().size(), "variable is", "variables are"));
    std::string text = fmt::format("{} of {} good", grouped(good), counted(all, "variable is", "variables are"));
    if (unsure > 0)
        text += fmt::format(", {} readable without a checksum", grouped(unsure));
    if (const std::size_t damaged = report.count(ValueState::Damaged); damaged > 0)
        text += fmt::format(", {} damaged", grouped(damaged));
    if (const std::size_t missing = report.count(ValueState::Unreadable); missing > 0)
        text += fmt::format(", {} cannot be read", grouped(missing));
    return fmt::format("{}; {} of values were read.", text, counted(report.bytesRead, "byte", "bytes"));
}

void writeIssues(JsonWriter &json, std::string_view name, const Issues &issues)
{
    json.key(name);
    json.beginArray();
    for (const Issue &issue : issues)
        writeIssue(json, issue);
    json.endArray();
}

class CheckRun {
public:
    CheckRun(const CheckCommandOptions &options, Console &console)
        : m_options(options)
        , m_console(console)
        , m_json(console.out())
    {
    }

    ExitCode run()
    {
        const Result<Run> run = scanRun(m_options.choice.path, {}, m_console.job("Looking through the folder"));
        const auto refs = run ? choose(*run, m_options.choice) : fail(run.error());
        const bool graphsOnly = run && run->checkpoints.empty() && !run->graphFiles.empty();
        if (m_options.json) {
            m_json.beginObject();
            m_json.field("schema", "ckptscope.check/1");
            m_json.key("checkpoints");
            m_json.beginArray();
        }
        if (!refs && !graphsOnly)
            unopened(m_options.choice.path, std::nullopt, refs.error());
        else if (refs)
            for (const CheckpointRef &ref : *refs)
                if (m_console.out().good() && !m_console.interrupted())
                    check(ref, run->checkpoints);
        if (run)
            checkRun(*run);
        finishDocument();
        return finish(m_console, m_code);
    }

private:
    void worsen(ExitCode code)
    {
        // What cannot be read outranks damage, and damage a remark.
        const auto rank = [](ExitCode c) {
            return c == ExitCode::Done ? 0 : c == ExitCode::IssuesFound ? 1 : c == ExitCode::VerificationFailed ? 2 : 3;
        };
        if (rank(code) > rank(m_code))
            m_code = code;
    }

    void judge(const Issues &issues)
    {
        for (const Issue &issue : issues) {
            if (issue.severity == Severity::Error)
                worsen(ExitCode::VerificationFailed);
            else if (issue.severity == Severity::Warning)
                worsen(ExitCode::IssuesFound);
        }
    }

    void unopened(const std::string &prefix, std::optional<StorageFormat> format, const Error &error)
    {
        if (m_options.json)
            writeUnopened(m_json, prefix, format, error);
        m_console.say(error);
        worsen(ExitCode::CannotRead);
    }

    std::shared_ptr<const MetaGraph> readGraph(const std::string &file, Issues &issues)
    {
        auto graph = MetaGraph::read(file, {}, m_console.job("Reading the graph"));
        if (!graph) {
            issues.push_back({ Severity::Error, graph.error() });
            return nullptr;
        }
        const auto found = (*graph)->issues();
        issues.insert(issues.end(), found.begin(), found.end());
        return *graph;
    }

    void check(const CheckpointRef &ref, std::span<const CheckpointRef> siblings)
    {
        const auto opened = Checkpoint::open(ref, {}, m_console.job("Reading the index"));
        if (!opened)
            return unopened(ref.prefix, ref.format, opened.error());
        Issues ofGraph;
        const auto graph = ref.graphFile.empty() ? nullptr : readGraph(ref.graphFile, ofGraph);
        auto report = checkEverything(**opened, { .siblings = siblings, .graph = graph.get() },
            m_console.job(fmt::format("Checking {}", printable(ref.displayName()))));
        if (!report)
            return unopened(ref.prefix, ref.format, report.error());
        report->issues.insert(report->issues.end(), ofGraph.begin(), ofGraph.end());
        judge(report->issues);
        if (m_options.json)
            writeReport(**opened, *report);
        else
            print(**opened, *report);
    }

    void print(const Checkpoint &checkpoint, const CheckReport &report)
    {
        Output &out = m_console.out();
        out.write(totalsLine(checkpoint) + '\n');
        printFindings(out, "error", report.issues, Severity::Error);
        printFindings(out, "warning", report.issues, Severity::Warning);
        printFindings(out, "note", report.issues, Severity::Note);
        printFindings(out, "health", report.health, Severity::Warning);
        printFindings(out, "health", report.health, Severity::Note);
        out.write(verdictText(checkpoint, report) + '\n');
    }

    void writeReport(const Checkpoint &checkpoint, const CheckReport &report)
    {
        m_json.newLine();
        m_json.beginObject();
        m_json.textField("prefix", checkpoint.ref().prefix);
        m_json.field("format", name(checkpoint.format()));
        m_json.field("verdict", report.isDamaged() ? "damaged" : report.isClean() ? "clean" : "issues");
        m_json.key("variables");
        m_json.beginObject();
        m_json.field("all", static_cast<std::uint64_t>(checkpoint.variables().size()));
        for (std::size_t i = 0; i < std::size(kStates); ++i)
            m_json.field(kStates[i], static_cast<std::uint64_t>(report.count(static_cast<ValueState>(i))));
        m_json.endObject();
        m_json.field("bytes_read", report.bytesRead);
        writeNotGood(checkpoint, report);
        writeIssues(m_json, "issues", report.issues);
        writeIssues(m_json, "health", report.health);
        m_json.endObject();
    }

    void writeNotGood(const Checkpoint &checkpoint, const CheckReport &report)
    {
        m_json.key("not_good");
        m_json.beginArray();
        for (std::size_t i = 0; i < report.values.size(); ++i) {
            if (report.values[i] == ValueState::Good)
                continue;
            m_json.newLine();
            m_json.beginObject();
            m_json.textField("name", checkpoint.variables()[i].key);
            m_json.field("state", kStates[static_cast<int>(report.values[i])]);
            m_json.endObject();
        }
        m_json.endArray();
    }

    // What concerns the folder: the state file and graphs without a checkpoint.
    void checkRun(const Run &run)
    {
        m_ofRun = run.issues;
        for (const std::string &file : run.graphFiles)
            readGraph(file, m_ofRun);
        judge(m_ofRun);
    }

    void finishDocument()
    {
        if (m_options.json) {
            m_json.endArray();
            writeIssues(m_json, "issues", m_ofRun);
            m_json.endObject();
            return;
        }
        printFindings(m_console.out(), "error", m_ofRun, Severity::Error);
        printFindings(m_console.out(), "warning", m_ofRun, Severity::Warning);
        printFindings(m_console.out(), "note", m_ofRun, Severity::Note);
    }

    const CheckCommandOptions &m_options;
    Console &m_console;
    JsonWriter m_json;
    Issues m_ofRun;
    ExitCode m_code = ExitCode::Done;
};

} // namespace

void addCheckCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<CheckCommandOptions>();
    CLI::App *check = app.add_subcommand("check",
        "Verifies every checksum, the places of all bytes, the graph and the state file; tells damage and health");
    check->add_option("PATH", options->choice.path, "folder, checkpoint prefix, or any file of a checkpoint")
        ->required();
    addStepOption(*check, options->choice);
    addStorageFormatOption(*check, options->choice);
    check->add_flag("--json", options->json, "one JSON document, schema ckptscope.check/1");
    check->callback(
        [options, &chosen] { chosen = [options](Console &console) { return CheckRun(*options, console).run(); }; });
}

} // namespace ckpt
