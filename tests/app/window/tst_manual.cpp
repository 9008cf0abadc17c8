// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/manual.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/variables/variablesview.h"

#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QtTest>

using namespace ckpt;

class TestManual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale(QLocale::English)); }
    void languagesHaveTheSamePages_data();
    void languagesHaveTheSamePages();
    void linksAndPicturesLeadSomewhere_data() { languagesHaveTheSamePages_data(); }
    void linksAndPicturesLeadSomewhere();
    void everyPictureIsUsed();
    void opensAtTheViewThatHasTheFocus();
    void picturesFitIntoTheWindow();
    void linksAndBackMoveTheList();
    void searchGoesRoundAndSaysWhenNothingIsThere();
    void speaksTheLanguageOfTheProgram();
};

static QString textOf(const QString &language, const QString &page)
{
    QFile file(QStringLiteral(":/manual/%1/%2.md").arg(language, page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

static qsizetype count(const QString &text, const char *pattern)
{
    return text.count(QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::MultilineOption));
}

void TestManual::languagesHaveTheSamePages_data()
{
    QTest::addColumn<QString>("page");
    for (const QString &page : Manual::pages())
        QTest::newRow(qPrintable(page)) << page;
}

// Headings, pictures, links, points of lists and rows of tables.
void TestManual::languagesHaveTheSamePages()
{
    QFETCH(QString, page);
    const QString english = textOf(QStringLiteral("en"), page), chinese = textOf(QStringLiteral("zh_CN"), page);
    QVERIFY(english.size() > 500 && chinese.size() > 200);
    for (const char *pattern : { "^# ", "^## ", "^!\\[", "\\]\\(", "^- ", "^\\|" })
        QVERIFY2(count(english, pattern) == count(chinese, pattern), pattern);
}

void TestManual::linksAndPicturesLeadSomewhere()
{
    QFETCH(QString, page);
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]*)\\)"));
    for (const QString &language : { QStringLiteral("en"), QStringLiteral("zh_CN") })
        for (const auto &match : link.globalMatch(textOf(language, page))) {
            const QUrl base(QStringLiteral("qrc:/manual/%1/%2.md").arg(language, page));
            const QUrl target = base.resolved(QUrl(match.captured(1)));
            QVERIFY2(QFile::exists(u':' + target.path()), qPrintable(match.captured(1)));
        }
}

void TestManual::everyPictureIsUsed()
{
    QString all;
    for (const QString &page : Manual::pages())
        all += textOf(QStringLiteral("en"), page);
    const QStringList pictures = QDir(QStringLiteral(":/manual/pictures")).entryList();
    QVERIFY(pictures.size() >= 10);
    for (const QString &picture : pictures)
        QVERIFY2(all.contains(u'/' + picture), qPrintable(picture));
}

void TestManual::opensAtTheViewThatHasTheFocus()
{
    Settings settings{ false };
    MainWindow window(settings);
    window.show();
    window.open(QStringLiteral(CKPT_SOURCE_DIR "/resources/sample/digits-run"));
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_VERIFY(window.isSettled());
    auto *diagram = window.findChild<DiagramView *>();
    diagram->setFocus();
    QTest::keyClick(diagram, Qt::Key_F1);
    auto *manual = window.findChild<Manual *>();
    QVERIFY(manual && manual->isVisible());
    QCOMPARE(manual->currentPage(), QStringLiteral("diagram"));
    QTest::keyClick(manual, Qt::Key_Escape);
    QVERIFY(!manual->isVisible());
    window.activateWindow();
    window.findChild<VariablesView *>()->focusFilter();
    QTRY_VERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1);
    QVERIFY(manual->isVisible());
    QCOMPARE(manual->currentPage(), QStringLiteral("variables"));
    QCOMPARE(window.findChildren<Manual *>().size(), 1);
}

void TestManual::picturesFitIntoTheWindow()
{
    Manual manual;
    for (const int width : { 1400, 640 }) {
        manual.resize(width, 500);
        manual.showPage(QStringLiteral("diagram"));
        QVERIFY(QTest::qWaitForWindowExposed(&manual));
        auto *text = manual.findChild<ManualText *>();
        QVERIFY(text->document()->blockCount() > 60);
        QVERIFY2(text->document()->idealWidth() <= text->viewport()->width(), qPrintable(QString::number(width)));
        int pictures = 0;
        for (QTextBlock block = text->document()->begin(); block.isValid(); block = block.next())
            for (auto it = block.begin(); !it.atEnd(); ++it)
                pictures += it.fragment().charFormat().isImageFormat();
        QVERIFY(pictures >= 10);
        QCOMPARE(text->verticalScrollBar()->value(), 0); // one begins at the top
    }
}

void TestManual::linksAndBackMoveTheList()
{
    Manual manual;
    manual.showPage(QStringLiteral("start"));
    auto *text = manual.findChild<ManualText *>();
    text->setSource(QUrl(QStringLiteral("qrc:/manual/en/checking.md")), QTextDocument::MarkdownResource);
    QCOMPARE(manual.findChild<QListWidget *>()->currentRow(), int(Manual::pages().indexOf(QStringLiteral("checking"))));
    text->backward();
    QCOMPARE(manual.currentPage(), QStringLiteral("start"));
    auto *list = manual.findChild<QListWidget *>();
    QCOMPARE(list->currentRow(), 0);
    for (int row = 1; row < Manual::pages().size(); ++row) {
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentRow(), row);
        QCOMPARE(list->selectedItems().value(0), list->item(row));
        QCOMPARE(manual.currentPage(), Manual::pages()[row]);
    }
}

void TestManual::searchGoesRoundAndSaysWhenNothingIsThere()
{
    Manual manual;
    manual.showPage(QStringLiteral("diagram"));
    auto *line = manual.findChild<QLineEdit *>();
    auto *text = manual.findChild<ManualText *>();
    QTest::keyClick(&manual, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(line, QStringLiteral("resnet"));
    QList<int> places;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(text->textCursor().selectedText().toLower(), QStringLiteral("resnet"));
        places << text->textCursor().position();
    }
    QVERIFY(places.count(places.first()) > 1);
    QVERIFY(line->toolTip().isEmpty());
    line->setText(QStringLiteral("no such words here"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(line->toolTip().contains(QStringLiteral("no such words here")));
}

void TestManual::speaksTheLanguageOfTheProgram()
{
    QLocale::setDefault(QLocale(QStringLiteral("zh_CN")));
    Manual manual;
    manual.showPage(QStringLiteral("diagram"));
    QVERIFY(manual.findChild<ManualText *>()->toPlainText().contains(QStringLiteral("卡片")));
    QLocale::setDefault(QLocale(QStringLiteral("fr_FR"))); // there is none in French
    Manual other;
    other.showPage(QStringLiteral("diagram"));
    QVERIFY(other.findChild<ManualText *>()->toPlainText().contains(QStringLiteral("Cards")));
}

QTEST_MAIN(TestManual)
#include "tst_manual.moc"
