// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt export`: variables of a checkpoint into a new one.
#include "app/cli/commands.h"
#include "app/cli/exportoptions.h"
#include "app/cli/exportreport.h"
#include "app/cli/facts.h"
#include "app/cli/outputfile.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/export/targetfiles.h"
#include "format/plan/carryout.h"
#include "format/plan/planfile.h"

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
    case Fault::PlanOutcome:
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
        if (const auto wrong = readWords())
            return misuse(*wrong);
        if (m_error)
            return refuse(*m_error);
        if (const auto opened = open(); !opened)
            return refuse(opened.error());
        if (const auto wrong = resolve())
            return misuse(*wrong);
        if (m_error)
            return refuse(*m_error);
        if (m_resolved.variables == 0)
            return misuse("no variable is chosen; “ckpt ls” shows what there is.");
        if (!m_options.savePlan.empty()) {
            if (const auto wrong = savePlan())
                return misuse(*wrong, ExitCode::CannotWrite);
        }
        sayWithoutGraph();
        auto planned = planExport(*m_source, m_plan, m_resolved, false, m_console.job("Planning"));
        if (!planned)
            return refuse(planned.error());
        if (planned->metaError) {
            m_console.say(*planned->metaError);
            m_console.say("No .meta is written.");
        }
        return m_options.dryRun ? tell(*planned) : write(std::move(*planned));
    }

private:
    // The plan of the file, with what the options say. A sentence when something cannot be understood.
    std::optional<std::string> readWords()
    {
        ExportPlan plan;
        if (!m_options.planFile.empty()) {
            auto read = readPlan(m_options.planFile, m_console.job("Reading the plan"));
            if (!read) {
                m_error = read.error();
                return std::nullopt;
            }
            plan = std::move(*read);
        }
        auto whole = withOptions(std::move(plan), m_options);
        if (!whole)
            return whole.error();
        m_plan = std::move(*whole);
        if (m_options.choice.path.empty()) {
            m_options.choice.path = m_plan.source.path;
            if (m_plan.source.step && m_options.choice.step.empty())
                m_options.choice.step = std::to_string(*m_plan.source.step);
            m_options.choice.format = m_plan.source.format;
        }
        if (auto wrong = contradiction(m_options, m_plan))
            return wrong;
        return compile();
    }

    std::optional<std::string> compile()
    {
        auto compiled = CompiledPlan::compile(m_plan);
        if (!compiled)
            return planWordsText(compiled.error());
        m_compiled = std::move(*compiled);
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
        m_facts = factsOf(*m_source, m_console.job("Reading the graph"));
        m_console.say(m_facts.issues, false);
        return checkFingerprint();
    }

    void sayWithoutGraph()
    {
        const auto graph = m_source->find(kObjectGraphKey);
        if (!graph || m_resolved.rows[index(*graph)].goes() || isArrayFormat(m_resolved.format))
            return;
        std::string text = "The object graph is left out";
        if (m_plan.objectGraph == ObjectGraphChoice::Automatic && m_resolved.plainName)
            text += fmt::format(", because objects find their values only under names that end as before, from "
                                "“/.ATTRIBUTES/” on, and “{}” does not",
                printable(m_resolved.rows[index(*m_resolved.plainName)].key));
        m_console.say(text + ": TensorFlow 2 reads the values by their keys, and restores no objects from them.");
    }

    Result<void> checkFingerprint()
    {
        const auto &wanted = m_plan.source.fingerprint;
        if (!wanted || fingerprintOf(*m_source, m_console.job("Reading the index")) == wanted)
            return {};
        const Error error{ .fault = Fault::PlanSourceChanged, .path = m_source->ref().prefix };
        if (m_plan.strict)
            return fail(error);
        m_console.say(error);
        return {};
    }

    // What goes, and with which values. A sentence when a value is for nothing.
    std::optional<std::string> resolve()
    {
        if (!resolveOnce())
            return std::nullopt;
        for (const std::string &text : m_options.values) {
            const std::size_t sign = text.rfind('=');
            const std::string key = text.substr(0, sign);
            const auto row = std::find_if(m_resolved.rows.begin(), m_resolved.rows.end(),
                [&](const PlanRow &each) { return each.goes() && each.key == key; });
            if (sign == std::string::npos || row == m_resolved.rows.end())
                return fmt::format("“{}” should be NAME=VALUE, with a name of the new checkpoint.", printable(text));
            const std::string &from =
                m_source->variables()[static_cast<std::size_t>(row - m_resolved.rows.begin())].key;
            auto item = std::find_if(
                m_plan.items.begin(), m_plan.items.end(), [&](const PlanItem &each) { return each.from == from; });
            if (item == m_plan.items.end())
                item = m_plan.items.insert(item, PlanItem{ .from = from });
            item->value = text.substr(sign + 1);
        }
        if (!m_options.values.empty()) {
            if (auto wrong = compile())
                return wrong;
            if (!resolveOnce())
                return std::nullopt;
        }
        if (!m_resolved.problems.empty())
            m_error = m_resolved.problems.front().error;
        return std::nullopt;
    }

    bool resolveOnce()
    {
        auto resolved = m_compiled.resolve(*m_source, m_facts.variables, m_console.job("Planning"));
        if (resolved)
            m_resolved = std::move(*resolved);
        else
            m_error = resolved.error();
        return resolved.has_value();
    }

    std::optional<std::string> savePlan()
    {
        ExportPlan plan = m_plan;
        plan.source.fingerprint = fingerprintOf(*m_source, m_console.job("Reading the index"));
        if (m_options.savePlan == "-") {
            m_console.out().write(planText(plan, "./-"));
            return std::nullopt;
        }
        auto file = OutputFile::create(m_options.savePlan, *m_source, m_console);
        if (!file)
            return file.error();
        file->out().write(planText(plan, m_options.savePlan));
        return file->commit();
    }

    ExitCode tell(const PlannedExport &planned)
    {
        if (const auto *arrays = std::get_if<ArrayPlan>(&planned.plan)) {
            const ArrayPlanView view{ *m_source, *arrays, m_plan.target.path };
            m_options.json ? writePlanJson(m_console.out(), view) : printPlan(m_console.out(), view);
            return finish(m_console, ExitCode::Done);
        }
        const CopyPlan &copy = std::get<CopyPlan>(planned.plan);
        const auto figures = measureCasts(*m_source, copy, m_console.job("Casting"));
        if (!figures)
            return refuse(figures.error());
        const auto nothing = checkNothingThere(m_plan.target.path, false);
        const ExportPlanView view{ *m_source, m_facts, copy, m_plan.target.path, !nothing, planned.meta, *figures };
        m_options.json ? writePlanJson(m_console.out(), view) : printPlan(m_console.out(), view);
        return finish(m_console, ExitCode::Done);
    }

    ExitCode write(PlannedExport planned)
    {
        const auto done = carryOutPlan(*m_source, m_plan, std::move(planned), writing());
        if (!done)
            return refuse(done.error());
        const std::string &target = m_plan.target.path;
        if (const auto *arrays = std::get_if<ArrayReport>(&done->report)) {
            m_options.json ? writeReportJson(m_console.out(), *m_source, *arrays, target)
                           : printReport(m_console.out(), *m_source, *arrays, target);
            return finish(m_console, ExitCode::Done);
        }
        const CopyReport &copied = std::get<CopyReport>(done->report);
        const ExportReportView view{ *m_source, m_facts, std::get<CopyPlan>(done->planned.plan), copied, target,
            done->planned.meta, done->planned.meta.has_value() };
        m_options.json ? writeReportJson(m_console.out(), view) : printReport(m_console.out(), view);
        if (!copied.untidied)
            return finish(m_console, ExitCode::Done);
        m_console.say(*copied.untidied);
        return finish(m_console, ExitCode::CannotWrite);
    }

    JobControl writing() { return m_console.job(fmt::format("Writing {}", printable(baseName(m_plan.target.path)))); }

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

    ExitCode misuse(const std::string &sentence, ExitCode code = ExitCode::WrongUsage)
    {
        m_console.say("export: " + sentence);
        return code;
    }

    ExitCode refuse(const Error &error)
    {
        m_console.out().flush();
        m_console.say(error);
        if (error.fault == Fault::AlreadyThere && !m_plan.target.replace && !isArrayFormat(m_resolved.format))
            m_console.say("With --force a checkpoint of this name is replaced.");
        if (error.fault == Fault::ObjectGraphDamaged)
            m_console.say("With --object-graph drop the variables are written without it.");
        return finish(m_console, codeOf(error));
    }

    ExportOptions m_options;
    Console &m_console;
    ExportPlan m_plan;
    CompiledPlan m_compiled;
    std::shared_ptr<const Checkpoint> m_source;
    Facts m_facts;
    ResolvedPlan m_resolved;
    std::optional<Error> m_error;
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
