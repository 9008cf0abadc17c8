// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/legend.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QLinearGradient>
#include <QPainter>

#include <set>

namespace ckpt {
namespace {

constexpr double kSwatchGap = 5, kScaleWidth = 120;
constexpr int kStops = 16;
constexpr int kText = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine;
using Entry = LegendContent::Entry;

void paintSwatch(QPainter &painter, const QRectF &rect, const Entry &entry, const Colors &colors)
{
    QColor fill, border;
    switch (entry.kind) {
    case Entry::Kind::Category: {
        const CategoryColors own = categoryColors(static_cast<Category>(entry.value), colors.dark);
        fill = own.fill;
        border = own.stripe;
        break;
    }
    case Entry::Kind::Role:
        fill = border = roleColor(static_cast<Role>(entry.value), colors.dark);
        break;
    case Entry::Kind::Structure:
        fill = border = structureColor(entry.value, colors.dark);
        break;
    case Entry::Kind::NotFinite:
        fill = border = notFiniteColor(colors.dark);
        break;
    }
    painter.setPen(QPen(border, 1.1));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, 3, 3);
}

LegendPiece textPiece(const QString &text, const QFontMetricsF &metrics)
{
    const double width = metrics.horizontalAdvance(text);
    return { width, [text, width](QPainter &painter, const QPointF &corner, double height, const Colors &colors) {
                painter.setPen(colors.sub);
                painter.drawText(QRectF(corner, QSizeF(width + 2, height)), kText, text);
            } };
}

LegendPiece entryPiece(const Entry &entry, const QFontMetricsF &metrics)
{
    const double width = kSwatch + kSwatchGap + metrics.horizontalAdvance(entry.text);
    return { width, [entry, width](QPainter &painter, const QPointF &corner, double height, const Colors &colors) {
                const QRectF swatch(corner.x(), corner.y() + (height - kSwatch + 1) / 2, kSwatch, kSwatch - 1);
                paintSwatch(painter, swatch, entry, colors);
                painter.setPen(colors.sub);
                painter.drawText(
                    QRectF(corner.x() + kSwatch + kSwatchGap, corner.y(), width, height), kText, entry.text);
            } };
}

LegendPiece scalePiece(const LegendContent &content, const QFontMetricsF &metrics)
{
    const double low = metrics.horizontalAdvance(content.low), high = metrics.horizontalAdvance(content.high);
    const double bar = std::max(kScaleWidth, metrics.horizontalAdvance(content.middle) + 40);
    return { low + high + bar + 2 * kSwatchGap,
        [content, low, bar](QPainter &painter, const QPointF &corner, double height, const Colors &colors) {
            const QRectF area(corner.x() + low + kSwatchGap, corner.y() + 1, bar, height - 2);
            QLinearGradient gradient(area.topLeft(), area.topRight());
            for (int i = 0; i <= kStops; ++i)
                gradient.setColorAt(double(i) / kStops, scaleColor(double(i) / kStops, colors.dark));
            painter.setPen(QPen(colors.edge, 1));
            painter.setBrush(gradient);
            painter.drawRoundedRect(area, 2, 2);
            painter.setPen(textOn(scaleColor(0.5, colors.dark)));
            painter.drawText(area, Qt::AlignCenter | Qt::TextSingleLine, content.middle);
            painter.setPen(colors.sub);
            painter.drawText(QRectF(corner, QSizeF(low + 2, height)), kText, content.low);
            painter.drawText(QRectF(area.right() + kSwatchGap, corner.y(), 200, height), kText, content.high);
        } };
}

void addCards(LegendContent &content, CardTexts &texts, const Picture &picture, bool byRole)
{
    std::set<int> present;
    for (const Picture::Box &box : picture.boxes) {
        if (box.frame || box.missing > 0)
            continue;
        if (!byRole)
            present.insert(int(texts.view()->item(box.id).category));
        else if (const auto &rows = texts.of(box.id).rows; !rows.empty())
            present.insert(int(rows.front().role)); // which decides the colour of the card
    }
    for (const int value : present)
        content.entries.append({ byRole ? Entry::Kind::Role : Entry::Kind::Category, value,
            byRole ? roleName(static_cast<Role>(value)) : categoryName(static_cast<Category>(value)) });
}

void addScale(LegendContent &content, ColorBy by, const CardTints &tints)
{
    const CardTints::Scale &scale = tints.scale();
    const auto number = [by](double value) { return by == ColorBy::Norm ? formatValue(value) : formatPercent(value); };
    content.title = by == ColorBy::Norm ? (scale.logarithmic ? Diagram::tr("Norm, logarithmic") : Diagram::tr("Norm"))
        : by == ColorBy::Zeros          ? Diagram::tr("Share of zeros")
                                        : Diagram::tr("NaN and infinite values");
    content.scale = by != ColorBy::NotFinite && scale.present;
    content.low = number(scale.low);
    content.middle = number(scale.middle());
    content.high = number(scale.high);
    if (tints.anyNotFinite())
        content.entries.append({ Entry::Kind::NotFinite, 0, Diagram::tr("NaN or infinite") });
    if (tints.pending() > 0)
        content.rest = Diagram::tr("%1 of %2 variables read")
                           .arg(formatCount(tints.variables() - tints.pending()), formatCount(tints.variables()));
}

} // namespace

QStringList LegendContent::words() const
{
    QStringList words;
    if (!title.isEmpty())
        words << title;
    if (scale)
        words << Diagram::tr("%1 to %2", "from the least to the greatest value").arg(low, high);
    for (const Entry &entry : entries)
        words << entry.text;
    if (!rest.isEmpty())
        words << rest;
    return words;
}

LegendContent legendOf(CardTexts &texts, const Picture &picture, ColorBy by, const CardTints &tints)
{
    LegendContent content;
    if (isOfValues(by)) {
        addScale(content, by, tints);
    } else if (by == ColorBy::Structure) {
        content.title =
            tints.structures().empty() ? Diagram::tr("No two cards are built alike") : Diagram::tr("Built alike:");
        for (std::size_t i = 0; i < tints.structures().size(); ++i) {
            const CardTints::Structure &each = tints.structures()[i];
            content.entries.append({ Entry::Kind::Structure, int(i),
                Diagram::tr("%1: %2 (%n card(s))", "letter, name of the first card", each.cards)
                    .arg(structureLetter(int(i)), toQString(texts.view()->item(each.first).title)) });
        }
    } else {
        addCards(content, texts, picture, by == ColorBy::Role);
    }
    return content;
}

std::vector<LegendPiece> legendPieces(const LegendContent &content, const QFont &font)
{
    const QFontMetricsF metrics(font);
    std::vector<LegendPiece> pieces;
    if (!content.title.isEmpty())
        pieces.push_back(textPiece(content.title, metrics));
    if (content.scale)
        pieces.push_back(scalePiece(content, metrics));
    for (const Entry &entry : content.entries)
        pieces.push_back(entryPiece(entry, metrics));
    if (!content.rest.isEmpty())
        pieces.push_back(textPiece(content.rest, metrics));
    return pieces;
}

Legend::Legend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setObjectName(u"diagramLegend"_qs);
}

void Legend::setContent(const LegendContent &content)
{
    m_content = content;
    const QString words = content.words().join(u", "_qs);
    setToolTip(words);
    setAccessibleName(tr("Colours: %1").arg(words));
    update();
}

QSize Legend::sizeHint() const
{
    return { 200, QFontMetrics(ckpt::font(TextSize::Tiny)).height() + 8 };
}

void Legend::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(ckpt::font(TextSize::Tiny));
    double x = metric::kGroupGap;
    for (const LegendPiece &piece : legendPieces(m_content, painter.font())) {
        if (x + piece.width > width()) {
            painter.setPen(c.sub);
            painter.drawText(QRectF(x, 0, 30, height()), kText, u"…"_qs);
            break;
        }
        piece.paint(painter, { x, 3 }, height() - 6, c);
        x += piece.width + metric::kMargin;
    }
}

} // namespace ckpt
