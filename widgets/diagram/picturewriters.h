// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet as SVG, PDF or PNG. The same sheet gives the same bytes: no file says when it was made. (Qt writes the fonts
// of a PDF in the order of a hash; in another process they only have the same order with
// QHashSeed::setDeterministicGlobalSeed().) `scale` 1 is 96 units per inch. Each returns a sentence when it cannot be
// done, else nothing; whether `device` took everything, the caller looks.
#pragma once

#include "widgets/diagram/diagramsheet.h"

#include <QString>

#include <optional>

class QIODevice;

namespace ckpt {

// What the file says about itself, where the format has a place for it.
struct PictureWords {
    QString title, description;
};

// Vectors, and text as text. A viewer without the font keeps the width that the text has here.
std::optional<QString> writeSvg(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device);
// One page. A page has 200 inches at most; a larger sheet is scaled down to it, which vectors do not mind.
std::optional<QString> writePdf(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device);
// Refuses what is beyond kMostPixels in all or kMostSide a side, and says which scale fits.
std::optional<QString> writePng(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device);

inline constexpr double kMostPixels = 120e6; // 480 MB while it is painted
inline constexpr int kMostSide = 32'000; // Qt paints up to 32,767

// For the clipboard: at `scale`, or as large as it can be.
QImage sheetImage(const DiagramSheet &sheet, double scale);

} // namespace ckpt
