// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture as graphics items, and what is marked in it. Positions come from the arranger; a change of picture can be
// shown as movement.
#pragma once

#include "widgets/diagram/arranger.h"
#include "widgets/diagram/edgeitem.h"

#include <QGraphicsScene>
#include <QTimer>
#include <QVariantAnimation>

#include <memory>
#include <unordered_map>

namespace ckpt {

class ControlEdgeItem;
class LabelPlaces;

class DiagramScene : public QGraphicsScene {
    Q_OBJECT
public:
    explicit DiagramScene(QObject *parent = nullptr);
    ~DiagramScene() override;

    // Replaces everything, then emits built(): before it returns, or for large pictures after some turns of the event
    // loop. Boxes that were there before start where they were, moved by `shift`, and need `milliseconds` to get to
    // their new place; 0: at once. `texts` has to outlive the items.
    void show(
        const VisibleTree &tree, const Picture &picture, CardTexts &texts, const QPointF &shift, int milliseconds);
    void clearPicture();
    bool isAnimating() const { return m_animation.state() == QAbstractAnimation::Running; }
    bool isBuilding() const { return m_building; }

    QRectF pictureRect() const { return m_pictureRect; }
    const Picture &picture() const { return m_picture; }
    const VisibleTree &tree() const { return m_tree; }

    BoxItem *box(ItemId id) const; // card or frame of a visible item, or null
    BoxItem *boxAt(const QPointF &position) const; // innermost; frames only on their title or where nothing else is
    EdgeItem *edgeAt(const QPointF &position, double reach) const;
    QRectF finalRect(ItemId id) const; // where it is or will be after the animation; empty if not visible
    const CardFonts *fonts() const { return m_texts ? &m_texts->fonts() : nullptr; }
    QString titleOf(ItemId id) const;
    // Spoken words: "Conv2D in conv2, inputs pool1, outputs Relu, variables kernel, bias".
    QString describe(ItemId id) const;

    // The marks.
    void setMarked(const std::vector<ItemId> &ids, const QSet<QString> &rowKeys);
    void setHovered(ItemId id, const EdgeItem *edge);
    void setTraced(const std::unordered_set<int> &ids);
    // For a picture that is not on screen: show() has built everything when it returns, in these colours and full
    // detail. `colors` outlives the scene.
    void setPrinting(const Colors &colors) { m_state.print = &colors; }
    bool isTracing() const { return !m_state.traced.empty(); }
    void setLook(const DiagramLook &look);
    void setNumbers(std::shared_ptr<const ValueNumbers> numbers); // of the variables; null: nothing is known
    const CardTints &tints() const { return m_state.tints; }
    const SceneState &state() const { return m_state; }

    // Along the edges: items that feed (read) `id`, nearest first.
    std::vector<ItemId> neighbours(ItemId id, bool inputs) const;

Q_SIGNALS:
    void built(); // all items are there; an animation may follow
    void shown(); // an animation has reached the final positions

private:
    void buildSome();
    void addBox(const Picture::Box &box);
    void addEdge(const Picture::Line &line);
    void addLabel(const EdgeItem &edge, bool mayCoverOwn);
    void finishBuilding();
    void drawControlEdges();
    void tintCards();
    void moveTo(double progress);

    SceneState m_state;
    CardTexts *m_texts = nullptr;
    std::shared_ptr<const ValueNumbers> m_numbers;
    VisibleTree m_tree;
    Picture m_picture;
    QRectF m_pictureRect;
    struct Entry {
        BoxItem *item = nullptr;
        QRectF from, to;
    };
    std::unordered_map<int, Entry> m_boxes;
    std::vector<EdgeItem *> m_edges;
    std::vector<ControlEdgeItem *> m_controlEdges;
    std::vector<QGraphicsItem *> m_faded; // edges, labels and new boxes come in during an animation
    std::unordered_map<int, QRectF> m_before;
    QPointF m_shift;
    int m_milliseconds = 0;
    std::size_t m_nextBox = 0, m_nextLine = 0, m_nextLabel = 0;
    bool m_building = false;
    QTimer m_buildTimer;
    std::unique_ptr<LabelPlaces> m_places; // while it is built
    std::unordered_set<int> m_labelled;
    QVariantAnimation m_animation;
};

} // namespace ckpt
