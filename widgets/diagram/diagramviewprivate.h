// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What DiagramView is made of. Sources: diagramview.cpp (the contract), diagramlayouting.cpp (graph, open scopes,
// layout), diagramselection.cpp (marks, keys, trace), diagramactions.cpp (actions, chips, menus).
#pragma once

#include "widgets/diagram/diagramcanvas.h"
#include "widgets/diagram/diagramscene.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/diagram/finder.h"
#include "widgets/diagram/focus.h"
#include "widgets/diagram/looks.h"
#include "widgets/diagram/tracer.h"

#include <QHash>
#include <functional>
#include <unordered_set>

class QActionGroup;
class QStackedWidget;

namespace ckpt {

class BusyBox;
class CardList;
class ChipRow;
class DiagramHead;
class DragHandle;
class DrawnMenu;
class EmptyPage;
class Legend;
class MessageStrip;
class Minimap;
class PreparingPage;
class ZoomBar;

class DiagramViewPrivate : public QObject {
    Q_OBJECT
public:
    explicit DiagramViewPrivate(DiagramView *view);
    ~DiagramViewPrivate() override;

    // diagramview.cpp
    void connectLayout();
    void connectCanvas();
    void connectChips(const QAction *showAll);

    // diagramlayouting.cpp
    void setGraph(std::shared_ptr<const GraphView> next);
    void forgetGraph();
    void takeOpenState();
    std::set<ItemId> openItems() const;
    bool isOpen(ItemId id) const;
    void setOpen(const std::vector<ItemId> &ids, bool open, ItemId anchor);
    void showMore(ItemId scope);
    void relayout(ItemId anchor);
    void present();
    void afterPresent();
    void showPicture(); // or the list
    void sayFallback();
    void layoutStopped();
    void paneChanged();
    static bool isLikePane(const QSizeF &pane, const QSizeF &other); // columns chosen for `other` suit it
    bool isDone() const;
    bool eventFilter(QObject *watched, QEvent *event) override; // size of the pages
    ItemId visibleItem(ItemId id) const; // itself, or the outermost closed scope around it
    ItemId findByKey(const std::string &key) const;

    // diagramselection.cpp
    void clicked(ItemId id, int row, bool marker, int missing);
    void doubleClicked(ItemId id, int row);
    void hovered(ItemId id, int row);
    void select(ItemId id, const QStringList &rowKeys, bool tell);
    void selectVariable(const QString &key);
    void applyMarks(bool bring);
    void step(DiagramCanvas::Step step);
    ItemId beside(ItemId id, bool after) const;
    ItemId firstCard() const;
    QRectF inFlow(const QRectF &rect) const;
    void toggle(ItemId id);
    bool openFunction(ItemId id); // false: the card is none
    void escape();
    void crumbClicked(ItemId id);
    void updateCrumbs();
    QStringList keysOf(ItemId id) const;
    QStringList rowKeys(ItemId id, int row) const;

    // diagramactions.cpp
    void makeActions();
    void makeTraceActions();
    void makeFindActions();
    QAction *addAction(const char *id, const QString &text, const QKeySequence &shortcut, const QString &iconName,
        std::function<void()> run);
    void updateActions();
    void expandAll();
    void collapseAll();
    void collapse();
    void changePlace();
    void copyImage();
    void dragOut();
    void updateChips();
    void wantClasses(const std::set<NodeClass> &classes);
    void showMenu(ItemId id, const QPoint &position);
    void placeOverlays();

    DiagramView *q;
    DiagramHead *head;
    DragHandle *dragHandle = nullptr;
    DrawnMenu *drawnMenu;
    ChipRow *chips;
    MessageStrip *strip;
    QStackedWidget *pages;
    DiagramScene *scene;
    DiagramCanvas *canvas;
    EmptyPage *empty;
    PreparingPage *preparing;
    BusyBox *busy; // over an old picture
    QTimer busyTimer, paneTimer, prepareTimer, overlayTimer;
    ZoomBar *zoomBar = nullptr;
    Minimap *minimap;
    CardList *cardList;
    Legend *legend;
    LayoutClient client;
    Arranger arranger;
    Tracer tracer{ *this };
    Finder finder{ *this };
    Looks looks{ *this };
    Focus focus{ *this };

    QString runName, fallbackSaid;
    std::shared_ptr<const GraphView> graph, shownGraph; // shownGraph: of the picture on screen
    std::shared_ptr<CardTexts> texts, shownTexts;
    std::set<std::string> openKeys;
    std::unordered_set<std::string> knownKeys; // of all scopes of the latest graph
    std::string selectedKey; // of a graph that is gone
    bool openKeysGiven = false, preparingGraph = false, picturePresent = false, chooseColumns = true;
    std::map<ItemId, int> shownChildren;
    struct Presentation {
        bool first = false, sameGraph = false, anchored = false;
        QPointF anchorPoint, anchorAt; // in the scene, in the viewport
    } presentation;
    SimpleLayout fallback; // of the latest request that needed it
    ItemId anchor = ItemId::None, selected = ItemId::None;
    std::vector<ItemId> alsoMarked; // other cards of the same variable
    QSet<QString> markedRows;
    bool bringWhenDone = false;
    QSizeF columnsPane;
    std::set<NodeClass> wantedClasses;
    QHash<QString, QAction *> actions;
    QList<QAction *> actionOrder;
    QActionGroup *traceSteps = nullptr;
};

} // namespace ckpt
