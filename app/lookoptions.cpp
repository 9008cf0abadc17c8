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

} // namespace

LookOptions::LookOptions()
    : m_colour(QStringLiteral("colour"),
        say(QT_TRANSLATE_NOOP(
            "CommandLine", "Colour the cards of that diagram by type (default), role, structure, norm, zeros or nan.")),
        QStringLiteral("WHAT"))
    , m_controlEdges(QStringLiteral("control-edges"),
          say(QT_TRANSLATE_NOOP("CommandLine", "Draw control edges in that diagram, dashed.")))
    , m_direction(QStringLiteral("direction"),
          say(QT_TRANSLATE_NOOP("CommandLine", "Draw that diagram from top to bottom, tb (default), or lr.")),
          QStringLiteral("FLOW"))
    , m_columns(QStringLiteral("columns"),
          say(QT_TRANSLATE_NOOP("CommandLine", "Break a long diagram into columns, auto (default), or one.")),
          QStringLiteral("HOW"))
{
}

void LookOptions::addTo(QCommandLineParser &parser) const
{
    parser.addOptions({ m_colour, m_controlEdges, m_direction, m_columns });
}

bool LookOptions::anySet(const QCommandLineParser &parser) const
{
    return parser.isSet(m_colour) || parser.isSet(m_controlEdges) || parser.isSet(m_direction)
        || parser.isSet(m_columns);
}

// Index of the option's value among `words`; 0 where it is not set, nothing where it is none of them.
std::optional<qsizetype> LookOptions::choice(
    const QCommandLineParser &parser, const QCommandLineOption &option, const QStringList &words, QString &wrong) const
{
    const qsizetype place = parser.isSet(option) ? words.indexOf(parser.value(option)) : 0;
    if (place >= 0)
        return place;
    wrong = say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is nothing for --%2; use %3."))
                .arg(parser.value(option), option.names().first(), words.join(QStringLiteral(", ")));
    return std::nullopt;
}

std::optional<QString> LookOptions::read(const QCommandLineParser &parser, DiagramLook &look) const
{
    QStringList colours;
    for (const ColorBy by : kColorings)
        colours << colorByName(by);
    QString wrong;
    const auto colour = choice(parser, m_colour, colours, wrong);
    const auto flow = choice(parser, m_direction, { QStringLiteral("tb"), QStringLiteral("lr") }, wrong);
    const auto columns = choice(parser, m_columns, { QStringLiteral("auto"), QStringLiteral("one") }, wrong);
    if (!wrong.isEmpty())
        return wrong;
    look.colorBy = kColorings[*colour];
    look.direction = *flow == 1 ? FlowDirection::LeftRight : FlowDirection::TopDown;
    look.oneColumn = *columns == 1;
    look.controlEdges = parser.isSet(m_controlEdges);
    return std::nullopt;
}

} // namespace ckpt
