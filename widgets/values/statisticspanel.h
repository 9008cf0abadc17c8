// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Whole tensor" beside the grid: histogram, colours and numbers. Min and Max are links to their cells.
#pragma once

#include "widgets/values/valuescale.h"

#include <QList>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace ckpt {

class HistogramView;

class StatisticsPanel : public QWidget {
    Q_OBJECT

public:
    static constexpr int kWidth = 184;

    explicit StatisticsPanel(QWidget *parent = nullptr);

    // While the numbers are on their way: "…" in every row that `type` will have.
    void setPending(DType type);
    void setSummary(DType type, const ValueSummary &summary, const ValueScale &scale);
    void setUnavailable(const QString &why);

Q_SIGNALS:
    void goToRequested(qint64 flatIndex); // row-major position in the whole tensor

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        QString name, value;
        qint64 target = -1;
    };
    void setRows(const QList<Row> &rows);
    void showRows(DType type, const Statistics *statistics); // null: on their way
    void fitHistogram(DType type);
    void setFonts();

    QLabel *m_title, *m_note;
    HistogramView *m_histogram;
    bool m_complex = false; // nothing to draw above the colours
    QGridLayout *m_grid;
    QList<QLabel *> m_names, m_values;
};

} // namespace ckpt
