// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt export`: variables of a checkpoint into a new one.
#include "app/cli/commands.h"
#include "app/cli/exportreport.h"
#include "app/cli/facts.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/export/choosevariables.h"
#include "format/export/targetfiles.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace ckpt {

namespace {

struct ExportOptions {
    Choice choice;
    std::string target, query, recover;
    std::vector<std::string> renames;
    VariableChoice variables;
    CopyTarget copy;
    bool sameFormat = true; // as the source
    StateRule state = StateRule::WhereNone;
    bool latest = false, force = false, dryRun = false, json = false;
};

// Which of the exit codes says where it went wrong.
ExitCode codeOf(const Error &error)
{
    switch (error.fault) {
    case Fault::WriteFailed:
    case Fault::DiskFull:
    case Fault::NoWritePermission:
    case Fault::AlreadyThere:
    case Fault::NameNotWritable:
    case Fault::NameTwice:
    case Fault::TypeNotWritable:
    case Fault::TooLargeToWrite:
    case Fault::TargetIsLink:
    case Fault::TargetBusy:
    case Fault::JournalUnreadable:
    case Fault::NotTidied:
        return ExitCode::CannotWrite;
    case Fault::WrittenDiffers:
        return ExitCode::VerificationFailed;
    default:
        return ExitCode::CannotRead;
    }
}

class ExportRun {
public:
    ExportRun(ExportOptions options, Console &console)
        : m_options(std::move(options))
        , m_console(console)
    {
    }

    ExitCode run()
    {
        if (!m_options.recover.empty())
            return recover();
        if (const auto wrong = parseWords()) {
            m_console.say("export: " + *wrong);
            return ExitCode::WrongUsage;
        }
        const auto opened = open();
        if (!opened)
            return refuse(opened.error(), ExitCode::CannotRead);
        const auto chosen = choose();
        if (!chosen)
            return refuse(chosen.error(), codeOf(chosen.error()));
        if (chosen->items.empty()) {
            m_console.say("export: no variable is chosen; “ckpt ls” shows what there is.");
            return ExitCode::WrongUsage;
        }
        if (chosen->objectGraphLeftOut)
            m_console.say(
                "The object graph is left out, because it names what is not in the new checkpoint: TensorFlow 2 "
                "reads the values by their keys.");
        return m_options.dryRun ? plan(*chosen) : write(*chosen);
    }

private:
    // A sentence when the query or a rule cannot be understood.
    std::optional<std::string> parseWords()
    {
        if (!m_options.query.empty()) {
            auto query = VariableQuery::parse(m_options.query);
            if (!query)
                return queryErrorText(m_options.query, query.error());
            m_options.variables.query = std::move(*query);
        }
        auto renames = Renames::parse(m_options.renames);
        if (!renames)
            return renames.error();
        m_options.variables.renames = std::move(*renames);
        return std::nullopt;
    }

    Result<void> open()
    {
        const Result<Run> run = scanRun(m_options.choice.path, {}, m_console.job("Looking through the folder"));
        if (!run)
            return tl::unexpected(run.error());
        const auto refs = ckpt::choose(*run, m_options.choice);
        if (!refs)
            return tl::unexpected(refs.error());
        auto opened = Checkpoint::open(refs->front(), {}, m_console.job("Reading the index"));
        if (!opened)
            return tl::unexpected(opened.error());
        m_source = *opened;
        m_console.say(m_source->issues(), true);
        if (m_options.sameFormat)
            m_options.copy.format = m_source->format();
        return {};
    }

    Result<ChosenVariables> choose()
    {
        m_facts = factsOf(*m_source, m_console.job("Reading the graph"));
        m_console.say(m_facts.issues, false);
        return chooseVariables(*m_source, m_facts.variables, m_options.variables);
    }

    ExitCode plan(const ChosenVariables &chosen)
    {
        const auto planned = planCopy(*m_source, chosen.items, m_options.copy, m_console.job("Planning"));
        if (!planned)
            return refuse(planned.error(), codeOf(planned.error()));
        const auto nothing = checkNothingThere(m_options.target, false);
        const ExportPlanView view{ *m_source, m_facts, *planned, m_options.target, !nothing };
        if (m_options.json)
            writePlanJson(m_console.out(), view);
        else
            printPlan(m_console.out(), view);
        return finish(m_console, ExitCode::Done);
    }

    ExitCode write(const ChosenVariables &chosen)
    {
        StateRule state = m_options.state;
        if (m_options.latest)
            state = StateRule::AddAsNewest;
        const Placement placement{ .prefix = m_options.target, .replace = m_options.force, .state = state, .meta = {} };
        const auto copied = copyCheckpoint(*m_source, chosen.items, placement, m_options.copy,
            m_console.job(fmt::format("Writing {}", printable(std::string(baseName(m_options.target))))));
        if (!copied)
            return refuse(copied.error(), codeOf(copied.error()));
        const std::size_t leftOut = m_source->variables().size() - copied->variables;
        if (m_options.json)
            writeReportJson(m_console.out(), *m_source, *copied, m_options.target, leftOut);
        else
            printReport(m_console.out(), *copied, m_options.target, leftOut);
        if (!copied->untidied)
            return finish(m_console, ExitCode::Done);
        m_console.say(*copied->untidied);
        return finish(m_console, ExitCode::CannotWrite);
    }

    ExitCode recover()
    {
        ExitCode code = ExitCode::Done;
        const auto targets = recoverDirectory(m_options.recover);
        for (const RecoveredTarget &each : targets) {
            const std::string name =
                printable(each.target.base.empty() ? std::string(baseName(each.target.journal)) : each.target.base);
            if (each.outcome) {
                m_console.out().write(fmt::format("{}: {}\n", name, recoveredText(*each.outcome)));
            } else {
                m_console.say(each.outcome.error());
                code = ExitCode::CannotWrite;
            }
        }
        if (targets.empty())
            m_console.out().write("No export was interrupted here.\n");
        return finish(m_console, code);
    }

    ExitCode refuse(const Error &error, ExitCode code)
    {
        m_console.out().flush();
        m_console.say(error);
        if (error.fault == Fault::AlreadyThere && !m_options.force)
            m_console.say("With --force a checkpoint of this name is replaced.");
        return finish(m_console, code);
    }

    ExportOptions m_options;
    Console &m_console;
    std::shared_ptr<const Checkpoint> m_source;
    Facts m_facts;
};

void addChoiceOptions(CLI::App &command, ExportOptions &options)
{
    const std::vector<std::pair<std::string, ExportPreset>> presets{ { "all", ExportPreset::All },
        { "weights", ExportPreset::Weights }, { "ema", ExportPreset::Averages },
        { "trainable", ExportPreset::Trainable }, { "frozen", ExportPreset::Frozen } };
    command
        .add_option("--preset", options.variables.preset,
            "all (default); weights: no optimizer, averages and counters; ema: averages in place of weights; "
            "trainable; "
            "frozen")
        ->type_name("NAME")
        ->transform(CLI::CheckedTransformer(presets, CLI::ignore_case).description(""));
    command.add_option("--query", options.query, "variables that this holds for, e.g. \"role:kernel rank>2 -head\"")
        ->type_name("Q");
    command.add_option("--include", options.variables.include, "only names like this, e.g. \"dense*/kernel\"")
        ->type_name("PATTERN");
    command.add_option("--exclude", options.variables.exclude, "no names like this")->type_name("PATTERN");
    command.add_option("--rename", options.renames, "OLD=NEW, or s/RE/SUB/ on every name; several one after the other")
        ->type_name("RULE");
}

void addTargetOptions(CLI::App &command, ExportOptions &options)
{
    const std::vector<std::pair<std::string, StorageFormat>> formats{ { "v2", StorageFormat::V2 },
        { "v1", StorageFormat::V1 } };
    command
        .add_option_function<StorageFormat>(
            "--format",
            [&options](StorageFormat format) {
                options.copy.format = format;
                options.sameFormat = false;
            },
            "of the new checkpoint; without it that of the old one")
        ->type_name("v2|v1")
        ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case).description(""));
    command
        .add_option_function<std::int32_t>(
            "--shards", [&options](std::int32_t count) { options.copy.shards = count; }, "data files of V2, at most")
        ->type_name("N")
        ->check(CLI::Range(std::int32_t{ 1 }, std::int32_t{ 99'999 }).description(""));
    const std::vector<std::pair<std::string, StateRule>> rules{ { "write", StateRule::Add },
        { "keep", StateRule::Keep } };
    CLI::Option *state = command
                             .add_option("--state", options.state,
                                 "the file “checkpoint”: write lists the new one, keep leaves it; without it, it is "
                                 "made where there is none")
                             ->type_name("write|keep")
                             ->transform(CLI::CheckedTransformer(rules, CLI::ignore_case).description(""));
    command.add_flag("--latest", options.latest, "list the new one as the newest")->excludes(state);
    command.add_flag("--force", options.force, "replace a checkpoint of this name");
    command.add_flag("--dry-run", options.dryRun, "only tell what would be written");
}

} // namespace

void addExportCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command = app.add_subcommand(
        "export", "Writes variables into a new checkpoint, reads it back, and only then gives it its name");
    CLI::Option *path =
        command->add_option("PATH", options->choice.path, "folder, checkpoint prefix, or any file of a checkpoint");
    CLI::Option *target =
        command->add_option("-o,--output", options->target, "prefix of the new checkpoint, e.g. out/model.ckpt")
            ->type_name("TARGET");
    addStepOption(*command, options->choice);
    addChoiceOptions(*command, *options);
    addTargetOptions(*command, *options);
    command->add_flag("--json", options->json, "one JSON document, schema ckptscope.export/1");
    CLI::Option *recover = command
                               ->add_option("--recover", options->recover,
                                   "finishes or undoes what interrupted exports have left in this folder")
                               ->type_name("DIR");
    recover->excludes(path)->excludes(target);
    command->callback([options, &chosen] {
        if (options->recover.empty() && (options->choice.path.empty() || options->target.empty()))
            throw CLI::RequiredError("PATH and --output");
        if (options->choice.step == "all")
            throw CLI::ValidationError("--step", "name one step");
        chosen = [options](Console &console) { return ExportRun(*options, console).run(); };
    });
}

} // namespace ckpt
