// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lookoptions.h"

#include <QCoreApplication>

namespace ckpt {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

// No values are read for a picture without a window.
constexpr ColorBy kWithoutValues[] = { ColorBy::Category, ColorBy::Role };

} // namespace

LookOptions::LookOptions()
    : m_colour(QStringLiteral("colour"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Colour the cards of that diagram by type (default) or role.")),
        QStringLiteral("WHAT"))
    , m_controlEdges(QStringLiteral("control-edges"),
          say(QT_TRANSLATE_NOOP("CommandLine", "Draw control edges in that diagram, dashed.")))
{
}

void LookOptions::addTo(QCommandLineParser &parser) const
{
    parser.addOptions({ m_colour, m_controlEdges });
}

bool LookOptions::anySet(const QCommandLineParser &parser) const
{
    return parser.isSet(m_colour) || parser.isSet(m_controlEdges);
}

std::optional<QString> LookOptions::read(const QCommandLineParser &parser, DiagramLook &look) const
{
    look.controlEdges = parser.isSet(m_controlEdges);
    if (!parser.isSet(m_colour))
        return std::nullopt;
    const QString wanted = parser.value(m_colour);
    QStringList names;
    for (const ColorBy by : kWithoutValues) {
        names << colorByName(by);
        if (names.last() == wanted)
            look.colorBy = by;
    }
    if (names.contains(wanted))
        return std::nullopt;
    return say(QT_TRANSLATE_NOOP("CommandLine", "There is no colouring “%1”; use one of %2."))
        .arg(wanted, names.join(QStringLiteral(", ")));
}

} // namespace ckpt
