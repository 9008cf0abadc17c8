// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramviewprivate.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/busybox.h"
#include "widgets/diagram/diagramhead.h"
#include "widgets/diagram/dragout.h"
#include "widgets/diagram/drawnmenu.h"
#include "widgets/diagram/openscopes.h"
#include "widgets/diagram/overlays.h"
#include "widgets/diagram/picturewriters.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QDrag>
#include <QGuiApplication>
#include <QMenu>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>

namespace ckpt {
namespace {

constexpr double kZoomStep = 1.25;

QString chipId(NodeClass nodeClass)
{
    return QString::fromLatin1(queryKey(nodeClass));
}

} // namespace

QAction *DiagramViewPrivate::addAction(const char *id, const QString &text, const QKeySequence &shortcut,
    const QString &iconName, std::function<void()> run)
{
    auto *action = new QAction(text, q);
    action->setObjectName(QString::fromLatin1(id));
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    if (!shortcut.isEmpty())
        action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    q->addAction(action);
    actions.insert(action->objectName(), action);
    actionOrder << action;
    return action;
}

void DiagramViewPrivate::makeActions()
{

    addAction("diagram.expand", DiagramView::tr("Open Scope"), Qt::Key_Plus, u"ckpt-scope-expand"_qs, [this] {
        if (selected != ItemId::None && !isOpen(selected))
            toggle(selected);
    });
    addAction("diagram.collapse", DiagramView::tr("Close Scope"), Qt::Key_Minus, u"ckpt-scope-collapse"_qs,
        [this] { collapse(); });
    addAction("diagram.expandAll", DiagramView::tr("Open All Scopes"), Qt::Key_Asterisk, {}, [this] { expandAll(); });
    addAction("diagram.collapseAll", DiagramView::tr("Close All Scopes"), {}, {}, [this] { collapseAll(); });
    addAction("diagram.fit", DiagramView::tr("Fit to View"), Qt::CTRL | Qt::Key_0, u"zoom-fit-best"_qs, [this] {
        canvas->fitAll();
        placeOverlays();
    });
    addAction("diagram.fitSelection", DiagramView::tr("Fit Selection"), Qt::CTRL | Qt::SHIFT | Qt::Key_0, {}, [this] {
        canvas->setMovedByHand(true);
        canvas->fitRect(scene->finalRect(selected).adjusted(-40, -40, 40, 40));
    });
    addAction("diagram.actualSize", DiagramView::tr("Actual Size"), Qt::CTRL | Qt::ALT | Qt::Key_0, {},
        [this] { canvas->setZoomAtCentre(1); });
    addAction("diagram.zoomIn", DiagramView::tr("Zoom In"), Qt::CTRL | Qt::Key_Plus, u"zoom-in"_qs,
        [this] { canvas->setZoomAtCentre(canvas->zoom() * kZoomStep); });
    addAction("diagram.zoomOut", DiagramView::tr("Zoom Out"), Qt::CTRL | Qt::Key_Minus, u"zoom-out"_qs,
        [this] { canvas->setZoomAtCentre(canvas->zoom() / kZoomStep); });
    makeFindActions();
    makeTraceActions();
    addAction("diagram.focus", DiagramView::tr("Focus on This Card"), Qt::Key_F, {},
        [this] { focus.isActive() ? focus.end() : focus.start(); });
    addAction("diagram.dissolve", DiagramView::tr("Dissolve This Group"), {}, {}, [this] {
        std::set<std::string> keys = graph->dissolved();
        keys.insert(graph->item(selected).key);
        Q_EMIT q->dissolvedChanged(keys);
    });
    addAction("diagram.foldAgain", DiagramView::tr("Restore Dissolved Groups"), {}, {},
        [this] { Q_EMIT q->dissolvedChanged({}); });
    addAction("diagram.pin", DiagramView::tr("Keep in Main Graph"), Qt::Key_P, {}, [this] { changePlace(); });
    addAction("diagram.chooseDrawn", DiagramView::tr("Choose What Is Drawn…"), {}, {}, [this] { drawnMenu->open(); });
    addAction("diagram.openFunction", DiagramView::tr("Open Function"), {}, {}, [this] {
        if (graph && selected != ItemId::None)
            openFunction(selected);
    });
    looks.makeActions();
    addAction("diagram.export", DiagramView::tr("Save Picture…"), {}, u"document-save"_qs,
        [this] { Q_EMIT q->pictureWanted(false); });
    addAction(
        "diagram.exportPart", DiagramView::tr("Save Visible Part…"), {}, {}, [this] { Q_EMIT q->pictureWanted(true); });
    addAction("diagram.copyImage", DiagramView::tr("Copy as Image"), {}, u"edit-copy"_qs, [this] { copyImage(); });
    dragHandle = new DragHandle(head);
    connect(dragHandle, &DragHandle::dragged, this, &DiagramViewPrivate::dragOut);
    head->addTool(dragHandle);
    looks.addButtons();
    QList<QAction *> traces;
    for (const char *id :
        { "diagram.focus", "diagram.traceInputs", "diagram.traceOutputs", "diagram.path", "diagram.selectNeeded" })
        traces << actions.value(QString::fromLatin1(id));
    traces << traceSteps->actions();
    head->addMenu({}, u"ckpt-trace-up"_qs, DiagramView::tr("Trace"), traces);
    auto *separator = new QAction(q);
    separator->setSeparator(true);
    head->addMenu({}, u"ckpt-menu"_qs, DiagramView::tr("More"),
        { actions.value(u"diagram.expand"_qs), actions.value(u"diagram.collapse"_qs),
            actions.value(u"diagram.expandAll"_qs), actions.value(u"diagram.collapseAll"_qs),
            actions.value(u"diagram.foldAgain"_qs), actions.value(u"diagram.controlEdges"_qs),
            actions.value(u"diagram.oneColumn"_qs), actions.value(u"diagram.list"_qs), separator,
            actions.value(u"diagram.fit"_qs), actions.value(u"diagram.fitSelection"_qs),
            actions.value(u"diagram.actualSize"_qs), actions.value(u"diagram.export"_qs),
            actions.value(u"diagram.exportPart"_qs), actions.value(u"diagram.copyImage"_qs) });
}

// Back to what the rule says where the user has chosen before.
void DiagramViewPrivate::changePlace()
{
    const Item &item = graph->item(selected);
    std::map<std::string, ItemPlace> places = graph->places();
    if (places.erase(item.key) == 0)
        places[item.key] = item.place == ItemPlace::Main ? ItemPlace::Aside : ItemPlace::Main;
    Q_EMIT q->placesChanged(places);
}

void DiagramViewPrivate::makeFindActions()
{
    addAction(
        "diagram.find", DiagramView::tr("Find in Diagram"), Qt::Key_Slash, u"edit-find"_qs, [this] { finder.open(); });
    addAction("diagram.findNext", DiagramView::tr("Next Hit"), Qt::Key_F3, {}, [this] { finder.step(1); });
    addAction(
        "diagram.findPrevious", DiagramView::tr("Hit Before"), Qt::SHIFT | Qt::Key_F3, {}, [this] { finder.step(-1); });
}

void DiagramViewPrivate::makeTraceActions()
{
    addAction("diagram.traceInputs", DiagramView::tr("Trace Inputs"), Qt::CTRL | Qt::Key_Up, {},
        [this] { tracer.trace(ItemLinks::Way::Inputs); });
    addAction("diagram.traceOutputs", DiagramView::tr("Trace Outputs"), Qt::CTRL | Qt::Key_Down, {},
        [this] { tracer.trace(ItemLinks::Way::Outputs); });
    addAction("diagram.path", DiagramView::tr("Path Between Two Cards"), {}, {}, [this] { tracer.choosePathEnd(); });
    addAction("diagram.selectNeeded", DiagramView::tr("Select the Variables It Needs"), {}, {}, [this] {
        if (const QStringList keys = tracer.neededVariables(); !keys.isEmpty())
            Q_EMIT q->variablesSelected(keys);
    });
    traceSteps = new QActionGroup(this);
    for (const int steps : { 1, 2, 3, 0 }) {
        QAction *action = addAction(qPrintable(u"diagram.traceSteps%1"_qs.arg(steps)),
            steps == 0 ? DiagramView::tr("All the Way") : DiagramView::tr("Up to %n Step(s)", "", steps), {}, {},
            [this, steps] { tracer.setSteps(steps); });
        action->setCheckable(true);
        action->setChecked(steps == 0);
        traceSteps->addAction(action);
    }
}

void DiagramViewPrivate::copyImage()
{
    if (!isDone() || !shownTexts)
        return;
    constexpr double kScale = 2; // readable where it is pasted and made larger
    QGuiApplication::clipboard()->setImage(sheetImage(DiagramSheet(q->arranged()), kScale));
}

void DiagramViewPrivate::dragOut()
{
    if (!isDone() || !shownTexts)
        return;
    constexpr int kPreview = 160;
    auto *drag = new QDrag(head); // goes by itself
    drag->setMimeData(new DiagramMime(q->arranged(), { runName, {} }));
    drag->setPixmap(canvas->grab().scaled(kPreview, kPreview, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    drag->exec(Qt::CopyAction);
}

void DiagramViewPrivate::updateActions()
{
    const bool present = graph && picturePresent, any = present && selected != ItemId::None;
    const auto enable = [this](const char *id, bool enabled) {
        actions.value(QString::fromLatin1(id))->setEnabled(enabled);
    };
    enable("diagram.expand", any && graph->item(selected).canOpen() && !isOpen(selected));
    enable("diagram.collapse",
        any
            && (isOpen(selected)
                || (graph->item(selected).parent != graph->root() && focus.shows(graph->item(selected).parent))));
    enable("diagram.focus", any || focus.isActive());
    actions.value(u"diagram.focus"_qs)
        ->setText(focus.isActive() ? DiagramView::tr("Back From Focus") : DiagramView::tr("Focus on This Card"));
    enable("diagram.expandAll", present && !knownKeys.empty());
    enable("diagram.collapseAll", present && !openKeys.empty());
    enable("diagram.fitSelection", any);
    for (const char *id : { "diagram.fit", "diagram.actualSize", "diagram.zoomIn", "diagram.zoomOut", "diagram.find",
             "diagram.findNext", "diagram.findPrevious" })
        enable(id, present);
    for (const char *id : { "diagram.export", "diagram.exportPart", "diagram.copyImage" })
        enable(id, present && isDone());
    dragHandle->setEnabled(present && isDone());
    looks.updateActions(present);
    const bool tracing = tracer.isActive();
    for (const char *id : { "diagram.traceInputs", "diagram.traceOutputs" })
        enable(id, any || tracing);
    enable("diagram.dissolve", any && graph->item(selected).isMade());
    enable("diagram.foldAgain", present && !graph->dissolved().empty());
    const bool aside = any && graph->item(selected).place != ItemPlace::Main;
    enable("diagram.pin", any && (aside || graph->item(selected).feeds));
    actions.value(u"diagram.pin"_qs)
        ->setText(any && !aside ? DiagramView::tr("Put to the Side") : DiagramView::tr("Keep in Main Graph"));
    enable("diagram.chooseDrawn", drawnMenu->hasChoice());
    enable("diagram.openFunction", any && !graph->item(selected).function.empty());
    enable("diagram.path", any);
    enable("diagram.selectNeeded", any);
    actions.value(u"diagram.traceInputs"_qs)
        ->setText(tracing ? DiagramView::tr("End Trace") : DiagramView::tr("Trace Inputs"));
}

// While the picture stays manageable; of the selected scope, or of everything.
void DiagramViewPrivate::expandAll()
{
    std::vector<ItemId> within = focus.isActive() ? focus.cards() : std::vector<ItemId>{ graph->root() };
    if (selected != ItemId::None && graph->item(selected).canOpen())
        within = { selected };
    OpenedAll all{ openItems(), 0 };
    for (const ItemId from : within) {
        const std::size_t boxes = visibleBoxes(*graph, all.open);
        all = openAllWithin(*graph, from, std::move(all.open), boxes);
    }
    chooseColumns = selected == ItemId::None;
    setOpen({ all.open.begin(), all.open.end() }, true, selected);
}

void DiagramViewPrivate::collapseAll()
{
    std::vector<ItemId> all;
    for (const Item &item : graph->items())
        if (item.canOpen() && focus.shows(item.id))
            all.push_back(item.id);
    canvas->setMovedByHand(false);
    chooseColumns = true;
    setOpen(all, false, ItemId::None);
}

void DiagramViewPrivate::collapse()
{
    if (selected == ItemId::None)
        return;
    const ItemId id = isOpen(selected) ? selected : graph->item(selected).parent;
    if (id == ItemId::None || id == graph->root() || !focus.shows(id))
        return;
    setOpen({ id }, false, id);
}

void DiagramViewPrivate::updateChips()
{
    QList<Chip> list;
    bool allShown = true;
    for (const HiddenClass &hidden : graph->hidden()) {
        Chip chip;
        chip.id = chipId(hidden.nodeClass);
        chip.text = className(hidden.nodeClass);
        chip.count = hidden.count;
        chip.checked = hidden.shown;
        const QString state = hidden.shown ? DiagramView::tr("Shown. Click to hide.")
            : hidden.folded                ? DiagramView::tr("Folded into the cards that use them. Click to draw them.")
                                           : DiagramView::tr("Hidden. Click to show.");
        chip.toolTip = classReason(hidden.nodeClass) + u'\n' + state;
        list << chip;
        allShown = allShown && hidden.shown;
    }
    chips->setChips(list);
    chips->setVisible(!list.isEmpty());
    actions.value(u"diagram.showAll"_qs)
        ->setText(allShown ? DiagramView::tr("Hide again") : DiagramView::tr("Show all"));
}

void DiagramViewPrivate::wantClasses(const std::set<NodeClass> &classes)
{
    wantedClasses = classes;
    Q_EMIT q->shownClassesChanged(classes);
}

void DiagramViewPrivate::showMenu(ItemId id, const QPoint &position)
{
    if (!graph || shownGraph != graph)
        return;
    if (id != ItemId::None && id != selected)
        select(id, {}, true);
    QMenu menu(q);
    const auto add = [this, &menu](const char *action) { menu.addAction(actions.value(QString::fromLatin1(action))); };
    if (id != ItemId::None) {
        add(isOpen(id) ? "diagram.collapse" : "diagram.expand");
        menu.addSeparator();
        add("diagram.focus");
        add("diagram.traceInputs");
        add("diagram.traceOutputs");
        add("diagram.path");
        add("diagram.selectNeeded");
        menu.addSeparator();
        add("diagram.fitSelection");
        add("diagram.pin");
        if (graph->item(id).isMade())
            add("diagram.dissolve");
        if (!graph->item(id).function.empty())
            add("diagram.openFunction");
        menu.addSeparator();
        menu.addAction(DiagramView::tr("Copy Name"), this,
            [this, id] { QGuiApplication::clipboard()->setText(toQString(graph->item(id).title)); });
        if (const QString reason = graphWords(graph->item(id).reason); !reason.isEmpty())
            menu.addAction(DiagramView::tr("Why Is This a Card?"), this,
                [this, reason, position] { QToolTip::showText(position, reason, canvas); });
    } else {
        if (focus.isActive())
            add("diagram.focus");
        for (const char *action :
            { "diagram.expandAll", "diagram.collapseAll", "diagram.foldAgain", "diagram.controlEdges", "diagram.fit",
                "diagram.actualSize", "diagram.export", "diagram.exportPart", "diagram.copyImage" })
            add(action);
    }
    menu.exec(position);
}

void DiagramViewPrivate::placeOverlays()
{
    zoomBar->setZoom(canvas->zoom());
    zoomBar->move(metric::kGroupGap, canvas->height() - zoomBar->height() - metric::kGroupGap);
    busy->adjustSize();
    busy->move((canvas->width() - busy->width()) / 2, std::max(8, (canvas->height() - busy->height()) / 2));
    minimap->update(scene->finalRect(selected));
    finder.place();
}

} // namespace ckpt
