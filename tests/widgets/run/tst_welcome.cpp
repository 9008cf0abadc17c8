// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/welcomepage.h"
#include "widgets/run/welcomeparts.h"

#include <QAbstractItemModelTester>
#include <QDragEnterEvent>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace ckpt;

class TestWelcome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void buttons();
    void sampleOnlyWhenThere();
    void recents();
    void dropsOpen();
    void foreignDropsAreRefused();
    void fitsSmallWindows();
};

namespace {

QList<RecentRun> someRecents()
{
    return { { QStringLiteral("/a"), QStringLiteral("mnist-run"), QStringLiteral("~/a"), QStringLiteral("V2"),
                 QStringLiteral("Today"), false },
        { QStringLiteral("/b"), QStringLiteral("bert"), QStringLiteral("/b"), QStringLiteral("Not found"), QString(),
            true } };
}

void show(QWidget &widget, const QSize &size)
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

} // namespace

void TestWelcome::buttons()
{
    WelcomePage page;
    show(page, { 1200, 700 });
    QSignalSpy folder(&page, &WelcomePage::openFolderRequested);
    QSignalSpy file(&page, &WelcomePage::openFileRequested);
    QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("openFolder")), Qt::LeftButton);
    QTest::keyClick(page.findChild<QPushButton *>(QStringLiteral("openFile")), Qt::Key_Space);
    QCOMPARE(folder.size(), 1);
    QCOMPARE(file.size(), 1);
}

void TestWelcome::sampleOnlyWhenThere()
{
    WelcomePage page;
    show(page, { 1200, 700 });
    auto *sample = page.findChild<LinkButton *>(QStringLiteral("openSample"));
    QVERIFY(!sample->isVisible());
    page.setSampleText(QStringLiteral("Digit classifier, 6 steps."));
    QVERIFY(sample->isVisible());
    QSignalSpy asked(&page, &WelcomePage::sampleRequested);
    QTest::mouseClick(sample, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    page.setSampleText({});
    QVERIFY(!sample->isVisible());
}

void TestWelcome::recents()
{
    WelcomePage page;
    show(page, { 1200, 700 });
    auto *list = page.findChild<QListView *>();
    QVERIFY(!list->isVisible());
    QAbstractItemModelTester tester(list->model());
    page.setRecents(someRecents());
    QVERIFY(list->isVisible());
    QCOMPARE(list->currentIndex().row(), 0); // Return opens the first
    QSignalSpy opened(&page, &WelcomePage::pathRequested);
    page.activateWindow();
    list->setFocus();
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("/a"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(opened.size(), 2);
    QCOMPARE(opened.at(1).at(0).toString(), QStringLiteral("/b"));
    QSignalSpy removed(&page, &WelcomePage::recentRemoved);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(removed.value(0).value(0).toString(), QStringLiteral("/b"));
    QSignalSpy cleared(&page, &WelcomePage::recentsCleared);
    QTest::mouseClick(page.findChild<QToolButton *>(QStringLiteral("clearRecents")), Qt::LeftButton);
    QCOMPARE(cleared.size(), 1);
    page.setRecents({});
    QVERIFY(!list->isVisible());
}

void TestWelcome::dropsOpen()
{
    WelcomePage page;
    show(page, { 1200, 700 });
    QSignalSpy opened(&page, &WelcomePage::pathRequested);
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(QStringLiteral("/runs/my save")) });
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page.viewport(), &drop);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("/runs/my save"));
}

void TestWelcome::foreignDropsAreRefused()
{
    WelcomePage page;
    show(page, { 800, 600 });
    QSignalSpy opened(&page, &WelcomePage::pathRequested);
    QMimeData data;
    data.setUrls({ QUrl(QStringLiteral("https://example.org/x")) });
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(page.viewport(), &enter);
    QVERIFY(!enter.isAccepted());
    QCOMPARE(opened.size(), 0);
}

void TestWelcome::fitsSmallWindows()
{
    WelcomePage page;
    page.setSampleText(QStringLiteral("Digit classifier, 6 steps."));
    page.setRecents(someRecents());
    show(page, { 900, 560 });
    QVERIFY(page.widget()->width() <= page.viewport()->width());
    QCOMPARE(page.verticalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestWelcome)
#include "tst_welcome.moc"
