// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Monochrome line icons from resources/icons, filled with the palette's text colour; disabled and checked states
// included.
#pragma once

#include <QIcon>
#include <QString>

class QColor;
class QPainter;
class QRect;

namespace ckpt {

// `name` without ".svg", e.g. u"ckpt-browse". Follows palette changes without a restart.
QIcon icon(const QString &name);

// The same drawing in a colour of the caller's, e.g. `warn` beside a warning. Painted at the resolution of the device.
void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &color);

// The application's own picture, in its own colours.
QIcon applicationIcon();

} // namespace ckpt
