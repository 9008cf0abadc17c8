// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small things around the picture: zoom bar, minimap, legend.
#pragma once

#include "format/graph/graphview.h"

#include <QWidget>

#include <set>

class QAction;
class QPainter;
class QToolButton;

namespace ckpt {

struct Colors;
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

// The sample of a category's colours, a line of text high, with its top left corner at `corner`.
inline constexpr int kSwatch = 12;
void paintSwatch(QPainter &painter, const QPointF &corner, Category category, const Colors &colors);

// The categories that are present: swatch and word. One line; the tool tip has what does not fit.
class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(QWidget *parent = nullptr);
    void setCategories(const std::set<Category> &categories);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 0, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::set<Category> m_categories;
};

} // namespace ckpt
