// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names that somebody may have meant.
#pragma once

#include <QStringList>

namespace ckpt {

// At most `most` of `names`, the likeliest first: equal but for case, with `wanted` in them, or a few letters away.
QStringList nearMatches(const QString &wanted, const QStringList &names, qsizetype most = 3);

} // namespace ckpt
