// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Running jobs in the status bar: text, bar, Cancel. One bar, for the newest job; several: "3 jobs" opens a list in
// which each has its Cancel. Hidden when nothing runs.
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QString>
#include <QWidget>

class QMenu;
class QProgressBar;
class QTimer;
class QToolButton;

namespace ckpt {

class ElidingLabel;

struct JobProgress {
    quint64 id = 0;
    QString text; // "Statistics 88 of 206"
    quint64 done = 0;
    quint64 total = 0; // 0: not known, the bar is busy and seconds are counted
    bool cancellable = true;
};

class ProgressStrip : public QWidget { // objectName "jobStrip"
    Q_OBJECT
public:
    explicit ProgressStrip(QWidget *parent = nullptr);
    ~ProgressStrip() override;

    void setJob(const JobProgress &job); // a new id is a new job, a known one moves
    void removeJob(quint64 id);
    qsizetype jobCount() const { return m_jobs.size(); }
    // What stands beside the bar: the job's text, and the remaining time once three seconds have passed.
    QString text() const;

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cancelRequested(quint64 id);

private:
    struct Running {
        JobProgress job;
        QElapsedTimer since;
    };
    void update();
    void fillList();
    QString timeText(const Running &running) const;

    QList<Running> m_jobs; // newest last
    ElidingLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
    QToolButton *m_list;
    QMenu *m_menu;
    QTimer *m_clock;
};

} // namespace ckpt
