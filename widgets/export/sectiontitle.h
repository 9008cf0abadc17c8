// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The title of a numbered part of a form, with a short text about its state at the right.
#pragma once

#include <QWidget>

class QLabel;

namespace ckpt {

class SectionTitle : public QWidget {
    Q_OBJECT
public:
    SectionTitle(int number, const QString &title, QWidget *parent = nullptr);

    QLabel *state() { return m_state; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    QLabel *m_number, *m_title, *m_state;
};

} // namespace ckpt
