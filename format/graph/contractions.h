// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.4: what makes a full scope calm. Each keeps the graph of the children as acyclic as it was: a
// member's only way out, its only way in, or a set that nothing comes back from.
#pragma once

#include "format/graph/siblings.h"

#include <string>
#include <vector>

namespace ckpt {

void absorbForms(Tree &tree, Part *scope); // 1: reshapes go into their reader or source
void joinTrees(Tree &tree, Part *scope); // 2: "Add of 4"
void foldUnrolled(Tree &tree, Part *scope); // 3: the same cell step after step
void foldTwins(Tree &tree, Part *scope);
void groupTails(Tree &tree, Part *scope); // 4: losses, metrics
void makeStages(Tree &tree, Part *scope); // 5: a layer with the plain rest of its chain
void groupPlain(Tree &tree, Part *scope); // 6: connected plain ops
void groupInputs(Tree &tree, Part *scope); // 7: inputs with the same readers
void groupReuse(Tree &tree, Part *scope); // 8: second use of the same weights
void glue(Tree &tree, Part *scope); // what is still too much: plain ops of one stage
void makeSections(Tree &tree, Part *scope); // 6.5

// A scalar gate shown as an op.
bool isControlInput(const Tree &tree, const Part *part);
bool isInputOrPipeline(const Part *part);
// Any op in or below a part.
bool anyNode(const Tree &tree, const Part *part, bool (*test)(const Tree &, Node));
// A scope or group of element-wise ops with one data input: leaky relu, gelu, swish.
bool isElementary(const Tree &tree, const Part *part);
// The two commonest ops that say something: "Mul · Add".
std::string commonOps(
    const Tree &tree, const std::vector<Part *> &parts, std::size_t count, std::string_view separator);
std::vector<Part *> sortedByPosition(std::vector<Part *> parts);

} // namespace ckpt
