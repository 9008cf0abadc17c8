// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the real main window into a file once loading and layout are done. For manuals, tests, machines without a
// display.
#pragma once

#include <QObject>
#include <QSize>
#include <QString>

class QTimer;

namespace ckpt {

class MainWindow;

class Screenshot : public QObject {
    Q_OBJECT
public:
    // Shows `window` in `size` and starts waiting. `window` outlives this.
    Screenshot(MainWindow &window, const QString &file, const QSize &size, double scale, QObject *parent = nullptr);

Q_SIGNALS:
    // 0 done; 3 the checkpoint cannot be read (the picture shows why); 4 the picture cannot be written, or not in two
    // minutes.
    void finished(int exitCode);

private:
    void look();

    MainWindow &m_window;
    QString m_file;
    double m_scale;
    QTimer *m_timer;
    int m_settled = 0; // looks in a row that found nothing under way
    int m_looks = 0;
};

} // namespace ckpt
