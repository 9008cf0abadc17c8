// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene is made of. Plain graphics items, no QObject each; they read words and state from what the scene owns,
// and decide by zoom how much of themselves they draw.
#pragma once

#include "widgets/diagram/cardtext.h"
#include "widgets/diagram/cardtints.h"
#include "widgets/diagram/composer.h"
#include "widgets/diagram/diagramlook.h"

#include <QGraphicsItem>
#include <QSet>

#include <unordered_set>

class QPainter;

namespace ckpt {

struct Colors;

// Shared by all items of a scene; the scene repaints what a change concerns.
struct SceneState {
    std::unordered_set<int> marked; // cards with the accent border, by ItemId
    std::unordered_set<int> neighbours; // of marked cards
    std::unordered_set<int> traced; // if not empty, everything else is faint
    QSet<QString> rowKeys; // rows that are tinted
    ItemId hovered = ItemId::None;
    ItemId hoveredSource = ItemId::None, hoveredTarget = ItemId::None; // of the edge under the pointer
    DiagramLook look;
    CardTints tints; // of colours beyond type and role
    const Colors *print = nullptr; // not on screen: everything in full detail, in these colours
    bool colorByType() const { return look.colorBy == ColorBy::Category; }
    bool isMarked(ItemId id) const { return marked.contains(int(id)); }
    bool isFaint(ItemId id) const { return !traced.empty() && !traced.contains(int(id)); }
};

// From which zoom on things are drawn.
namespace lod {
inline constexpr double kEverything = 0.6, kTwoLines = 0.35, kTitle = 0.15;
}
// The zoom that decides this; 1 in print.
double detailOf(const SceneState &state, const QPainter &painter);
const Colors &colorsOf(const SceneState &state, const QWidget *widget);

// A card or a frame. Its origin is its top left corner.
class BoxItem : public QGraphicsItem {
public:
    BoxItem(const SceneState &state, ItemId id, const QSizeF &size)
        : m_state(state)
        , m_id(id)
        , m_size(size)
    {
    }
    ItemId id() const { return m_id; }
    QSizeF size() const { return m_size; }
    void setSize(const QSizeF &size);
    QRectF rect() const { return { QPointF(), m_size }; }
    QRectF boundingRect() const override;
    virtual bool isFrame() const = 0;
    // The triangle that opens and closes, with room around it.
    virtual QRectF markerRect() const = 0;

protected:
    const SceneState &m_state;
    ItemId m_id;
    QSizeF m_size;
};

class CardItem final : public BoxItem {
public:
    CardItem(const SceneState &state, const CardText &text, const CardFonts &fonts, const Item &item, int missing);
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    bool isFrame() const override { return false; }
    QRectF markerRect() const override;
    int missing() const { return m_missing; } // > 0: the card that stands for children not shown
    int rowAt(const QPointF &position) const; // -1: none
    const CardText &text() const { return m_text; }
    void showTip(); // again, after the tints have changed

private:
    QRectF body() const; // without the sheets behind it; what is painted starts at its corner
    QRectF rowRect(std::size_t row) const; // in the body
    void paintBody(QPainter &painter, QWidget *widget, double zoom) const;
    void paintTitle(QPainter &painter, QWidget *widget, double zoom) const;
    void paintRows(QPainter &painter, QWidget *widget) const;

    const CardText &m_text;
    const CardFonts &m_fonts;
    Category m_category;
    int m_missing;
    bool m_dashed, m_pill, m_stripe;
    QString m_tip; // without what the tint says
};

class FrameItem final : public BoxItem {
public:
    FrameItem(const SceneState &state, const CardTexts &texts, const Item &item, const QSizeF &size);
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    void paintTitle(QPainter &painter, QWidget *widget) const; // above the edges
    bool isFrame() const override { return true; }
    QRectF markerRect() const override;
    QRectF titleRect() const;

private:
    const CardFonts &m_fonts;
    Category m_category;
    bool m_dashed;
    QString m_title, m_subtitle, m_parameters;
};

// The title of a frame, above the edges that cross it.
class FrameTitleItem final : public QGraphicsItem {
public:
    explicit FrameTitleItem(FrameItem *frame)
        : m_frame(frame)
    {
    }
    QRectF boundingRect() const override { return m_frame->boundingRect(); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget) override
    {
        m_frame->paintTitle(*painter, widget);
    }

private:
    FrameItem *m_frame;
};

} // namespace ckpt
