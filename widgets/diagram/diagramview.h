// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagram: a head with breadcrumb and tools, the chips of hidden classes, the picture, and pages for "no graph" and
// "preparing". Shows an immutable GraphView; which scopes are open is kept here, by Item::key. Layout runs in a helper
// process and never blocks. GUI thread only. Keys are checkpoint keys as toQString() shows them.
#pragma once

#include "format/graph/nodequery.h"
#include "widgets/diagram/diagramarrangement.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <set>

class QAction;

namespace ckpt {

class DiagramViewPrivate;

class DiagramView : public QWidget {
    Q_OBJECT
public:
    explicit DiagramView(QWidget *parent = nullptr); // objectName "diagramView"
    ~DiagramView() override;

    // Path of the program ckptscope-layout. Without a call: beside the application, then ../libexec/ckptscope/.
    void setHelperProgram(const QString &path);
    // First part of the breadcrumb, e.g. "mnist-run".
    void setRunName(const QString &name);

    // Shows `graph`. Items with equal keys keep their open and selected state and the place of the selected card; the
    // first time they open as GraphView proposes. Null is "no graph" without words: use clearWithMessage().
    void setGraph(std::shared_ptr<const GraphView> graph);
    std::shared_ptr<const GraphView> graph() const;
    // An empty state. Buttons are made of `actions`, which stay the caller's.
    void clearWithMessage(const QString &title, const QString &text, const QList<QAction *> &actions = {});
    // A graph of `nodes` nodes (0: unknown) is being read or interpreted. Shows grey cards after 300 ms; setGraph() or
    // clearWithMessage() ends it. While it lasts isLayoutDone() is false.
    void setPreparing(qint64 nodes);

    // Marks the cards and rows that hold the variable and brings the first on screen. A card in a closed scope: the
    // scope is marked, not opened. Emits nothing. Empty or unknown: marks nothing.
    void selectVariable(const QString &key);
    // As if the user clicked it, but without signals. ItemId::None clears. An item in a closed scope marks that scope.
    void selectItem(ItemId id);
    ItemId selectedItem() const;

    // Keys of the open scopes; before the first setGraph() they decide what is open at first. Save and restore them per
    // run.
    QStringList openKeys() const;
    void setOpenKeys(const QStringList &keys);
    void setOpen(ItemId id, bool open);
    bool isOpen(ItemId id) const;

    void setLook(const DiagramLook &look);
    const DiagramLook &look() const;
    // For looks with isOfValues(colorBy), which want them: what is known so far of the values of all variables. Null:
    // nothing.
    void setNumbers(std::shared_ptr<const ValueNumbers> numbers);

    // False from setGraph() or setPreparing() until the final positions are on screen (animation included).
    bool isLayoutDone() const;
    // True when some part of the picture was arranged by the built-in layout because the helper failed or was too slow.
    bool usesSimpleLayout() const;
    qreal zoom() const; // 1 = 100 %

    void openFind();
    // The answer to searchWanted(). An answer to an older question is ignored.
    void setSearchHits(const QString &text, std::vector<NodeHit> hits);

    // What is on screen, as a value, and the part of it that is in sight. Only while isLayoutDone() and there is a
    // graph.
    ArrangedDiagram arranged() const;
    QRectF visiblePart() const;

    // The actions that menus and the palette show: diagram.expand, .collapse, .expandAll, .collapseAll, .fit,
    // .fitSelection, .actualSize, .chooseDrawn, .openFunction, .zoomIn, .zoomOut, .traceInputs, .traceOutputs,
    // .colourType, .colourRole, .colourStructure, .colourNorm, .colourZeros, .colourNan, .controlEdges, .direction,
    // .oneColumn, .list, .focus, .pin, .export, .exportPart, .copyImage. Owned by the view; shortcuts work while the
    // focus is in it.
    QList<QAction *> diagramActions() const;
    QAction *diagramAction(const QString &id) const; // null when there is none of this id

Q_SIGNALS:
    // The user selected a card (or nothing: None). First variablesSelected(), then this.
    void itemSelected(ckpt::ItemId id);
    // Checkpoint keys of the selected card, or of the row that was clicked.
    void variablesSelected(const QStringList &keys);
    // Double click or Return on a card that cannot be opened.
    void itemActivated(ckpt::ItemId id);
    // Double click on a variable row.
    void variableActivated(const QString &key);
    // The pointer is over these variables (empty: over none), for an outline in other views.
    void variablesHovered(const QStringList &keys);
    // The user wants exactly these classes shown that are hidden by default: build the GraphView anew and call
    // setGraph().
    void shownClassesChanged(const std::set<ckpt::NodeClass> &shown);
    // The user wants exactly these groups and series dissolved: build the GraphView anew and call setGraph().
    void dissolvedChanged(const std::set<std::string> &keys);
    // The user wants exactly these items in the main graph or at its side: build the GraphView anew and call
    // setGraph().
    void placesChanged(const std::map<std::string, ckpt::ItemPlace> &places);
    // The user wants another part of the graph drawn: build the GraphView anew and call setGraph().
    void drawnPartWanted(const ckpt::DrawnPart &part);
    // The user wants the MetaGraph of a SavedModel that has these tags: read it and call setGraph().
    void tagsWanted(const std::vector<std::string> &tags);
    void openKeysChanged();
    void lookChanged(); // by the user
    // Run findNodes() over graph() with this query, which is well formed, outside the GUI thread; then setSearchHits().
    void searchWanted(const QString &text);
    // The user wants a file of the diagram, or of the part in sight.
    void pictureWanted(bool onlyVisible);
    void layoutFinished();
    // The picture falls back to the built-in layout: what happened and why, as sentences.
    void layoutFellBack(const QString &what, const QString &why);

private:
    std::unique_ptr<DiagramViewPrivate> d;
};

} // namespace ckpt
