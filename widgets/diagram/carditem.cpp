// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/sceneitems.h"

#include <QApplication>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace ckpt {
namespace {

constexpr double kHalo = 7, kStripe = 3.5, kFaint = 0.25, kReadablePixels = 10;

bool isPlain(Category category)
{
    return category == Category::Input || category == Category::Activation || category == Category::Scope
        || category == Category::Other;
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(float(alpha));
    return color;
}

void paintMarker(QPainter &painter, const QPointF &centre, bool open)
{
    const double r = 3.6;
    const QPolygonF closed{ { centre.x() - r * 0.6, centre.y() - r }, { centre.x() + r, centre.y() },
        { centre.x() - r * 0.6, centre.y() + r } };
    const QPolygonF opened{ { centre.x() - r, centre.y() - r * 0.6 }, { centre.x() + r, centre.y() - r * 0.6 },
        { centre.x(), centre.y() + r } };
    painter.drawPolygon(open ? opened : closed);
}

} // namespace

double detailOf(const SceneState &state, const QPainter &painter)
{
    return state.print ? 1 : QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

const Colors &colorsOf(const SceneState &state, const QWidget *widget)
{
    return state.print ? *state.print : widget ? colors(widget) : colors(QApplication::palette());
}

void BoxItem::setSize(const QSizeF &size)
{
    if (size == m_size)
        return;
    prepareGeometryChange();
    m_size = size;
}

QRectF BoxItem::boundingRect() const
{
    return rect().adjusted(-kHalo - 1, -kHalo - 1, kHalo + 1, kHalo + 1);
}

CardItem::CardItem(const SceneState &state, const CardText &text, const CardFonts &fonts, const Item &item, int missing)
    : BoxItem(state, item.id, text.size)
    , m_text(text)
    , m_fonts(fonts)
    , m_category(missing ? Category::Other : item.category)
    , m_missing(missing)
    , m_dashed(item.dashed || missing)
    , m_pill(m_category == Category::Input)
    , m_stripe(!isPlain(m_category) || !text.rows.empty())

{
    QStringList tip;
    if (!text.full.isEmpty())
        tip << text.full;
    if (!item.reason.empty() && !missing)
        tip << graphWords(item.reason);
    if (const QString likeness = likenessText(item); !likeness.isEmpty() && !missing)
        tip << Diagram::tr("Built like other cards: %1").arg(likeness);
    m_tip = tip.join(u'\n');
    showTip();
    setZValue(2000);
}

void CardItem::showTip()
{
    const QString &more = m_missing > 0 ? QString() : m_state.tints.of(m_id).tip;
    setToolTip(m_tip.isEmpty() || more.isEmpty() ? m_tip + more : m_tip + u'\n' + more);
}

QRectF CardItem::body() const
{
    const double sheets = m_text.stacked ? 2 * CardFonts::kSheet : 0;
    return rect().adjusted(0, sheets, -sheets, 0);
}

QRectF CardItem::markerRect() const
{
    const QSizeF size(CardFonts::kSide + CardFonts::kMarker, CardFonts::kTop + m_fonts.titleHeight() + 2);
    return m_text.canOpen ? QRectF(body().topLeft(), size) : QRectF();
}

QRectF CardItem::rowRect(std::size_t row) const
{
    return { 4, m_fonts.rowTop(m_text, row), body().width() - 8, m_fonts.rowHeight() };
}

int CardItem::rowAt(const QPointF &position) const
{
    for (std::size_t row = 0; row < m_text.rows.size(); ++row)
        if (rowRect(row).contains(position - body().topLeft()))
            return int(row);
    return -1;
}

void CardItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    const double zoom = detailOf(m_state, *painter);
    painter->setOpacity(painter->opacity() * (m_state.isFaint(m_id) ? kFaint : 1));
    painter->translate(body().topLeft());
    paintBody(*painter, widget, zoom);
    if (zoom < lod::kTitle)
        return;
    paintTitle(*painter, widget, zoom);
    if (zoom >= lod::kEverything && !m_text.rows.empty())
        paintRows(*painter, widget);
    if (zoom >= lod::kTwoLines && m_missing == 0)
        paintTintSign(
            *painter, QRectF(QPointF(), body().size()), m_state.tints.of(m_id), m_fonts, colorsOf(m_state, widget));
}

void CardItem::paintBody(QPainter &painter, QWidget *widget, double zoom) const
{
    const Colors &c = colorsOf(m_state, widget);
    const QSizeF size = body().size();
    const QRectF area(QPointF(), size);
    static const CardTint none;
    const CategoryColors own =
        cardColors(m_state.look.colorBy, m_category, m_text, m_missing > 0 ? none : m_state.tints.of(m_id), c);
    const double radius = m_pill ? std::min(size.height() / 2, 16.0) : metric::kCardRadius;
    const bool marked = m_state.isMarked(m_id),
               near = m_state.neighbours.contains(int(m_id)) || m_state.hovered == m_id || m_state.hoveredSource == m_id
        || m_state.hoveredTarget == m_id;
    if (marked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(c.accent, 0.16));
        painter.drawRoundedRect(area.adjusted(-kHalo, -kHalo, kHalo, kHalo), radius + kHalo - 2, radius + kHalo - 2);
    }
    const QColor border = m_state.colorByType() ? own.stripe : c.edge;
    painter.setBrush(own.fill);
    for (int sheet = m_text.stacked ? 2 : 0; sheet > 0; --sheet) {
        painter.setPen(QPen(border, 1));
        painter.drawRoundedRect(area.translated(CardFonts::kSheet * sheet, -CardFonts::kSheet * sheet), radius, radius);
    }
    QPen pen(marked || near ? c.accent : border, marked ? 2 : 1.1, m_dashed && !marked ? Qt::DashLine : Qt::SolidLine);
    pen.setDashPattern(m_dashed && !marked ? QList<qreal>{ 4, 2.5 } : QList<qreal>());
    if (!m_dashed || marked)
        pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    painter.drawRoundedRect(area, radius, radius);
    const bool byRole = m_state.look.colorBy == ColorBy::Role;
    if (!byRole && !m_state.colorByType() && m_missing == 0)
        return paintTintBand(painter, area, m_state.tints.of(m_id), c);
    if (m_stripe && zoom >= lod::kTitle && (!byRole || !m_text.rows.empty())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(own.stripe);
        painter.drawRoundedRect(QRectF(0, radius, kStripe, size.height() - 2 * radius), 1.5, 1.5);
    }
}

void CardItem::paintTitle(QPainter &painter, QWidget *widget, double zoom) const
{
    const Colors &c = colorsOf(m_state, widget);
    const QSizeF size = body().size();
    const QRectF area(QPointF(), size);
    const double marker = m_text.canOpen ? CardFonts::kMarker : 0;
    const double badge = m_fonts.badgeWidth(m_text.badge);
    const double room = size.width() - 2 * CardFonts::kSide - marker;
    painter.setPen(c.text);
    painter.setFont(m_fonts.title);
    if (zoom < lod::kTwoLines) { // the title alone, as large as the card allows
        const double width = std::max(1.0, m_fonts.titleMetrics.horizontalAdvance(m_text.title));
        const double fits = std::min((size.width() - 12) / width, (size.height() - 4) / m_fonts.titleHeight());
        const double scale =
            std::clamp(kReadablePixels / (zoom * m_fonts.titleHeight() * 0.75), 1.0, std::max(1.0, fits));
        painter.save();
        painter.translate(area.center());
        painter.scale(scale, scale);
        const QString text = m_fonts.titleMetrics.elidedText(m_text.title, Qt::ElideMiddle, (size.width() - 8) / scale);
        painter.drawText(QRectF(-500, -50, 1000, 100), Qt::AlignCenter, text);
        painter.restore();
        return;
    }
    const QRectF line(
        CardFonts::kSide + marker, CardFonts::kTop, room - (badge > 0 ? badge + 4 : 0), m_fonts.titleHeight());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        m_fonts.titleMetrics.elidedText(m_text.title, Qt::ElideMiddle, line.width() + 1));
    const QColor stripe = categoryColors(m_category, c.dark).stripe;
    if (marker > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.sub);
        paintMarker(painter, { CardFonts::kSide + 3.5, line.center().y() }, false);
    }
    if (badge > 0) {
        const double height = m_fonts.titleHeight() + 1;
        const QRectF plate(size.width() - CardFonts::kSide - badge + 3, line.center().y() - height / 2, badge, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(stripe);
        painter.drawRoundedRect(plate, height / 2, height / 2);
        painter.setPen(c.dark ? QColor(c.canvas) : QColor(c.base));
        painter.setFont(m_fonts.badge);
        painter.drawText(plate, Qt::AlignCenter, m_text.badge);
    }
    painter.setFont(m_fonts.line);
    painter.setPen(c.dark ? c.sub.lighter(112) : c.sub.darker(112));
    const qsizetype lines =
        zoom >= lod::kEverything ? m_text.lines.size() : std::min(m_text.lines.size(), qsizetype{ 1 });
    for (qsizetype i = 0; i < lines; ++i) {
        const QRectF place(CardFonts::kSide, line.bottom() + double(i) * m_fonts.lineHeight(),
            size.width() - 2 * CardFonts::kSide + 2, m_fonts.lineHeight());
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            m_fonts.lineMetrics.elidedText(m_text.lines.at(i), Qt::ElideMiddle, place.width()));
    }
}

void CardItem::paintRows(QPainter &painter, QWidget *widget) const
{
    const Colors &c = colorsOf(m_state, widget);
    const QSizeF size = body().size();
    const bool byType = m_state.colorByType();
    painter.setPen(QPen(withAlpha(byType ? categoryColors(m_category, c.dark).stripe : c.line, byType ? 0.35 : 1), 1));
    const double rule = m_fonts.rowTop(m_text, 0) - 3.5;
    painter.drawLine(QPointF(6, rule), QPointF(size.width() - 6, rule));
    for (std::size_t i = 0; i < m_text.rows.size(); ++i) {
        const CardText::Row &row = m_text.rows[i];
        const QRectF area = rowRect(i);
        const bool lit = std::any_of(
            row.keys.begin(), row.keys.end(), [this](const QString &key) { return m_state.rowKeys.contains(key); });
        if (lit) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(c.sel);
            painter.drawRoundedRect(area, 3, 3);
        }
        const QRectF badge(
            CardFonts::kSide - 1, area.center().y() - metric::kBadge / 2.0, metric::kBadge, metric::kBadge);
        const QColor color = roleColor(row.role, c.dark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.base);
        painter.drawRoundedRect(badge, metric::kBadgeRadius, metric::kBadgeRadius);
        painter.setBrush(withAlpha(color, 0.16));
        painter.drawRoundedRect(badge, metric::kBadgeRadius, metric::kBadgeRadius);
        painter.setPen(color);
        painter.setFont(m_fonts.badge);
        painter.drawText(badge, Qt::AlignCenter, roleLetter(row.role));
        painter.setFont(m_fonts.row);
        const double shape = m_fonts.rowMetrics.horizontalAdvance(row.shape), left = badge.right() + 5,
                     right = size.width() - CardFonts::kSide;
        painter.setPen(c.text);
        const double room = right - left - (shape > 0 ? shape + 8 : 0);
        painter.drawText(QRectF(left, area.top(), room + 2, area.height()),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            m_fonts.rowMetrics.elidedText(row.label, Qt::ElideMiddle, room + 1));
        painter.setPen(lit ? c.text : (c.dark ? c.sub.lighter(112) : c.sub.darker(112)));
        painter.drawText(QRectF(left, area.top(), right - left, area.height()),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, row.shape);
    }
}

FrameItem::FrameItem(const SceneState &state, const CardTexts &texts, const Item &item, const QSizeF &size)
    : BoxItem(state, item.id, size)
    , m_fonts(texts.fonts())
    , m_category(item.category)
    , m_dashed(item.dashed)
    , m_title(toQString(item.title))
    , m_subtitle(texts.frameSubtitle(item.id))
    , m_parameters(texts.frameParameters(item.id))
{
}

QRectF FrameItem::titleRect() const
{
    return { 0, 0, m_size.width(), m_fonts.frameTitleHeight() };
}

QRectF FrameItem::markerRect() const
{
    return { 0, 0, CardFonts::kSide + CardFonts::kMarker + 2, m_fonts.frameTitleHeight() };
}

void FrameItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    const Colors &c = colorsOf(m_state, widget);
    const CategoryColors own =
        m_state.colorByType() ? categoryColors(m_category, c.dark) : CategoryColors{ c.scope, c.edge };
    const bool marked = m_state.isMarked(m_id);
    if (marked) {
        painter->setPen(QPen(withAlpha(c.accent, 0.16), kHalo));
        painter->setBrush(Qt::NoBrush);
        const double half = kHalo / 2;
        painter->drawRoundedRect(
            rect().adjusted(-half, -half, half, half), metric::kScopeRadius + half, metric::kScopeRadius + half);
    }
    QPen pen(marked || m_state.hovered == m_id ? c.accent : own.stripe, marked ? 2 : 1.1);
    if (m_dashed && !marked)
        pen.setDashPattern({ 4, 2.5 });
    painter->setPen(pen);
    painter->setBrush(withAlpha(own.fill, c.dark ? 0.43 : 0.47));
    painter->drawRoundedRect(rect(), metric::kScopeRadius, metric::kScopeRadius);
}

void FrameItem::paintTitle(QPainter &painter, QWidget *widget) const
{
    constexpr double kLeastPixels = 11, kLeastRoom = 60;
    const Colors &c = colorsOf(m_state, widget);
    const double zoom = detailOf(m_state, painter),
                 scale = std::max(1.0, kLeastPixels / (zoom * m_fonts.titleHeight()));
    const QSizeF room = m_size / scale;
    if (room.width() < kLeastRoom || room.height() < 2 * m_fonts.frameTitleHeight())
        return;
    painter.save();
    painter.scale(scale, scale);
    const double height = m_fonts.frameTitleHeight(), left = CardFonts::kSide + CardFonts::kMarker;
    const double titleWidth =
        std::min(m_fonts.titleMetrics.horizontalAdvance(m_title), room.width() - left - CardFonts::kSide);
    double right = room.width() - CardFonts::kSide;
    const QColor plate = withAlpha(c.canvas, 0.84), words = c.dark ? c.sub.lighter(112) : c.sub.darker(112);
    const bool details = zoom >= lod::kTwoLines;
    painter.setFont(m_fonts.line);
    if (const double width = m_fonts.lineMetrics.horizontalAdvance(m_parameters);
        details && width > 0 && left + titleWidth + width + 16 < right) {
        const QRectF area(right - width, 3, width, height - 3);
        painter.fillRect(area.adjusted(-4, 1, 4, -1), plate);
        painter.setPen(words);
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_parameters);
        right = area.left() - 12;
    }
    const double space = right - left - titleWidth - 10;
    const QString subtitle =
        details && space > 40 ? m_fonts.lineMetrics.elidedText(m_subtitle, Qt::ElideMiddle, space) : QString();
    const double used = titleWidth + (subtitle.isEmpty() ? 0 : 10 + m_fonts.lineMetrics.horizontalAdvance(subtitle));
    painter.fillRect(QRectF(CardFonts::kSide - 4, 4, left - CardFonts::kSide + used + 8, height - 5), plate);
    painter.setPen(words);
    painter.drawText(QRectF(left + titleWidth + 10, 3, space + 2, height - 3),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, subtitle);
    painter.setFont(m_fonts.title);
    painter.setPen(c.text);
    painter.drawText(QRectF(left, 3, titleWidth + 1, height - 3), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        m_fonts.titleMetrics.elidedText(m_title, Qt::ElideMiddle, titleWidth + 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.sub);
    paintMarker(painter, { CardFonts::kSide + 3.5, 3 + (height - 3) / 2 }, true);
    painter.restore();
}

} // namespace ckpt
