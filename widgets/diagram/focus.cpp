// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/focus.h"

#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramviewprivate.h"

#include <algorithm>

namespace ckpt {

std::vector<ItemId> neighbourhood(const GraphView &view, const VisibleTree &tree, ItemId centre)
{
    std::set<ItemId> kept;
    for (const OpenScope &scope : tree.scopes)
        for (const VisibleNode &node : scope.nodes)
            for (ItemId up = node.id; node.scope < 0 && node.missing == 0 && up != ItemId::None;
                 up = view.item(up).parent)
                if (up == centre)
                    kept.insert(node.id);
    std::set<ItemId> edge = kept;
    while (!edge.empty() && kept.size() <= kSmallFocus) {
        std::set<ItemId> ring;
        for (const VisibleEdge &visible : tree.edges) {
            if (edge.contains(visible.edge.from) && !kept.contains(visible.edge.to))
                ring.insert(visible.edge.to);
            if (edge.contains(visible.edge.to) && !kept.contains(visible.edge.from))
                ring.insert(visible.edge.from);
        }
        if (kept.size() + ring.size() > kLargestFocus)
            break;
        kept.insert(ring.begin(), ring.end());
        edge = std::move(ring);
    }
    return { kept.begin(), kept.end() };
}

void Focus::start()
{
    if (isActive() || m_view.selected == ItemId::None || m_view.shownGraph != m_view.graph)
        return;
    const ItemId centre = m_view.selected;
    std::vector<ItemId> cards = neighbourhood(*m_view.graph, m_view.scene->tree(), centre);
    if (cards.empty())
        return;
    DiagramCanvas &canvas = *m_view.canvas;
    m_before = { m_view.openKeys, m_view.arranger.columns(), m_view.columnsPane,
        canvas.viewportTransform().inverted().map(QPointF()), canvas.zoom(), canvas.wasMovedByHand(), true };
    m_cards = std::move(cards);
    m_keys.clear();
    for (const ItemId id : m_cards)
        m_keys.push_back(m_view.graph->item(id).key);
    m_centreKey = m_view.graph->item(centre).key;
    m_title = toQString(m_view.graph->item(centre).title);
    canvas.setMovedByHand(false);
    m_view.chooseColumns = true;
    m_view.updateCrumbs();
    m_view.relayout(ItemId::None);
}

void Focus::forget()
{
    m_returning.reset();
    if (!isActive())
        return;
    m_cards.clear();
    m_keys.clear();
    m_view.openKeys = m_before.openKeys;
    m_view.canvas->setMovedByHand(m_before.movedByHand);
}

void Focus::end()
{
    if (!isActive())
        return;
    forget();
    if (m_before.exact && DiagramViewPrivate::isLikePane(m_view.columnsPane, m_before.pane)) {
        m_view.arranger.setColumns(m_before.columns);
        m_view.chooseColumns = false;
        m_returning = m_before;
    } else {
        m_view.chooseColumns = true;
    }
    if (m_view.selected != ItemId::None) // what was opened in the focus is closed again
        m_view.select(m_view.visibleItem(m_view.selected), {}, false);
    m_view.updateCrumbs();
    m_view.relayout(ItemId::None);
}

bool Focus::shows(ItemId id) const
{
    if (!isActive())
        return true;
    for (ItemId up = id; up != ItemId::None; up = m_view.graph->item(up).parent)
        if (std::binary_search(m_cards.begin(), m_cards.end(), up))
            return true;
    return false;
}

ItemId Focus::centre() const
{
    return isActive() ? m_view.findByKey(m_centreKey) : ItemId::None;
}

QString Focus::text() const
{
    return tr("Focus on %1: %2").arg(m_title, tr("%n card(s)", "", int(m_cards.size())));
}

void Focus::graphChanged()
{
    if (!isActive()) {
        m_returning.reset();
        return;
    }
    m_before.exact = false;
    std::vector<ItemId> cards;
    for (const std::string &key : m_keys)
        if (const ItemId id = m_view.findByKey(key); id != ItemId::None)
            cards.push_back(id);
    if (cards.size() != m_keys.size()) {
        forget();
        return;
    }
    m_cards = std::move(cards);
    std::sort(m_cards.begin(), m_cards.end());
}

bool Focus::restorePlace()
{
    if (!m_returning)
        return false;
    const Before before = *std::exchange(m_returning, std::nullopt);
    m_view.canvas->setZoom(before.zoom, {});
    m_view.canvas->pin(before.corner, {});
    m_view.canvas->setMovedByHand(before.movedByHand);
    return true;
}

} // namespace ckpt
