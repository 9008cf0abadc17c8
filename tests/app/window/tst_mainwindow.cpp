// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window on real files: everything follows one selection, damage is named, nothing blocks.
#include "app/translations.h"
#include "openwindow.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/run/issuesview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTimer>

using namespace ckpt;
using namespace ckpt::test;

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsWithTheWelcomePage();
    void opensTheSample();
    void rowSelectsEverywhere();
    void cardSelectsEverywhere();
    void withoutGraphTheCardsAreInferred();
    void detailsTellObjectsAndTheModel();
    void selectionSurvivesAStep();
    void backAndForward();
    void unreadablePathShowsWords();
    void missingShardIsNamedAndTheRestShown();
    void everyActionHasAnIdAndAText();
    void shortcutsAreUnique();
    void smallWindowStillShowsEverything();
    void neverBlocksLong();
    void closesWhileLoading();
    void picturesAreSaved_data();
    void picturesAreSaved();
    void pictureThatCannotBeWrittenIsSaid();
    void imageIsCopied();
    void noPictureWhileArranging();
};

void TestMainWindow::startsWithTheWelcomePage()
{
    Window w;
    QVERIFY(w.view<QWidget>("welcomePage")->isVisible());
}

void TestMainWindow::opensTheSample()
{
    Window w;
    w.window.openSample();
    QTRY_VERIFY(w.settled());
    QVERIFY(w.diagram()->isVisible());
    QCOMPARE(w.variables()->headText(), QStringLiteral("45 of 45"));
    QCOMPARE(w.view<QLabel>("totals")->text(), QStringLiteral("45 variables · 9,611 elements · 37.5 KiB"));
    // The first weight in data-flow order, so that no view starts empty.
    QCOMPARE(w.variables()->currentKey(), QStringLiteral("conv1/weights"));
    QVERIFY(w.values()->hasVariable());
    QCOMPARE(w.view<QComboBox>("stepBox")->count(), 6);
    QVERIFY(w.view<QComboBox>("stepBox")->currentText().contains(QStringLiteral("300")));
    QVERIFY(!w.diagram()->usesSimpleLayout());
}

void TestMainWindow::rowSelectsEverywhere()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    w.variables()->select({ QStringLiteral("fc1/weights") });
    QTRY_COMPARE(w.values()->displayName(), QStringLiteral("fc1/weights"));
    QCOMPARE(w.details()->details().title, QStringLiteral("fc1/weights"));
    const ItemId item = w.diagram()->graph()->itemsOfVariable("fc1/weights").front();
    QTRY_VERIFY(w.settled());
    // The card itself, or the closed scope around it.
    ItemId at = item;
    while (at != ItemId::None && at != w.diagram()->selectedItem())
        at = w.diagram()->graph()->item(at).parent;
    QVERIFY2(at != ItemId::None, "the diagram marks the card of the selected row");
}

void TestMainWindow::cardSelectsEverywhere()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    Q_EMIT w.diagram()->variablesSelected({ QStringLiteral("conv2/weights"), QStringLiteral("conv2/biases") });
    QCOMPARE(w.variables()->selectedKeys().size(), 2);
    QCOMPARE(w.values()->displayName(), QStringLiteral("conv2/weights"));
    QTRY_VERIFY(w.view<QLabel>("selectionSums")->text().startsWith(QStringLiteral("2 selected · 876 elements")));
}

void TestMainWindow::withoutGraphTheCardsAreInferred()
{
    QTemporaryDir folder; // a lone index: neither data nor graph
    const QString name = QStringLiteral("digits.ckpt-300.index");
    QVERIFY(QFile::copy(sample() + u'/' + name, folder.filePath(name)));
    Window w(folder.filePath(name));
    QTRY_VERIFY(w.settled() && w.diagram()->graph());
    const auto graph = w.diagram()->graph();
    QCOMPARE(graph->source(), ViewSource::Names);
    // From the table to the card …
    w.variables()->select({ QStringLiteral("conv2/weights/Adam") });
    w.diagram()->selectVariable(QStringLiteral("conv2/weights/Adam"));
    const std::vector<ItemId> cards = graph->itemsOfVariable("conv2/weights");
    QCOMPARE(cards.size(), std::size_t{ 1 });
    QCOMPARE(graph->item(cards[0]).title, std::string("conv2"));
    // … and back by a click.
    QTRY_VERIFY(w.diagram()->isLayoutDone());
    w.diagram()->selectItem(ItemId::None);
    w.diagram()->selectItem(cards[0]);
    QStringList keys;
    for (const std::string &key : graph->variablesOf(cards[0]))
        keys << QString::fromStdString(key);
    Q_EMIT w.diagram()->variablesSelected(keys);
    Q_EMIT w.diagram()->itemSelected(cards[0]);
    QCOMPARE(w.variables()->selectedKeys().size(), keys.size());
    QVERIFY(keys.contains(QStringLiteral("conv2/weights")));
    QVERIFY2(
        w.details()->plainText().contains(QStringLiteral("Layer (inferred)")), qPrintable(w.details()->plainText()));
}

void TestMainWindow::detailsTellObjectsAndTheModel()
{
    Window w(data("tf-module-savedmodel/model"));
    QTRY_VERIFY(w.settled());
    const auto has = [&](const char *text) { return w.details()->plainText().contains(QString::fromUtf8(text)); };
    w.variables()->select({ QStringLiteral("a/.ATTRIBUTES/VARIABLE_VALUE") });
    QTRY_VERIFY(has("Path\ta"));
    QVERIFY(!has("vocab.txt"));
    // A click beside every card selects nothing: what belongs to the model as a whole is told.
    w.diagram()->selectItem(ItemId::None);
    Q_EMIT w.diagram()->itemSelected(ItemId::None);
    QVERIFY2(has("vocab.txt"), qPrintable(w.details()->plainText()));
    QVERIFY(has("words: string, ?"));
}

void TestMainWindow::selectionSurvivesAStep()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    w.variables()->select({ QStringLiteral("fc2/biases") });
    w.window.registry()[QStringLiteral("go.olderStep")]->trigger();
    QTRY_VERIFY(w.settled());
    QTRY_COMPARE(w.window.document().checkpoint()->ref().step, std::optional<std::int64_t>(250));
    QTRY_VERIFY(w.settled());
    QCOMPARE(w.variables()->currentKey(), QStringLiteral("fc2/biases"));
    QCOMPARE(w.values()->displayName(), QStringLiteral("fc2/biases"));
}

void TestMainWindow::backAndForward()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    w.variables()->select({ QStringLiteral("fc1/weights") });
    w.variables()->select({ QStringLiteral("fc2/weights") });
    QTest::keyClick(&w.window, Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(w.variables()->currentKey(), QStringLiteral("fc1/weights"));
    QTest::keyClick(&w.window, Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(w.variables()->currentKey(), QStringLiteral("fc2/weights"));
}

void TestMainWindow::unreadablePathShowsWords()
{
    QTemporaryDir empty;
    Window w(empty.path());
    QTRY_VERIFY(w.window.openError());
    const auto pages = w.window.findChildren<EmptyPage *>();
    QVERIFY(std::any_of(pages.begin(), pages.end(), [](EmptyPage *page) {
        return page->isVisible() && page->title().startsWith(QStringLiteral("No checkpoint in"));
    }));
    QVERIFY(w.window.isSettled());
}

void TestMainWindow::missingShardIsNamedAndTheRestShown()
{
    QTemporaryDir directory;
    copyFiles(data("multi-shard-v2/save"), directory.path());
    const QStringList shards = QDir(directory.path()).entryList({ QStringLiteral("*.data-00001-of-*") });
    QVERIFY(!shards.isEmpty());
    for (const QString &shard : shards)
        QVERIFY(QFile::remove(directory.filePath(shard)));
    Window w(directory.path());
    QTRY_VERIFY(w.settled());
    QVERIFY(!w.window.document().checkpoint()->variables().empty());
    QVERIFY(w.view<IssuesView>("issuesView")->counts().errors > 0);
    auto *strip = w.view<MessageStrip>("messageStrip");
    QVERIFY(strip->isVisible());
    QVERIFY(!strip->messages().isEmpty());
}

void TestMainWindow::everyActionHasAnIdAndAText()
{
    Window w;
    for (const QAction *action : w.window.actions()) {
        QVERIFY(!action->objectName().isEmpty());
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
    }
    for (const char *id : { "file.open", "file.reload", "edit.find", "go.olderStep", "diagram.fit", "view.tree" })
        QCOMPARE(w.window.registry()[QString::fromLatin1(id)]->objectName(), QString::fromLatin1(id));
}

void TestMainWindow::shortcutsAreUnique()
{
    Window w;
    QHash<QString, QString> seen;
    for (QAction *menu : w.window.menuBar()->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            const QString keys = action->shortcut().toString();
            if (keys.isEmpty())
                continue;
            QVERIFY2(!seen.contains(keys), qPrintable(keys + u' ' + action->text() + u' ' + seen.value(keys)));
            seen.insert(keys, action->text());
        }
    }
    QVERIFY(seen.size() > 10);
}

void TestMainWindow::smallWindowStillShowsEverything()
{
    Window w(sample());
    w.window.resize(1024, 640);
    QTRY_VERIFY(w.settled());
    QCOMPARE(w.window.size(), QSize(1024, 640)); // no view forces a width
    w.window.resize(900, 560);
    QTRY_COMPARE(w.window.size(), QSize(900, 560));
    QVERIFY(w.diagram()->isVisible());
}

void TestMainWindow::neverBlocksLong()
{
    Window w;
    // A timer that should fire every 5 ms shows how long the event loop was held up. Machines hiccup: only what happens
    // in three runs out of three counts.
    int runsWithStall = 0;
    for (int run = 0; run < 3; ++run) {
        qint64 worst = 0;
        QElapsedTimer since;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { worst = std::max(worst, since.restart()); });
        since.start();
        timer.start(5);
        w.window.open(run % 2 ? data("many-variables-v2") : sample());
        QTRY_VERIFY(w.window.isSettled());
        runsWithStall += worst > 400;
    }
    QVERIFY(runsWithStall < 3);
}

void TestMainWindow::closesWhileLoading()
{
    for (int i = 0; i < 12; ++i) {
        Window w(sample());
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 12 * i)
            QCoreApplication::processEvents();
        w.window.close();
    }
}

namespace {

// Answers the next file dialog with `path`; gives the name that it proposed.
QString saveAs(Window &w, const char *action, const QString &path)
{
    QString proposed;
    QTimer::singleShot(0, &w.window, [&] {
        auto *dialog = w.window.findChild<QFileDialog *>();
        if (!dialog)
            return;
        proposed = QFileInfo(dialog->selectedFiles().value(0)).fileName();
        dialog->selectFile(path);
        dialog->findChild<QLineEdit *>()->setText(path);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        if (dialog->isVisible())
            dialog->reject();
    });
    w.window.registry()[QString::fromLatin1(action)]->trigger();
    return proposed;
}

} // namespace

void TestMainWindow::picturesAreSaved_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begin");
    for (const char *action : { "diagram.export", "diagram.exportPart" }) {
        QTest::addRow("%s svg", action) << QByteArray(action) << QStringLiteral("a.svg") << QByteArray("<?xml");
        QTest::addRow("%s pdf", action) << QByteArray(action) << QStringLiteral("a.pdf") << QByteArray("%PDF-");
        QTest::addRow("%s png", action) << QByteArray(action) << QStringLiteral("a.png") << QByteArray("\x89PNG");
    }
    QTest::newRow("dot") << QByteArray("diagram.export") << QStringLiteral("a.dot") << QByteArray("// digits-run");
    QTest::newRow("json") << QByteArray("diagram.export") << QStringLiteral("a.json") << QByteArray("{");
}

void TestMainWindow::picturesAreSaved()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, name);
    QFETCH(QByteArray, begin);
    Window w(sample());
    QTRY_VERIFY(w.settled());
    QTemporaryDir folder;
    QCOMPARE(saveAs(w, action.constData(), folder.filePath(name)), QStringLiteral("digits-run-300.svg"));
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith(begin));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{ name });
}

void TestMainWindow::pictureThatCannotBeWrittenIsSaid()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    saveAs(w, "diagram.exportPart", QDir::temp().filePath(QStringLiteral("a.gif"))); // an ending without a meaning
    const auto strips = w.window.findChildren<MessageStrip *>();
    QVERIFY(std::any_of(strips.begin(), strips.end(), [](const MessageStrip *each) { return each->isVisible(); }));
}

void TestMainWindow::imageIsCopied()
{
    Window w(sample());
    QTRY_VERIFY(w.settled());
    QGuiApplication::clipboard()->clear();
    w.window.registry()[QStringLiteral("diagram.copyImage")]->trigger();
    const QImage image = QGuiApplication::clipboard()->image();
    QVERIFY(image.width() > 600 && image.height() > 600);
    QCOMPARE(image.pixel(0, 0), QColor(Qt::white).rgb());
}

void TestMainWindow::noPictureWhileArranging()
{
    Window w;
    const QAction *action = w.window.registry()[QStringLiteral("diagram.export")];
    QVERIFY(!action->isEnabled());
    w.window.open(sample());
    QTRY_VERIFY(w.settled());
    QVERIFY(action->isEnabled());
    w.diagram()->diagramAction(QStringLiteral("diagram.expandAll"))->trigger();
    QVERIFY(!action->isEnabled());
    QTRY_VERIFY(w.settled());
    QVERIFY(action->isEnabled());
}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application, Theme::Light);
    installTranslations(application, QStringLiteral("en"));
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_mainwindow.moc"
