// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window: docks around the page of the mode, menus, tool bar, message strip, status bar. Wires views to the
// document and to each other; holds no knowledge of formats. One window = one run.
#pragma once

#include "app/actions.h"
#include "app/document.h"
#include "app/jobrunner.h"
#include "app/selectionhistory.h"
#include "app/settings.h"
#include "app/valueservice.h"

#include <QMainWindow>

class QComboBox;
class QDockWidget;
class QLabel;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace ckpt {

class DetailsView;
class DiagramNumbers;
class DiagramView;
class DockTitle;
class EmptyPage;
class DoctorMode;
class ExportMode;
class IssuesView;
class MessageStrip;
class ProgressStrip;
class RunView;
class ValuesView;
class VariablesView;
class WelcomePage;
struct ExportPlan;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // `settings` outlives the window.
    explicit MainWindow(Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const QString &path);
    void openSample();
    enum class Mode { Browse, Export, Doctor };
    void setMode(Mode mode);
    void openPlanWhenLoaded(const QString &path);
    // Selected as soon as there is a checkpoint that has it.
    void selectWhenLoaded(const QString &key);

    // Nothing is being read, arranged or drawn: what is on screen is final.
    bool isSettled() const;
    // Why the last open() shows nothing, if so.
    const std::optional<Error> &openError() const { return m_openError; }
    // A name asked for with selectWhenLoaded() that the shown checkpoint does not have; else empty.
    const QString &unknownSelection() const { return m_unknownSelection; }

    Document &document() { return m_document; }
    Actions &registry() { return m_actions; }
    void setTheme(Theme theme);
    void resetLayout();

Q_SIGNALS:
    void languageChosen(const QString &language);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Dock {
        QDockWidget *dock = nullptr;
        DockTitle *title = nullptr;
    };

    // mainwindow.cpp: construction
    Dock addDock(const QString &id, const QString &title, QWidget *view, Qt::DockWidgetArea area);
    void buildDocks();
    void buildToolBar();
    void buildStatusBar();
    void adaptToWidth();
    void showPage(QWidget *page);
    // mainwindowmodes.cpp: Browse, Export, Missing Keys
    void buildModes(QToolBar *bar);
    void updateModes();
    void exportSelection();
    void exportMap(const ExportPlan &plan);
    // mainwindowmenus.cpp
    void buildActions();
    void buildMenus();
    void chooseFolder();
    void chooseFile();
    void fillRecentMenu(QMenu *menu);
    void showManual();
    void showAbout();
    void savePicture(bool onlyVisible);
    // mainwindowdocument.cpp: the document changes
    void connectDocument();
    void connectViews();
    void showRun();
    void showCheckpoint();
    void showGraph();
    void showNoGraph();
    void showGraphError(const Error &error);
    void showOpenError(const Error &error);
    void showIssues();
    void showDamage();
    void updateSteps();
    void updateStatus();
    void updateRecents();
    void rememberRun();
    // mainwindowchecks.cpp: what checksums say
    void showCheckStarted();
    void showCheckEnded();
    void updateChecks();
    std::optional<ChecksumResult> knownChecksum(VariableId id) const;
    // mainwindowselection.cpp: the one selection
    void select(const QString &key, QObject *origin);
    void showCurrent(const QString &key);
    void showDetails(const ChecksumResult *checksum);
    void showModelDetails();
    void showObjects();
    void showSelectedItem();
    void followLink(const QString &link);
    void goBackOrForward(bool forward);
    void chooseFirstSelection();
    void stepBy(int steps);

    Settings &m_settings;
    Actions m_actions;
    std::optional<Error> m_openError;
    QString m_wantedKey, m_unknownSelection, m_currentKey;
    Mode m_mode = Mode::Browse;
    bool m_selecting = false, m_arranged = false, m_narrow = false, m_issuesOpened = false;
    QByteArray m_dockState; // while a page without docks is shown: how they were
    bool m_detailsShowVariable = false; // rather than a card or the model
    bool m_detailsShowModel = false;
    std::optional<ChecksumResult> m_checksum; // of the variable that is shown, once it is known
    bool m_chosenByUser = false; // the selection; until then the first weight is chosen again when the graph tells more
    SelectionHistory m_history;

    QStackedWidget *m_pages = nullptr;
    WelcomePage *m_welcome = nullptr;
    EmptyPage *m_errorPage = nullptr;
    DiagramView *m_diagram = nullptr;
    RunView *m_runView = nullptr;
    DetailsView *m_details = nullptr;
    VariablesView *m_variables = nullptr;
    ValuesView *m_values = nullptr;
    IssuesView *m_issues = nullptr;
    Dock m_runDock, m_detailsDock, m_variablesDock, m_valuesDock, m_issuesDock;
    MessageStrip *m_strip = nullptr;
    QToolBar *m_stripBar = nullptr;
    QComboBox *m_steps = nullptr;
    QLabel *m_totals = nullptr, *m_sums = nullptr, *m_place = nullptr, *m_formatText = nullptr;
    QToolButton *m_issuesButton = nullptr, *m_checksButton = nullptr;
    ProgressStrip *m_progress = nullptr;

    JobRunner m_runner; // delivers from the event loop only, so nothing arrives while the window goes
    Document m_document;
    ValueService *m_valueService = nullptr; // child
    DiagramNumbers *m_diagramNumbers = nullptr; // child
    ExportMode *m_export = nullptr; // child
    DoctorMode *m_doctor = nullptr; // child
};

} // namespace ckpt
