// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Control inputs between visible nodes, followed back through what is hidden (DIAGRAM notes 10).
#include "format/graph/graphview.h"
#include "tests/format/graph/graphbuilder.h"

#include <QTest>

#include <algorithm>

using namespace ckpt;
using namespace ckpt::test;

namespace {

std::shared_ptr<const GraphView> viewOf(const GraphBuilder &builder, const GraphViewOptions &options = {})
{
    return *GraphView::build(*builder.read(), nullptr, options);
}

// Titles of what the item with this title waits for.
QStringList waitsFor(const GraphView &view, const std::string &title)
{
    QStringList titles;
    for (const Item &item : view.items())
        if (item.title == title && !item.canOpen())
            for (const ItemId source : view.controlLinks().next(item.id, ItemLinks::Way::Inputs))
                titles << QString::fromStdString(view.item(source).title);
    titles.sort();
    return titles;
}

} // namespace

class ControlLinksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void directOnesAndThroughChecks()
    {
        GraphBuilder builder;
        builder.placeholder("x", { -1, 4 });
        builder.node("first", "Relu", { "x" });
        builder.node("second", "Tanh", { "x" });
        builder.node("ready", "NoOp", { "^second" }); // a check
        builder.node("hold", "Identity", { "x", "^ready" }); // passed through
        builder.node("third", "Sigmoid", { "x", "^first", "^hold" });
        builder.node("out", "AddN", { "first", "second", "third" });
        const auto view = viewOf(builder);
        QCOMPARE(waitsFor(*view, "third"),
            (QStringList{ QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("x") })); // x through hold
        QCOMPARE(waitsFor(*view, "out"), QStringList()); // a data input is none
        QCOMPARE(waitsFor(*view, "first"), QStringList());
    }

    void notThroughOtherMachinery()
    {
        GraphBuilder builder;
        builder.placeholder("x", { -1, 4 });
        builder.node("first", "Relu", { "x" });
        builder.node("sum", "Softplus", { "first" });
        builder.node("gradients/first_grad/ReluGrad", "ReluGrad", { "x", "first" });
        builder.node("last", "Tanh", { "x", "^gradients/first_grad/ReluGrad" });
        QCOMPARE(waitsFor(*viewOf(builder), "last"), QStringList());
        const auto shown = viewOf(builder, { .shown = { NodeClass::Gradient }, .dissolved = {} });
        QCOMPARE(waitsFor(*shown, "last").size(), 1);
    }

    void longWaysBackEnd()
    {
        GraphBuilder builder;
        builder.placeholder("x", { -1, 4 });
        builder.node("far", "Relu", { "x" });
        std::string last = "far";
        for (int i = 0; i < 100; ++i) {
            builder.node("wait" + std::to_string(i), "NoOp", { "^" + last });
            last = "wait" + std::to_string(i);
        }
        builder.node("near", "Relu", { "x", "^wait50" });
        builder.node("end", "Tanh", { "x", "^" + last });
        builder.node("sum", "AddN", { "far", "near", "end" });
        const auto view = viewOf(builder);
        QCOMPARE(waitsFor(*view, "near"), QStringList(QStringLiteral("far")));
        QCOMPARE(waitsFor(*view, "end"), QStringList());
    }

    // What waits for itself or for something of its own item says nothing.
    void cyclesEnd()
    {
        GraphBuilder builder;
        builder.placeholder("x", { -1, 4 });
        builder.node("a", "NoOp", { "^b" });
        builder.node("b", "NoOp", { "^a", "^r" });
        builder.node("r", "Relu", { "x", "^a", "^r" });
        QCOMPARE(waitsFor(*viewOf(builder), "r"), QStringList());
    }
};

QTEST_GUILESS_MAIN(ControlLinksTest)
#include "tst_controllinks.moc"
