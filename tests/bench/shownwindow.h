// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A window as a user has it, for what measures the whole of it.
#pragma once

#include "app/mainwindow.h"
#include "tests/bench/trainedgraph.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/variables/variablesview.h"

#include <QApplication>
#include <QElapsedTimer>

#include <fstream>
#include <string>

namespace ckpt::bench {

struct ShownWindow {
    ShownWindow()
        : window(settings)
    {
        window.resize(1440, 900);
        window.show();
        diagram = window.findChild<DiagramView *>(QStringLiteral("diagramView"));
        variables = window.findChild<VariablesView *>(QStringLiteral("variablesView"));
    }

    // At least that long: some jobs begin after a pause in typing.
    void settle(int milliseconds) const
    {
        QElapsedTimer timer;
        timer.start();
        while (!window.isSettled() || timer.elapsed() < milliseconds)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    void openAndWait(const std::string &path)
    {
        window.open(QString::fromStdString(path));
        while (!diagram->graph() || !diagram->isLayoutDone())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    Settings settings{ false };
    MainWindow window;
    DiagramView *diagram = nullptr;
    VariablesView *variables = nullptr;
};

// Returns what was written.
inline std::string writeGraph(const std::string &prefix, int nodes)
{
    const std::string bytes = trainedGraph(nodes).metaBytes();
    std::ofstream(prefix + ".meta", std::ios::binary) << bytes;
    return bytes;
}

} // namespace ckpt::bench
