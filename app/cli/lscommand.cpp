// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt ls`: the variables of one checkpoint or of every step.
#include "app/cli/checkpointjson.h"
#include "app/cli/commands.h"
#include "app/cli/lstext.h"
#include "format/base/paths.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <numeric>

namespace ckpt {

namespace {

struct LsOptions {
    Choice choice;
    ValueDetails details;
    std::int64_t firstValues = -1;
    std::string sort;
    bool tree = false, longColumns = false, json = false, csv = false;
};

std::vector<VariableId> ordered(const Checkpoint &checkpoint, const Facts &facts, const std::string &sort)
{
    std::vector<VariableId> order(checkpoint.variables().size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<VariableId>(i);
    const auto byName = [&](VariableId a, VariableId b) {
        return naturalLess(checkpoint.variable(a).key, checkpoint.variable(b).key);
    };
    if (sort == "name")
        std::sort(order.begin(), order.end(), byName);
    else if (sort == "size")
        std::sort(order.begin(), order.end(), [&](VariableId a, VariableId b) {
            const std::uint64_t sizeA = checkpoint.variable(a).byteSize(), sizeB = checkpoint.variable(b).byteSize();
            return sizeA != sizeB ? sizeA > sizeB : byName(a, b);
        });
    else if (sort == "role")
        std::sort(order.begin(), order.end(), [&](VariableId a, VariableId b) {
            const Role roleA = facts.variables[index(a)].role, roleB = facts.variables[index(b)].role;
            return roleA != roleB ? roleA < roleB : byName(a, b);
        });
    return order;
}

class LsRun {
public:
    LsRun(const LsOptions &options, Console &console)
        : m_options(options)
        , m_console(console)
        , m_json(console.out())
    {
    }

    ExitCode run()
    {
        beginDocument();
        const Result<Run> run = scanRun(m_options.choice.path, {}, m_console.job("Looking through the folder"));
        const auto refs = run ? choose(*run, m_options.choice) : fail(run.error());
        if (run && (refs || run->checkpoints.size() > 0))
            keep(run->issues); // of a folder without checkpoints, the refusal says all
        if (!refs)
            unopened(m_options.choice.path, std::nullopt, refs.error());
        else
            for (const CheckpointRef &ref : *refs)
                if (m_console.out().good() && !m_console.interrupted())
                    list(ref);
        endDocument();
        return finish(m_console, m_failed ? ExitCode::CannotRead : ExitCode::Done);
    }

private:
    void beginDocument()
    {
        if (m_options.csv)
            printCsvHeading(m_console.out());
        if (!m_options.json)
            return;
        m_json.beginObject();
        m_json.field("schema", "ckptscope.ls/1");
        m_json.key("checkpoints");
        m_json.beginArray();
    }

    void endDocument()
    {
        if (m_options.json) {
            m_json.endArray();
            m_json.key("issues");
            m_json.beginArray();
            for (const Issue &issue : m_issues)
                writeIssue(m_json, issue);
            m_json.endArray();
            m_json.endObject();
        }
        m_console.out().flush(); // what is said about it comes after it also where both go to a terminal
        m_unreadable.insert(m_unreadable.begin(), m_issues.begin(), m_issues.end());
        m_console.say(m_unreadable, m_options.json);
    }

    void keep(std::span<const Issue> issues)
    {
        m_issues.insert(m_issues.end(), issues.begin(), issues.end());
        m_failed = m_failed || hasErrors(issues);
    }

    void unopened(const std::string &prefix, std::optional<StorageFormat> format, const Error &error)
    {
        if (m_options.json)
            writeUnopened(m_json, prefix, format, error);
        m_console.say(error);
        m_failed = true;
    }

    void list(const CheckpointRef &ref)
    {
        const JobControl control = m_console.job("Reading");
        const auto opened = Checkpoint::open(ref, {}, control);
        if (!opened)
            return unopened(ref.prefix, ref.format, opened.error());
        const Checkpoint &checkpoint = **opened;
        const Facts facts = factsOf(checkpoint, control);
        keep(checkpoint.issues());
        keep(facts.issues);
        const std::vector<VariableId> order = ordered(checkpoint, facts, m_options.sort);
        const Listing listing{ checkpoint, facts, order, m_options.details, m_options.longColumns };
        for (Error &error : write(listing, control))
            m_unreadable.push_back({ Severity::Error, std::move(error) });
        m_failed = m_failed || !m_unreadable.empty();
        m_first = false;
    }

    std::vector<Error> write(const Listing &listing, const JobControl &control)
    {
        Output &out = m_console.out();
        if (m_options.json)
            return writeCheckpoint(m_json, listing.checkpoint, listing.facts, listing.order, listing.details, control);
        if (m_options.csv)
            return printCsv(out, listing);
        if (!m_first)
            out.write("\n");
        return m_options.tree ? printTree(out, listing) : printTable(out, listing, control);
    }

    const LsOptions &m_options;
    Console &m_console;
    JsonWriter m_json;
    Issues m_issues;
    Issues m_unreadable; // variables; in the document they stand where they are listed
    bool m_failed = false, m_first = true;
};

} // namespace

void addLsCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<LsOptions>();
    CLI::App *ls = app.add_subcommand("ls", "Lists the variables: name, role, type, shape, elements, bytes");
    ls->add_option("PATH", options->choice.path, "folder, checkpoint prefix, or any file of a checkpoint")->required();
    addStepOption(*ls, options->choice);
    addStorageFormatOption(*ls, options->choice);
    CLI::Option *tree = ls->add_flag("--tree", options->tree, "by scope, with the sums of each");
    CLI::Option *longColumns =
        ls->add_flag("--long", options->longColumns, "also shard, offset, stored size, checksum and slices");
    CLI::Option *sort = ls->add_option("--sort", options->sort, "by name, size or role in place of the file's order")
                            ->type_name("KEY")
                            ->check(CLI::IsMember({ "name", "size", "role" }).description(""));
    CLI::Option *values = ls->add_option("--values", options->firstValues, "also the first N values of each")
                              ->type_name("N")
                              ->check(CLI::Range(std::int64_t{ 0 }, std::int64_t{ 1'000'000 }).description(""));
    CLI::Option *stats =
        ls->add_flag("--stats", options->details.statistics, "also smallest, largest, mean, deviation, zeros, NaN");
    CLI::Option *hash = ls->add_flag("--hash", options->details.hash, "also SHA-256 of the little-endian bytes");
    CLI::Option *json = ls->add_flag("--json", options->json, "one JSON document, schema ckptscope.ls/1");
    CLI::Option *csv = ls->add_flag("--csv", options->csv, "comma-separated values with a heading");
    csv->excludes(json);
    for (CLI::Option *other : { longColumns, values, stats, hash })
        csv->excludes(other);
    for (CLI::Option *other : { longColumns, sort, values, stats, hash, json, csv })
        tree->excludes(other);
    ls->callback([options, &chosen] {
        if (options->firstValues >= 0)
            options->details.firstValues = options->firstValues;
        chosen = [options](Console &console) { return LsRun(*options, console).run(); };
    });
}

} // namespace ckpt
