// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two bars on one scale: the size of the source, with what stays behind in another colour, and that of the export.
#pragma once

#include "widgets/export/planpreview.h"

#include <QWidget>

namespace ckpt {

class SizeBars : public QWidget {
    Q_OBJECT
public:
    explicit SizeBars(QWidget *parent = nullptr);

    void setPreview(const std::shared_ptr<const PlanPreview> &preview);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    quint64 m_now = 0, m_going = 0, m_new = 0; // bytes: of the source, of what goes as it is there, of the export
};

} // namespace ckpt
