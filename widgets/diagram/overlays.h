// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small things around the picture: zoom bar, minimap.
#pragma once

#include <QWidget>

class QAction;
class QPainter;
class QToolButton;

namespace ckpt {

class DiagramCanvas;
class DiagramScene;

// The ground of what lies over the picture.
void paintPlate(const QWidget *widget, QPainter &painter);

// Zoom out, percent (click: 100 %), zoom in, fit. Bottom left of the canvas.
class ZoomBar : public QWidget {
    Q_OBJECT
public:
    ZoomBar(QAction *zoomOut, QAction *actualSize, QAction *zoomIn, QAction *fit, QWidget *parent);
    void setZoom(double zoom);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *m_percent;
};

// The whole picture small, with the visible part; click and drag move there. In the emptiest corner, bottom right
// preferred; hides itself when there is little to see or no room.
class Minimap : public QWidget {
    Q_OBJECT
public:
    Minimap(DiagramCanvas *canvas, DiagramScene *scene);
    void update(const QRectF &selected); // after changes of picture, size or selection; empty: nothing selected

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void goTo(const QPointF &position);
    QTransform map() const; // scene to minimap
    void place(const QRectF &selected);

    DiagramCanvas *m_canvas;
    DiagramScene *m_scene;
};

} // namespace ckpt
