// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The missing-key doctor of a window: its page with what stands behind it. The shown checkpoint is what there is; what
// is wanted is read and matched in the background, the newest request wins. GUI thread only.
#pragma once

#include "app/document.h"
#include "app/jobrunner.h"
#include "app/settings.h"
#include "format/doctor/acceptance.h"
#include "widgets/doctor/consultation.h"

#include <QObject>

namespace ckpt {

class DoctorPage;

class DoctorMode : public QObject {
    Q_OBJECT
public:
    // `window` is the parent of dialogs; everything given outlives this.
    DoctorMode(QWidget &window, JobRunner &runner, Document &document, Settings &settings);

    DoctorPage *page() { return m_page; }
    // Nothing is computed for a page that nobody sees.
    void setActive(bool active);
    // A graph, a checkpoint, a text file with names.
    void wantFile(const QString &path);
    void wantList(const QString &text);

Q_SIGNALS:
    void exportWanted(const ckpt::ExportPlan &plan);

private:
    void checkpointChanged();
    void offerChoices();
    void consult();
    void chooseFile();
    void pasteList();
    void copyCode(CodeKind kind);
    void savePlan();
    ExportPlan plan() const;

    QWidget &m_window;
    JobRunner &m_runner;
    Document &m_document;
    Settings &m_settings;
    DoctorPage *m_page;
    QString m_wanted = QStringLiteral("graph"); // id of the choice: a path, or "graph", "pasted"
    QString m_pasted;
    QStringList m_files; // chosen by the user, newest first
    QString m_prefix; // of the checkpoint that was matched last
    bool m_active = false, m_stale = true;
};

} // namespace ckpt
