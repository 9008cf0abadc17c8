// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/looks.h"

#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/diagramviewprivate.h"
#include "widgets/diagram/legend.h"

#include <QAction>
#include <QActionGroup>
#include <QToolButton>

namespace ckpt {

void Looks::makeActions()
{
    struct Choice {
        ColorBy by;
        const char *id;
        QString text;
    };
    const Choice choices[] = { { ColorBy::Category, "diagram.colourType", tr("Colour by Type") },
        { ColorBy::Role, "diagram.colourRole", tr("Colour by Role") },
        { ColorBy::Structure, "diagram.colourStructure", tr("Colour by Structure") },
        { ColorBy::Norm, "diagram.colourNorm", tr("Colour by Norm") },
        { ColorBy::Zeros, "diagram.colourZeros", tr("Colour by Share of Zeros") },
        { ColorBy::NotFinite, "diagram.colourNan", tr("Colour by NaN and Infinity") } };
    auto *group = new QActionGroup(&m_view);
    for (const Choice &choice : choices) {
        QAction *action = m_view.addAction(choice.id, choice.text, {}, {}, [this, by = choice.by] {
            DiagramLook look = m_look;
            look.colorBy = by;
            choose(look);
        });
        action->setCheckable(true);
        group->addAction(action);
        m_colours << action;
    }
    m_colours.front()->setChecked(true);
    addToggle("diagram.controlEdges", tr("Show Control Edges"), &DiagramLook::controlEdges)
        ->setToolTip(tr("Dashed: what has to run before a card without giving it a tensor"));
    QAction *direction = m_view.addAction("diagram.direction", tr("Left to Right"), {}, u"ckpt-direction"_qs, [this] {
        DiagramLook look = m_look;
        const bool across = look.direction == FlowDirection::LeftRight;
        look.direction = across ? FlowDirection::TopDown : FlowDirection::LeftRight;
        choose(look);
    });
    direction->setCheckable(true);
    direction->setToolTip(tr("Draw the diagram from left to right instead of from top to bottom"));
    addToggle("diagram.oneColumn", tr("One Column"), &DiagramLook::oneColumn)
        ->setToolTip(tr("Do not break a long diagram into columns"));
    QAction *list = addToggle("diagram.list", tr("List of Cards"), &DiagramLook::list);
    list->setToolTip(tr("Every card as a row, with its inputs and outputs in words"));
    list->setShortcut(Qt::Key_L);
}

QAction *Looks::addToggle(const char *id, const QString &text, bool DiagramLook::*choice)
{
    QAction *action = m_view.addAction(id, text, {}, {}, [this, choice] {
        DiagramLook look = m_look;
        look.*choice = !(look.*choice);
        choose(look);
    });
    action->setCheckable(true);
    return action;
}

void Looks::addButtons()
{
    m_view.head->addButton(m_view.actions.value(u"diagram.direction"_qs));
    m_colourButton =
        m_view.head->addMenu(colorText(m_look.colorBy), u"ckpt-color"_qs, tr("Colour of the cards"), m_colours);
}

QString Looks::colorText(ColorBy by) const
{
    switch (by) {
    case ColorBy::Category:
        break;
    case ColorBy::Role:
        return tr("Colour: role ▾");
    case ColorBy::Structure:
        return tr("Colour: structure ▾");
    case ColorBy::Norm:
        return tr("Colour: norm ▾");
    case ColorBy::Zeros:
        return tr("Colour: zeros ▾");
    case ColorBy::NotFinite:
        return tr("Colour: NaN ▾");
    }
    return tr("Colour: type ▾");
}

void Looks::choose(const DiagramLook &look)
{
    set(look);
    Q_EMIT m_view.q->lookChanged();
}

void Looks::set(const DiagramLook &look)
{
    const bool arrange = look.direction != m_look.direction || look.oneColumn != m_look.oneColumn;
    const bool listed = m_look.list;
    m_look = look;
    m_colours.at(int(look.colorBy))->setChecked(true);
    m_colourButton->setText(colorText(look.colorBy));
    m_view.actions.value(u"diagram.controlEdges"_qs)->setChecked(look.controlEdges);
    m_view.actions.value(u"diagram.direction"_qs)->setChecked(look.direction == FlowDirection::LeftRight);
    m_view.actions.value(u"diagram.oneColumn"_qs)->setChecked(look.oneColumn);
    m_view.actions.value(u"diagram.list"_qs)->setChecked(look.list);
    if (listed != look.list && m_view.picturePresent)
        m_view.showPicture();
    m_view.scene->setLook(look);
    m_view.arranger.setFlow(look.direction, look.oneColumn);
    if (arrange && m_view.graph) {
        m_view.focus.lookChanged();
        m_view.chooseColumns = true;
        m_view.canvas->setMovedByHand(false);
        m_view.relayout(ItemId::None);
    }
    if (m_view.picturePresent)
        updateLegend();
}

void Looks::setNumbers(std::shared_ptr<const ValueNumbers> numbers)
{
    m_numbers = std::move(numbers);
    m_view.scene->setNumbers(m_numbers);
    if (m_view.picturePresent && isOfValues(m_look.colorBy))
        updateLegend();
}

void Looks::updateActions(bool present)
{
    for (QAction *action : std::as_const(m_colours))
        action->setEnabled(present);
    for (const char *id : { "diagram.direction", "diagram.list" })
        m_view.actions.value(QString::fromLatin1(id))->setEnabled(present);
    m_view.actions.value(u"diagram.oneColumn"_qs)->setEnabled(present && m_look.direction == FlowDirection::TopDown);
    m_view.actions.value(u"diagram.controlEdges"_qs)
        ->setEnabled(present && m_view.graph->source() == ViewSource::Graph);
}

void Looks::updateLegend()
{
    const LegendContent content =
        legendOf(*m_view.shownTexts, m_view.scene->picture(), m_look.colorBy, m_view.scene->tints());
    m_view.legend->setContent(content);
    m_view.legend->setVisible(!content.isEmpty() && !m_look.list);
}

} // namespace ckpt
