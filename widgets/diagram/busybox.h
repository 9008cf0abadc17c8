// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown while there is no picture yet: nothing for 300 ms, then grey cards, after a second a box with words.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace ckpt {

// "Arranging 3,545 nodes in 412 groups", a bar without an end, "4 s so far. …", buttons.
class BusyBox : public QWidget {
    Q_OBJECT
public:
    explicit BusyBox(QWidget *parent = nullptr);
    // Restarts the clock. Buttons only when there is something to choose.
    void start(const QString &text, bool buttons);
    void stop();

Q_SIGNALS:
    void simpleLayoutWanted();
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSeconds();

    QLabel *m_text, *m_seconds;
    QWidget *m_buttons;
    QElapsedTimer m_elapsed;
    QTimer m_tick;
};

// Grey cards on the ground of the diagram, the box in their middle.
class PreparingPage : public QWidget {
    Q_OBJECT
public:
    explicit PreparingPage(QWidget *parent = nullptr);
    void start(const QString &text, bool buttons);
    void stop();
    BusyBox *box() const { return m_box; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeBox();
    void paintGrey(QPainter &painter, const QRectF &card) const;

    BusyBox *m_box;
    QTimer m_cardsTimer, m_boxTimer;
    bool m_cards = false;
};

} // namespace ckpt
