// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt doctor`: what a graph wants and a checkpoint lacks.
#include "app/cli/commands.h"
#include "app/cli/doctorreport.h"
#include "app/cli/outputfile.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/graph/metagraph.h"
#include "format/plan/planfile.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace ckpt {

namespace {

struct DoctorOptions {
    std::string wanted;
    Choice have;
    std::optional<double> accept;
    std::string planFile;
    std::optional<CodeKind> code;
    bool weights = false, all = false, json = false;
};

class DoctorRun {
public:
    DoctorRun(const DoctorOptions &options, Console &console)
        : m_options(options)
        , m_console(console)
    {
    }

    ExitCode run()
    {
        const bool toOutput = m_options.planFile == "-";
        if ((m_options.json ? 1 : 0) + (m_options.code ? 1 : 0) + (toOutput ? 1 : 0) > 1)
            return misuse("only one of --json, --code and -o - goes to standard output.");
        if (const auto read = readBoth(); !read)
            return refuse(read.error());
        const auto diagnosis = diagnose(m_wanted.variables, m_named, m_console.job("Matching"));
        if (!diagnosis)
            return refuse(diagnosis.error());
        const double least = m_options.accept.value_or(kSureConfidence);
        const auto pairs = accepted(*diagnosis, m_wanted.variables, m_named, least);
        const std::string &prefix = m_have->ref().prefix;
        const DoctorReport report{ m_wanted, m_named, prefix, *diagnosis, pairs, least };
        if (m_options.json)
            writeReportJson(m_console.out(), report);
        else if (m_options.code)
            m_console.out().write(restoringCode(*m_options.code, pairs, m_wanted.variables, m_named, prefix));
        else if (!toOutput)
            printReport(m_console.out(), report, m_options.all);
        if (m_options.code || toOutput)
            m_console.say(headline(*diagnosis));
        if (!m_options.planFile.empty()) {
            if (const auto code = writePlan(pairs))
                return *code;
        }
        // With a plan or code at hand what was accepted will be restored; else only what has its name.
        const bool used = m_options.code || !m_options.planFile.empty();
        const std::size_t restored = used ? pairs.size() : diagnosis->count(MatchState::Found);
        return finish(m_console, restored == m_wanted.variables.size() ? ExitCode::Done : ExitCode::IssuesFound);
    }

private:
    Result<void> readBoth()
    {
        auto wanted = readWanted(m_options.wanted, {}, m_console.job("Reading what is wanted"));
        if (!wanted)
            return tl::unexpected(wanted.error());
        m_wanted = std::move(*wanted);
        m_console.say(m_wanted.issues, true);
        if (m_options.weights)
            keepModelWeights(m_wanted);
        const auto run = scanRun(m_options.have.path, {}, m_console.job("Looking through the folder"));
        if (!run)
            return tl::unexpected(run.error());
        const auto refs = ckpt::choose(*run, m_options.have);
        if (!refs)
            return tl::unexpected(refs.error());
        auto opened = Checkpoint::open(refs->front(), {}, m_console.job("Reading the index"));
        if (!opened)
            return tl::unexpected(opened.error());
        m_have = *opened;
        m_console.say(m_have->issues(), true);
        auto named = namedVariables(*m_have, graphOf(*m_have).get(), m_console.job("Reading the names"));
        if (!named)
            return tl::unexpected(named.error());
        m_named = std::move(*named);
        return {};
    }

    // Only the order in which it makes its variables is asked of it, so it may be missing.
    std::shared_ptr<const MetaGraph> graphOf(const Checkpoint &checkpoint)
    {
        if (checkpoint.ref().graphFile.empty())
            return {};
        const auto graph = MetaGraph::read(checkpoint.ref().graphFile, {}, m_console.job("Reading the graph"));
        return graph ? *graph : nullptr;
    }

    // Nothing when it is written.
    std::optional<ExitCode> writePlan(const std::vector<AcceptedPair> &pairs)
    {
        if (pairs.empty()) {
            m_console.say("No variable would be restored, so no plan is written.");
            return finish(m_console, ExitCode::IssuesFound);
        }
        const CheckpointRef &ref = m_have->ref();
        PlanSource source{ .path = ref.v1Files.size() > 1 ? ref.v1Files.front() : ref.prefix };
        if (ref.alsoV1 || m_options.have.format)
            source.format = ref.format;
        source.fingerprint = fingerprintOf(*m_have, m_console.job("Reading the index"));
        const ExportPlan plan = planOf(pairs, m_wanted.variables, m_named, std::move(source));
        auto file = OutputFile::create(m_options.planFile, std::span(&m_have, 1), m_console);
        if (!file)
            return misuse(file.error(), ExitCode::CannotWrite);
        file->out().write(planText(plan, m_options.planFile == "-" ? "./-" : m_options.planFile));
        if (const auto failed = file->commit())
            return misuse(*failed, ExitCode::CannotWrite);
        if (m_options.planFile != "-")
            m_console.say(fmt::format("The plan “{}” has {}; “ckpt export --plan” writes them.",
                printable(m_options.planFile), counted(pairs.size(), "variable", "variables")));
        return std::nullopt;
    }

    ExitCode misuse(const std::string &sentence, ExitCode code = ExitCode::WrongUsage)
    {
        m_console.say("doctor: " + sentence);
        return code;
    }

    ExitCode refuse(const Error &error)
    {
        m_console.say(error);
        return finish(m_console, ExitCode::CannotRead);
    }

    const DoctorOptions &m_options;
    Console &m_console;
    WantedList m_wanted;
    std::shared_ptr<const Checkpoint> m_have;
    std::vector<NamedVariable> m_named;
};

} // namespace

void addDoctorCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<DoctorOptions>();
    CLI::App *doctor = app.add_subcommand(
        "doctor", "Tells what a graph wants and a checkpoint lacks, and which other names may mean the same");
    doctor
        ->add_option("WANTED", options->wanted,
            "a graph (.meta, .pb, .pbtxt), another checkpoint, or a text file with a name a line, behind it a type and "
            "a shape where they are known")
        ->required();
    doctor->add_option("HAVE", options->have.path, "folder, checkpoint prefix, or any file of a checkpoint")
        ->required();
    doctor->add_option("--step", options->have.step, "the checkpoint of HAVE of this step")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber.description(""));
    addStorageFormatOption(*doctor, options->have);
    doctor->add_flag("--weights", options->weights, "nothing of optimizers, counters and averages is wanted");
    doctor
        ->add_option("--accept", options->accept,
            "take renamings from this confidence on; without it 0.9. Of equal names it is 1")
        ->type_name("0…1")
        ->check(CLI::Range(0.0, 1.0).description(""));
    doctor->add_option("-o", options->planFile, "write a plan for “ckpt export --plan”; - is standard output")
        ->type_name("PLAN.json");
    const std::vector<std::pair<std::string, CodeKind>> kinds{ { "tf1", CodeKind::TensorFlow1 },
        { "tf2", CodeKind::TensorFlow2 } };
    doctor
        ->add_option_function<CodeKind>(
            "--code", [options](CodeKind kind) { options->code = kind; },
            "print Python that restores what was accepted")
        ->type_name("tf1|tf2")
        ->transform(CLI::CheckedTransformer(kinds, CLI::ignore_case).description(""));
    CLI::Option *all =
        doctor->add_flag("--all", options->all, "list what is simply there and all that is not wanted, too");
    doctor->add_flag("--json", options->json, "one JSON document, schema ckptscope.doctor/1")->excludes(all);
    doctor->callback(
        [options, &chosen] { chosen = [options](Console &console) { return DoctorRun(*options, console).run(); }; });
}

} // namespace ckpt
