// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Details dock shows, as plain values, and how they are made from a checkpoint or a graph. Pure functions.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/valuereader.h"
#include "format/graph/graphview.h"
#include "format/graph/role.h"
#include "format/objects/objecttree.h"

#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace ckpt {

// A link is "variable:KEY" (checkpoint key as toQString() shows it), "item:KEY" (Item::key) or "node:NAME".
struct DetailRow {
    QString label; // may be empty: the value continues the row above
    QString value; // plain text
    QString link; // empty: no link
    enum class Mark { None, Good, Warning, Error } mark = Mark::None; // icon before the value
};

struct DetailSection {
    QString title; // empty for the first one
    QList<DetailRow> rows;
};

struct Details {
    QString title;
    std::optional<Role> role; // badge before the title
    QList<DetailSection> sections; // those without rows are left out
};

// `facts` may be null; the slots and averages of the variable are then not known. `checksum` may be null: not checked
// yet.
Details detailsOf(
    const Checkpoint &checkpoint, VariableId id, const VariableFacts *facts, const ChecksumResult *checksum = nullptr);
// `facts` has one entry per variable: names the slots and averages too. `objects` may be null; with it the objects that
// hold the variable are named.
Details detailsOf(const Checkpoint &checkpoint, VariableId id, std::span<const VariableFacts> facts,
    const ChecksumResult *checksum = nullptr, const ObjectTree *objects = nullptr);
// `checkpoint` may be null; with it the variables of the item have shapes and sizes.
Details detailsOf(const GraphView &graph, ItemId id, const Checkpoint *checkpoint = nullptr);
// The checkpoint itself: format, writer, files, totals.
Details detailsOf(const Checkpoint &checkpoint);

// Which objects hold a variable, under which paths.
QList<DetailRow> objectRows(const Checkpoint &checkpoint, const ObjectTree &tree, VariableId id);

// What belongs to a checkpoint as a whole; everything may be missing.
struct ModelParts {
    const ObjectTree *objects = nullptr;
    const MetaGraph *graph = nullptr;
    std::span<const std::string> assets; // names of files
};
// Adds sections for them: signatures, assets, the other graphs of a SavedModel, the root of the object graph.
void addModel(Details &details, const ModelParts &parts);

} // namespace ckpt
