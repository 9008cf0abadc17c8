// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan as the line for a shell that carries it out.
#pragma once

#include "format/plan/exportplan.h"

#include <QString>

namespace ckpt {

// Empty where the options of `ckpt export` cannot say it: several lines of choice, single variables, queries of casts.
QString exportCommandLine(const ExportPlan &plan, const QString &source);
QString planCommand(const QString &planPath);

} // namespace ckpt
