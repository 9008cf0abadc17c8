// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the label of an edge can stand: beside its own line, not on a box, on another label or on another line.
// Scene coordinates. Add all boxes and lines first; a label that is placed takes its place.
#pragma once

#include <QPainterPath>
#include <QRectF>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ckpt {

class LabelPlaces {
public:
    void addBox(const QRectF &box);
    // `source` tells which lines begin at the same card.
    void addLine(const QPainterPath &path, int source);

    // A place for a label of `size` at a line that was added: the first from its start on that covers nothing, or with
    // `mayCoverOwn` nothing but lines of the same source.
    std::optional<QRectF> take(const QPainterPath &path, int source, const QSizeF &size, bool mayCoverOwn);

private:
    struct Piece {
        QLineF line;
        int source = 0;
    };
    enum class Covers { Nothing, OwnLines, Other };

    bool touchesBox(const QRectF &place) const;
    Covers coveredLines(const QRectF &place, int source) const;

    std::unordered_map<std::int64_t, std::vector<QRectF>> m_boxes; // by square
    std::unordered_map<std::int64_t, std::vector<Piece>> m_lines;
};

} // namespace ckpt
