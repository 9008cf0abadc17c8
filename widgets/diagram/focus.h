// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The surroundings of a card as a picture of their own: rings of neighbours become the children of a temporary root,
// the frames around them are dissolved. Nothing of this is remembered; the way back restores the picture exactly. GUI
// thread only.
#pragma once

#include "widgets/diagram/visibletree.h"

#include <QCoreApplication>
#include <QPointF>
#include <QSizeF>
#include <QString>

#include <optional>
#include <string>

namespace ckpt {

class DiagramViewPrivate;

inline constexpr std::size_t kSmallFocus = 12, kLargestFocus = 60;

// Whole rings around a card or all cards of an open scope, as long as there are at most kSmallFocus and the next ring
// keeps them at most kLargestFocus. Ascending; empty when `centre` is not in the picture.
std::vector<ItemId> neighbourhood(const GraphView &view, const VisibleTree &tree, ItemId centre);

class Focus {
    Q_DECLARE_TR_FUNCTIONS(ckpt::DiagramView)
public:
    explicit Focus(DiagramViewPrivate &view)
        : m_view(view)
    {
    }

    void start(); // on the selected card
    void end(); // shows the picture as it was before
    void forget(); // the same, but the caller shows a picture
    bool isActive() const { return !m_cards.empty(); }
    const std::vector<ItemId> &cards() const { return m_cards; } // empty: everything is shown
    bool shows(ItemId id) const; // the item is one of the cards, or in one of them; true without a focus
    QString text() const; // "Focus on conv1: 12 cards"
    ItemId centre() const; // whose surroundings these are; None without a focus
    // What was open before, which is what is remembered.
    const std::set<std::string> &openKeysBefore() const { return m_before.openKeys; }

    void lookChanged() { m_before.exact = false; }
    void graphChanged(); // other ids; ends silently when a card is gone
    // After a picture is there: true when it moved the view to where it was before the focus.
    bool restorePlace();

private:
    struct Before {
        std::set<std::string> openKeys;
        std::map<ItemId, int> columns;
        QSizeF pane;
        QPointF corner; // of the scene, top left in the view
        double zoom = 1;
        bool movedByHand = false;
        bool exact = true; // the same graph, arranged in the same way
    };

    DiagramViewPrivate &m_view;
    std::vector<ItemId> m_cards;
    std::vector<std::string> m_keys; // of the cards
    std::string m_centreKey;
    QString m_title;
    Before m_before;
    std::optional<Before> m_returning;
};

} // namespace ckpt
