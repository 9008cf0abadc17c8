// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Monochrome line icons from resources/icons, filled with the palette's text colour; disabled and checked states included.
#pragma once

#include <QIcon>
#include <QString>

namespace ckpt {

// `name` without ".svg", e.g. u"ckpt-browse". Follows palette changes without a restart.
QIcon icon(const QString &name);

} // namespace ckpt
