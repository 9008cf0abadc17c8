// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, fonts and measures of the window: the one place where tokens live. No style sheets; everything is a
// QPalette, a delegate or a painter that asks here. GUI thread only.
#pragma once

#include "format/graph/graphview.h"
#include "format/graph/role.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;
class QWidget;

namespace ckpt {

enum class Theme { System, Light, Dark };

// Structural roles. One table for light, one for dark; with Theme::System window…accent come from the running palette.
struct Colors {
    bool dark = false;
    QColor window, base, alt, canvas, dot, card, scope;
    QColor text, sub, disabled, line, edge, control;
    QColor accent, accentText, sel, selOff, bar;
    QColor ok, okBg, warn, warnBg, err, errBg, infoBg;
};
// Dark when the lightness of QPalette::Window is below one half. Cheap; ask on every paint.
const Colors &colors(const QPalette &palette);
const Colors &colors(const QWidget *widget);
// Of pictures that leave the program: light, on white, whatever the theme of the window.
const Colors &printColors();

// `share` of the way from one colour to the other, in sRGB.
QColor mixed(const QColor &from, const QColor &to, double share);
// WCAG contrast ratio, 1 to 21.
double contrast(const QColor &a, const QColor &b);
// Dark or light text, whichever stands out more on `fill`.
QColor textOn(const QColor &fill);

// Sets style and palette of the application. Call again to change it at run time.
void applyTheme(QApplication &application, Theme theme);

// Badge colour and letter of a variable role; the letter carries the meaning (W b γ σ m E # ?).
QColor roleColor(Role role, bool dark);
QString roleLetter(Role role);
// "Weight", "Bias", … translated; `plural`: "Weights", …
QString roleName(Role role);
QString roleNamePlural(Role role);

// Cards of the diagram.
struct CategoryColors {
    QColor fill, stripe;
};
CategoryColors categoryColors(Category category, bool dark);
QString categoryName(Category category); // translated, for the legend

// Heat maps: 256 entries. Signed: blue-orange, zero in the middle. Sequential: dusk.
enum class HeatMap { Signed, Sequential };
QRgb heatColor(HeatMap map, double position01, bool dark);

// Fonts relative to the application font; see the table of type tokens.
enum class TextSize { Display, Head, Dock, Body, Small, Tiny, Mono };
QFont font(TextSize size);
// `like`, or the fixed font in its size where the digits of `like` differ in width: numbers in columns must line up.
QFont numberFont(const QFont &like);

// Measures in device-independent pixels.
namespace metric {
inline constexpr int kDockTitle = 28, kToolBar = 40, kChip = 22, kStrip = 34, kGridRow = 22;
inline constexpr int kGap = 4, kGroupGap = 8, kMargin = 12, kSection = 16;
inline constexpr int kBadge = 16, kBadgeRadius = 3, kCardRadius = 6, kScopeRadius = 9;
inline constexpr int kAnimationMs = 160;
int tableRow(); // font height + 7
} // namespace metric

} // namespace ckpt
