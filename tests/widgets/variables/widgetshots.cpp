// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the views of a run into pictures, off screen, for people to look at.
#include "format/checkpoint/valuereader.h"
#include "format/tensor/tensordata.h"
#include "widgets/common/docktitle.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/progressstrip.h"
#include "widgets/common/theme.h"
#include "widgets/run/detailsview.h"
#include "widgets/run/issuesview.h"
#include "widgets/run/runview.h"
#include "widgets/run/welcomepage.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QDir>
#include <QDockWidget>
#include <QMainWindow>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

#include <cstdio>

namespace ckpt {

namespace {

class Shots {
public:
    explicit Shots(QString folder)
        : m_folder(std::move(folder))
    {
        QDir().mkpath(m_folder);
    }
    void save(QWidget &widget, const QString &name, const QSize &size)
    {
        widget.setAttribute(Qt::WA_DontShowOnScreen);
        widget.resize(size);
        widget.show();
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        widget.grab().save(QDir(m_folder).filePath(name + QLatin1String(".png")));
        widget.hide();
    }

private:
    QString m_folder;
};

void fillHistograms(VariablesView &view, const Checkpoint &checkpoint)
{
    for (const VariableId id : view.wantedHistograms(200)) {
        const auto stats = statistics(checkpoint, id);
        if (!stats) {
            view.setUnreadable(id, stats.error());
            continue;
        }
        Histogram histogram = emptyHistogram(stats->min.value_or(0), stats->max.value_or(0), 20);
        const auto visited = visitValues(checkpoint, id, [&](std::string_view bytes) {
            addToHistogram(histogram, checkpoint.variable(id).dtype, bytes);
            return true;
        });
        if (visited)
            view.setHistogram(id, *stats, histogram);
    }
}

QDockWidget *dock(
    QMainWindow &window, const QString &title, QWidget *content, const QString &context, Qt::DockWidgetArea area)
{
    auto *made = new QDockWidget(title, &window);
    made->setObjectName(title);
    auto *head = new DockTitle(made);
    head->setContext(context);
    made->setWidget(content);
    window.addDockWidget(area, made);
    return made;
}

Message message(Message::Kind kind, const char *id, const char *fact, const char *explanation)
{
    return { QString::fromUtf8(id), kind, QString::fromUtf8(fact), QString::fromUtf8(explanation), {} };
}

void shoot(Shots &shots, const Run &run)
{
    QMainWindow window;
    auto *variables = new VariablesView;
    auto *runView = new RunView;
    auto *details = new DetailsView;
    auto *issues = new IssuesView;
    runView->setRun(run);
    runView->setShown(static_cast<int>(run.current));
    std::vector<Issue> found = run.issues;
    if (!run.checkpoints.empty()) {
        const auto opened = Checkpoint::open(run.checkpoints[run.current]);
        if (opened) {
            const auto &checkpoint = *opened;
            auto facts = factsFromNames(*checkpoint);
            variables->setList(std::make_shared<VariableList>(checkpoint, facts));
            variables->select({ variables->firstKey() });
            fillHistograms(*variables, *checkpoint);
            if (const auto id = checkpoint->find(toBytes(variables->currentKey())))
                details->setDetails(detailsOf(*checkpoint, *id, facts));
            found.insert(found.end(), checkpoint->issues().begin(), checkpoint->issues().end());
        } else {
            found.push_back(issue(opened.error()));
        }
    }
    issues->setIssues(found);
    auto *strip = new MessageStrip;
    Message warning = message(Message::Kind::Warning, "a", "38 of 206 variables cannot be read.",
        "Shard 2 of 3 is shorter than the index says. Everything else is shown.");
    warning.actions = { { QStringLiteral("Show issues"), {} }, { QStringLiteral("Reload"), {} } };
    strip->post(message(Message::Kind::Error, "b", "Fact.", "Why."));
    strip->post(warning);
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const auto kind : { Message::Kind::Information, Message::Kind::Success, Message::Kind::Error }) {
        auto *other = new MessageStrip;
        other->post(message(kind, "x", "model.ckpt-700 was added.", "A word about it that may be rather long."));
        column->addWidget(other);
    }
    column->addWidget(strip);
    auto *empty = new EmptyPage;
    empty->setContent(EmptyPage::Kind::Error, QStringLiteral("This variable cannot be read completely"),
        QStringLiteral("The index places it at bytes 214,958,080 to 224,395,264 of bert_model.ckpt, but that file "
                       "ends at 219,022,336."),
        QStringLiteral("Most often the copy was cut short."));
    empty->setButtons({ { QStringLiteral("Show the readable part"), {} }, { QStringLiteral("save/LSTM"), {}, true } });
    column->addWidget(empty, 1);
    window.setCentralWidget(centre);
    auto *progress = new ProgressStrip;
    progress->setJob({ 1, QStringLiteral("Statistics 88 of 206"), 88, 206 });
    window.statusBar()->addPermanentWidget(progress, 1);
    auto *varDock =
        dock(window, QStringLiteral("Variables"), variables, variables->headText(), Qt::RightDockWidgetArea);
    auto *runDock = dock(window, QStringLiteral("Run"), runView, runView->headText(), Qt::LeftDockWidgetArea);
    dock(window, QStringLiteral("Details"), details, {}, Qt::LeftDockWidgetArea);
    auto *issueDock = dock(window, QStringLiteral("Issues"), issues, issues->headText(), Qt::BottomDockWidgetArea);
    for (QAction *mode : variables->modeActions())
        static_cast<DockTitle *>(varDock->titleBarWidget())->addTool(mode);
    window.resizeDocks({ varDock, runDock }, { 668, 256 }, Qt::Horizontal);
    window.resizeDocks({ issueDock }, { 164 }, Qt::Vertical);
    shots.save(window, QStringLiteral("docks"), { 1440, 900 });
    window.resizeDocks({ varDock, runDock }, { 300, 200 }, Qt::Horizontal);
    shots.save(window, QStringLiteral("docks-small"), { 1024, 640 });
    variables->setParent(nullptr);
    variables->setMode(VariablesView::Mode::Flat);
    shots.save(*variables, QStringLiteral("variables-flat"), { 420, 500 });
    variables->setFilterText(QStringLiteral("nothing like this"));
    shots.save(*variables, QStringLiteral("variables-none"), { 668, 300 });
    variables->setFilterText(QStringLiteral("kernel"));
    variables->setMode(VariablesView::Mode::Tree);
    shots.save(*variables, QStringLiteral("variables-filtered"), { 668, 400 });
    delete variables;
}

void shootWelcome(Shots &shots)
{
    WelcomePage page;
    page.setSampleText(QStringLiteral("Digit classifier, 6 steps: diagram and values."));
    page.setRecents({ { QStringLiteral("/a"), QStringLiteral("mnist-run"), QStringLiteral("~/train/cnn/mnist-run"),
                          QStringLiteral("V2 · 6 steps · 35 variables · 2.4 MiB"), QStringLiteral("Today 14:52"),
                          false },
        { QStringLiteral("/b"), QStringLiteral("bert-base"), QStringLiteral("/mnt/nas/ckpt/uncased_L-12_H-768_A-12"),
            QStringLiteral("Not found"), QStringLiteral("12 November"), true } });
    shots.save(page, QStringLiteral("welcome"), { 1440, 800 });
    shots.save(page, QStringLiteral("welcome-small"), { 900, 560 });
}

} // namespace

} // namespace ckpt

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        std::fputs("usage: widgetshots FOLDER RUN [light|dark|system] [points]\n", stderr);
        return 2;
    }
    const QString theme = arguments.value(3, QStringLiteral("light"));
    ckpt::applyTheme(application,
        theme == QLatin1String("dark")         ? ckpt::Theme::Dark
            : theme == QLatin1String("system") ? ckpt::Theme::System
                                               : ckpt::Theme::Light);
    if (arguments.size() > 4) {
        QFont font = QApplication::font();
        font.setPointSizeF(arguments[4].toDouble());
        QApplication::setFont(font);
    }
    std::printf("font %s %.1f pt\n", qUtf8Printable(QApplication::font().family()), QApplication::font().pointSizeF());
    ckpt::Shots shots(arguments[1]);
    const auto run = ckpt::scanRun(arguments[2].toStdString());
    if (!run) {
        std::fprintf(stderr, "%s\n", run.error().message().c_str());
        return 1;
    }
    ckpt::shoot(shots, *run);
    ckpt::shootWelcome(shots);
    return 0;
}
