// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which card runs before which without handing it a tensor. Drawn dashed over a finished picture; nothing is arranged
// by them.
#pragma once

#include "widgets/diagram/sceneitems.h"

namespace ckpt {

struct ControlEdge {
    ItemId from = ItemId::None, to = ItemId::None;
    int leftOut = 0; // more that lead into `to` and are not drawn
    QPainterPath path;
};

inline constexpr int kMostControlEdges = 4; // into one card: the nearest

// Between the cards of a picture (frames have none of their own), ordered by target and source.
std::vector<ControlEdge> controlEdges(const GraphView &view, const Picture &picture);

class ControlEdgeItem final : public QGraphicsItem {
public:
    // `titles`: of both ends, for the tip.
    ControlEdgeItem(const SceneState &state, ControlEdge edge, const std::pair<QString, QString> &titles);
    QRectF boundingRect() const override;
    QPainterPath shape() const override; // a band around the line, for the pointer
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    const ControlEdge &edge() const { return m_edge; }

private:
    const SceneState &m_state;
    ControlEdge m_edge;
};

} // namespace ckpt
