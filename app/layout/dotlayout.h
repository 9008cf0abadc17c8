// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/layout/graphviz.h"
#include "widgets/diagram/layoutmessages.h"

#include <optional>

namespace ckpt {

// Lays one graph out with dot, top down. Nothing when Graphviz reports a failure. Takes as long as Graphviz takes; the
// caller's process has to be killed to stop it.
std::optional<GraphLayout> dotLayout(const GraphvizContext &context, const LayoutGraph &graph);

} // namespace ckpt
