// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A variable of rank 0: one large number with its exact text, hex and bits; a string as text with its length.
#pragma once

#include "format/tensor/tensordata.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPlainTextEdit;

namespace ckpt {

class ScalarView : public QWidget {
    Q_OBJECT

public:
    explicit ScalarView(QWidget *parent = nullptr);

    void setPending();
    void setValue(const TensorData &value); // one element
    QString copyText() const { return m_copy; }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *addRow(const QString &name);
    void setFonts();

    QLabel *m_number;
    QGridLayout *m_rows;
    QList<QLabel *> m_names;
    QLabel *m_exact, *m_hex, *m_bits, *m_length;
    QPlainTextEdit *m_string;
    QString m_copy;
};

} // namespace ckpt
