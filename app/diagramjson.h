// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The document "ckptscope.diagram/1": what is visible of a diagram, with its geometry. In English and stable, whatever
// the language of the window. Lengths are in units of 1/96 inch, rounded to hundredths; the origin is top left, y grows
// downwards. Names that are not UTF-8 are percent-escaped, as in all documents.
//
//   run, step, graph_file, graph_nodes
//              where it is from; step may be missing
//   tags       of the graph of a SavedModel, or missing
//   function   whose body is drawn instead of the main graph, or missing
//   signature, signatures
//              what is drawn (missing: all of the graph); names of those there are, or missing
//   size [width, height]
//              of the picture without legend and notes
//   layout     {"simple": false}, or true with reason and message: see SimpleLayout
//   remark     said above an unusual picture, or missing
//   focus      key of the item whose surroundings alone are drawn, or missing
//   items      visible cards and open scopes, parents first: key, parent (key of an open scope; null: outermost),
//              kind (op, layer, scope, group, series), category, open, title, subtitle, notes, reason, repeat,
//              variables, parameters, nodes,
//              structure, similar, identical (how many others are built alike and with equal shapes; missing: none),
//              rows, rect [x, y, width, height]; rows: role, label, shape, keys (of the checkpoint), shared, frozen
//   more       scopes of which not all children are drawn: key, children (that are not drawn), rect
//   edges      from, to (keys), label, tensors, loop, inferred,
//              path: ["M", x, y], ["L", x, y], ["C", x1, y1, x2, y2, x, y]
//   control_edges
//              where they are wished: from, to, left_out (more into `to` that are not drawn), path
//   hidden     class, nodes, folded (into cards, rather than left out), shown (by the user's choice)
#pragma once

#include "app/cli/jsonwriter.h"
#include "widgets/diagram/diagramarrangement.h"

#include <optional>

namespace ckpt {

// Where a diagram is from.
struct DiagramSource {
    QString run;
    std::optional<std::int64_t> step;
    QString title() const; // "mnist-run, step 600"
    QString fileName() const; // proposed, without folder and ending: "mnist-run-600"
};

void writeDiagramJson(JsonWriter &json, const ArrangedDiagram &diagram, const DiagramSource &source);

} // namespace ckpt
