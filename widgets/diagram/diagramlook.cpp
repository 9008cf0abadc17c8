// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramlook.h"

#include <QStringList>

namespace ckpt {

QString colorByName(ColorBy by)
{
    switch (by) {
    case ColorBy::Category:
        return QStringLiteral("type");
    case ColorBy::Role:
        return QStringLiteral("role");
    case ColorBy::Structure:
        return QStringLiteral("structure");
    case ColorBy::Norm:
        return QStringLiteral("norm");
    case ColorBy::Zeros:
        return QStringLiteral("zeros");
    case ColorBy::NotFinite:
        break;
    }
    return QStringLiteral("nan");
}

QString lookText(const DiagramLook &look)
{
    QStringList words{ colorByName(look.colorBy) };
    if (look.direction == FlowDirection::LeftRight)
        words << QStringLiteral("lr");
    if (look.oneColumn)
        words << QStringLiteral("one-column");
    if (look.controlEdges)
        words << QStringLiteral("control");
    if (look.list)
        words << QStringLiteral("list");
    return words.join(u' ');
}

DiagramLook lookFromText(const QString &text)
{
    const QStringList words = text.split(u' ');
    DiagramLook look;
    for (const ColorBy by : kColorings)
        if (words.contains(colorByName(by)))
            look.colorBy = by;
    if (words.contains(QStringLiteral("lr")))
        look.direction = FlowDirection::LeftRight;
    look.oneColumn = words.contains(QStringLiteral("one-column"));
    look.controlEdges = words.contains(QStringLiteral("control"));
    look.list = words.contains(QStringLiteral("list"));
    return look;
}

} // namespace ckpt
