// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt export`: variables of a checkpoint into a new one.
#include "app/cli/commands.h"
#include "app/cli/exportreport.h"
#include "app/cli/exportrun.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/replace/recovery.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace ckpt {

namespace {

ExitCode recover(const std::string &directory, Console &console)
{
    ExitCode code = ExitCode::Done;
    const auto targets = recoverDirectory(directory);
    for (const RecoveredTarget &each : targets) {
        const std::string name =
            printable(each.target.base.empty() ? std::string(baseName(each.target.journal)) : each.target.base);
        if (each.outcome) {
            console.out().write(fmt::format("{}: {}\n", name, recoveredText(*each.outcome)));
        } else {
            console.say(each.outcome.error());
            code = ExitCode::CannotWrite;
        }
    }
    if (targets.empty())
        console.out().write("No export was interrupted here.\n");
    return finish(console, code);
}

} // namespace

void addExportCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command = app.add_subcommand(
        "export", "Writes variables into a new checkpoint, reads it back, and only then gives it its name");
    addExportOptions(*command, *options);
    command->callback([options, &chosen] {
        chosen = [options](Console &console) {
            return options->recover.empty() ? runExport({ "export", *options, {} }, console)
                                            : recover(options->recover, console);
        };
    });
}

} // namespace ckpt
