// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.3: runs of equal neighbours become one stack "first … last ×n".
#pragma once

#include "format/graph/siblings.h"

namespace ckpt {

struct SeriesRule {
    int shortest = 5; // repetitions
    bool anyKind = false; // layers, groups and ops too, with periods of up to 16; else scopes only
    int shortestPeriod = 1;
};

// Folds runs among the children of `scope`; returns how many series were made.
int foldSeries(Tree &tree, Part *scope, const SeriesRule &rule);

// "layer3" for members layer3_conv, layer3_norm; empty if they share no name that ends in a number.
std::string sharedBlockName(const std::vector<Part *> &members);
// The shared name, else that of the member with the most parameters.
std::string blockTitle(const Tree &tree, const std::vector<Part *> &members);
// Gives groups made since the last signing their signature.
void signGroups(Part *scope);

} // namespace ckpt
