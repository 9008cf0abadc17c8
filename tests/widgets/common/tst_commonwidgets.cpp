// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/chiprow.h"
#include "widgets/common/docktitle.h"
#include "widgets/common/elidinglabel.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/progressstrip.h"

#include <QAction>
#include <QBoxLayout>
#include <QDockWidget>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace ckpt;

class TestCommonWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chipsSwitch();
    void chipsThatDoNotFit();
    void chipsKeepFocus();
    void messagesStack();
    void messageActions();
    void messageTakesNoFocus();
    void progressOfOneAndMany();
    void dockTitleFloatsAndCloses();
    void labelGivesWay();
    void emptyPageButtons();
};

namespace {

QList<Chip> someChips()
{
    return { Chip{ QStringLiteral("kernel"), QStringLiteral("Weights"), 4, Role::Kernel, false, true, {} },
        Chip{ QStringLiteral("bias"), QStringLiteral("Biases"), 4, Role::Bias, false, true, {} },
        Chip{ QStringLiteral("slot"), QStringLiteral("Optimizer slots"), 20, Role::Slot, false, false, {} } };
}

void show(QWidget &widget, const QSize &size)
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

Message message(const char *id, Message::Kind kind = Message::Kind::Warning)
{
    return { QLatin1String(id), kind, QStringLiteral("Fact %1.").arg(QLatin1String(id)), QStringLiteral("Why."), {} };
}

} // namespace

void TestCommonWidgets::chipsSwitch()
{
    ChipRow row;
    row.setChips(someChips());
    show(row, { 600, 30 });
    QSignalSpy toggled(&row, &ChipRow::toggled);
    QSignalSpy only(&row, &ChipRow::onlyThis);
    QTest::mouseClick(row.button(QStringLiteral("bias")), Qt::LeftButton);
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled.at(0), (QVariantList{ QStringLiteral("bias"), false }));
    QTest::keyClick(row.button(QStringLiteral("slot")), Qt::Key_Space);
    QCOMPARE(toggled.at(1), (QVariantList{ QStringLiteral("slot"), true }));
    QTest::keyClick(row.button(QStringLiteral("slot")), Qt::Key_Return);
    QCOMPARE(only.size(), 1);
    QCOMPARE(row.button(QStringLiteral("slot"))->accessibleName(), QStringLiteral("Optimizer slots, 20"));
    // Set from outside: shown, not announced as a click.
    row.setChips(someChips());
    QCOMPARE(toggled.size(), 2);
    QVERIFY(row.button(QStringLiteral("bias"))->isChecked());
}

void TestCommonWidgets::chipsThatDoNotFit()
{
    ChipRow row;
    row.setChips(someChips());
    QAction all(QStringLiteral("Show all"));
    row.setTrailing(&all);
    show(row, { 700, 30 });
    auto *more = row.findChild<QToolButton *>(QStringLiteral("moreChips"));
    QVERIFY(!more->isVisible());
    row.resize(row.button(QStringLiteral("kernel"))->sizeHint().width() + 190, 30);
    QVERIFY(more->isVisible());
    QVERIFY(row.button(QStringLiteral("kernel"))->isVisible());
    QVERIFY(!row.button(QStringLiteral("slot"))->isVisible());
    for (QWidget *child : row.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (child->isVisible() && !child->isWindow())
            QVERIFY2(row.rect().contains(child->geometry()), qPrintable(child->objectName()));
    }
    QSignalSpy toggled(&row, &ChipRow::toggled);
    QTest::mouseClick(more, Qt::LeftButton);
    auto *menu = row.findChild<QMenu *>();
    QTRY_VERIFY(menu->isVisible());
    QAction *slot = menu->actions().constLast();
    QVERIFY(slot->text().startsWith(QLatin1String("Optimizer slots")));
    slot->trigger();
    menu->close();
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled.at(0), (QVariantList{ QStringLiteral("slot"), true }));
    QCOMPARE(row.minimumSizeHint().width(), 60);
}

void TestCommonWidgets::chipsKeepFocus()
{
    ChipRow row;
    row.setChips(someChips());
    show(row, { 600, 30 });
    row.activateWindow();
    row.button(QStringLiteral("bias"))->setFocus();
    QTRY_VERIFY(row.button(QStringLiteral("bias"))->hasFocus());
    QList<Chip> chips = someChips();
    chips[1].count = 7;
    chips.removeFirst();
    row.setChips(chips);
    QVERIFY(row.button(QStringLiteral("bias"))->hasFocus());
    QVERIFY(!row.button(QStringLiteral("kernel")));
    QTest::keyClick(row.button(QStringLiteral("bias")), Qt::Key_Right);
    QVERIFY(row.button(QStringLiteral("slot"))->hasFocus());
}

void TestCommonWidgets::messagesStack()
{
    QWidget window;
    auto *strip = new MessageStrip(&window);
    (new QVBoxLayout(&window))->addWidget(strip);
    show(window, { 800, 100 });
    QVERIFY(!strip->isVisible());
    strip->post(message("a"));
    strip->post(message("b", Message::Kind::Error));
    strip->post(message("a", Message::Kind::Information)); // the same again: replaced, on top
    QVERIFY(strip->isVisible());
    QCOMPARE(strip->messages().size(), qsizetype(2));
    QCOMPARE(strip->messages().constFirst().kind, Message::Kind::Information);
    auto *more = strip->findChild<QToolButton *>(QStringLiteral("moreMessages"));
    QVERIFY(more->isVisible());
    QVERIFY(more->text().startsWith(u'1'));
    QTest::mouseClick(more, Qt::LeftButton);
    QCOMPARE(strip->messages().constFirst().id, QStringLiteral("b"));
    QSignalSpy closed(strip, &MessageStrip::closed);
    auto *close = strip->findChild<QToolButton *>(QStringLiteral("closeMessage"));
    QTest::mouseClick(close, Qt::LeftButton);
    QCOMPARE(closed.at(0).at(0).toString(), QStringLiteral("b"));
    QVERIFY(!more->isVisible());
    strip->remove(QStringLiteral("a"));
    QVERIFY(!strip->isVisible());
}

// An action may take its own message away, or all of them.
void TestCommonWidgets::messageActions()
{
    QWidget window;
    auto *strip = new MessageStrip(&window);
    (new QVBoxLayout(&window))->addWidget(strip);
    show(window, { 800, 100 });
    int ran = 0;
    Message asked = message("a");
    asked.actions = { { QStringLiteral("Reload"), [&] {
                           ++ran;
                           strip->clear();
                       } } };
    strip->post(asked);
    QToolButton *reload = nullptr;
    for (QToolButton *button : strip->findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text() == QLatin1String("Reload"))
            reload = button;
    }
    QVERIFY(reload);
    QTest::mouseClick(reload, Qt::LeftButton);
    QCOMPARE(ran, 1);
    QVERIFY(!strip->isVisible());
}

void TestCommonWidgets::messageTakesNoFocus()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *strip = new MessageStrip(&window);
    auto *edit = new QLineEdit(&window);
    column->addWidget(strip);
    column->addWidget(edit);
    show(window, { 600, 100 });
    window.activateWindow();
    edit->setFocus();
    QTRY_VERIFY(edit->hasFocus());
    strip->post(message("a"));
    QVERIFY(edit->hasFocus());
}

void TestCommonWidgets::progressOfOneAndMany()
{
    QWidget window;
    auto *strip = new ProgressStrip(&window);
    (new QVBoxLayout(&window))->addWidget(strip);
    show(window, { 500, 60 });
    QVERIFY(!strip->isVisible());
    strip->setJob({ 1, QStringLiteral("Reading"), 50, 200 });
    QVERIFY(strip->isVisible());
    auto *bar = strip->findChild<QProgressBar *>();
    QCOMPARE(bar->value() * 4, bar->maximum());
    strip->setJob({ 1, QStringLiteral("Reading more"), 200, 200 });
    QCOMPARE(strip->jobCount(), qsizetype(1));
    QCOMPARE(strip->text(), QStringLiteral("Reading more"));
    QSignalSpy cancelled(strip, &ProgressStrip::cancelRequested);
    auto *cancel = strip->findChild<QToolButton *>(QStringLiteral("cancelJob"));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(cancelled.at(0).at(0).toULongLong(), 1ULL);
    strip->setJob({ 2, QStringLiteral("Arranging"), 0, 0 });
    QCOMPARE(bar->maximum(), 0);
    QVERIFY(!cancel->isVisible());
    auto *list = strip->findChild<QToolButton *>(QStringLiteral("jobList"));
    QVERIFY(list->isVisible());
    Q_EMIT list->menu()->aboutToShow();
    QCOMPARE(list->menu()->actions().size(), qsizetype(2));
    list->menu()->actions().constFirst()->trigger();
    QCOMPARE(cancelled.at(1).at(0).toULongLong(), 1ULL);
    strip->removeJob(1);
    QVERIFY(cancel->isVisible());
    strip->removeJob(2);
    QVERIFY(!strip->isVisible());
}

void TestCommonWidgets::dockTitleFloatsAndCloses()
{
    QMainWindow window;
    auto *dock = new QDockWidget(QStringLiteral("Run"), &window);
    auto *title = new DockTitle(dock);
    title->setContext(QStringLiteral("6 steps"));
    QAction tool(QStringLiteral("Tool"));
    title->addTool(&tool);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    show(window, { 600, 400 });
    QCOMPARE(dock->titleBarWidget(), title);
    QVERIFY(title->height() >= 28);
    QSignalSpy ran(&tool, &QAction::triggered);
    for (QToolButton *button : title->findChildren<QToolButton *>()) {
        if (button->defaultAction() == &tool)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(ran.size(), 1);
    QTest::mouseDClick(title, Qt::LeftButton, {}, QPoint(title->width() / 2, title->height() / 2));
    QTRY_VERIFY(dock->isFloating());
    dock->setFloating(false);
    for (QToolButton *button : title->findChildren<QToolButton *>()) {
        if (button->accessibleName() == QLatin1String("Close Run"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(!dock->isVisible());
}

void TestCommonWidgets::labelGivesWay()
{
    ElidingLabel label;
    label.setText(QStringLiteral("a rather long sentence that needs some room"));
    QCOMPARE(label.minimumSizeHint().width(), 0);
    label.show();
    label.resize(40, 20);
    QCOMPARE(label.toolTip(), label.text());
    label.resize(label.sizeHint());
    QVERIFY(label.toolTip().isEmpty());
}

void TestCommonWidgets::emptyPageButtons()
{
    EmptyPage page;
    int ran = 0;
    Error error;
    error.fault = Fault::NoCheckpointInFolder;
    error.path = "/tmp/data";
    page.setError(error);
    QVERIFY(page.title().contains(QLatin1String("data")));
    page.setButtons(
        { { QStringLiteral("Open"), [&ran] { ++ran; } }, { QStringLiteral("sub"), [&ran] { ran += 10; }, true } });
    show(page, { 600, 400 });
    for (QPushButton *button : page.findChildren<QPushButton *>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(ran, 11);
    page.setButtons({});
    QTRY_COMPARE(page.findChildren<QPushButton *>().size(), qsizetype(0));
}

QTEST_MAIN(TestCommonWidgets)
#include "tst_commonwidgets.moc"
