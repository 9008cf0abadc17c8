// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edges and their labels. Plain graphics items like the boxes of sceneitems.h, with the same shared state.
#pragma once

#include "widgets/diagram/sceneitems.h"

namespace ckpt {

class EdgeItem final : public QGraphicsItem {
public:
    EdgeItem(const SceneState &state, const ViewEdge &edge, const QPainterPath &path);
    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override; // a band around the line, for the pointer
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    const ViewEdge &edge() const { return m_edge; }
    const QPainterPath &path() const { return m_path; }
    double width() const { return m_width; }
    enum { Type = UserType + 7 };
    int type() const override { return Type; }

private:
    bool isLit() const;

    const SceneState &m_state;
    ViewEdge m_edge;
    QPainterPath m_path, m_line; // whole; shortened so that the line ends inside the arrow head
    QPolygonF m_head;
    QRectF m_bounds;
    double m_width;
};

class EdgeLabelItem final : public QGraphicsItem {
public:
    EdgeLabelItem(
        const SceneState &state, ItemId source, const QString &text, const QRectF &rect, const CardFonts &fonts)
        : m_state(state)
        , m_source(source)
        , m_text(text)
        , m_rect(rect)
        , m_fonts(fonts)
    {
    }
    QRectF boundingRect() const override { return m_rect; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    static QSizeF size(const QString &text, const CardFonts &fonts);

private:
    const SceneState &m_state;
    ItemId m_source;
    QString m_text;
    QRectF m_rect;
    const CardFonts &m_fonts;
};

} // namespace ckpt
