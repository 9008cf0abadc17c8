// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of the look does to a picture that is there.
#include "widgets/diagram/controledges.h"
#include "widgets/diagram/diagramscene.h"

#include <algorithm>

namespace ckpt {

void DiagramScene::setLook(const DiagramLook &look)
{
    const bool other = m_state.look.controlEdges != look.controlEdges;
    const bool recolored = m_state.look.colorBy != look.colorBy;
    m_state.look = look;
    if (recolored)
        tintCards();
    if (other && m_texts && !m_building)
        drawControlEdges();
    update();
}

void DiagramScene::setNumbers(std::shared_ptr<const ValueNumbers> numbers)
{
    m_numbers = std::move(numbers);
    if (!isOfValues(m_state.look.colorBy))
        return;
    tintCards();
    update();
}

void DiagramScene::tintCards()
{
    m_state.tints = {};
    if (!m_texts || m_building)
        return;
    m_state.tints = CardTints(*m_texts->view(), m_picture, m_state.look.colorBy, m_numbers.get());
    for (const auto &[id, entry] : m_boxes)
        if (auto *card = dynamic_cast<CardItem *>(entry.item))
            card->showTip();
}

// Over the finished picture, and away from it again.
void DiagramScene::drawControlEdges()
{
    for (ControlEdgeItem *item : m_controlEdges) {
        m_faded.erase(std::remove(m_faded.begin(), m_faded.end(), item), m_faded.end());
        delete item;
    }
    m_controlEdges.clear();
    if (!m_state.look.controlEdges)
        return;
    for (ControlEdge &edge : controlEdges(*m_texts->view(), m_picture)) {
        const std::pair titles(titleOf(edge.from), titleOf(edge.to));
        auto *item = new ControlEdgeItem(m_state, std::move(edge), titles);
        addItem(item);
        m_controlEdges.push_back(item);
        m_faded.push_back(item);
    }
}

} // namespace ckpt
