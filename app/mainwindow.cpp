// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/diagramnumbers.h"
#include "app/doctormode.h"
#include "app/exportmode.h"
#include "app/interruptedexports.h"
#include "widgets/common/docktitle.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/progressstrip.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/doctor/doctorpage.h"
#include "widgets/export/exportpage.h"
#include "widgets/run/detailsview.h"
#include "widgets/run/issuesview.h"
#include "widgets/run/runview.h"
#include "widgets/run/welcomepage.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ckpt {

namespace {

// The arrangement of a new window at 1440 × 900.
constexpr QSize kFirstSize{ 1440, 900 }, kSmallest{ 900, 560 };
constexpr int kLeftWidth = 256, kRightWidth = 668, kRunHeight = 206, kVariablesHeight = 452, kIssuesHeight = 164;
// Below these widths docks share a place.
constexpr int kNarrow = 1100, kMedium = 1280;

} // namespace

MainWindow::MainWindow(Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_actions(this)
    , m_document(m_runner)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Ckptscope"));
    setMinimumSize(kSmallest);
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    m_pages = new QStackedWidget(this);
    m_welcome = new WelcomePage(m_pages);
    m_errorPage = new EmptyPage(m_pages);
    m_diagram = new DiagramView(m_pages);
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_errorPage);
    m_pages->addWidget(m_diagram);
    setCentralWidget(m_pages);
    buildDocks();
    m_valueService = new ValueService(m_runner, *m_values, *m_variables, this);
    m_diagramNumbers = new DiagramNumbers(m_runner, *m_diagram, this);
    m_export = new ExportMode(*this, m_runner, m_document, m_actions);
    m_pages->addWidget(m_export->page());
    m_doctor = new DoctorMode(*this, m_runner, m_document, m_settings);
    m_pages->addWidget(m_doctor->page());
    buildActions();
    buildToolBar();
    buildStatusBar();
    buildMenus();
    connectDocument();
    new InterruptedExports(m_runner, m_document, *m_strip, this);
    connectViews();
    updateRecents();
    resize(kFirstSize);
    if (!m_settings.geometry().isEmpty())
        restoreGeometry(m_settings.geometry());
    m_pages->setCurrentWidget(m_welcome);
    updateStatus();
}

// Docks stand around the diagram only: beside the welcome page, or a sentence on why nothing is shown, they would be
// empty.
void MainWindow::showPage(QWidget *page)
{
    const bool possible = m_document.checkpoint() && !m_document.checkpoint()->isOnlyDeclared();
    if (page == m_diagram && m_mode != Mode::Browse && possible)
        page = m_mode == Mode::Export ? static_cast<QWidget *>(m_export->page()) : m_doctor->page();
    m_pages->setCurrentWidget(page);
    updateModes();
    if (!m_arranged)
        return; // not on screen yet: showEvent() arranges
    const bool wanted = page == m_diagram;
    if (wanted == m_dockState.isEmpty())
        return;
    if (wanted) {
        restoreState(std::exchange(m_dockState, {}));
        return;
    }
    m_dockState = saveState();
    for (const Dock &dock : { m_runDock, m_detailsDock, m_variablesDock, m_valuesDock, m_issuesDock })
        dock.dock->hide();
}

MainWindow::~MainWindow()
{
    hide(); // closes editors of cells while their views are whole
    // Nothing that still arrives may find half a window.
    m_runner.dropAll();
    disconnect(&m_document, nullptr, this, nullptr);
    disconnect(&m_runner, nullptr, this, nullptr);
}

MainWindow::Dock MainWindow::addDock(const QString &id, const QString &title, QWidget *view, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(id);
    auto *bar = new DockTitle(dock);
    dock->setWidget(view);
    addDockWidget(area, dock);
    return { dock, bar };
}

void MainWindow::buildDocks()
{
    m_runView = new RunView(this);
    m_details = new DetailsView(this);
    m_variables = new VariablesView(this);
    m_values = new ValuesView(this);
    m_issues = new IssuesView(this);
    m_runDock =
        addDock(QStringLiteral("runDock"), tr("Run", "a training run, noun"), m_runView, Qt::LeftDockWidgetArea);
    m_detailsDock = addDock(QStringLiteral("detailsDock"), tr("Details"), m_details, Qt::LeftDockWidgetArea);
    m_variablesDock = addDock(QStringLiteral("variablesDock"), tr("Variables"), m_variables, Qt::RightDockWidgetArea);
    m_valuesDock = addDock(QStringLiteral("valuesDock"), tr("Values"), m_values, Qt::RightDockWidgetArea);
    m_issuesDock = addDock(QStringLiteral("issuesDock"), tr("Issues"), m_issues, Qt::BottomDockWidgetArea);
    m_issuesDock.title->addTool(m_issues->copyAction());
    for (QAction *action : m_values->viewActions())
        m_valuesDock.title->addTool(action);
    connect(m_variables, &VariablesView::headTextChanged, m_variablesDock.title, &DockTitle::setContext);
    connect(
        m_issues, &IssuesView::countsChanged, this, [this] { m_issuesDock.title->setContext(m_issues->headText()); });
    m_issuesDock.dock->hide();
}

void MainWindow::resetLayout()
{
    for (const Dock &dock : { m_runDock, m_detailsDock, m_variablesDock, m_valuesDock, m_issuesDock })
        dock.dock->setFloating(false);
    addDockWidget(Qt::LeftDockWidgetArea, m_runDock.dock);
    splitDockWidget(m_runDock.dock, m_detailsDock.dock, Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, m_variablesDock.dock);
    splitDockWidget(m_variablesDock.dock, m_valuesDock.dock, Qt::Vertical);
    addDockWidget(Qt::BottomDockWidgetArea, m_issuesDock.dock);
    for (const Dock &dock : { m_runDock, m_detailsDock, m_variablesDock, m_valuesDock })
        dock.dock->show();
    adaptToWidth();
}

// A window that is too small for six panes puts some of them behind others, until the user moves one.
void MainWindow::adaptToWidth()
{
    const int width = this->width();
    if (width < kMedium)
        tabifyDockWidget(m_detailsDock.dock, m_runDock.dock);
    if (width < kNarrow) {
        tabifyDockWidget(m_valuesDock.dock, m_variablesDock.dock);
        m_variablesDock.dock->raise();
    }
    const double scale = std::min(1.0, width / static_cast<double>(kFirstSize.width()));
    const double tall = height() / static_cast<double>(kFirstSize.height());
    resizeDocks({ m_runDock.dock, m_variablesDock.dock },
        { static_cast<int>(kLeftWidth * std::max(scale, 0.8)), static_cast<int>(kRightWidth * scale) }, Qt::Horizontal);
    if (width >= kMedium)
        resizeDocks({ m_runDock.dock, m_detailsDock.dock }, { kRunHeight, static_cast<int>(600 * tall) }, Qt::Vertical);
    if (width >= kNarrow)
        resizeDocks({ m_variablesDock.dock, m_valuesDock.dock },
            { static_cast<int>(kVariablesHeight * tall), static_cast<int>(350 * tall) }, Qt::Vertical);
    resizeDocks({ m_issuesDock.dock }, { kIssuesHeight }, Qt::Vertical);
    m_narrow = width < kMedium;
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_arranged, true))
        return;
    // Sizes of docks only hold once the window has its own.
    if (m_settings.docks().isEmpty() || !restoreState(m_settings.docks()))
        resetLayout();
    showPage(m_pages->currentWidget());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_arranged && m_dockState.isEmpty() && !m_narrow && width() < kMedium)
        adaptToWidth();
}

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Main tool bar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    bar->setIconSize({ 16, 16 });
    bar->setMinimumHeight(metric::kToolBar);
    bar->addAction(m_actions[QStringLiteral("file.open")]);
    bar->addAction(m_actions[QStringLiteral("file.reload")]);
    bar->addSeparator();
    bar->addAction(m_actions[QStringLiteral("go.olderStep")]);
    m_steps = new QComboBox(bar);
    m_steps->setObjectName(QStringLiteral("stepBox"));
    m_steps->setAccessibleName(tr("Step"));
    m_steps->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_steps->setMinimumContentsLength(18);
    bar->addWidget(m_steps);
    bar->addAction(m_actions[QStringLiteral("go.newerStep")]);
    bar->addSeparator();
    buildModes(bar);
    connect(m_steps, &QComboBox::activated, this, [this](int row) {
        m_document.showCheckpoint(static_cast<int>(m_document.run().checkpoints.size()) - 1 - row);
    });

    addToolBarBreak();
    m_stripBar = addToolBar(tr("Messages"));
    m_stripBar->setObjectName(QStringLiteral("messageBar"));
    m_stripBar->setMovable(false);
    m_stripBar->setContentsMargins(0, 0, 0, 0);
    // A tool bar decides itself which of its widgets are visible; the strip does too, hence the holder between them.
    auto *holder = new QWidget(m_stripBar);
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    m_strip = new MessageStrip(holder);
    layout->addWidget(m_strip);
    m_strip->installEventFilter(this);
    m_stripBar->addWidget(holder);
    m_stripBar->setVisible(!m_strip->isHidden());
    for (QToolBar *each : { bar, m_stripBar })
        each->toggleViewAction()->setVisible(false);
}

// The bar of the message strip is there only while the strip has something to say.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_strip && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        m_stripBar->setVisible(!m_strip->isHidden());
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::buildStatusBar()
{
    QStatusBar *bar = statusBar();
    bar->setSizeGripEnabled(false);
    const auto label = [&](const QString &id) {
        auto *made = new QLabel(bar);
        made->setObjectName(id);
        made->setFont(ckpt::font(TextSize::Small));
        made->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return made;
    };
    m_totals = label(QStringLiteral("totals"));
    m_sums = label(QStringLiteral("selectionSums"));
    m_place = label(QStringLiteral("cellPlace"));
    m_formatText = label(QStringLiteral("formatText"));
    m_progress = new ProgressStrip(bar);
    m_issuesButton = new QToolButton(bar);
    m_issuesButton->setObjectName(QStringLiteral("issuesButton"));
    m_issuesButton->setAutoRaise(true);
    m_issuesButton->setFont(ckpt::font(TextSize::Small));
    m_issuesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_issuesButton, &QToolButton::clicked, this, [this] {
        m_issuesDock.dock->show();
        m_issuesDock.dock->raise();
    });
    m_checksButton = new QToolButton(bar);
    m_checksButton->setObjectName(QStringLiteral("checksButton"));
    m_checksButton->setAutoRaise(true);
    m_checksButton->setFont(ckpt::font(TextSize::Small));
    m_checksButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(
        m_checksButton, &QToolButton::clicked, this, [this] { m_actions[QStringLiteral("file.verify")]->trigger(); });
    for (QLabel *each : { m_totals, m_sums, m_place }) {
        each->setContentsMargins(metric::kGroupGap, 0, metric::kGroupGap, 0);
        bar->addWidget(each);
    }
    m_formatText->setContentsMargins(metric::kGroupGap, 0, metric::kGroupGap, 0);
    for (QWidget *each : { static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_checksButton),
             static_cast<QWidget *>(m_issuesButton), static_cast<QWidget *>(m_formatText) })
        bar->addPermanentWidget(each);
    connect(&m_runner, &JobRunner::progressed, m_progress,
        [this](quint64 id, const QString &text, quint64 done, quint64 total) {
            m_progress->setJob({ id, text, done, total, true });
        });
    connect(&m_runner, &JobRunner::finished, m_progress, &ProgressStrip::removeJob);
    connect(m_progress, &ProgressStrip::cancelRequested, &m_runner, &JobRunner::stop);
}

bool MainWindow::isSettled() const
{
    return m_runner.isIdle() && m_diagram->isLayoutDone();
}

void MainWindow::setTheme(Theme theme)
{
    m_settings.setTheme(theme);
    applyTheme(*qApp, theme);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_export->mayClose())
        return event->ignore();
    rememberRun();
    m_settings.setWindow(saveGeometry(), m_dockState.isEmpty() ? saveState() : m_dockState);
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    open(event->mimeData()->urls().first().toLocalFile());
}

} // namespace ckpt
