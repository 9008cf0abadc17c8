// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window onto the scene: zoom, pan, and what the user points at. Turns mouse and keys into wishes; decides nothing
// about selection or open scopes.
#pragma once

#include "format/graph/graphview.h"

#include <QGraphicsView>
#include <QVariantAnimation>

namespace ckpt {

class DiagramScene;
class BoxItem;

class DiagramCanvas : public QGraphicsView {
    Q_OBJECT
public:
    static constexpr double kLeastZoom = 0.01, kMostZoom = 4, kReadableZoom = 0.6;
    enum class Step { Input, Output, Before, After };

    explicit DiagramCanvas(DiagramScene *scene, QWidget *parent = nullptr);

    double zoom() const { return transform().m11(); }
    void setZoom(double zoom, const QPointF &fixedViewportPoint);
    void setZoomAtCentre(double zoom);
    // Room for the picture in a view of this size, without the strips that overlays cover.
    static QSizeF paneOf(const QSize &view);
    QSizeF pane() const { return paneOf(viewport()->size()); }

    void fitAll(); // everything, at most 100 %
    void showAtFirst(); // everything, but not below kReadableZoom: then the top, at the width of the pane
    void fitRect(const QRectF &rect);
    // Scrolls so that the scene point is at the viewport point.
    void pin(const QPointF &scenePoint, const QPointF &viewportPoint);
    // Height at the top that something else covers: bring() keeps out of it.
    void setCoveredTop(int height) { m_coveredTop = height; }
    // Centres `rect` if a part of it is off screen; moves there in the time the style wants.
    void bring(const QRectF &rect);
    int animationTime() const; // ms; 0: the style or the user wants none
    // Call when the picture has a new size.
    void updateRange();
    bool wasMovedByHand() const { return m_moved; }
    void setMovedByHand(bool moved) { m_moved = moved; }

Q_SIGNALS:
    void zoomChanged();
    void viewMoved();
    // A click: on nothing (None), a card or frame, one of its rows (else -1), its marker, or the card for children not
    // shown.
    void clicked(ckpt::ItemId id, int row, bool marker, int missing);
    void doubleClicked(ckpt::ItemId id, int row);
    void hovered(ckpt::ItemId id, int row);
    void contextMenuWanted(ckpt::ItemId id, const QPoint &globalPosition);
    void arrowPressed(Qt::Key key);
    void toggleWanted(); // Return
    void selectWanted(); // Space
    void escapePressed();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override; // focus, where no card shows it
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Hit {
        BoxItem *box = nullptr;
        int row = -1, missing = 0;
        bool marker = false;
    };
    Hit hit(const QPoint &position) const;
    void hover(const QPoint &position);

    DiagramScene *m_scene;
    QPoint m_pressed, m_last;
    int m_coveredTop = 0;
    bool m_down = false, m_dragging = false, m_moved = false, m_focusByKey = false;
    QVariantAnimation m_glide;
};

} // namespace ckpt
