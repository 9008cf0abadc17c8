// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a card needs, what it reaches, and what lies between two cards: found on the innermost items, marked on whatever
// is visible. The rest of the picture turns faint; nothing is arranged anew. GUI thread only.
#pragma once

#include "format/graph/itemlinks.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <vector>

namespace ckpt {

class DiagramViewPrivate;

class Tracer {
    Q_DECLARE_TR_FUNCTIONS(ckpt::DiagramView)
public:
    explicit Tracer(DiagramViewPrivate &view)
        : m_view(view)
    {
    }

    // From the selected card; a trace that is shown ends instead.
    void trace(ItemLinks::Way way);
    // From the selected card to the one that is selected next.
    void choosePathEnd();
    void end();
    bool isActive() const { return m_active || m_choosing; }

    // How many links a trace follows; 0: all. A trace that is shown is made again.
    void setSteps(int steps);
    // Keys of the variables on which the selected card depends; as toQString() shows them.
    QStringList neededVariables() const;

    void selectionChanged(); // by the user
    void pictureChanged(); // other scopes are open
    void graphChanged() { end(); }

private:
    std::vector<ItemId> within(ItemId id) const; // the item and everything in it
    QStringList variablesOf(const std::vector<ItemId> &items) const;
    void follow();
    void showPath(ItemId to);
    void say(const QString &fact);
    QString extent() const; // "12 cards and 4 variables"
    void mark();

    DiagramViewPrivate &m_view;
    ItemId m_from = ItemId::None;
    ItemLinks::Way m_way = ItemLinks::Way::Inputs;
    int m_steps = 0;
    bool m_active = false, m_choosing = false, m_path = false;
    std::vector<ItemId> m_found;
};

} // namespace ckpt
