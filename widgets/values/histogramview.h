// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a tensor are spread, over the range of the colours, with the colours below. Painted; takes no
// focus.
#pragma once

#include "widgets/values/valuescale.h"

#include <QWidget>

namespace ckpt {

class HistogramView : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent = nullptr);

    void setContent(const Histogram &histogram, const ValueScale &scale);
    void clear();
    // Only the colour bar, where there is little height.
    void setBarOnly(bool barOnly);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> columns(int count) const;
    int footHeight() const;

    Histogram m_histogram;
    ValueScale m_scale;
    bool m_barOnly = false;
};

} // namespace ckpt
