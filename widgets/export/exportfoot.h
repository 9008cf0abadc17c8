// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The foot of the export page: size now and new, what was checked, progress while it is written, the buttons.
#pragma once

#include "widgets/export/planpreview.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ckpt {

class SizeBars;

class ExportFoot : public QWidget {
    Q_OBJECT
public:
    explicit ExportFoot(QWidget *parent = nullptr);

    void setPreview(const std::shared_ptr<const PlanPreview> &preview);
    // Sentences with a mark of good or bad, at most three.
    struct Check {
        QString text;
        bool good = true;
    };
    void setChecks(const QList<Check> &checks);
    void setWritable(bool writable, const QString &why); // `why` not: the tool tip of the button
    // Progress of writing; `text` empty: nothing is being written.
    void setProgress(const QString &text, quint64 done, quint64 total);

    QPushButton *writeButton() { return m_write; }

Q_SIGNALS:
    void writeWanted();
    void cancelWanted();
    void commandWanted();

private:
    SizeBars *m_bars;
    QLabel *m_checks[3];
    QPushButton *m_command, *m_write, *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_progressText;
};

} // namespace ckpt
