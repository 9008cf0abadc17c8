// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The engine says in English what it found in a graph ("used at 3 places"): the same in every language for files that
// programs read. These are the user's words for it. Names of nodes, ops and types stay as they are.
#pragma once

#include <QString>

#include <string_view>

namespace ckpt {

// A note, reason or remark; text that is none of the engine's sentences comes back as it is.
QString graphWords(std::string_view said);
// A subtitle, whose parts are translated one by one ("unrolled 8 steps · 2 LSTM"), or the label of an edge.
QString graphParts(std::string_view said);
// Whether `said` is one of the sentences known here; for tests.
bool knowsWords(std::string_view said);

} // namespace ckpt
