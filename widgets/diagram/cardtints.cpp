// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/cardtints.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace ckpt {
namespace {

constexpr double kBand = 7, kLogFrom = 50; // ratio of greatest to least from which a scale is logarithmic
constexpr double kPaleEnd = 0.92; // what comes after would vanish on a white card

// The stripes of these differ by ΔE ≥ 20, also for those who do not see all colours.
constexpr std::array kDistinct{ Category::Convolution, Category::Embedding, Category::Dense, Category::Recurrent,
    Category::Normalisation, Category::Loss, Category::Input, Category::Metric, Category::Pipeline };

bool isCard(const Picture::Box &box)
{
    return !box.frame && box.missing == 0;
}

// The variables of a card taken together.
struct Sum {
    VariableNumbers all;
    int variables = 0, pending = 0, unreadable = 0, missing = 0; // missing: in no file
    bool numeric = false;

    void add(const VariableNumbers &each)
    {
        if (!each.readable) {
            ++unreadable;
            return;
        }
        if (!each.numeric)
            return;
        numeric = true;
        all.count += each.count;
        all.zeros += each.zeros;
        all.nans += each.nans;
        all.infinities += each.infinities;
        all.norm = std::hypot(all.norm, each.norm);
    }
    std::int64_t notFinite() const { return all.nans + all.infinities; }
};

Sum sumOf(const GraphView &view, ItemId id, const ValueNumbers *numbers)
{
    Sum sum;
    for (const std::string &key : view.variablesOf(id)) {
        ++sum.variables;
        const auto place =
            numbers ? numbers->of.constFind(toQString(key)) : QHash<QString, VariableNumbers>::const_iterator();
        if (numbers && place != numbers->of.cend())
            sum.add(*place);
        else if (!numbers || !numbers->complete)
            ++sum.pending;
        else
            ++sum.missing;
    }
    return sum;
}

QString notFiniteSign(const Sum &sum)
{
    QStringList parts;
    if (sum.all.nans > 0)
        parts << Diagram::tr("NaN %1").arg(formatCount(sum.all.nans));
    if (sum.all.infinities > 0)
        parts << Diagram::tr("∞ %1").arg(formatCount(sum.all.infinities));
    return parts.join(u" · "_qs);
}

QString notFiniteTip(const Sum &sum)
{
    return Diagram::tr("%1 NaN and %2 infinite values among %3")
        .arg(formatCount(sum.all.nans), formatCount(sum.all.infinities), formatCount(sum.all.count));
}

double valueOf(const Sum &sum, ColorBy by)
{
    if (by == ColorBy::Norm)
        return sum.all.norm;
    return sum.all.count > 0 ? double(sum.all.zeros) / double(sum.all.count) : 0;
}

CardTint tintOfValues(const Sum &sum, ColorBy by)
{
    if (sum.notFinite() > 0 && by != ColorBy::Zeros)
        return { CardTint::Kind::NotFinite, 0, 0, notFiniteSign(sum), notFiniteTip(sum) };
    if (sum.pending > 0)
        return { CardTint::Kind::Pending, 0, 0, u"…"_qs, Diagram::tr("Its values have not been read yet") };
    if (sum.unreadable > 0)
        return { CardTint::Kind::Unreadable, 0, 0, u"!"_qs, {} };
    if (!sum.numeric)
        return {};
    switch (by) {
    case ColorBy::Norm:
        return { CardTint::Kind::Value, 0, 0, formatValue(sum.all.norm),
            Diagram::tr("Norm of its values: %1").arg(formatValue(sum.all.norm)) };
    case ColorBy::Zeros:
        return { CardTint::Kind::Value, 0, 0, formatPercent(valueOf(sum, by)),
            Diagram::tr("%1 of %2 values are zero").arg(formatCount(sum.all.zeros), formatCount(sum.all.count)) };
    default:
        return { CardTint::Kind::None, 0, 0, u"0"_qs, notFiniteTip(sum) };
    }
}

// What a number does not count is said beside it.
CardTint tintOf(const Sum &sum, ColorBy by)
{
    CardTint tint = tintOfValues(sum, by);
    QStringList tip;
    if (!tint.tip.isEmpty())
        tip << tint.tip;
    if (sum.unreadable > 0)
        tip << Diagram::tr("%1 of %n variable(s) cannot be read", "", sum.variables).arg(sum.unreadable);
    if (sum.missing > 0)
        tip << Diagram::tr("%1 of %n variable(s) are not in this checkpoint", "", sum.variables).arg(sum.missing);
    tint.tip = tip.join(u'\n');
    if (sum.missing > 0 && !tint.sign.isEmpty())
        tint.sign += u'*';
    return tint;
}

} // namespace

double CardTints::Scale::at(double value) const
{
    if (logarithmic)
        return value > 0 ? std::clamp((std::log(value) - std::log(low)) / (std::log(high) - std::log(low)), 0.0, 1.0)
                         : 0;
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0;
}

double CardTints::Scale::middle() const
{
    return logarithmic ? std::sqrt(low) * std::sqrt(high) : low + (high - low) / 2;
}

CardTints::CardTints(const GraphView &view, const Picture &picture, ColorBy by, const ValueNumbers *numbers)
{
    if (by == ColorBy::Structure)
        tintStructures(view, picture);
    else if (isOfValues(by))
        tintValues(view, picture, by, numbers);
}

void CardTints::tintStructures(const GraphView &view, const Picture &picture)
{
    std::map<std::uint32_t, Structure> present; // in data-flow order
    for (const Picture::Box &box : picture.boxes)
        if (const std::uint32_t structure = view.item(box.id).structure; isCard(box) && structure > 0) {
            Structure &known = present.try_emplace(structure, Structure{ box.id, 0 }).first->second;
            ++known.cards;
        }
    std::map<std::uint32_t, int> numbers;
    for (const auto &[structure, known] : present) {
        numbers[structure] = int(m_structures.size());
        m_structures.push_back(known);
    }
    for (const Picture::Box &box : picture.boxes)
        if (const Item &item = view.item(box.id); isCard(box) && item.structure > 0) {
            const int number = numbers[item.structure];
            m_tints[int(box.id)] = { CardTint::Kind::Structure, 0, number, structureLetter(number), {} };
        }
}

void CardTints::tintValues(const GraphView &view, const Picture &picture, ColorBy by, const ValueNumbers *numbers)
{
    std::map<ItemId, double> values;
    for (const Picture::Box &box : picture.boxes) {
        if (!isCard(box))
            continue;
        const Sum sum = sumOf(view, box.id, numbers);
        m_variables += sum.variables;
        m_pending += sum.pending;
        if (sum.variables == 0)
            continue;
        CardTint tint = tintOf(sum, by);
        m_anyNotFinite = m_anyNotFinite || tint.kind == CardTint::Kind::NotFinite;
        if (tint.kind == CardTint::Kind::Value)
            values[box.id] = valueOf(sum, by);
        m_tints[int(box.id)] = std::move(tint);
    }
    m_scale.present = !values.empty();
    if (by == ColorBy::Norm && !values.empty()) {
        double least = 0;
        m_scale.high = 0;
        for (const auto &[id, value] : values) {
            m_scale.high = std::max(m_scale.high, value);
            if (value > 0 && (least == 0 || value < least))
                least = value;
        }
        m_scale.logarithmic = least > 0 && m_scale.high / kLogFrom > least;
        m_scale.low = m_scale.logarithmic ? least : 0;
    }
    for (const auto &[id, value] : values)
        m_tints[int(id)].position = m_scale.at(value);
}

const CardTint &CardTints::of(ItemId id) const
{
    static const CardTint none;
    const auto place = m_tints.find(int(id));
    return place == m_tints.end() ? none : place->second;
}

QString structureLetter(int number)
{
    QString letters;
    for (int rest = number; rest >= 0; rest = rest / 26 - 1)
        letters.prepend(QChar(u'A' + rest % 26));
    return letters;
}

QColor notFiniteColor(bool dark)
{
    return dark ? QColor(0xff, 0x6f, 0xc0) : QColor(0xc2, 0x18, 0x7a); // as cells that are NaN
}

QColor structureColor(int number, bool dark)
{
    return categoryColors(kDistinct.at(std::size_t(number) % kDistinct.size()), dark).stripe;
}

QColor scaleColor(double position, bool dark)
{
    return QColor(heatColor(HeatMap::Sequential, position * kPaleEnd, dark));
}

QColor tintColor(const CardTint &tint, bool dark)
{
    switch (tint.kind) {
    case CardTint::Kind::Structure:
        return structureColor(tint.number, dark);
    case CardTint::Kind::Value:
        return scaleColor(tint.position, dark);
    case CardTint::Kind::NotFinite:
        return notFiniteColor(dark);
    default:
        return {};
    }
}

CategoryColors cardColors(
    ColorBy by, Category category, const CardText &text, const CardTint &tint, const Colors &colors)
{
    constexpr double kTint = 0.3; // text on it keeps its contrast
    const CategoryColors byType = categoryColors(category, colors.dark);
    if (by == ColorBy::Category)
        return byType;
    if (by == ColorBy::Role) // of the first row
        return { colors.card, text.rows.empty() ? byType.stripe : roleColor(text.rows.front().role, colors.dark) };
    const QColor color = tintColor(tint, colors.dark);
    return color.isValid() ? CategoryColors{ mixed(colors.card, color, kTint), color }
                           : CategoryColors{ colors.card, colors.edge };
}

QString likenessText(const Item &item)
{
    if (item.structure == 0)
        return {};
    const int identical = int(item.identical), others = int(item.similar - item.identical);
    const QString same = Diagram::tr("identical to %n other(s)", "", identical);
    const QString like = Diagram::tr("similar to %n, with other shapes or settings", "", others);
    return identical == 0 ? like : others == 0 ? same : same + u", "_qs + like;
}

void paintTintBand(QPainter &painter, const QRectF &body, const CardTint &tint, const Colors &colors)
{
    const QColor color = tintColor(tint, colors.dark);
    if (!color.isValid())
        return;
    const QRectF band(body.left(), body.top() + metric::kCardRadius, kBand, body.height() - 2 * metric::kCardRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(band, 1.5, 1.5);
    if (tint.kind != CardTint::Kind::NotFinite)
        return;
    painter.setPen(QPen(colors.card, 1)); // hatched, lines because a pattern is no brush in every file
    for (double y = band.top() + 2; y + kBand < band.bottom(); y += 5)
        painter.drawLine(QPointF(band.left(), y + kBand), QPointF(band.right(), y));
}

void paintTintSign(
    QPainter &painter, const QRectF &body, const CardTint &tint, const CardFonts &fonts, const Colors &colors)
{
    if (tint.sign.isEmpty())
        return;
    QColor color = tintColor(tint, colors.dark);
    if (tint.kind == CardTint::Kind::Unreadable)
        color = colors.err;
    const bool plain = !color.isValid();
    const double height = fonts.badgeMetrics.height() + 2;
    const double width = std::max(height, fonts.badgeMetrics.horizontalAdvance(tint.sign) + 8);
    const QRectF pill(body.right() - width - 6, body.top() - height / 2, width, height);
    painter.setPen(QPen(plain ? colors.edge : colors.card, 1));
    painter.setBrush(plain ? colors.card : color);
    painter.drawRoundedRect(pill, height / 2, height / 2);
    painter.setPen(plain ? colors.sub : textOn(color));
    painter.setFont(fonts.badge);
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, tint.sign);
}

} // namespace ckpt
