// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lies over a view while its values are read. Holds the last picture of the view so that nothing flickers; after 200 ms
// dims it and shows a thin bar with "Reading 86 of 412 MiB" and Cancel. Lets mouse and keys through to the view.
#pragma once

#include <QPixmap>
#include <QWidget>

class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace ckpt {

class ReadingOverlay : public QWidget {
    Q_OBJECT

public:
    static constexpr int kPatienceMs = 200;

    explicit ReadingOverlay(QWidget *over); // child of what it covers, and as large

    // `hold`: freeze what `over` shows now, call it before changing that. Calling again while reading keeps the clock
    // and the picture.
    void begin(bool hold);
    void setProgress(quint64 doneBytes, quint64 totalBytes); // total 0: not known
    void end();

    bool isReading() const { return m_reading; }
    bool isBarShown() const;

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();
    void showBar();

    bool m_reading = false;
    QPixmap m_held;
    QTimer *m_patience;
    QWidget *m_strip; // a sibling: it takes the mouse, the overlay does not
    QLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

} // namespace ckpt
