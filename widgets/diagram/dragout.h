// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dragging the diagram into other programs: from a handle in the head, because dragging on the picture moves it.
#pragma once

#include "widgets/diagram/picturewriters.h"

#include <QMimeData>
#include <QPoint>
#include <QWidget>

namespace ckpt {

// The whole diagram as image/svg+xml, image/png and an image; painted when somebody takes it. Keeps the diagram alive.
class DiagramMime : public QMimeData {
    Q_OBJECT
public:
    DiagramMime(ArrangedDiagram diagram, PictureWords words);
    QStringList formats() const override;
    bool hasFormat(const QString &format) const override { return formats().contains(format); }

protected:
    QVariant retrieveData(const QString &format, QMetaType type) const override;

private:
    ArrangedDiagram m_diagram;
    PictureWords m_words;
};

class DragHandle : public QWidget {
    Q_OBJECT
public:
    explicit DragHandle(QWidget *parent = nullptr);
    QSize sizeHint() const override { return { 18, 24 }; }

Q_SIGNALS:
    void dragged(); // the pointer has been moved far enough with the button down

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QPoint m_pressed;
    bool m_down = false;
};

} // namespace ckpt
