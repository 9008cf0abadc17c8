// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows before anything is open: drop target, recents, the sample, and what can be opened. No tour.
// objectName "welcomePage". Knows no file system: recents are given as values. GUI thread only.
#pragma once

#include <QList>
#include <QScrollArea>
#include <QString>

#include <memory>

namespace ckpt {

struct RecentRun {
    QString path; // what is opened
    QString name; // "mnist-run"
    QString shownPath; // "~/train/cnn/mnist-run"
    QString facts; // "V2 · 6 steps · 35 variables · 2.4 MiB"
    QString when; // "Today 14:52"
    bool missing = false; // marked; facts then say why ("Not found")
};

class WelcomePage : public QScrollArea {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);
    ~WelcomePage() override;

    void setRecents(const QList<RecentRun> &recents); // newest first
    // Without a sample the link is not shown.
    void setSampleText(const QString &description);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openFolderRequested();
    void openFileRequested();
    void sampleRequested();
    void pathRequested(const QString &path); // dropped, or a recent activated
    void recentRemoved(const QString &path);
    void recentsCleared();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ckpt
