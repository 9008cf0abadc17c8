// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Each command adds itself and its options to the program and runs when it was chosen; one source file a command.
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/place.h"

#include <functional>

namespace CLI {
class App;
}

namespace ckpt {

// Runs the command that was chosen with the options that were parsed into it.
using CommandRunner = std::function<ExitCode(Console &)>;

// Adds a subcommand; `chosen` is set to its runner when it is the one on the command line.
void addLsCommand(CLI::App &app, CommandRunner &chosen);
void addInfoCommand(CLI::App &app, CommandRunner &chosen);
void addShowCommand(CLI::App &app, CommandRunner &chosen);
void addCheckCommand(CLI::App &app, CommandRunner &chosen);
void addExportCommand(CLI::App &app, CommandRunner &chosen);
void addMergeCommand(CLI::App &app, CommandRunner &chosen);
void addDoctorCommand(CLI::App &app, CommandRunner &chosen);

// --step of the commands that open a place, and --format where it means only the storage format.
void addStepOption(CLI::App &command, Choice &choice);
void addStorageFormatOption(CLI::App &command, Choice &choice);

// What a command ends with after it has written: a failed or closed output, an interruption, or `code`.
ExitCode finish(Console &console, ExitCode code);

// True when an issue says that something cannot be shown or may be wrong.
bool hasErrors(std::span<const Issue> issues);

} // namespace ckpt
