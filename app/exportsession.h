// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the export page of one window: applies the plan to the shown checkpoint, looks at what rounding
// does and at what lies at the target, reads and writes plans, and carries them out. All in the background; the newest
// plan wins. GUI thread only.
#pragma once

#include "app/jobrunner.h"
#include "format/plan/carryout.h"
#include "widgets/export/planpreview.h"

#include <QObject>

#include <memory>
#include <vector>

namespace ckpt {

class ExportPage;

class ExportSession : public QObject {
    Q_OBJECT
public:
    // Both outlive the session.
    ExportSession(JobRunner &runner, ExportPage &page, QObject *parent = nullptr);

    // The shown checkpoint with what is known of it; null: none. `run` is the name of its run, for the proposed target.
    // Another run begins a new plan; another step keeps it.
    void setList(std::shared_ptr<const VariableList> list, const QString &run);
    // Nothing is computed for a page that nobody sees.
    void setActive(bool active);
    bool isWriting() const { return m_writing != 0; }

    void write();
    void cancel();
    // Sentences in the page's strip say what came of it.
    void openPlan(const QString &path);
    // For the first run that is shown.
    void openPlanWhenLoaded(const QString &path) { m_wantedPlan = path; }
    bool savePlan(const QString &path);
    QString planPath() const { return m_planPath; } // of the plan that was opened or saved last; else empty
    // The line for a shell; empty where only a saved plan can say it.
    QString command() const;

Q_SIGNALS:
    void openWanted(const QString &path); // what was written
    void showInFolderWanted(const QString &path);

private:
    struct Applied;
    void apply();
    void show(Applied applied);
    void lookAtRounding();
    void lookAtNextRounding();
    void lookAtTarget();
    void lookAtObjects();
    void showOutcome(const Result<ExportOutcome> &outcome, const QString &path);
    ExportPlan firstPlan() const;

    JobRunner &m_runner;
    ExportPage &m_page;
    std::shared_ptr<const VariableList> m_list;
    QString m_run, m_directory;
    bool m_active = false, m_stale = true;
    RoundingFigures m_figures; // of m_list's checkpoint
    std::vector<std::pair<VariableId, DType>> m_wanted; // of m_figures, the next ones last
    JobRunner::JobId m_writing = 0;
    QString m_writingText, m_planPath, m_wantedPlan;
};

} // namespace ckpt
