// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of plain text that gives way: it elides instead of forcing a width, and then has the full text as tooltip.
#pragma once

#include <QFrame>

namespace ckpt {

class ElidingLabel : public QFrame {
    Q_OBJECT
public:
    explicit ElidingLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    QString text() const { return m_text; }
    void setText(const QString &text);
    // Which colour of the theme: text (false) or secondary text (true).
    void setSecondary(bool secondary);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    QString m_text;
    Qt::TextElideMode m_mode;
    bool m_secondary = false;
};

} // namespace ckpt
