// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramviewprivate.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/busybox.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/overlays.h"

#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr int kBusyAfterMs = 1000, kPaneSettlesMs = 150;
constexpr double kPaneChange = 0.25;

bool differs(double a, double b) { return std::abs(a - b) > kPaneChange * std::max(1.0, b); }

} // namespace

void DiagramViewPrivate::forgetGraph()
{
    arranger.cancel();
    client.cancel();
    busyTimer.stop();
    busy->stop();
    scene->clearPicture();
    shownTexts.reset();
    texts.reset();
    shownGraph.reset();
    graph.reset();
    picturePresent = false;
    shownChildren.clear();
    selected = ItemId::None;
    alsoMarked.clear();
    markedRows.clear();
    strip->clear();
    chips->hide();
    legend->hide();
    updateCrumbs();
    updateActions();
}

// Keys that were there before keep their state; new ones are open as the graph proposes.
void DiagramViewPrivate::takeOpenState(const GraphView *before)
{
    std::set<std::string> open, known;
    bool anyGiven = false;
    for (const Item &item : graph->items())
        anyGiven = anyGiven || (openKeysGiven && item.canOpen() && openKeys.contains(item.key));
    for (const Item &item : graph->items()) {
        if (!item.canOpen() || item.id == graph->root())
            continue;
        known.insert(item.key);
        const bool decided = before ? knownKeys.contains(item.key) : anyGiven;
        if (decided ? openKeys.contains(item.key) : item.openAtFirst)
            open.insert(item.key);
    }
    openKeys = std::move(open);
    knownKeys = std::move(known);
    openKeysGiven = false;
}

void DiagramViewPrivate::setGraph(std::shared_ptr<const GraphView> next)
{
    const std::shared_ptr<const GraphView> before = std::exchange(graph, std::move(next));
    preparingGraph = false;
    texts = std::make_shared<CardTexts>(graph);
    takeOpenState(before.get());
    shownChildren.clear();
    arranger.forgetColumns();
    chooseColumns = true;
    const std::string key = before && selected != ItemId::None ? before->item(selected).key : std::string();
    selected = key.empty() ? ItemId::None : findByKey(key);
    alsoMarked.clear();
    if (selected == ItemId::None)
        markedRows.clear();
    wantedClasses.clear();
    for (const HiddenClass &hidden : graph->hidden())
        if (hidden.shown)
            wantedClasses.insert(hidden.nodeClass);
    strip->remove(u"remark"_qs);
    if (!graph->remark().empty())
        strip->post({u"remark"_qs, Message::Kind::Information, toQString(graph->remark()), {}, {}});
    updateChips();
    updateCrumbs();
    relayout(selected);
}

ItemId DiagramViewPrivate::findByKey(const std::string &key) const
{
    const auto items = graph->items();
    const auto place = std::find_if(items.begin(), items.end(), [&key](const Item &item) { return item.key == key; });
    return place == items.end() ? ItemId::None : place->id;
}

std::set<ItemId> DiagramViewPrivate::openItems() const
{
    std::set<ItemId> open;
    for (const Item &item : graph->items())
        if (item.canOpen() && openKeys.contains(item.key))
            open.insert(item.id);
    return open;
}

bool DiagramViewPrivate::isOpen(ItemId id) const
{
    return id == graph->root() || (graph->item(id).canOpen() && openKeys.contains(graph->item(id).key));
}

ItemId DiagramViewPrivate::visibleItem(ItemId id) const
{
    ItemId visible = id;
    for (ItemId up = id == ItemId::None ? id : graph->item(id).parent; up != ItemId::None; up = graph->item(up).parent)
        if (!isOpen(up))
            visible = up;
    return visible;
}

void DiagramViewPrivate::setOpen(const std::vector<ItemId> &ids, bool open, ItemId fixed)
{
    bool changed = false;
    for (const ItemId id : ids) {
        const Item &item = graph->item(id);
        if (!item.canOpen() || id == graph->root())
            continue;
        changed = (open ? openKeys.insert(item.key).second : openKeys.erase(item.key) > 0) || changed;
    }
    if (!changed)
        return;
    const ItemId visible = visibleItem(selected);
    if (visible != selected) // the selection follows into the scope that was closed
        select(visible, {}, false);
    Q_EMIT q->openKeysChanged();
    relayout(fixed);
}

void DiagramViewPrivate::showMore(ItemId scope)
{
    const auto known = shownChildren.find(scope);
    shownChildren[scope] = (known == shownChildren.end() ? kChildrenShown : known->second) + kChildrenShown;
    relayout(ItemId::None);
}

bool DiagramViewPrivate::isDone() const { return !preparingGraph && !arranger.isBusy() && !scene->isAnimating() && (!graph || picturePresent); }

void DiagramViewPrivate::relayout(ItemId fixed)
{
    anchor = fixed;
    VisibleTree tree = visibleTree(*graph, openItems(), shownChildren);
    const QString text = DiagramView::tr("Arranging %1 in %2")
                             .arg(DiagramView::tr("%n node(s)", "", int(tree.nodeCount())), DiagramView::tr("%n group(s)", "", int(tree.scopes.size())));
    if (!picturePresent) {
        pages->setCurrentWidget(preparing);
        preparing->start(text, true);
    } else {
        busy->start(text, true);
        busy->hide();
        busyTimer.start(kBusyAfterMs);
    }
    columnsPane = canvas->pane();
    arranger.start(std::move(tree), *texts, columnsPane, chooseColumns);
}

void DiagramViewPrivate::present()
{
    preparing->stop();
    busyTimer.stop();
    busy->stop();
    const bool first = !picturePresent, sameGraph = shownGraph == graph;
    ItemId before = anchor, after = anchor;
    if (!sameGraph && shownGraph && anchor != ItemId::None) { // ids are new, keys are not
        before = ItemId::None;
        for (const Item &item : shownGraph->items())
            if (item.key == graph->item(anchor).key)
                before = item.id;
    }
    const BoxItem *old = before == ItemId::None ? nullptr : scene->box(before);
    const QPointF oldCorner = old ? old->pos() : QPointF();
    const QPointF anchorAt = canvas->viewportTransform().map(oldCorner);
    QPointF newCorner;
    bool found = false;
    for (const Picture::Box &box : arranger.picture().boxes)
        if (old && box.id == after && box.missing == 0) {
            newCorner = box.rect.topLeft();
            found = true;
        }
    picturePresent = true;
    pages->setCurrentIndex(0);
    const int time = first || !sameGraph || !q->isVisible() ? 0 : canvas->animationTime();
    const std::shared_ptr<CardTexts> keep = shownTexts;
    scene->show(arranger.tree(), arranger.picture(), *texts, newCorner - oldCorner, time);
    shownTexts = texts;
    shownGraph = graph;
    chooseColumns = false;
    afterPresent(first, sameGraph, found ? newCorner : QPointF(), found ? anchorAt : QPointF(-1, -1));
}

void DiagramViewPrivate::afterPresent(bool first, bool sameGraph, const QPointF &anchorPoint, const QPointF &anchorAt)
{
    canvas->updateRange();
    if (anchorAt != QPointF(-1, -1) && !(first || (!sameGraph && !canvas->wasMovedByHand())))
        canvas->pin(anchorPoint, anchorAt);
    else if (first || !canvas->wasMovedByHand())
        canvas->showAtFirst();
    if (!scene->picture().simple)
        strip->remove(u"layout"_qs);
    updateLegend();
    applyMarks(std::exchange(bringWhenDone, false));
    placeOverlays();
    if (!scene->isAnimating())
        Q_EMIT q->layoutFinished();
}

void DiagramViewPrivate::explainFallback(LayoutClient::Reason reason, int signalNumber)
{
    QString what, why;
    switch (reason) {
    case LayoutClient::Reason::Missing:
        what = DiagramView::tr("The layout program was not found.");
        why = DiagramView::tr("The simple layout is shown. Looked for: %1").arg(client.program());
        break;
    case LayoutClient::Reason::Crashed:
        what = signalNumber > 0 ? DiagramView::tr("Graphviz stopped (signal %1).").arg(signalNumber) : DiagramView::tr("Graphviz stopped.");
        why = DiagramView::tr("The simple layout is shown.");
        break;
    case LayoutClient::Reason::TooSlow:
        what = DiagramView::tr("Arranging the diagram took too long.");
        why = DiagramView::tr("The simple layout is shown.");
        break;
    case LayoutClient::Reason::BadReply:
    case LayoutClient::Reason::Refused:
        what = DiagramView::tr("Graphviz could not arrange this graph.");
        why = DiagramView::tr("The simple layout is shown.");
        break;
    case LayoutClient::Reason::Stopped:
        what = DiagramView::tr("The layout was stopped.");
        why = DiagramView::tr("The simple layout is shown.");
        break;
    }
    const auto again = [this] {
        strip->remove(u"layout"_qs);
        client.forgetSimple();
        if (graph)
            relayout(selected);
    };
    strip->post({u"layout"_qs, Message::Kind::Warning, what, why, {{DiagramView::tr("Try again"), again}}});
    Q_EMIT q->layoutFellBack(what, why);
}

// Cancel: an old picture stays, else the simple layout is better than nothing.
void DiagramViewPrivate::layoutStopped()
{
    if (!picturePresent) {
        client.useSimpleLayout();
        return;
    }
    arranger.cancel();
    busyTimer.stop();
    busy->stop();
    Q_EMIT q->layoutFinished();
}

// Columns are chosen for the pane; a very different pane wants them chosen anew. Small changes only move the picture.
void DiagramViewPrivate::paneChanged()
{
    placeOverlays();
    if (!graph || canvas->pane().isEmpty())
        return;
    const QSizeF pane = canvas->pane();
    if (differs(pane.width(), columnsPane.width()) || differs(pane.height(), columnsPane.height()))
        chooseColumns = true;
    paneTimer.start(kPaneSettlesMs);
}

} // namespace ckpt
