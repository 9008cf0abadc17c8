// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramviewprivate.h"

#include "widgets/common/formatting.h"
#include "widgets/diagram/cardlist.h"
#include "widgets/diagram/diagramaccessible.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/overlays.h"

#include <algorithm>
#include <cmath>

namespace ckpt {

QStringList DiagramViewPrivate::keysOf(ItemId id) const
{
    QStringList keys;
    for (const std::string &key : graph->variablesOf(id))
        keys << toQString(key);
    return keys;
}

QStringList DiagramViewPrivate::rowKeys(ItemId id, int row) const
{
    const std::vector<CardText::Row> &rows = texts->of(id).rows;
    return row >= 0 && std::size_t(row) < rows.size() ? rows[std::size_t(row)].keys : QStringList();
}

void DiagramViewPrivate::clicked(ItemId id, int row, bool marker, int missing)
{
    if (!graph || shownGraph != graph)
        return;
    if (missing > 0) {
        showMore(id);
        return;
    }
    if (marker) {
        toggle(id);
        return;
    }
    select(id, id == ItemId::None ? QStringList() : rowKeys(id, row), true);
}

void DiagramViewPrivate::doubleClicked(ItemId id, int row)
{
    if (!graph || shownGraph != graph)
        return;
    const QStringList keys = isOpen(id) ? QStringList() : rowKeys(id, row);
    if (!keys.isEmpty())
        Q_EMIT q->variableActivated(keys.front());
    else if (graph->item(id).canOpen())
        toggle(id);
    else if (!openFunction(id))
        Q_EMIT q->itemActivated(id);
}

// Of a call whose body is not drawn here.
bool DiagramViewPrivate::openFunction(ItemId id)
{
    const std::string function = graph->item(id).function;
    if (!function.empty())
        Q_EMIT q->drawnPartWanted({ DrawnPart::Kind::Function, function });
    return !function.empty();
}

void DiagramViewPrivate::hovered(ItemId id, int row)
{
    if (!graph || shownGraph != graph)
        return;
    QStringList keys;
    if (id != ItemId::None && row >= 0)
        keys = rowKeys(id, row);
    else if (id != ItemId::None)
        for (const CardText::Row &each : texts->of(id).rows)
            keys << each.keys;
    Q_EMIT q->variablesHovered(keys);
}

void DiagramViewPrivate::select(ItemId id, const QStringList &rows, bool tell)
{
    selected = id;
    alsoMarked.clear();
    markedRows = QSet<QString>(rows.begin(), rows.end());
    applyMarks(false);
    if (!tell)
        return;
    Q_EMIT q->variablesSelected(!rows.isEmpty() ? rows : id == ItemId::None ? QStringList() : keysOf(id));
    Q_EMIT q->itemSelected(id);
    tracer.selectionChanged();
}

void DiagramViewPrivate::selectVariable(const QString &key)
{
    selected = ItemId::None;
    alsoMarked.clear();
    markedRows.clear();
    if (!graph)
        return;
    if (!key.isEmpty()) {
        markedRows.insert(key);
        const std::vector<ItemId> items = graph->itemsOfVariable(toBytes(key));
        if (!items.empty() && std::none_of(items.begin(), items.end(), [this](ItemId id) { return focus.shows(id); }))
            focus.end();
        for (const ItemId id : items) {
            if (!focus.shows(id))
                continue;
            const ItemId visible = visibleItem(id);
            if (selected == ItemId::None)
                selected = visible;
            else if (visible != selected
                && std::find(alsoMarked.begin(), alsoMarked.end(), visible) == alsoMarked.end())
                alsoMarked.push_back(visible);
        }
    }
    applyMarks(true);
}

void DiagramViewPrivate::applyMarks(bool bring)
{
    updateCrumbs();
    updateActions();
    if (graph)
        cardList->setCurrentItem(selected);
    if (!picturePresent || shownGraph != graph) {
        bringWhenDone = bringWhenDone || bring;
        return;
    }
    std::vector<ItemId> marks = alsoMarked;
    if (selected != ItemId::None)
        marks.push_back(selected);
    scene->setMarked(marks, markedRows);
    if (bring && arranger.isBusy())
        bringWhenDone = true;
    else if (bring && selected != ItemId::None)
        canvas->bring(scene->finalRect(selected));
    minimap->update(scene->finalRect(selected));
    canvas->setAccessibleDescription(selected == ItemId::None ? QString() : scene->describe(selected));
    announceCurrentCard(canvas, selected);
}

ItemId DiagramViewPrivate::firstCard() const
{
    const auto &boxes = scene->picture().boxes;
    const Picture::Box *first = nullptr;
    const auto place = [this](const Picture::Box &box) {
        const QRectF rect = inFlow(box.rect);
        return std::pair(rect.top(), rect.left());
    };
    for (const Picture::Box &box : boxes)
        if (!box.frame && box.missing == 0 && (!first || place(box) < place(*first)))
            first = &box;
    return first ? first->id : ItemId::None;
}

// As if the data flowed downwards.
QRectF DiagramViewPrivate::inFlow(const QRectF &rect) const
{
    return scene->picture().direction == FlowDirection::LeftRight ? transposed(rect) : rect;
}

// The nearest card to the left or right of the flow; height counts double, so that the walk stays in its row.
ItemId DiagramViewPrivate::beside(ItemId id, bool after) const
{
    const QRectF here = inFlow(scene->finalRect(id));
    const Picture::Box *best = nullptr;
    double least = 0;
    for (const Picture::Box &box : scene->picture().boxes) {
        const QRectF rect = inFlow(box.rect);
        const double dx = (rect.center().x() - here.center().x()) * (after ? 1 : -1);
        if (box.id == id || box.frame || box.missing > 0 || dx < 1 || rect.contains(here.center()))
            continue;
        const double dy = std::max({ rect.top() - here.bottom(), here.top() - rect.bottom(), 0.0 });
        const double distance = dx + 2 * dy + (dy > 0 ? 200 : 0);
        if (!best || distance < least) {
            best = &box;
            least = distance;
        }
    }
    return best ? best->id : ItemId::None;
}

void DiagramViewPrivate::step(DiagramCanvas::Step way)
{
    if (!picturePresent || shownGraph != graph)
        return;
    ItemId next = ItemId::None;
    const BoxItem *here = scene->box(selected);
    if (!here) {
        next = firstCard();
    } else if (way == DiagramCanvas::Step::Before || way == DiagramCanvas::Step::After) {
        next = beside(selected, way == DiagramCanvas::Step::After);
    } else if (here->isFrame()) { // into the frame, or back to what is before it
        const std::vector<ItemId> &children = graph->item(selected).children;
        if (way == DiagramCanvas::Step::Output && !children.empty())
            next = children.front();
        else if (graph->item(selected).parent != graph->root())
            next = graph->item(selected).parent;
    } else {
        const std::vector<ItemId> found = scene->neighbours(selected, way == DiagramCanvas::Step::Input);
        if (!found.empty())
            next = found.front();
    }
    if (next == ItemId::None || !scene->box(next))
        return;
    select(next, {}, true);
    canvas->bring(scene->finalRect(next));
}

void DiagramViewPrivate::toggle(ItemId id)
{
    if (id == ItemId::None || !graph)
        return;
    if (graph->item(id).canOpen())
        setOpen({ id }, !isOpen(id), id);
    else if (!openFunction(id))
        Q_EMIT q->itemActivated(id);
}

void DiagramViewPrivate::escape()
{
    if (tracer.isActive()) {
        tracer.end();
    } else if (focus.isActive()) {
        focus.end();
    } else if (selected != ItemId::None || !markedRows.isEmpty()) {
        select(ItemId::None, {}, true);
    }
}

void DiagramViewPrivate::updateCrumbs()
{
    QList<DiagramHead::Crumb> crumbs;
    if (graph && selected != ItemId::None)
        for (ItemId id = selected; id != ItemId::None && id != graph->root() && focus.shows(id);
             id = graph->item(id).parent)
            crumbs.prepend({ id, toQString(graph->item(id).title) });
    if (focus.isActive()) {
        crumbs.prepend({ ItemId::None, focus.text() });
        crumbs.prepend({ DiagramHead::kBack, DiagramView::tr("← Back") });
    } else if (!runName.isEmpty()) {
        crumbs.prepend({ ItemId::None, runName });
    }
    head->setCrumbs(crumbs);
}

void DiagramViewPrivate::crumbClicked(ItemId id)
{
    if (id == DiagramHead::kBack)
        return focus.end();
    select(id, {}, true);
    if (id == ItemId::None)
        canvas->showAtFirst();
    else
        canvas->bring(scene->finalRect(id));
}

} // namespace ckpt
