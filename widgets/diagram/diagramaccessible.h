// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagram for assistive technology: every visible card and frame is a child of the canvas, with its connections in
// words.
#pragma once

#include "format/graph/graphview.h"

namespace ckpt {

class DiagramCanvas;

// Makes Qt ask us for the interface of a DiagramCanvas. Call as often as you like.
void installDiagramAccessibility();

// Says that the card is current now, if anybody listens.
void announceCurrentCard(DiagramCanvas *canvas, ItemId id);

} // namespace ckpt
