// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of DiagramLook as actions and what follows from them: colours, legend, control edges. GUI thread only.
#pragma once

#include "widgets/diagram/cardtints.h"

#include <QCoreApplication>
#include <QList>

#include <memory>

class QAction;
class QToolButton;

namespace ckpt {

class DiagramViewPrivate;

class Looks {
    Q_DECLARE_TR_FUNCTIONS(ckpt::DiagramView)
public:
    explicit Looks(DiagramViewPrivate &view)
        : m_view(view)
    {
    }

    void makeActions();
    void addButtons(); // to the head
    const DiagramLook &look() const { return m_look; }
    void set(const DiagramLook &look);
    void setNumbers(std::shared_ptr<const ValueNumbers> numbers);
    const std::shared_ptr<const ValueNumbers> &numbers() const { return m_numbers; }

    void updateActions(bool present);
    void updateLegend();

private:
    void choose(const DiagramLook &look); // the user does
    QAction *addToggle(const char *id, const QString &text, bool DiagramLook::*choice);
    QString colorText(ColorBy by) const; // of the button

    DiagramViewPrivate &m_view;
    DiagramLook m_look;
    std::shared_ptr<const ValueNumbers> m_numbers;
    QList<QAction *> m_colours; // as kColorings
    QToolButton *m_colourButton = nullptr;
};

} // namespace ckpt
