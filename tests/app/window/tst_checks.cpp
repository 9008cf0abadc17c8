// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Checking all values from the window: by key and by the button, good and damaged, stopped and overtaken.
#include "openwindow.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/progressstrip.h"
#include "widgets/run/issuesview.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace ckpt;
using namespace ckpt::test;

class TestChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodByTheButton();
    void damagedByTheKey();
    void anotherStepForgetsIt();
    void stopKeepsWhatWasKnown();
    void nothingToCheckInAGraph();
};

namespace {

QToolButton *button(Window &w)
{
    return w.view<QToolButton>("checksButton");
}

QString dataFile(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("digits.ckpt-300.data-00000-of-00001"));
}

const Message *message(Window &w, const char *id)
{
    for (const Message &each : w.view<MessageStrip>("messageStrip")->messages()) {
        if (each.id == QLatin1String(id))
            return &each;
    }
    return nullptr;
}

} // namespace

void TestChecks::goodByTheButton()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    QVERIFY(button(w)->isVisible());
    QCOMPARE(button(w)->text(), QStringLiteral("Checksums not checked"));
    QTest::mouseClick(button(w), Qt::LeftButton);
    QTRY_COMPARE(button(w)->text(), QStringLiteral("All 45 good"));
    QVERIFY(button(w)->isEnabled());
    const Message *said = message(w, "check");
    QVERIFY(said && said->kind == Message::Kind::Success);
    QVERIFY2(said->explanation.contains(QStringLiteral("45 variables (37.5 KiB)")), qPrintable(said->explanation));
    QVERIFY(!message(w, "damage"));
}

void TestChecks::damagedByTheKey()
{
    QTemporaryDir folder;
    copyFiles(sample(), folder.path());
    QFile file(dataFile(folder));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(30000));
    QVERIFY(file.write("damage", 6) == 6);
    file.close();
    Window w(folder.path());
    QTRY_VERIFY(w.settled());
    QTest::keyClick(&w.window, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(button(w)->text(), QStringLiteral("1 of 45 not good"));
    const Message *said = message(w, "damage");
    QVERIFY(said);
    QCOMPARE(said->fact, QStringLiteral("1 of 45 variables are damaged."));
    QVERIFY(!message(w, "check"));
    QCOMPARE(w.view<IssuesView>("issuesView")->counts().errors, 1);
    // The details of that variable say it as well.
    const auto &report = w.window.document().report();
    QVERIFY(report.has_value());
    w.variables()->select({ QString::fromStdString(report->issues.front().error.key) });
    bool told = false;
    for (const DetailSection &section : w.details()->details().sections) {
        for (const DetailRow &row : section.rows)
            told |= row.mark == DetailRow::Mark::Error;
    }
    QVERIFY(told);
}

void TestChecks::anotherStepForgetsIt()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    w.window.document().check();
    QTRY_VERIFY(w.window.document().report().has_value());
    w.window.document().showCheckpoint(0);
    QTRY_VERIFY(w.settled());
    QVERIFY(!w.window.document().report().has_value());
    QCOMPARE(button(w)->text(), QStringLiteral("Checksums not checked"));
    // One that is under way for another step is never delivered.
    QSignalSpy ended(&w.window.document(), &Document::checkEnded);
    w.window.document().check();
    w.window.document().showCheckpoint(1);
    QTRY_COMPARE(w.window.document().shownIndex(), 1);
    QTRY_VERIFY(w.settled());
    QVERIFY(!w.window.document().report().has_value());
    QCOMPARE(button(w)->text(), QStringLiteral("Checksums not checked"));
}

void TestChecks::stopKeepsWhatWasKnown()
{
    QTemporaryDir folder;
    copyFiles(sample(), folder.path());
    Window w(folder.path());
    QTRY_VERIFY(w.settled());
    w.window.document().check();
    QTRY_VERIFY(w.window.document().report().has_value());
    QSignalSpy ended(&w.window.document(), &Document::checkEnded);
    w.window.document().check();
    QVERIFY(!button(w)->isEnabled());
    QCOMPARE(button(w)->text(), QStringLiteral("Checking…"));
    for (quint64 id = 1; id < 200; ++id) // whichever it is
        Q_EMIT w.view<ProgressStrip>("jobStrip")->cancelRequested(id);
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(w.window.document().report().has_value());
    QVERIFY(button(w)->isEnabled());
    QCOMPARE(button(w)->text(), QStringLiteral("All 45 good"));
}

void TestChecks::nothingToCheckInAGraph()
{
    QTemporaryDir folder;
    QVERIFY(
        QFile::copy(sample() + QStringLiteral("/digits.ckpt-300.meta"), folder.filePath(QStringLiteral("only.meta"))));
    Window w(folder.path());
    QTRY_VERIFY(w.settled());
    QVERIFY(!button(w)->isVisible());
}

QTEST_MAIN(TestChecks)
#include "tst_checks.moc"
