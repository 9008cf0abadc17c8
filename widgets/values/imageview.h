// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The slice as a picture: one cell is n × n pixels, or every n-th row and column where it is larger than the view; a
// wrapped vector that is larger shows the part around the cursor. Mouse and arrows move the cell cursor. objectName
// "valuesImage".
#pragma once

#include "widgets/values/gridslice.h"
#include "widgets/values/valuescale.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace ckpt {

class ImageView : public QWidget {
    Q_OBJECT

public:
    explicit ImageView(QWidget *parent = nullptr);

    // Drops the picture. Rows and columns from which on the table has no cells bound the cursor.
    void setSlice(const GridSlice &slice, int maxRows, int maxColumns);
    // What has to be read for the present size; not set when the picture is there, or there is nothing to show.
    std::optional<Selection> wanted() const;
    void setBlock(const Selection &selection, const TensorData &values);
    void setScale(const ValueScale &scale);
    void setCurrent(qint64 row, qint64 column); // does not emit currentMoved()
    // Said to screen readers when the cursor moves.
    void setCurrentText(const QString &text);
    void clear();

    // For the line below: "every 4th row, every 2nd column"; empty when every cell is shown.
    QString reductionText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void wantedChanged();
    void currentMoved(qint64 row, qint64 column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // Which cells are pictured: cell (firstRow + y * rowStep, x * columnStep) is pixel (x, y), drawn `zoom` large.
    struct Plan {
        std::int64_t firstRow = 0, rowStep = 1, columnStep = 1, rows = 0, columns = 0;
        int zoom = 1;
        friend bool operator==(const Plan &, const Plan &) = default;
    };
    Plan plan() const;
    Selection selectionOf(const Plan &plan) const;
    QRect pictureRect() const;
    void paintCursor(QPainter &painter, const QRect &picture) const;
    QRect captionRect() const;
    void paintPicture();
    void moveTo(const QPoint &position);

    GridSlice m_slice;
    bool m_shown = false;
    int m_maxRows = 0, m_maxColumns = 0;
    Plan m_plan; // of m_data
    TensorData m_data;
    ValueScale m_scale;
    QImage m_image;
    qint64 m_row = 0, m_column = 0;
};

} // namespace ckpt
