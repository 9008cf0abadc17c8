// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Plans an export and carries it out, for the commands that make new checkpoints.
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/exportoptions.h"

#include <string>

namespace ckpt {

struct ExportRequest {
    std::string command; // its name, for sentences
    ExportOptions options;
    ExportPlan plan; // what the options add to, where no plan file is named
};
ExitCode runExport(ExportRequest request, Console &console);

} // namespace ckpt
