// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/tracer.h"

#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/diagramviewprivate.h"

#include <algorithm>
#include <unordered_set>

namespace ckpt {

std::vector<ItemId> Tracer::within(ItemId id) const
{
    const auto items = m_view.graph->items();
    std::vector<char> inside(items.size());
    std::vector<ItemId> found;
    for (const Item &item : items) { // parents come before children
        const bool in = item.id == id || (item.parent != ItemId::None && inside[index(item.parent)]);
        inside[index(item.id)] = in;
        if (in)
            found.push_back(item.id);
    }
    return found;
}

QStringList Tracer::variablesOf(const std::vector<ItemId> &items) const
{
    QStringList keys;
    for (const ItemId id : items)
        if (!m_view.graph->item(id).canOpen())
            keys << m_view.keysOf(id);
    keys.sort();
    keys.removeDuplicates();
    return keys;
}

void Tracer::trace(ItemLinks::Way way)
{
    const bool again = isActive();
    end();
    if (again || m_view.selected == ItemId::None)
        return;
    m_from = m_view.selected;
    m_way = way;
    follow();
}

void Tracer::follow()
{
    m_found = m_view.graph->links().reach(within(m_from), m_way, m_steps);
    m_active = true;
    mark();
    say(m_way == ItemLinks::Way::Inputs ? tr("Depends on %1").arg(extent()) : tr("Reaches %1").arg(extent()));
}

void Tracer::setSteps(int steps)
{
    m_steps = steps;
    if (m_active && !m_path)
        follow();
}

void Tracer::choosePathEnd()
{
    end();
    if (m_view.selected == ItemId::None)
        return;
    m_from = m_view.selected;
    m_choosing = true;
    m_view.strip->post({ u"trace"_qs, Message::Kind::Information,
        tr("Select the card at the other end of the path from “%1”.").arg(toQString(m_view.graph->item(m_from).title)),
        {}, { { tr("Cancel"), [this] { end(); } } } });
    m_view.updateActions();
}

void Tracer::showPath(ItemId to)
{
    const std::vector<ItemId> start = within(m_from), goal = within(to);
    m_found = m_view.graph->links().between(start, goal);
    if (m_found.empty()) // whoever chose may think against the flow
        m_found = m_view.graph->links().between(goal, start);
    m_choosing = false;
    if (m_found.empty()) {
        m_view.strip->post({ u"trace"_qs, Message::Kind::Information,
            tr("No data goes between “%1” and “%2”.")
                .arg(toQString(m_view.graph->item(m_from).title), toQString(m_view.graph->item(to).title)),
            {}, {} });
        m_view.updateActions();
        return;
    }
    m_active = m_path = true;
    mark();
    say(tr("Path of %1").arg(extent()));
}

void Tracer::end()
{
    if (!isActive())
        return;
    m_active = m_choosing = m_path = false;
    m_found.clear();
    m_view.scene->setTraced({});
    m_view.strip->remove(u"trace"_qs);
    m_view.updateActions();
}

QStringList Tracer::neededVariables() const
{
    if (m_view.selected == ItemId::None)
        return {};
    return variablesOf(m_view.graph->links().reach(within(m_view.selected), ItemLinks::Way::Inputs));
}

void Tracer::selectionChanged()
{
    if (m_choosing && m_view.selected != ItemId::None && m_view.selected != m_from)
        showPath(m_view.selected);
}

void Tracer::pictureChanged()
{
    if (m_active)
        mark();
}

void Tracer::mark()
{
    std::unordered_set<int> visible;
    for (const ItemId id : m_found)
        visible.insert(int(m_view.visibleItem(id)));
    m_view.scene->setTraced(visible);
    m_view.updateActions();
}

QString Tracer::extent() const
{
    const auto cards =
        std::count_if(m_found.begin(), m_found.end(), [this](ItemId id) { return !m_view.graph->item(id).canOpen(); });
    return tr("%1 with %2")
        .arg(tr("%n card(s)", "", int(cards)), tr("%n variable(s)", "", int(variablesOf(m_found).size())));
}

void Tracer::say(const QString &fact)
{
    const QStringList keys = variablesOf(m_found);
    QList<Message::Action> actions;
    if (!keys.isEmpty())
        actions.append({ tr("Select the variables"), [this, keys] { Q_EMIT m_view.q->variablesSelected(keys); } });
    const bool known = m_view.graph->source() == ViewSource::Graph;
    const QString doubt = known ? QString() : tr("Inferred: no graph says how they are connected.");
    m_view.strip->post({ u"trace"_qs, Message::Kind::Information, fact, doubt, actions }); // its ✕ ends the trace
}

} // namespace ckpt
