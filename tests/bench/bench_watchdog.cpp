// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For how long one event keeps the window from the next, while a user does whatever the window offers with small and
// large graphs and very many variables. Processor time of the window's thread from one turn of the event loop to the
// next: of a loaded machine it measures our work, not the others'.
#include "app/diagramexport.h"
#include "app/diagramfile.h"
#include "app/translations.h"
#include "format/proto/meta_graph.pb.h"
#include "tests/bench/harness.h"
#include "tests/bench/shownwindow.h"
#include "tests/bench/wide.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QUrl>

#include <filesystem>
#include <google/protobuf/arena.h>

using namespace ckpt;

namespace {

class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0 || !m_watching)
            return QApplication::notify(receiver, event);
        const QByteArray who = receiver->metaObject()->className();
        const int type = event->type();
        const double start = bench::cpuSeconds();
        ++m_depth;
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        if (const double seconds = bench::cpuSeconds() - start; seconds > m_longest) {
            m_longest = seconds;
            m_what = who + " " + QByteArray::number(type);
        }
        return result;
    }

    // The longest event of `work`, in seconds; what it was goes to `what`.
    template <typename Work>
    double longest(Work &&work, QByteArray &what)
    {
        m_longest = 0;
        m_watching = true;
        work();
        m_watching = false;
        what = m_what;
        return m_longest;
    }

private:
    int m_depth = 0;
    bool m_watching = false;
    double m_longest = 0;
    QByteArray m_what;
};

// What a user does with one document, step after step.
class Session {
public:
    Session(WatchedApplication &application, const char *name)
        : m_application(application)
        , m_name(name)
    {
        m_shown.diagram->setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
    }

    void open(const std::string &path);
    void stepThrough();
    void workWithVariables();
    void workWithDiagram();
    void look();
    void find(const QString &text);
    void showClasses();
    void save(const std::string &folder);
    void close();
    double longest() const { return m_longest; } // seconds

private:
    template <typename Work>
    void step(const QString &name, Work &&work)
    {
        QByteArray what;
        const double seconds = m_application.longest(
            [&] {
                QTimer::singleShot(0, &m_shown.window, work); // an event, too
                m_shown.settle(250);
            },
            what);
        if (seconds > 0.02)
            std::printf("  %-24s %-34s %5.1f ms in one event (%s)\n", m_name, qPrintable(name), seconds * 1e3,
                what.constData());
        m_longest = std::max(m_longest, seconds);
    }
    void action(const char *id)
    {
        step(QString::fromLatin1(id), [this, id] {
            if (QAction *known = m_shown.window.findChild<QAction *>(QString::fromLatin1(id)))
                known->trigger();
            else
                bench::die(std::string("no action ") + id);
        });
    }
    template <typename Line>
    void type(const char *name, const Line &line, const QString &text)
    {
        for (const QChar c : text)
            step(QString::fromLatin1(name) + u' ' + c, [&, c] { QTest::keyClick(line(), c.toLatin1()); });
    }

    WatchedApplication &m_application;
    const char *m_name;
    bench::ShownWindow m_shown;
    double m_longest = 0;
};

void Session::open(const std::string &path)
{
    step(QStringLiteral("drop"), [&] {
        QMimeData files;
        files.setUrls({ QUrl::fromLocalFile(QString::fromStdString(path)) });
        QDragEnterEvent enter({ 400, 400 }, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(&m_shown.window, &enter); // Qt drops nothing where nothing came in
        QDropEvent drop({ 400, 400 }, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(&m_shown.window, &drop);
    });
    if (!m_shown.diagram->graph())
        bench::die(path + " is not opened");
    action("file.reload");
}

void Session::stepThrough()
{
    for (const char *id : { "go.olderStep", "go.newerStep", "go.back", "go.forward", "file.verify" })
        action(id);
}

void Session::workWithVariables()
{
    auto *filter = m_shown.window.findChild<QLineEdit *>(QStringLiteral("variablesFilter"));
    auto *table = m_shown.variables->findChild<QTreeView *>();
    type(
        "filter", [&] { return filter; }, QStringLiteral("er_1"));
    step(QStringLiteral("clear the filter"), [&] { filter->clear(); });
    for (const int column : { 0, 3, 1, -1 })
        step(QStringLiteral("sort"), [&] { table->sortByColumn(column, Qt::DescendingOrder); });
    action("view.flat");
    action("view.tree");
    step(QStringLiteral("select all"), [&] { table->selectAll(); });
    step(QStringLiteral("select a row"), [&] { table->setCurrentIndex(table->model()->index(0, 0)); });
    step(QStringLiteral("next rows"), [&] { QTest::keyClick(table, Qt::Key_Down); });
    action("go.values");
}

void Session::workWithDiagram()
{
    const auto graph = m_shown.diagram->graph();
    for (const char *id : { "diagram.expandAll", "diagram.fit", "diagram.actualSize", "diagram.direction",
             "diagram.direction", "diagram.controlEdges", "diagram.controlEdges", "diagram.oneColumn",
             "diagram.oneColumn", "diagram.list", "diagram.list", "diagram.collapseAll" })
        action(id);
    const auto &cards = graph->item(graph->root()).children;
    const ItemId card = cards[cards.size() / 2];
    step(QStringLiteral("select a card"), [&] {
        m_shown.diagram->selectItem(card);
        Q_EMIT m_shown.diagram->itemSelected(card);
    });
    for (const char *id : { "diagram.expand", "diagram.traceInputs", "diagram.traceInputs", "diagram.traceOutputs",
             "diagram.traceOutputs", "diagram.focus", "diagram.focus", "diagram.collapse", "diagram.pin",
             "diagram.pin" })
        action(id);
}

void Session::look()
{
    for (const char *id : { "diagram.expandAll", "diagram.colourRole", "diagram.colourStructure", "diagram.colourNorm",
             "diagram.colourZeros", "diagram.colourNan", "diagram.colourType" })
        action(id);
    for (const Theme theme : { Theme::Dark, Theme::Light })
        step(QStringLiteral("theme"), [&, theme] { m_shown.window.setTheme(theme); });
    for (const char *language : { "zh_CN", "en" })
        step(QStringLiteral("language"),
            [&, language] { installTranslations(m_application, QString::fromLatin1(language)); });
    for (const QSize &size : { QSize(1024, 640), QSize(1920, 1080), QSize(1440, 900) })
        step(QStringLiteral("resize"), [&, size] { m_shown.window.resize(size); });
}

void Session::find(const QString &text)
{
    step(QStringLiteral("open find"), [&] { m_shown.diagram->openFind(); });
    auto *bar = m_shown.diagram->findChild<QWidget *>(QStringLiteral("findBar"));
    type(
        "find", [&] { return bar->findChild<QLineEdit *>(); }, text);
    for (const char *id : { "diagram.findNext", "diagram.findNext", "diagram.findPrevious" })
        action(id);
    step(QStringLiteral("end find"), [&] { QTest::keyClick(bar->findChild<QLineEdit *>(), Qt::Key_Escape); });
}

void Session::showClasses()
{
    action("diagram.collapseAll");
    const auto before = m_shown.diagram->graph();
    for (const HiddenClass &hidden : before->hidden())
        step(QStringLiteral("show ") + QString::fromLatin1(queryKey(hidden.nodeClass)),
            [&] { Q_EMIT m_shown.diagram->shownClassesChanged({ hidden.nodeClass }); });
    step(QStringLiteral("hide all"), [&] { Q_EMIT m_shown.diagram->shownClassesChanged({}); });
}

void Session::save(const std::string &folder)
{
    for (const QString &ending : diagramEndings())
        step(QStringLiteral("save ") + ending, [&] {
            const QString path = QString::fromStdString(folder) + QStringLiteral("/picture.") + ending;
            Document &document = m_shown.window.document();
            if (saveDiagram(DiagramSheet(m_shown.diagram->arranged(), QRectF()), sourceOf(document),
                    { path, *diagramFormatOf(path), 1, inputsOf(document) }))
                bench::die("the picture is not saved");
        });
}

void Session::close()
{
    action("file.close");
}

double everything(WatchedApplication &application, const char *name, const std::string &path, const std::string &folder)
{
    Session session(application, name);
    session.open(path);
    session.workWithVariables();
    session.workWithDiagram();
    session.look();
    session.find(QStringLiteral("MatM"));
    session.showClasses();
    session.save(folder);
    session.stepThrough();
    session.close();
    return session.longest();
}

double parseSeconds(const std::string &bytes)
{
    return bench::leastCpu(5, [&] {
        google::protobuf::Arena arena;
        if (!google::protobuf::Arena::CreateMessage<pb::MetaGraphDef>(&arena)->ParseFromString(bytes))
            bench::die("protobuf does not parse it");
    })[0];
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication application(argc, argv);
    const bench::Folder folder;
    if (argc > 1) { // to look closer: other files, and nothing is judged
        for (int i = 1; i < argc; ++i)
            everything(application, argv[i], argv[i], folder.path());
        return 0;
    }
    bench::Verdicts verdicts;
    const std::string source = CKPT_SOURCE_DIR;
    const auto small = std::filesystem::path(folder.path()) / "small";
    std::filesystem::create_directories(small);
    const std::string prefix = folder.path() + "/wide.ckpt-2";
    const double parse = parseSeconds(bench::writeGraph(prefix, 100'000));
    // What is really long is long each time; a processor that others use makes single events long, too.
    const double aim = 50.0 / 38 * parse;
    double longest = 0;
    const auto judge = [&](const char *name, const std::string &path) {
        double least = everything(application, name, path, folder.path());
        for (int again = 0; again < 3 && least > aim; ++again)
            least = std::min(least, everything(application, name, path, folder.path()));
        longest = std::max(longest, least);
    };
    for (const char *name : { "resources/sample/digits-run", "tests/data/digits-anonymous",
             "tests/data/keras-savedmodel/keras3", "tests/data/object-based-keras3/run" })
        judge(name, source + '/' + name);
    bench::writeGraph((small / "graph-1").string(), 5'000);
    bench::writeGraph((small / "graph-2").string(), 20'000);
    for (const char *name : { "graph-1.meta", "graph-2.meta" })
        judge(name, (small / name).string());
    bench::writeWide(prefix);
    for (const char *ending : { ".meta", ".index", ".data-00000-of-00001" })
        std::filesystem::copy_file(prefix + ending, folder.path() + "/wide.ckpt-1" + ending);
    judge("100,000", prefix);
    std::printf("the longest event: %.0f ms; protobuf's parse of 100,000 nodes %.0f ms\n", longest * 1e3, parse * 1e3);
    // 50 ms on a 2-core EPYC, where protobuf takes 38 ms when nothing else runs.
    verdicts.atMost("the longest event of the window / protobuf's parse", longest / parse, 50.0 / 38, "times");
    return verdicts.exitCode();
}
