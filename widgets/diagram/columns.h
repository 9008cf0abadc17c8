// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two ways to rearrange one finished scope without laying it out again. `frame` as it is around this scope.
#pragma once

#include "widgets/diagram/composer.h"

namespace ckpt {

// Newspaper columns: cuts the shape at `columns` − 1 heights that no node spans and few edges cross, and puts the
// slices side by side. Edges over a cut go on along the foot and up the gutter. False, and nothing changed, where there
// is no such cut.
bool breakIntoColumns(ScopeShape &shape, const OpenScope &scope, const FrameMetrics &frame, int columns);

// Parts without a connection stand on shelves instead of in one endless row. Only for wide scopes without ports.
void packParts(ScopeShape &shape, const OpenScope &scope, const FrameMetrics &frame);

// A path as corners: curves in short straight pieces.
std::vector<LayoutPoint> flattened(const LayoutPath &path);

} // namespace ckpt
