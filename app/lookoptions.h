// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The options of ckptscope --diagram that say how it is drawn.
#pragma once

#include "widgets/diagram/diagramlook.h"

#include <QCommandLineParser>

#include <optional>

namespace ckpt {

class LookOptions {
public:
    LookOptions();
    void addTo(QCommandLineParser &parser) const;
    bool anySet(const QCommandLineParser &parser) const;
    // Fills `look`; what is wrong with the options, or nothing.
    std::optional<QString> read(const QCommandLineParser &parser, DiagramLook &look) const;

private:
    std::optional<qsizetype> choice(const QCommandLineParser &parser, const QCommandLineOption &option,
        const QStringList &words, QString &wrong) const;

    QCommandLineOption m_colour, m_controlEdges, m_direction, m_columns;
};

} // namespace ckpt
