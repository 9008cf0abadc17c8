// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramviewprivate.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/messagestrip.h"
#include "widgets/diagram/busybox.h"
#include "widgets/diagram/cardlist.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/drawnmenu.h"
#include "widgets/diagram/legend.h"
#include "widgets/diagram/overlays.h"

#include <QApplication>
#include <QEvent>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr int kBusyAfterMs = 1000, kPaneSettlesMs = 150;
constexpr double kPaneChange = 0.25;

bool differs(double a, double b)
{
    return std::abs(a - b) > kPaneChange * std::max(1.0, b);
}

} // namespace

bool DiagramViewPrivate::isLikePane(const QSizeF &pane, const QSizeF &other)
{
    return !differs(pane.width(), other.width()) && !differs(pane.height(), other.height());
}

void DiagramViewPrivate::forgetGraph()
{
    if (graph && selected != ItemId::None)
        selectedKey = graph->item(selected).key;
    prepareTimer.stop();
    if (graph)
        tracer.graphChanged();
    focus.forget();
    cardList->setView(nullptr);
    arranger.cancel();
    client.cancel();
    busyTimer.stop();
    busy->stop();
    scene->clearPicture();
    canvas->viewport()->setUpdatesEnabled(true);
    shownTexts.reset();
    texts.reset();
    shownGraph.reset();
    graph.reset();
    drawnMenu->setGraph(nullptr);
    finder.graphChanged();
    picturePresent = false;
    shownChildren.clear();
    selected = ItemId::None;
    alsoMarked.clear();
    markedRows.clear();
    strip->clear();
    fallbackSaid.clear();
    chips->hide();
    legend->hide();
    updateCrumbs();
    updateActions();
}

// Keys that were there before keep their state; new ones are open as the graph proposes.
void DiagramViewPrivate::takeOpenState()
{
    std::set<std::string> open;
    std::unordered_set<std::string> known; // of a large graph many thousand
    bool anyGiven = false;
    for (const Item &item : graph->items())
        anyGiven = anyGiven || (openKeysGiven && item.canOpen() && openKeys.contains(item.key));
    for (const Item &item : graph->items()) {
        if (!item.canOpen() || item.id == graph->root())
            continue;
        known.insert(item.key);
        const bool decided = openKeysGiven ? anyGiven : knownKeys.contains(item.key);
        if (decided ? openKeys.contains(item.key) : item.openAtFirst)
            open.insert(item.key);
    }
    openKeys = std::move(open);
    knownKeys = std::move(known);
    openKeysGiven = false;
}

void DiagramViewPrivate::setGraph(std::shared_ptr<const GraphView> next)
{
    if (graph)
        selectedKey = selected != ItemId::None ? graph->item(selected).key : std::string();
    if (graph)
        tracer.graphChanged();
    graph = std::move(next);
    preparingGraph = false;
    prepareTimer.stop();
    texts = std::make_shared<CardTexts>(graph);
    drawnMenu->setGraph(graph);
    cardList->setView(graph);
    focus.graphChanged();
    takeOpenState();
    shownChildren.clear();
    arranger.forgetColumns();
    chooseColumns = true;
    selected = selectedKey.empty() ? ItemId::None : visibleItem(findByKey(selectedKey));
    selectedKey.clear();
    alsoMarked.clear();
    if (selected == ItemId::None)
        markedRows.clear();
    wantedClasses.clear();
    for (const HiddenClass &hidden : graph->hidden())
        if (hidden.shown)
            wantedClasses.insert(hidden.nodeClass);
    strip->remove(u"remark"_qs);
    if (!graph->remark().empty())
        strip->post({ u"remark"_qs, Message::Kind::Information, graphWords(graph->remark()), {}, {} });
    updateChips();
    updateCrumbs();
    relayout(selected);
    finder.graphChanged();
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
    if (fixed != ItemId::None)
        canvas->setMovedByHand(true); // from now on the user decides what is seen
    Q_EMIT q->openKeysChanged();
    relayout(fixed);
}

void DiagramViewPrivate::showMore(ItemId scope)
{
    const auto known = shownChildren.find(scope);
    shownChildren[scope] = (known == shownChildren.end() ? kChildrenShown : known->second) + kChildrenShown;
    relayout(ItemId::None);
}

bool DiagramViewPrivate::isDone() const
{
    return !preparingGraph && !arranger.isBusy() && !scene->isBuilding() && !scene->isAnimating()
        && (!graph || picturePresent);
}

void DiagramViewPrivate::relayout(ItemId fixed)
{
    anchor = fixed;
    VisibleTree tree = visibleTree(*graph, openItems(), shownChildren, focus.cards());
    const QString text = DiagramView::tr("Arranging %1 in %2")
                             .arg(DiagramView::tr("%n node(s)", "", int(tree.nodeCount())),
                                 DiagramView::tr("%n group(s)", "", int(tree.scopes.size())));
    if (!picturePresent) {
        pages->setCurrentWidget(preparing);
        preparing->start(text, true);
    } else {
        busy->start(text, true);
        busy->hide();
        busyTimer.start(kBusyAfterMs);
    }
    columnsPane = DiagramCanvas::paneOf(pages->size());
    arranger.start(std::move(tree), *texts, columnsPane, std::exchange(chooseColumns, false));
    updateActions();
}

void DiagramViewPrivate::present()
{
    presentation = { !picturePresent, shownGraph == graph, false, {}, {} };
    ItemId before = anchor;
    if (!presentation.sameGraph && shownGraph && anchor != ItemId::None) { // ids are new, keys are not
        before = ItemId::None;
        for (const Item &item : shownGraph->items())
            if (item.key == graph->item(anchor).key)
                before = item.id;
    }
    const BoxItem *old = before == ItemId::None ? nullptr : scene->box(before);
    const QPointF oldCorner = old ? old->pos() : QPointF();
    presentation.anchorAt = canvas->viewportTransform().map(oldCorner);
    for (const Picture::Box &box : arranger.picture().boxes)
        if (old && box.id == anchor && box.missing == 0) {
            presentation.anchorPoint = box.rect.topLeft();
            presentation.anchored = true;
        }
    const bool still = presentation.first || !presentation.sameGraph || !q->isVisible();
    const std::shared_ptr<CardTexts> keep = std::exchange(shownTexts, texts); // until the old items are gone
    shownGraph = graph;
    canvas->viewport()->setUpdatesEnabled(false); // an unfinished picture is never seen
    scene->show(arranger.tree(), arranger.picture(), *texts, presentation.anchorPoint - oldCorner,
        still ? 0 : canvas->animationTime());
}

void DiagramViewPrivate::afterPresent()
{
    preparing->stop();
    busyTimer.stop();
    busy->stop();
    picturePresent = true;
    showPicture();
    canvas->viewport()->setUpdatesEnabled(true);
    canvas->updateRange();
    const bool refit = presentation.first || (!presentation.sameGraph && !canvas->wasMovedByHand());
    if (focus.restorePlace())
        placeOverlays();
    else if (presentation.anchored && !refit)
        canvas->pin(presentation.anchorPoint, presentation.anchorAt);
    else if (presentation.first || !canvas->wasMovedByHand())
        canvas->showAtFirst();
    sayFallback();
    looks.updateLegend();
    tracer.pictureChanged();
    applyMarks(std::exchange(bringWhenDone, false));
    placeOverlays();
    if (!scene->isAnimating())
        Q_EMIT q->layoutFinished();
    finder.pictureChanged();
}

void DiagramViewPrivate::showPicture()
{
    QWidget *wanted = canvas;
    if (looks.look().list)
        wanted = cardList;
    if (pages->currentWidget() == wanted)
        return;
    const bool hadFocus = pages->isAncestorOf(QApplication::focusWidget());
    pages->setCurrentWidget(wanted);
    if (hadFocus)
        wanted->setFocus();
    if (wanted == canvas && visibleItem(selected) != selected) // a row of a closed scope
        select(visibleItem(selected), {}, false);
}

// Once per reason, and only when the picture on screen is really the simple one.
void DiagramViewPrivate::sayFallback()
{
    if (!scene->picture().simple) {
        strip->remove(u"layout"_qs);
        fallbackSaid.clear();
        return;
    }
    if (fallbackSaid == fallback.what)
        return;
    fallbackSaid = fallback.what;
    const auto again = [this] {
        strip->remove(u"layout"_qs);
        fallbackSaid.clear();
        client.forgetSimple();
        if (graph)
            relayout(selected);
    };
    strip->post({ u"layout"_qs, Message::Kind::Warning, fallback.what, fallback.why,
        { { DiagramView::tr("Try again"), again } } });
    Q_EMIT q->layoutFellBack(fallback.what, fallback.why);
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

bool DiagramViewPrivate::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == pages && event->type() == QEvent::Resize)
        paneChanged();
    return QObject::eventFilter(watched, event);
}

// Columns are chosen for the pane; a very different pane wants them chosen anew. Small changes only move the picture.
void DiagramViewPrivate::paneChanged()
{
    placeOverlays();
    if (!graph)
        return;
    if (!isLikePane(DiagramCanvas::paneOf(pages->size()), columnsPane))
        chooseColumns = true;
    paneTimer.start(kPaneSettlesMs);
}

} // namespace ckpt
