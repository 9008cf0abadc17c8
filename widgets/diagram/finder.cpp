// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/finder.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/querywords.h"
#include "widgets/diagram/diagramviewprivate.h"

namespace ckpt {

Finder::Finder(DiagramViewPrivate &view)
    : m_view(view)
    , m_bar(new FindBar(view.canvas))
{
    connect(m_bar, &FindBar::textChanged, this, &Finder::ask);
    connect(m_bar, &FindBar::chosen, this, &Finder::choose);
    connect(m_bar, &FindBar::closed, this, &Finder::close);
}

bool Finder::isOpen() const
{
    return m_bar->isVisible();
}

void Finder::open()
{
    if (!m_view.graph)
        return;
    place();
    m_bar->open();
}

void Finder::step(int by)
{
    if (isOpen())
        m_bar->step(by);
    else
        open();
}

void Finder::close()
{
    m_bar->hide();
    m_view.canvas->setCoveredTop(0);
    m_view.canvas->setFocus();
    m_wanted = kNoSearchNode;
    if (m_lent.empty())
        return;
    std::set<NodeClass> classes = m_view.wantedClasses;
    for (const NodeClass lent : m_lent)
        classes.erase(lent);
    m_lent.clear();
    m_view.wantClasses(classes);
}

void Finder::ask(const QString &text)
{
    m_hits.clear();
    const auto query = NodeQuery::parse(toBytes(text.trimmed()));
    if (!query) {
        m_bar->setError(querySentence(query.error()));
        return;
    }
    if (query->isEmpty()) {
        m_bar->setHits(0, {});
        return;
    }
    m_bar->setWaiting();
    Q_EMIT m_view.q->searchWanted(text);
}

void Finder::setHits(const QString &text, std::vector<NodeHit> hits)
{
    if (text != m_bar->text() || !m_view.graph)
        return;
    m_hits = std::move(hits);
    m_graph = m_view.graph->graph().get();
    m_bar->setHits(int(m_hits.size()), [this](int hit) { return row(hit); });
}

FindBar::Row Finder::row(int number) const
{
    const NodeHit &hit = m_hits[std::size_t(number)];
    if (hit.node == kNoSearchNode) {
        const Item &item = m_view.graph->item(hit.item);
        return { toQString(item.title),
            item.layerName.empty() || item.layerName == item.title ? graphParts(item.subtitle)
                                                                   : toQString(item.layerName),
            false };
    }
    const SearchNode node = m_view.graph->searchNode(hit.node);
    const QString op = toQString(node.op);
    QString remark = hit.item == ItemId::None ? tr("%1 · hidden: %2").arg(op, className(node.nodeClass)) : op;
    if (hit.item != ItemId::None && node.nodeClass != NodeClass::Forward && node.nodeClass != NodeClass::Input) {
        const Item &item = m_view.graph->item(hit.item); // folded into it
        remark = tr("%1 · in %2").arg(op, toQString(item.layerName.empty() ? item.title : item.layerName));
    }
    return { toQString(node.name), remark, hit.item == ItemId::None };
}

void Finder::choose(int number)
{
    const NodeHit &hit = m_hits[std::size_t(number)];
    m_wanted = kNoSearchNode;
    if (hit.item != ItemId::None) {
        show(hit.item);
        return;
    }
    const NodeClass nodeClass = m_view.graph->searchNode(hit.node).nodeClass;
    if (m_view.wantedClasses.contains(nodeClass)) // drawn, and yet not in the picture
        return;
    m_wanted = hit.node;
    m_lent.insert(nodeClass);
    std::set<NodeClass> classes = m_view.wantedClasses;
    classes.insert(nodeClass);
    m_view.wantClasses(classes);
}

void Finder::show(ItemId item)
{
    m_view.canvas->setCoveredTop(isOpen() ? m_bar->geometry().bottom() : 0);
    if (!m_view.focus.shows(item))
        m_view.focus.end();
    std::vector<ItemId> around;
    for (ItemId up = m_view.graph->item(item).parent; up != ItemId::None && m_view.focus.shows(up);
         up = m_view.graph->item(up).parent)
        around.push_back(up);
    m_view.setOpen(around, true, ItemId::None);
    m_view.select(item, {}, true);
    m_view.applyMarks(true);
}

void Finder::graphChanged()
{
    // Without a graph nothing tells that two pictures have the same nodes.
    if (!m_view.graph || !m_view.graph->graph() || m_view.graph->graph().get() != m_graph) {
        m_hits.clear();
        m_lent.clear();
        m_wanted = kNoSearchNode;
        if (!m_view.graph)
            m_bar->hide();
        else if (isOpen())
            ask(m_bar->text());
        return;
    }
    for (NodeHit &hit : m_hits) // the same nodes on other cards; cards themselves have new numbers
        if (hit.node != kNoSearchNode)
            hit.item = m_view.graph->searchNode(hit.node).item;
    std::erase_if(m_hits, [](const NodeHit &hit) { return hit.node == kNoSearchNode; });
    m_bar->setRows(int(m_hits.size()));
}

// After the window has restored its own selection in a new graph.
void Finder::pictureChanged()
{
    if (m_wanted == kNoSearchNode || m_view.graph->graph().get() != m_graph)
        return;
    const ItemId item = m_view.graph->searchNode(m_wanted).item;
    if (item == ItemId::None) // its class is not drawn yet
        return;
    m_wanted = kNoSearchNode;
    show(item);
}

void Finder::place()
{
    m_bar->place(m_view.canvas->size());
}

} // namespace ckpt
