// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a diagram is drawn, beside what is drawn: the user's choice, remembered for each run. A plain value.
#pragma once

#include <QString>

namespace ckpt {

// Category to Structure say what the cards are, the others what the values of their variables are.
enum class ColorBy { Category, Role, Structure, Norm, Zeros, NotFinite };
inline constexpr ColorBy kColorings[] = { ColorBy::Category, ColorBy::Role, ColorBy::Structure, ColorBy::Norm,
    ColorBy::Zeros, ColorBy::NotFinite };
constexpr bool isOfValues(ColorBy by)
{
    return by >= ColorBy::Norm;
}

enum class FlowDirection { TopDown, LeftRight };

struct DiagramLook {
    ColorBy colorBy = ColorBy::Category;
    FlowDirection direction = FlowDirection::TopDown;
    bool oneColumn = false; // else newspaper columns where one would be too small to read; never when LeftRight
    bool controlEdges = false;
    bool list = false; // rows instead of a picture; not of files
    friend bool operator==(const DiagramLook &, const DiagramLook &) = default;
};

// Words for settings and the command line: "type", "role", "structure", "norm", "zeros", "nan".
QString colorByName(ColorBy by);
// "structure lr one-column control"; what it does not know is left at the default.
QString lookText(const DiagramLook &look);
DiagramLook lookFromText(const QString &text);

} // namespace ckpt
