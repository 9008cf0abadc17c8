// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramview.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/busybox.h"
#include "widgets/diagram/cardlist.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/diagramviewprivate.h"
#include "widgets/diagram/drawnmenu.h"
#include "widgets/diagram/legend.h"
#include "widgets/diagram/overlays.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QToolTip>

namespace ckpt {

DiagramViewPrivate::DiagramViewPrivate(DiagramView *view)
    : q(view)
    , head(new DiagramHead(view))
    , drawnMenu(new DrawnMenu(head))
    , chips(new ChipRow(view))
    , strip(new MessageStrip(view))
    , pages(new QStackedWidget(view))
    , scene(new DiagramScene(this))
    , canvas(new DiagramCanvas(scene, view))
    , empty(new EmptyPage(view))
    , preparing(new PreparingPage(view))
    , busy(new BusyBox(canvas))
    , minimap(new Minimap(canvas, scene))
    , cardList(new CardList(view))
    , legend(new Legend(view))
    , arranger(client, this)
{
    chips->setLead(DiagramView::tr("Hidden"));
    strip->setObjectName(u"diagramStrip"_qs);
    canvas->setAccessibleName(DiagramView::tr("Diagram"));
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    auto *chipMargins = new QHBoxLayout;
    chipMargins->setContentsMargins(metric::kGroupGap, 0, metric::kGroupGap, 0);
    chipMargins->addWidget(chips);
    column->addLayout(chipMargins);
    column->addWidget(strip);
    column->addWidget(pages, 1);
    column->addWidget(legend);
    for (QWidget *page : std::initializer_list<QWidget *>{ canvas, cardList, empty, preparing })
        pages->addWidget(page);
    pages->setCurrentWidget(empty);
    makeActions();
    auto *showAll = new QAction(q);
    showAll->setObjectName(u"diagram.showAll"_qs);
    actions.insert(showAll->objectName(), showAll);
    chips->setTrailing(showAll);
    const auto action = [this](const char *id) { return actions.value(QString::fromLatin1(id)); };
    zoomBar = new ZoomBar(action("diagram.zoomOut"), action("diagram.actualSize"), action("diagram.zoomIn"),
        action("diagram.fit"), canvas);
    busyTimer.setSingleShot(true);
    paneTimer.setSingleShot(true);
    prepareTimer.setSingleShot(true);
    overlayTimer.setSingleShot(true);
    connect(&overlayTimer, &QTimer::timeout, this, &DiagramViewPrivate::placeOverlays);
    connect(&prepareTimer, &QTimer::timeout, this, [this] { pages->setCurrentWidget(preparing); });

    connect(strip, &MessageStrip::closed, this, [this](const QString &id) {
        if (id == u"trace")
            tracer.end();
    });
    connectLayout();
    connectCanvas();
    connectChips(showAll);
    forgetGraph();
}

void DiagramViewPrivate::connectLayout()
{
    connect(&arranger, &Arranger::done, this, &DiagramViewPrivate::present);
    connect(q, &DiagramView::layoutFinished, this, &DiagramViewPrivate::updateActions);
    connect(&client, &LayoutClient::fellBack, this, [this](LayoutClient::Reason reason, int signalNumber) {
        fallback = simpleLayout(reason, signalNumber, client.program());
    });
    connect(scene, &DiagramScene::built, this, &DiagramViewPrivate::afterPresent);
    connect(scene, &DiagramScene::shown, this, [this] {
        placeOverlays();
        if (isDone())
            Q_EMIT q->layoutFinished();
    });
    connect(&busyTimer, &QTimer::timeout, this, [this] {
        placeOverlays();
        busy->show();
        busy->raise();
    });
    connect(&paneTimer, &QTimer::timeout, this, [this] {
        if (chooseColumns && graph)
            relayout(canvas->wasMovedByHand() ? selected : ItemId::None);
        else if (picturePresent && !canvas->wasMovedByHand() && !arranger.isBusy())
            canvas->showAtFirst();
        placeOverlays();
    });
    for (BusyBox *box : { busy, preparing->box() }) {
        connect(box, &BusyBox::simpleLayoutWanted, &client, &LayoutClient::useSimpleLayout);
        connect(box, &BusyBox::cancelled, this, &DiagramViewPrivate::layoutStopped);
    }
}

void DiagramViewPrivate::connectCanvas()
{
    connect(canvas, &DiagramCanvas::clicked, this, &DiagramViewPrivate::clicked);
    connect(canvas, &DiagramCanvas::doubleClicked, this, &DiagramViewPrivate::doubleClicked);
    connect(canvas, &DiagramCanvas::hovered, this, &DiagramViewPrivate::hovered);
    connect(canvas, &DiagramCanvas::arrowPressed, this, [this](Qt::Key key) {
        using Step = DiagramCanvas::Step;
        const bool across = scene->picture().direction == FlowDirection::LeftRight;
        if (key == Qt::Key_Down || key == Qt::Key_Right)
            step((key == Qt::Key_Right) == across ? Step::Output : Step::After);
        else
            step((key == Qt::Key_Left) == across ? Step::Input : Step::Before);
    });
    connect(canvas, &DiagramCanvas::contextMenuWanted, this, &DiagramViewPrivate::showMenu);
    connect(canvas, &DiagramCanvas::toggleWanted, this, [this] { toggle(selected); });
    connect(canvas, &DiagramCanvas::escapePressed, this, &DiagramViewPrivate::escape);
    connect(canvas, &DiagramCanvas::selectWanted, this, [this] {
        if (graph && picturePresent)
            select(selected == ItemId::None ? firstCard() : selected, {}, true);
    });
    connect(canvas, &DiagramCanvas::zoomChanged, this, [this] {
        zoomBar->setZoom(canvas->zoom());
        overlayTimer.start(0); // the minimap once for many small steps
    });
    connect(cardList, &CardList::itemChosen, this, [this](ItemId id) { select(id, {}, true); });
    connect(cardList, &CardList::itemActivated, this, [this](ItemId id) {
        if (!openFunction(id))
            Q_EMIT q->itemActivated(id);
    });
    pages->installEventFilter(this);
    connect(drawnMenu, &DrawnMenu::tagsChosen, q, &DiagramView::tagsWanted);
    connect(drawnMenu, &DrawnMenu::chosen, q, &DiagramView::drawnPartWanted);
    connect(head, &DiagramHead::crumbClicked, this, &DiagramViewPrivate::crumbClicked);
}

void DiagramViewPrivate::connectChips(const QAction *showAll)
{
    connect(chips, &ChipRow::toggled, this, [this](const QString &id, bool on) {
        std::set<NodeClass> classes = wantedClasses;
        for (const HiddenClass &hidden : graph->hidden())
            if (QLatin1String(queryKey(hidden.nodeClass)) == id)
                on ? void(classes.insert(hidden.nodeClass)) : void(classes.erase(hidden.nodeClass));
        wantClasses(classes);
    });
    connect(chips, &ChipRow::menuRequested, this, [this](const QString &id, const QPoint &position) {
        QMenu menu(q);
        const QAction *why = menu.addAction(DiagramView::tr("Why is this hidden?"));
        if (menu.exec(position) != why)
            return;
        for (const HiddenClass &hidden : graph->hidden())
            if (QLatin1String(queryKey(hidden.nodeClass)) == id)
                QToolTip::showText(position, classReason(hidden.nodeClass), chips);
    });
    connect(showAll, &QAction::triggered, this, [this] {
        std::set<NodeClass> classes;
        for (const HiddenClass &hidden : graph->hidden())
            classes.insert(hidden.nodeClass);
        wantClasses(classes == wantedClasses ? std::set<NodeClass>() : classes);
    });
}

DiagramViewPrivate::~DiagramViewPrivate()
{
    arranger.cancel();
    scene->clearPicture();
}

DiagramView::DiagramView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"diagramView"_qs);
    setAccessibleName(tr("Diagram"));
    d = std::make_unique<DiagramViewPrivate>(this);
}

DiagramView::~DiagramView() = default;

void DiagramView::setHelperProgram(const QString &path)
{
    d->client.setProgram(path);
}

void DiagramView::setRunName(const QString &name)
{
    d->runName = name;
    d->updateCrumbs();
}

void DiagramView::setGraph(std::shared_ptr<const GraphView> graph)
{
    if (!graph || graph->root() == ItemId::None)
        clearWithMessage(tr("This checkpoint has no graph."), {});
    else
        d->setGraph(std::move(graph));
}

std::shared_ptr<const GraphView> DiagramView::graph() const
{
    return d->graph;
}

void DiagramView::clearWithMessage(const QString &title, const QString &text, const QList<QAction *> &actions)
{
    d->preparingGraph = false;
    d->preparing->stop();
    d->forgetGraph();
    d->empty->setContent(EmptyPage::Kind::Plain, title, text);
    QList<EmptyPage::Button> buttons;
    for (QAction *action : actions)
        buttons.append({ action->text(), [action] { action->trigger(); } });
    d->empty->setButtons(buttons);
    d->pages->setCurrentWidget(d->empty);
}

void DiagramView::setPreparing(qint64 nodes)
{
    d->preparingGraph = true;
    d->preparing->start(
        nodes > 0 ? tr("Reading a graph of %1 nodes").arg(formatCount(nodes)) : tr("Reading the graph"), false);
    if (!d->picturePresent)
        d->pages->setCurrentWidget(d->preparing);
    else if (!d->prepareTimer.isActive()) // an old picture stays for the moment that most graphs take
        d->prepareTimer.start(300);
}

void DiagramView::selectVariable(const QString &key)
{
    d->selectVariable(key);
}

void DiagramView::selectItem(ItemId id)
{
    if (!d->graph)
        return;
    if (!d->focus.shows(id) && id != ItemId::None)
        d->focus.end();
    d->select(id == ItemId::None ? id : d->visibleItem(id), {}, false);
    d->applyMarks(true);
}

ItemId DiagramView::selectedItem() const
{
    return d->selected;
}

QStringList DiagramView::openKeys() const
{
    QStringList keys;
    for (const std::string &key : d->focus.isActive() ? d->focus.openKeysBefore() : d->openKeys)
        keys << toQString(key);
    return keys;
}

void DiagramView::setOpenKeys(const QStringList &keys)
{
    std::set<std::string> wanted;
    for (const QString &key : keys)
        wanted.insert(toBytes(key));
    if (wanted == d->openKeys && d->graph)
        return;
    d->focus.forget();
    d->openKeys = std::move(wanted);
    d->openKeysGiven = true;
    if (d->graph) {
        d->takeOpenState();
        d->relayout(d->selected);
    }
}

void DiagramView::setOpen(ItemId id, bool open)
{
    if (d->graph && id != ItemId::None)
        d->setOpen({ id }, open, id);
}

bool DiagramView::isOpen(ItemId id) const
{
    return d->graph && id != ItemId::None && d->isOpen(id);
}

void DiagramView::setLook(const DiagramLook &look)
{
    d->looks.set(look);
}

const DiagramLook &DiagramView::look() const
{
    return d->looks.look();
}

void DiagramView::setNumbers(std::shared_ptr<const ValueNumbers> numbers)
{
    d->looks.setNumbers(std::move(numbers));
}

bool DiagramView::isLayoutDone() const
{
    return d->isDone();
}

bool DiagramView::usesSimpleLayout() const
{
    return d->scene->picture().simple;
}

qreal DiagramView::zoom() const
{
    return d->canvas->zoom();
}

void DiagramView::openFind()
{
    d->finder.open();
}

void DiagramView::setSearchHits(const QString &text, std::vector<NodeHit> hits)
{
    d->finder.setHits(text, std::move(hits));
}

QList<QAction *> DiagramView::diagramActions() const
{
    return d->actionOrder;
}

QAction *DiagramView::diagramAction(const QString &id) const
{
    return d->actions.value(id);
}

ArrangedDiagram DiagramView::arranged() const
{
    ArrangedDiagram result{ d->shownTexts, d->scene->tree(), d->scene->picture(), {}, d->looks.look(),
        d->looks.numbers(), d->focus.centre() };
    result.simple = result.picture.simple ? std::optional(d->fallback) : tooLargeForGraphviz(result.tree);
    return result;
}

QRectF DiagramView::visiblePart() const
{
    return d->canvas->mapToScene(d->canvas->viewport()->rect()).boundingRect();
}

} // namespace ckpt
