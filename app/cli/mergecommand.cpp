// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt merge`: several checkpoints into one, averaged, interpolated, or each variable from one of them.
#include "app/cli/commands.h"
#include "app/cli/exportrun.h"
#include "format/base/faulttext.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace ckpt {

namespace {

struct MergeOptions {
    std::vector<std::string> paths, linear, pick;
    std::optional<std::size_t> last;
    ExportOptions shared;
};

// Ids whose bytewise order is that of the sources.
std::string idOf(std::size_t number, std::size_t count)
{
    return count <= 26 ? std::string(1, static_cast<char>('a' + number)) : fmt::format("s{:03}", number + 1);
}

// A step that has all its values.
Result<void> checkComplete(const CheckpointRef &ref, const JobControl &control)
{
    const auto opened = Checkpoint::open(ref, {}, control);
    if (!opened)
        return tl::unexpected(opened.error());
    for (const Issue &issue : (*opened)->issues())
        if (issue.severity == Severity::Error)
            return fail(issue.error);
    for (const Variable &variable : (*opened)->variables())
        if (variable.error)
            return fail(*variable.error);
    return {};
}

// "model.ckpt-" of "model.ckpt-600" and of "model.ckpt-600-?????-of-00002".
std::string stemOf(const CheckpointRef &ref)
{
    const std::string whole = ref.displayName(), name = whole.substr(0, whole.find("-?"));
    return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

class MergePlanner {
public:
    MergePlanner(const MergeOptions &options, Console &console)
        : m_options(options)
        , m_console(console)
    {
    }

    // A sentence and the code to end with, where it is no plan.
    tl::expected<ExportPlan, std::pair<std::string, ExitCode>> plan()
    {
        const int ways = !m_options.linear.empty() + !m_options.pick.empty() + !m_options.paths.empty();
        if (ways != 1)
            return wrong("name the checkpoints to average, or give one of --linear and --pick.");
        if (m_options.last && (m_options.paths.size() != 1))
            return wrong("--last takes its steps from one folder.");
        if (!m_options.linear.empty())
            return linear();
        if (!m_options.pick.empty())
            return pick();
        return average();
    }

private:
    using Planned = tl::expected<ExportPlan, std::pair<std::string, ExitCode>>;

    static tl::unexpected<std::pair<std::string, ExitCode>> wrong(
        std::string sentence, ExitCode code = ExitCode::WrongUsage)
    {
        return tl::unexpected(std::pair(std::move(sentence), code));
    }

    void addSources(const std::vector<std::string> &paths)
    {
        for (std::size_t i = 0; i < paths.size(); ++i)
            m_plan.sources.push_back({ .id = idOf(i, paths.size()), .path = paths[i] });
    }

    Planned average()
    {
        m_plan.combine.op = PlanCombine::Op::Average;
        if (m_options.last)
            return lastSteps(m_options.paths.front(), *m_options.last);
        if (m_options.paths.size() < 2)
            return wrong("name two checkpoints at least, or a folder with --last K.");
        if (m_options.paths.size() > kMostPlanSources)
            return wrong(fmt::format("more than {} checkpoints are not read side by side.", kMostPlanSources));
        addSources(m_options.paths);
        return m_plan;
    }

    Planned linear()
    {
        const std::string &number = m_options.linear[2];
        char *end = nullptr;
        m_plan.combine.op = PlanCombine::Op::Linear;
        m_plan.combine.t = std::strtod(number.c_str(), &end);
        if (number.empty() || *end != '\0' || !std::isfinite(m_plan.combine.t))
            return wrong(fmt::format("“{}” is no number for the T of A + T * (B - A).", printable(number)));
        addSources({ m_options.linear[0], m_options.linear[1] });
        return m_plan;
    }

    Planned pick()
    {
        const ExportOptions &shared = m_options.shared;
        if (shared.preset || !shared.query.empty() || !shared.include.empty())
            return wrong("--pick has a query for each checkpoint; leave out --preset, --query and --include.");
        m_plan.combine.op = PlanCombine::Op::Pick;
        std::vector<std::string> paths, queries;
        for (const std::string &text : m_options.pick) {
            const auto sign = signBehindPath(text);
            if (sign == std::string::npos || sign == 0)
                return wrong(fmt::format("“{}” should be PATH=QUERY.", printable(text)));
            paths.push_back(text.substr(0, sign));
            queries.push_back(text.substr(sign + 1));
        }
        if (paths.size() < 2 || paths.size() > kMostPlanSources)
            return wrong(fmt::format("--pick takes 2 to {} checkpoints.", kMostPlanSources));
        addSources(paths);
        for (std::size_t i = 0; i < paths.size(); ++i)
            m_plan.select.push_back({ .source = m_plan.sources[i].id, .query = queries[i] });
        return m_plan;
    }

    // A path may have the sign in it: the first one behind something that exists, else the first one.
    static std::size_t signBehindPath(const std::string &text)
    {
        std::error_code code;
        for (std::size_t at = text.find('='); at != text.npos; at = text.find('=', at + 1)) {
            const std::string path = text.substr(0, at);
            if (std::filesystem::exists(path, code) || std::filesystem::exists(path + ".index", code))
                return at;
        }
        return text.find('=');
    }

    // The newest first: it has the graph, and the values that are not averaged.
    Planned lastSteps(const std::string &folder, std::size_t count)
    {
        const auto run = scanRun(folder, {}, m_console.job("Looking through the folder"));
        if (!run) {
            m_console.say(run.error());
            return wrong("", ExitCode::CannotRead);
        }
        std::vector<CheckpointRef> steps;
        for (const CheckpointRef &ref : run->checkpoints) // oldest first
            if (ref.step && !isArrayFormat(ref.format) && stemOf(ref) == stemOf(run->checkpoints[run->current]))
                steps.push_back(ref);
        std::vector<CheckpointRef> chosen;
        for (auto ref = steps.rbegin(); ref != steps.rend() && chosen.size() < count; ++ref) {
            const auto complete = checkComplete(*ref, m_console.job("Reading the index"));
            if (complete) {
                chosen.push_back(*ref);
                continue;
            }
            if (complete.error().fault == Fault::Cancelled)
                return wrong("", ExitCode::Interrupted);
            m_console.say(complete.error());
            m_console.say(fmt::format("{} is not complete and is passed over.", printable(ref->displayName())));
        }
        if (chosen.size() < count)
            return wrong(
                fmt::format("“{}” has {} complete steps, fewer than {}.", printable(folder), chosen.size(), count),
                ExitCode::CannotRead);
        for (std::size_t i = 0; i < chosen.size(); ++i)
            m_plan.sources.push_back({ .id = idOf(i, chosen.size()),
                .path = chosen[i].v1Files.empty() ? chosen[i].prefix : chosen[i].v1Files.front(),
                .format = chosen[i].alsoV1 ? std::optional(chosen[i].format) : std::nullopt });
        return m_plan;
    }

    const MergeOptions &m_options;
    Console &m_console;
    ExportPlan m_plan;
};

ExitCode merge(const MergeOptions &options, Console &console)
{
    auto plan = MergePlanner(options, console).plan();
    if (plan)
        return runExport({ "merge", options.shared, std::move(*plan) }, console);
    if (!plan.error().first.empty())
        console.say("merge: " + plan.error().first);
    return finish(console, plan.error().second);
}

} // namespace

void addMergeCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<MergeOptions>();
    CLI::App *command = app.add_subcommand("merge",
        "Writes one checkpoint of several: their average (default), a step from A towards B, or each variable from one "
        "of them");
    command->add_option("PATH", options->paths,
        "checkpoints to average; the first one gives the graph and what is not averaged, such as counters");
    command
        ->add_option_function<std::size_t>(
            "--last", [options](std::size_t count) { options->last = count; },
            "average the last K complete steps of a folder, the newest first")
        ->type_name("K")
        ->check(CLI::Range(std::size_t{ 2 }, kMostPlanSources).description(""));
    command->add_option("--linear", options->linear, "A + T * (B - A) of two checkpoints")
        ->type_name("A B T")
        ->expected(3);
    command
        ->add_option("--pick", options->pick,
            "what a query holds for, from this checkpoint; where several have it, the last one; an empty query takes "
            "everything")
        ->type_name("PATH=QUERY");
    addSharedExportOptions(*command, options->shared);
    command->callback(
        [options, &chosen] { chosen = [options](Console &console) { return merge(*options, console); }; });
}

} // namespace ckpt
