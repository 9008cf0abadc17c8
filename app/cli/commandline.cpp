// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commandline.h"

#include "app/cli/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <sstream>

namespace ckpt {

namespace {

constexpr const char *kFooter =
    R"(PATH is a folder (its newest checkpoint is meant), a checkpoint prefix, or any file of a checkpoint.
PATH::NAME is one variable, PATH::NAME[0, :, ::2] a part of it as NumPy slices it.

Exit codes: 0 done (check: clean, doctor: nothing is lacking), 1 check found something odd, doctor something lacking,
2 wrong usage, 3 something cannot be read, 4 cannot write, 5 check found damage, 130 interrupted.)";

std::string checkedStep(const std::string &text)
{
    const bool digits =
        !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
    return digits || text == "all" ? std::string() : "must be a number or \"all\"";
}

int parseFailure(const CLI::App &app, const CLI::ParseError &error, Console &console)
{
    std::ostringstream out, err;
    const int code = app.exit(error, out, err); // help and version are "errors" with code 0
    console.out().write(out.str());
    console.out().flush();
    if (code == 0)
        return static_cast<int>(finish(console, ExitCode::Done));
    std::string message = err.str();
    while (!message.empty() && message.back() == '\n')
        message.pop_back();
    console.say(message);
    return static_cast<int>(ExitCode::WrongUsage);
}

} // namespace

void addStepOption(CLI::App &command, Choice &choice)
{
    command.add_option("--step", choice.step, "the checkpoint of this step; \"all\" for every one")
        ->type_name("N|all")
        ->check(CLI::Validator(checkedStep, "", "step"));
}

void addStorageFormatOption(CLI::App &command, Choice &choice)
{
    const std::vector<std::pair<std::string, StorageFormat>> formats{ { "v1", StorageFormat::V1 },
        { "v2", StorageFormat::V2 } };
    command
        .add_option_function<StorageFormat>(
            "--format", [&choice](StorageFormat format) { choice.format = format; },
            "the other one where both have the same prefix (V2 is opened)")
        ->type_name("v1|v2")
        ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case).description(""));
}

ExitCode finish(Console &console, ExitCode code)
{
    console.out().flush();
    if (console.interrupted())
        return ExitCode::Interrupted;
    if (console.out().error() != 0) {
        console.say(fmt::format("The output cannot be written: {}.", std::strerror(console.out().error())));
        return ExitCode::CannotWrite;
    }
    return code;
}

bool hasErrors(std::span<const Issue> issues)
{
    return std::any_of(
        issues.begin(), issues.end(), [](const Issue &issue) { return issue.severity == Severity::Error; });
}

int runCommandLine(int argc, char **argv)
{
    Console console;
    try {
        CLI::App app("Looks into TensorFlow checkpoints.", "ckpt");
        app.set_version_flag("--version", "ckpt " CKPT_VERSION);
        app.require_subcommand(1);
        app.footer(kFooter);
        app.get_formatter()->column_width(34);
        CommandRunner chosen;
        addLsCommand(app, chosen);
        addInfoCommand(app, chosen);
        addShowCommand(app, chosen);
        addCheckCommand(app, chosen);
        addExportCommand(app, chosen);
        addMergeCommand(app, chosen);
        addDoctorCommand(app, chosen);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError &error) {
            return parseFailure(app, error, console);
        }
        return static_cast<int>(chosen(console));
    } catch (const std::bad_alloc &) {
        console.out().flush();
        console.say("There is not enough memory for this.");
        return static_cast<int>(ExitCode::CannotRead);
    }
}

} // namespace ckpt
