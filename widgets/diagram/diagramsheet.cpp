// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramsheet.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/controledges.h"
#include "widgets/diagram/diagramscene.h"
#include "widgets/diagram/drawnmenu.h"
#include "widgets/diagram/overlays.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kLeastWidth = 360, kMargin = 14, kEntryGap = 12;

// Broken at spaces where that is possible.
QStringList brokenLines(const QString &text, const QFont &font, double width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

} // namespace

DiagramSheet::DiagramSheet(ArrangedDiagram diagram, const QRectF &part)
    : m_diagram(std::move(diagram))
    , m_scene(std::make_unique<DiagramScene>())
{
    m_scene->setPrinting(printColors());
    m_scene->setLook(m_diagram.look);
    m_scene->setNumbers(m_diagram.numbers);
    m_scene->show(m_diagram.tree, m_diagram.picture, *m_diagram.texts, {}, 0);
    m_part = part.isEmpty() ? extent() : part.intersected(extent());
    writeNotes();
    placeCaption();
}

DiagramSheet::~DiagramSheet() = default;

// Splines and labels may reach beyond the boxes and the margin around them.
QRectF DiagramSheet::extent() const
{
    QRectF all = m_scene->pictureRect();
    for (const Picture::Line &line : m_diagram.picture.lines)
        all = all.united(line.path.boundingRect());
    for (const QGraphicsItem *item : m_scene->items())
        if (dynamic_cast<const EdgeLabelItem *>(item) || dynamic_cast<const ControlEdgeItem *>(item))
            all = all.united(item->boundingRect());
    return all;
}

void DiagramSheet::writeNotes()
{
    const GraphView &view = m_diagram.view();
    if (!view.remark().empty())
        m_notes << graphWords(view.remark());
    if (const MetaGraph *graph = view.graph().get(); graph && graph->summary().allTags.size() > 1)
        m_notes << DrawnMenu::tr("Drawn is the graph with the tags “%1”, one of %2 in the file.")
                       .arg(tagsText(graph->summary().tags), formatCount(qint64(graph->summary().allTags.size())));
    if (view.drawn().kind != DrawnPart::Kind::Everything)
        m_notes << drawnText(view);
    if (m_diagram.focus != ItemId::None)
        m_notes
            << Diagram::tr("Only the surroundings of “%1” are drawn.").arg(toQString(view.item(m_diagram.focus).title));
    QStringList left, folded;
    for (const HiddenClass &hidden : view.hidden())
        if (!hidden.shown && hidden.count > 0)
            (hidden.folded ? folded : left) << className(hidden.nodeClass) + u' ' + formatCount(hidden.count);
    if (!left.isEmpty())
        m_notes << Diagram::tr("Not drawn: %1.").arg(left.join(u", "_qs));
    if (!folded.isEmpty())
        m_notes << Diagram::tr("Folded into the cards: %1.").arg(folded.join(u", "_qs));
}

void DiagramSheet::placeCaption()
{
    const CardFonts &fonts = m_diagram.texts->fonts();
    const double width = std::ceil(std::max(m_part.width(), kLeastWidth)), room = width - 2 * kMargin;
    const double line = std::max(fonts.lineHeight(), double(kSwatch)) + 3;
    const LegendContent legend =
        legendOf(*m_diagram.texts, m_diagram.picture, m_diagram.look.colorBy, m_scene->tints());
    double x = 0, y = 0;
    for (LegendPiece &piece : legendPieces(legend, fonts.line)) {
        if (x > 0 && x + piece.width > room) {
            x = 0;
            y += line;
        }
        const double step = piece.width + kEntryGap;
        m_legend.push_back({ std::move(piece), { kMargin + x, y } });
        x += step;
    }
    for (const QString &note : std::as_const(m_notes))
        m_lines << brokenLines(note, fonts.line, room);
    const double rows = (m_legend.empty() ? 0 : y / line + 1) + double(m_lines.size());
    m_captionHeight = rows > 0 ? rows * line + kMargin : 0;
    m_size = QSizeF(width, std::ceil(m_part.height() + m_captionHeight));
}

void DiagramSheet::paint(QPainter &painter) const
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF(QPointF(), m_size), printColors().canvas);
    paintPicture(painter);
    // What of a part reaches below it must not run into the words. Painted over, because SVG of Qt knows no clips.
    if (m_captionHeight > 0)
        painter.fillRect(
            QRectF(0, m_part.height(), m_size.width(), m_size.height() - m_part.height()), printColors().canvas);
    paintCaption(painter);
    painter.restore();
}

void DiagramSheet::paintPicture(QPainter &painter) const
{
    const QPointF origin = QPointF(std::floor((m_size.width() - m_part.width()) / 2), 0) - m_part.topLeft();
    const QStyleOptionGraphicsItem option;
    for (QGraphicsItem *item : m_scene->items(m_part, Qt::IntersectsItemBoundingRect, Qt::AscendingOrder)) {
        painter.save();
        painter.translate(origin + item->pos());
        item->paint(&painter, &option, nullptr);
        painter.restore();
    }
}

void DiagramSheet::paintCaption(QPainter &painter) const
{
    const CardFonts &fonts = m_diagram.texts->fonts();
    const double line = std::max(fonts.lineHeight(), double(kSwatch)) + 3, top = m_part.height() + 3;
    painter.setFont(fonts.line);
    double y = top;
    for (const Entry &entry : m_legend) {
        const QPointF corner = entry.place + QPointF(0, top);
        entry.piece.paint(painter, corner, line, printColors());
        y = corner.y() + line;
    }
    painter.setPen(printColors().sub);
    for (const QString &words : m_lines) {
        painter.drawText(
            QRectF(kMargin, y, m_size.width(), line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
        y += line;
    }
}

} // namespace ckpt
