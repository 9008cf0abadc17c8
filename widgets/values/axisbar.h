// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the slice: row and column axis, an index for every other axis, or all at once as NumPy slicing. objectName
// "axisBar", its slice box "sliceEdit". Holds the slice that it shows; wraps when narrow.
#pragma once

#include "widgets/values/gridslice.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace ckpt {

class WrapLayout;

class AxisBar : public QWidget {
    Q_OBJECT

public:
    explicit AxisBar(QWidget *parent = nullptr);

    const GridSlice &slice() const { return m_slice; }
    // Does not emit sliceChanged(). `list`: one column only (strings), so no width can be chosen.
    void setSlice(const GridSlice &slice, bool list = false);

    // As if typed into the slice box and confirmed.
    bool setText(const QString &text);
    // Moves the first fixed axis by `steps`, within its ends.
    void stepFirstFixedAxis(int steps);
    void focusSlice();

Q_SIGNALS:
    void sliceChanged(const ckpt::GridSlice &slice);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct FixedAxis {
        QWidget *box;
        QLabel *label;
        QSlider *slider;
        QSpinBox *spin;
        std::size_t axis;
    };

    void makeFixedAxes(std::size_t count);
    FixedAxis makeFixedAxis();
    void fillAxes();
    void showSlice();
    void showError(const QString &text);
    void setFonts();
    void change(const GridSlice &slice);
    void previewText();

    GridSlice m_slice;
    bool m_list = false;
    QWidget *m_controls;
    WrapLayout *m_layout;
    QWidget *m_rowsBox, *m_columnsBox, *m_widthBox;
    QComboBox *m_rows, *m_columns;
    QSpinBox *m_width;
    QList<FixedAxis> m_fixed;
    QLineEdit *m_edit;
    QLabel *m_error;
};

} // namespace ckpt
