// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The options of ckptscope.
#pragma once

#include "app/diagramexport.h"
#include "widgets/common/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace ckpt {

struct CommandLine {
    QString path;
    QString select; // name of a variable
    std::optional<Theme> theme;
    QString language; // empty: as set
    bool exportView = false; // begin there, rather than with browsing
    QString plan; // of an export, to begin with; empty: none
    QString screenshot; // file; empty: a window
    QSize size{ 1440, 900 };
    double scale = 1;
    DiagramWishes diagram; // without a window
    std::optional<int> exitCode; // everything is said (help, version, wrong usage): end with this
};

// Prints help, version and mistakes itself. Exit code 2 for wrong usage.
CommandLine readCommandLine(const QStringList &arguments);

} // namespace ckpt
