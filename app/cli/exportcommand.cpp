// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt export`: variables of a checkpoint into a new one.
#include "app/cli/commands.h"
#include "app/cli/exportoptions.h"
#include "app/cli/exportreport.h"
#include "app/cli/facts.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/export/targetfiles.h"
#include "format/export/writearrays.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace ckpt {

namespace {

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
    case Fault::ValueNotWritable:
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
        auto chosen = choose();
        if (!chosen)
            return refuse(chosen.error(), codeOf(chosen.error()));
        if (chosen->items.empty()) {
            m_console.say("export: no variable is chosen; “ckpt ls” shows what there is.");
            return ExitCode::WrongUsage;
        }
        if (const auto wrong = change(chosen->items)) {
            m_console.say("export: " + *wrong);
            return ExitCode::WrongUsage;
        }
        if (isArrayFormat(m_target.format))
            return m_options.dryRun ? planOfArrays(*chosen) : writeToArrays(*chosen);
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
        if (auto wrong = contradiction(m_options))
            return wrong;
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

    // Casts and values. A sentence when a value is for nothing.
    std::optional<std::string> change(std::vector<CopyItem> &items)
    {
        for (CopyItem &item : items)
            item.cast = m_options.cast;
        for (const std::string &text : m_options.values) {
            const std::size_t sign = text.rfind('=');
            const std::string key = text.substr(0, sign);
            const auto item =
                std::find_if(items.begin(), items.end(), [&](const CopyItem &each) { return each.key == key; });
            if (sign == std::string::npos || item == items.end())
                return fmt::format("“{}” should be NAME=VALUE, with a name of the new checkpoint.", printable(text));
            item->value = text.substr(sign + 1);
        }
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
        m_target.format = m_options.format.value_or(m_source->format());
        m_target.shards = m_options.shards;
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
        const auto planned = planCopy(*m_source, chosen.items, m_target, m_console.job("Planning"));
        if (!planned)
            return refuse(planned.error(), codeOf(planned.error()));
        auto meta = makeMeta(*planned);
        if (!meta)
            return refuse(meta.error(), codeOf(meta.error()));
        const auto figures = measureCasts(*m_source, *planned, m_console.job("Casting"));
        if (!figures)
            return refuse(figures.error(), codeOf(figures.error()));
        const auto nothing = checkNothingThere(m_options.target, false);
        const ExportPlanView view{ *m_source, m_facts, *planned, m_options.target, !nothing, *meta, *figures };
        if (m_options.json)
            writePlanJson(m_console.out(), view);
        else
            printPlan(m_console.out(), view);
        return finish(m_console, ExitCode::Done);
    }

    // Without a choice: the graph of the source, whole for everything and else pruned; none where there is no graph.
    Result<std::optional<ExportedMeta>> makeMeta(const CopyPlan &plan)
    {
        CopyMetaOptions options;
        options.clearDevices = m_options.clearDevices;
        const std::string &graph = m_source->ref().graphFile;
        const bool everything = plan.items.size() == m_source->variables().size();
        switch (m_options.meta) {
        case MetaChoice::None:
            return std::nullopt;
        case MetaChoice::Automatic:
            if (graph.empty())
                return std::nullopt;
            options.mode = everything ? MetaMode::Whole : MetaMode::Pruned;
            break;
        case MetaChoice::Whole:
            options.mode = MetaMode::Whole;
            break;
        case MetaChoice::Pruned:
            options.mode = MetaMode::Pruned;
            break;
        case MetaChoice::Variables:
            options.mode = MetaMode::Variables;
            break;
        }
        auto made = metaOfCopy(*m_source, plan, graph, options, m_console.job("Making the .meta"));
        if (made)
            return std::optional(std::move(*made));
        if (m_options.meta != MetaChoice::Automatic || made.error().fault == Fault::Cancelled)
            return tl::unexpected(made.error());
        m_console.say(made.error());
        m_console.say("No .meta is written.");
        return std::nullopt;
    }

    ExitCode write(const ChosenVariables &chosen)
    {
        Placement placement{ .prefix = m_options.target,
            .replace = m_options.force,
            .state = m_options.latest ? StateRule::AddAsNewest : m_options.state.value_or(StateRule::WhereNone),
            .meta = {} };
        const auto planned = planCopy(*m_source, chosen.items, m_target, m_console.job("Planning"));
        if (!planned)
            return refuse(planned.error(), codeOf(planned.error()));
        auto meta = makeMeta(*planned);
        if (!meta)
            return refuse(meta.error(), codeOf(meta.error()));
        if (*meta)
            placement.meta = (*meta)->bytes;
        const auto copied = copyCheckpoint(*m_source, chosen.items, placement, m_target, writing());
        if (!copied)
            return refuse(copied.error(), codeOf(copied.error()));
        const ExportReportView view{ *m_source, *planned, *copied, m_options.target, *meta, !placement.meta.empty() };
        if (m_options.json)
            writeReportJson(m_console.out(), view);
        else
            printReport(m_console.out(), view);
        if (!copied->untidied)
            return finish(m_console, ExitCode::Done);
        m_console.say(*copied->untidied);
        return finish(m_console, ExitCode::CannotWrite);
    }

    ArrayTarget arrayTarget() const
    {
        ArrayTarget target;
        target.format = m_target.format;
        target.rawFloats = m_options.rawFloats;
        if (target.format == StorageFormat::Safetensors)
            target.metadata = { { "format", "tf" }, { "ckptscope", CKPT_VERSION },
                { "source", escapedIfNeeded(baseName(m_source->ref().prefix)) } };
        return target;
    }

    ExitCode planOfArrays(const ChosenVariables &chosen)
    {
        const auto planned = planArrays(*m_source, chosen.items, arrayTarget(), m_console.job("Planning"));
        if (!planned)
            return refuse(planned.error(), codeOf(planned.error()));
        const ArrayPlanView view{ *m_source, *planned, m_options.target };
        if (m_options.json)
            writePlanJson(m_console.out(), view);
        else
            printPlan(m_console.out(), view);
        return finish(m_console, ExitCode::Done);
    }

    ExitCode writeToArrays(const ChosenVariables &chosen)
    {
        const auto made = exportArrays(*m_source, chosen.items, m_options.target, arrayTarget(), writing());
        if (!made)
            return refuse(made.error(), codeOf(made.error()));
        if (m_options.json)
            writeReportJson(m_console.out(), *m_source, *made, m_options.target);
        else
            printReport(m_console.out(), *m_source, *made, m_options.target);
        return finish(m_console, ExitCode::Done);
    }

    JobControl writing() { return m_console.job(fmt::format("Writing {}", printable(baseName(m_options.target)))); }

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
        if (error.fault == Fault::AlreadyThere && !m_options.force && !isArrayFormat(m_target.format))
            m_console.say("With --force a checkpoint of this name is replaced.");
        return finish(m_console, code);
    }

    ExportOptions m_options;
    Console &m_console;
    std::shared_ptr<const Checkpoint> m_source;
    Facts m_facts;
    CopyTarget m_target;
};

} // namespace

void addExportCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command = app.add_subcommand(
        "export", "Writes variables into a new checkpoint, reads it back, and only then gives it its name");
    addExportOptions(*command, *options);
    command->callback(
        [options, &chosen] { chosen = [options](Console &console) { return ExportRun(*options, console).run(); }; });
}

} // namespace ckpt
