// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Edges that stored configurations state, in place of guessed ones. For format/inferred only.
#pragma once

#include "format/graph/sketch.h"
#include "format/inferred/configuredmodels.h"

namespace ckpt {

// `paths`: of the objects of the first cards of `sketch`, one each. Layers without variables have no card; data goes
// through them. A layer with several cards (a model in a model) ends the way: what goes on in it is not known here.
// Guessed edges stay where no configuration says what feeds a card.
void stateEdges(const ConfiguredModels &models, const std::vector<std::string> &paths, Sketch &sketch);

} // namespace ckpt
