// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is visible of a diagram as a graph in the language of Graphviz: cards are nodes "n<number>", open scopes are
// clusters "cluster_n<number>" with their cards inside, edges have their labels. Positions are left to whoever lays it
// out. Nothing in a name can end a string or become markup.
#pragma once

#include "widgets/diagram/diagramarrangement.h"
#include "widgets/diagram/picturewriters.h"

#include <QByteArray>

namespace ckpt {

// `notes`: below the picture, one a line.
QByteArray dotText(const ArrangedDiagram &diagram, const PictureWords &words, const QStringList &notes);

// In quotes: backslashes, quotes and the entities that Graphviz would replace.
QByteArray dotQuoted(const QString &text);

} // namespace ckpt
