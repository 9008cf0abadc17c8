// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The `ckpt` program: reads the command line and runs one command.
#pragma once

namespace ckpt {

// What the shell gets. Stable: scripts depend on it.
enum class ExitCode {
    Done = 0,
    IssuesFound = 1,
    WrongUsage = 2,
    CannotRead = 3,
    CannotWrite = 4,
    VerificationFailed = 5,
    Interrupted = 130,
};

// Returns the exit code of the program. Call it once, from main().
int runCommandLine(int argc, char **argv);

} // namespace ckpt
