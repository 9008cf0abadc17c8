// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A window with settings of its own, and what tests open in it.
#pragma once

#include "app/mainwindow.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/run/detailsview.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QDir>
#include <QTest>

namespace ckpt::test {

inline QString sample()
{
    return QStringLiteral(CKPT_SOURCE_DIR "/resources/sample/digits-run");
}
inline QString data(const char *name)
{
    return QStringLiteral(CKPT_SOURCE_DIR "/tests/data/") + QString::fromLatin1(name);
}

struct Window {
    Settings settings;
    MainWindow window{ settings };

    explicit Window(const QString &path = {}, bool remembers = false)
        : settings(remembers)
    {
        // The helper lies beside the programs, not beside this test.
        diagram()->setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        window.show();
        if (!path.isEmpty())
            window.open(path);
    }
    template <typename View>
    View *view(const char *name)
    {
        return window.findChild<View *>(QString::fromLatin1(name));
    }
    VariablesView *variables() { return view<VariablesView>("variablesView"); }
    ValuesView *values() { return view<ValuesView>("valuesView"); }
    DiagramView *diagram() { return view<DiagramView>("diagramView"); }
    DetailsView *details() { return view<DetailsView>("detailsView"); }
    bool settled() { return window.isSettled() && window.document().checkpoint(); }
};

inline void copyFiles(const QString &from, const QString &to)
{
    for (const QString &name : QDir(from).entryList(QDir::Files))
        QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
}

} // namespace ckpt::test
