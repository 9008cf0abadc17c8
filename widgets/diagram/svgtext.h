// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What QSvgGenerator leaves undone: a size in pixels, fallbacks for fonts, and the width that each text was measured
// with, so that it fits its card where the font is another one.
#pragma once

#include "widgets/diagram/picturewriters.h"

namespace ckpt {

// `drawn` is the output of a QSvgGenerator for `size` units. False when it is no XML or `device` fails.
bool writeFinishedSvg(
    const QByteArray &drawn, const QSizeF &size, double scale, const PictureWords &words, QIODevice &device);

} // namespace ckpt
