// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exportrun.h"

#include "app/cli/commands.h"
#include "app/cli/exportreport.h"
#include "app/cli/outputfile.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/export/targetfiles.h"
#include "format/plan/carryout.h"
#include "format/plan/planfile.h"

#include <algorithm>
#include <fmt/format.h>

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
    case Fault::CombineMissing:
    case Fault::CombineDiffers:
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
    ExportRun(ExportRequest request, Console &console)
        : m_command(std::move(request.command))
        , m_options(std::move(request.options))
        , m_plan(std::move(request.plan))
        , m_console(console)
    {
    }

    ExitCode run()
    {
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
        auto planned = planExport(m_sources.first(), m_plan, m_resolved, false, m_console.job("Planning"));
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
        ExportPlan plan = m_plan;
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
        for (const PlanSource &source : m_plan.sources) {
            if (auto opened = open(source); !opened)
                return opened;
        }
        return {};
    }

    Result<void> open(const PlanSource &source)
    {
        const Result<Run> run = scanRun(source.path, {}, m_console.job("Looking through the folder"));
        if (!run)
            return tl::unexpected(run.error());
        const std::string step = source.step ? std::to_string(*source.step) : std::string();
        const auto refs = ckpt::choose(
            *run, { source.path, m_options.choice.step.empty() ? step : m_options.choice.step, source.format });
        if (!refs)
            return tl::unexpected(refs.error());
        auto opened = Checkpoint::open(refs->front(), {}, m_console.job("Reading the index"));
        if (!opened)
            return tl::unexpected(opened.error());
        m_console.say((*opened)->issues(), true);
        m_sources.checkpoints.push_back(*opened);
        m_sources.facts.push_back(factsOf(**opened, m_console.job("Reading the graph")));
        m_console.say(m_sources.facts.back().issues, false);
        return checkFingerprint(**opened, source.fingerprint);
    }

    void sayWithoutGraph()
    {
        const auto graph = m_sources.first().find(kObjectGraphKey);
        if (!graph || m_resolved.rows[index(*graph)].goes() || isArrayFormat(m_resolved.format))
            return;
        std::string text = "The object graph is left out";
        if (m_plan.objectGraph == ObjectGraphChoice::Automatic && m_resolved.plainName)
            text += fmt::format(", because objects find their values only under names that end as before, from "
                                "“/.ATTRIBUTES/” on, and “{}” does not",
                printable(*m_resolved.plainName));
        m_console.say(text + ": TensorFlow 2 reads the values by their keys, and restores no objects from them.");
    }

    Result<void> checkFingerprint(const Checkpoint &source, const std::optional<PlanFingerprint> &wanted)
    {
        if (!wanted || fingerprintOf(source, m_console.job("Reading the index")) == wanted)
            return {};
        const Error error{ .fault = Fault::PlanSourceChanged, .path = source.ref().prefix };
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
            PlanItem *item = sign == std::string::npos ? nullptr : itemOfNew(text.substr(0, sign));
            if (!item)
                return fmt::format("“{}” should be NAME=VALUE, with a name of the new checkpoint.", printable(text));
            item->value = text.substr(sign + 1);
        }
        for (const std::string &text : m_options.slices) {
            const std::size_t sign = text.rfind("=[");
            PlanItem *item = sign == std::string::npos ? nullptr : itemOfNew(text.substr(0, sign));
            if (!item)
                return fmt::format("“{}” should be NAME=[…], with a name of the new checkpoint.", printable(text));
            item->slice = text.substr(sign + 1);
        }
        if (!m_options.values.empty() || !m_options.slices.empty()) {
            if (auto wrong = compile())
                return wrong;
            if (!resolveOnce())
                return std::nullopt;
        }
        if (!m_resolved.problems.empty())
            m_error = m_resolved.problems.front().error;
        return std::nullopt;
    }

    // The item of the variable that goes under this name, made where there is none; null: none goes.
    PlanItem *itemOfNew(const std::string &key)
    {
        const auto row = std::find_if(m_resolved.rows.begin(), m_resolved.rows.end(),
            [&](const PlanRow &each) { return each.goes() && each.key == key; });
        if (row == m_resolved.rows.end())
            return nullptr;
        const auto number = static_cast<std::size_t>(row - m_resolved.rows.begin());
        const CopyItem copied = m_resolved.item(m_sources.first(), number);
        const std::string &from = variableOf(m_sources.first(), copied).key;
        const std::string &source = m_plan.sources[m_sources.numberOf(copied)].id;
        // Without a source an item is about the first one that has the name.
        const auto first = std::find_if(m_sources.checkpoints.begin(), m_sources.checkpoints.end(),
            [&](const auto &checkpoint) { return checkpoint->find(from).has_value(); });
        const bool isFirst = first->get() == &sourceOf(m_sources.first(), copied);
        const auto item = std::find_if(m_plan.items.begin(), m_plan.items.end(), [&](const PlanItem &each) {
            return each.from == from && (each.source == source || (isFirst && each.source.empty()));
        });
        if (item != m_plan.items.end())
            return &*item;
        return &m_plan.items.emplace_back(PlanItem{ .from = from, .source = isFirst ? std::string() : source });
    }

    bool resolveOnce()
    {
        std::vector<OpenedSource> others;
        for (std::size_t i = 1; i < m_sources.checkpoints.size(); ++i)
            others.push_back({ m_sources.checkpoints[i], m_sources.facts[i].variables });
        auto resolved =
            m_compiled.resolve(m_sources.first(), m_sources.facts.front().variables, others, m_console.job("Planning"));
        if (resolved)
            m_resolved = std::move(*resolved);
        else
            m_error = resolved.error();
        return resolved.has_value();
    }

    std::optional<std::string> savePlan()
    {
        ExportPlan plan = m_plan;
        for (std::size_t i = 0; i < plan.sources.size(); ++i)
            plan.sources[i].fingerprint = fingerprintOf(*m_sources.checkpoints[i], m_console.job("Reading the index"));
        if (m_options.savePlan == "-") {
            m_console.out().write(planText(plan, "./-"));
            return std::nullopt;
        }
        auto file = OutputFile::create(m_options.savePlan, m_sources.checkpoints, m_console);
        if (!file)
            return file.error();
        file->out().write(planText(plan, m_options.savePlan));
        return file->commit();
    }

    ExitCode tell(const PlannedExport &planned)
    {
        if (const auto *arrays = std::get_if<ArrayPlan>(&planned.plan)) {
            const ArrayPlanView view{ m_sources, *arrays, m_plan.target.path };
            m_options.json ? writePlanJson(m_console.out(), view) : printPlan(m_console.out(), view);
            return finish(m_console, ExitCode::Done);
        }
        const CopyPlan &copy = std::get<CopyPlan>(planned.plan);
        const auto figures = measureCasts(m_sources.first(), copy, m_console.job("Casting"));
        if (!figures)
            return refuse(figures.error());
        const auto nothing = checkNothingThere(m_plan.target.path, false);
        const ExportPlanView view{ m_sources, m_resolved.leftOut, copy, m_plan.target.path, !nothing, planned.meta,
            *figures };
        m_options.json ? writePlanJson(m_console.out(), view) : printPlan(m_console.out(), view);
        return finish(m_console, ExitCode::Done);
    }

    ExitCode write(PlannedExport planned)
    {
        const auto done = carryOutPlan(m_sources.first(), m_plan, std::move(planned), writing());
        if (!done)
            return refuse(done.error());
        const std::string &target = m_plan.target.path;
        if (const auto *arrays = std::get_if<ArrayReport>(&done->report)) {
            m_options.json ? writeReportJson(m_console.out(), m_sources, *arrays, target)
                           : printReport(m_console.out(), m_sources, *arrays, target);
            return finish(m_console, ExitCode::Done);
        }
        const CopyReport &copied = std::get<CopyReport>(done->report);
        const ExportReportView view{ m_sources, m_resolved.leftOut, std::get<CopyPlan>(done->planned.plan), copied,
            target, done->planned.meta, done->planned.meta.has_value() };
        m_options.json ? writeReportJson(m_console.out(), view) : printReport(m_console.out(), view);
        if (!copied.untidied)
            return finish(m_console, ExitCode::Done);
        m_console.say(*copied.untidied);
        return finish(m_console, ExitCode::CannotWrite);
    }

    JobControl writing() { return m_console.job(fmt::format("Writing {}", printable(baseName(m_plan.target.path)))); }

    ExitCode misuse(const std::string &sentence, ExitCode code = ExitCode::WrongUsage)
    {
        m_console.say(m_command + ": " + sentence);
        return code;
    }

    ExitCode refuse(const Error &error)
    {
        m_console.out().flush();
        m_console.say(error);
        if (m_resolved.problems.size() > 1)
            m_console.say(fmt::format(
                "The plan has {}.", counted(m_resolved.problems.size() - 1, "more problem", "more problems")));
        if (error.fault == Fault::AlreadyThere && !m_plan.target.replace && !isArrayFormat(m_resolved.format))
            m_console.say("With --force a checkpoint of this name is replaced.");
        if (error.fault == Fault::ObjectGraphDamaged)
            m_console.say("With --object-graph drop the variables are written without it.");
        return finish(m_console, codeOf(error));
    }

    const std::string m_command;
    ExportOptions m_options;
    ExportPlan m_plan;
    Console &m_console;
    CompiledPlan m_compiled;
    ExportSources m_sources;
    ResolvedPlan m_resolved;
    std::optional<Error> m_error;
};

} // namespace

ExitCode runExport(ExportRequest request, Console &console)
{
    return ExportRun(std::move(request), console).run();
}

} // namespace ckpt
