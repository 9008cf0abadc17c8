// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// diagram_shot GRAPH OUT.png [--dark] [--role] [--select KEY] [--open KEY]… [--size WxH] [--helper PATH] [--fit]
// [--trace] GRAPH: a made graph (digits, nested, chain:N, flat:N, apart:N) or a graph file.
#include "madegraph.h"
#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagramview.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QTextStream>
#include <QTimer>

using namespace ckpt;

namespace {

std::shared_ptr<const GraphView> graphFor(const QString &name)
{
    const int count = name.section(u':', 1).toInt();
    if (name == u"digits"_qs)
        return test::digits();
    if (name == u"nested"_qs)
        return test::nested();
    if (name.startsWith(u"chain:"_qs))
        return test::chain(count);
    if (name.startsWith(u"flat:"_qs))
        return test::flat(count, count * 5 / 4);
    if (name.startsWith(u"apart:"_qs))
        return test::apart(count);
    const auto graph = MetaGraph::read(toBytes(name));
    if (!graph)
        return nullptr;
    QElapsedTimer elapsed;
    elapsed.start();
    const auto view = GraphView::build(*graph, nullptr);
    QTextStream(stdout) << "interpreted in " << elapsed.elapsed() << " ms\n";
    return view ? *view : nullptr;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    applyTheme(application, arguments.contains(u"--dark"_qs) ? Theme::Dark : Theme::Light);
    const auto option = [&](const QString &name) {
        const qsizetype place = arguments.indexOf(name);
        return place > 0 ? arguments.value(place + 1) : QString();
    };
    const auto graph = graphFor(arguments.value(1));
    if (!graph)
        return 1;
    DiagramView view;
    view.setRunName(u"mnist-run"_qs);
    if (const QString helper = option(u"--helper"_qs); !helper.isEmpty())
        view.setHelperProgram(helper);
    else
        view.setHelperProgram(QApplication::applicationDirPath() + u"/../bin/ckptscope-layout"_qs);
    const QString size = option(u"--size"_qs);
    view.resize(
        size.isEmpty() ? QSize(600, 780) : QSize(size.section(u'x', 0, 0).toInt(), size.section(u'x', 1).toInt()));
    if (arguments.contains(u"--role"_qs))
        view.setLook({ .colorBy = ColorBy::Role });
    view.show();
    if (arguments.contains(u"--preparing"_qs)) {
        view.setPreparing(3545);
        QTimer::singleShot(2300, &application, &QApplication::quit);
        QApplication::exec();
        view.grab().save(arguments.value(2));
        return 0;
    }
    QElapsedTimer elapsed;
    elapsed.start();
    view.setGraph(graph);
    const auto wait = [&] {
        QElapsedTimer limit;
        limit.start();
        do
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        while ((!view.isLayoutDone() || limit.elapsed() < 250) && limit.elapsed() < 30000);
    };
    while (!view.isLayoutDone())
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    QTextStream(stdout) << "laid out after " << elapsed.elapsed() << " ms, simple " << view.usesSimpleLayout() << '\n';
    wait();
    if (arguments.contains(u"--open"_qs)) {
        QStringList keys = view.openKeys();
        for (qsizetype i = 0; i < arguments.size(); ++i)
            if (arguments.at(i) == u"--open"_qs)
                keys << arguments.value(i + 1);
        view.setOpenKeys(keys);
        wait();
    }
    if (arguments.contains(u"--all"_qs)) {
        view.diagramAction(u"diagram.expandAll"_qs)->trigger();
        wait();
    }
    if (arguments.contains(u"--fit"_qs))
        view.diagramAction(u"diagram.fit"_qs)->trigger();
    view.selectVariable(option(u"--select"_qs));
    if (arguments.contains(u"--trace"_qs))
        view.diagramAction(u"diagram.traceInputs"_qs)->trigger();
    wait();
    view.grab().save(arguments.value(2));
    QTextStream(stdout) << "zoom " << view.zoom() << '\n';
    return 0;
}
