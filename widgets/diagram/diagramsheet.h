// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A diagram as a picture that leaves the program: everything in full detail, in the colours of print, without marks;
// below it the legend and the words about what is not drawn. Paints on whatever it is given. GUI thread only.
#pragma once

#include "widgets/diagram/diagramarrangement.h"
#include "widgets/diagram/legend.h"

#include <QRectF>

#include <memory>

class QImage;
class QPainter;

namespace ckpt {

class DiagramScene;

class DiagramSheet {
public:
    // `part` in scene coordinates; empty: all of it.
    explicit DiagramSheet(ArrangedDiagram diagram, const QRectF &part = {});
    ~DiagramSheet();
    DiagramSheet(const DiagramSheet &) = delete;
    DiagramSheet &operator=(const DiagramSheet &) = delete;

    QSizeF size() const { return m_size; } // whole units of 1/96 inch
    const ArrangedDiagram &diagram() const { return m_diagram; }
    // The whole sheet, background included, its top left corner at 0, 0.
    void paint(QPainter &painter) const;
    // The words below the picture, without line breaks: "Not drawn: Gradients 1,553, Saver 120."
    QStringList notes() const { return m_notes; }

private:
    struct Entry { // of the legend
        LegendPiece piece;
        QPointF place; // from the caption's top left corner
    };

    QRectF extent() const;
    void writeNotes();
    void placeCaption();
    void paintPicture(QPainter &painter) const;
    void paintCaption(QPainter &painter) const;

    ArrangedDiagram m_diagram;
    std::unique_ptr<DiagramScene> m_scene;
    QRectF m_part; // of the scene
    QStringList m_notes, m_lines; // m_lines: m_notes as they are broken
    std::vector<Entry> m_legend;
    double m_captionHeight = 0;
    QSizeF m_size;
};

} // namespace ckpt
