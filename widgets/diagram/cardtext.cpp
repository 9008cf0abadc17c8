// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/cardtext.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"

#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kLeastWidth = 60, kRowGap = 14;

QString variablesAndParameters(const Item &item)
{
    const QString variables = Diagram::tr("%n variable(s)", "", int(item.variableCount));
    return item.parameters > 0
        ? variables + u" · "_qs + Diagram::tr("%1 parameters").arg(formatShortCount(double(item.parameters)))
        : variables;
}

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

CardFonts::CardFonts(double widest)
    : title(font(TextSize::Dock))
    , line(font(TextSize::Tiny))
    , row(font(TextSize::Small))
    , badge(bold(font(TextSize::Tiny)))
    , label(font(TextSize::Tiny))
    , titleMetrics(title)
    , lineMetrics(line)
    , rowMetrics(row)
    , badgeMetrics(badge)
    , labelMetrics(label)
    , m_titleHeight(std::ceil(titleMetrics.height()))
    , m_lineHeight(std::ceil(lineMetrics.height()))
    , m_rowHeight(std::max(double(metric::kBadge) + 2, std::ceil(rowMetrics.height()) + 2))
    , m_maxWidth(std::ceil(widest * QFontInfo(title).pixelSize()))
{
}

double CardFonts::rowTop(const CardText &text, std::size_t number) const
{
    return kTop + m_titleHeight + double(text.lines.size()) * m_lineHeight + kRowRule + double(number) * m_rowHeight;
}

double CardFonts::badgeWidth(const QString &text) const
{
    return text.isEmpty() ? 0 : badgeMetrics.horizontalAdvance(text) + 10;
}

CardTexts::CardTexts(std::shared_ptr<const GraphView> view, double widest)
    : m_view(std::move(view))
    , m_fonts(std::make_shared<CardFonts>(widest))
{
}

const CardText &CardTexts::of(ItemId id)
{
    const auto [place, added] = m_texts.try_emplace(id);
    if (added) {
        place->second = make(m_view->item(id));
        measure(place->second);
    }
    return place->second;
}

const CardText &CardTexts::ofMissing(ItemId scope, int missing)
{
    const auto [place, added] = m_missing.try_emplace({ scope, missing });
    CardText &text = place->second;
    if (added) {
        const int total = int(m_view->item(scope).children.size());
        text.title = Diagram::tr("Show %n more", "", std::min(missing, 300));
        text.lines << Diagram::tr("Showing %1 of %2 nodes of this scope.")
                          .arg(formatCount(total - missing), formatCount(total));
        measure(text);
    }
    return text;
}

CardText CardTexts::make(const Item &item) const
{
    CardText text;
    text.title = toQString(item.title);
    text.canOpen = item.canOpen();
    text.stacked = item.kind == ItemKind::Series;
    if (!item.subtitle.empty() && item.subtitle != item.title)
        text.lines << graphParts(item.subtitle);
    for (const VariableRow &row : item.rows) {
        CardText::Row shown{ row.role, toQString(row.label), graphParts(row.shape), {}, row.frozen };
        for (const std::string &key : row.keys)
            shown.keys << toQString(key);
        text.rows.push_back(std::move(shown));
    }
    if (item.rows.empty() && item.variableCount > 0)
        text.lines << variablesAndParameters(item);
    for (const std::string &note : item.notes)
        text.lines << graphWords(note);
    if (item.repeat > 1)
        text.badge = u"×%1"_qs.arg(item.repeat);
    else if (!item.rows.empty()
        && std::all_of(item.rows.begin(), item.rows.end(), [](const VariableRow &row) { return row.shared; }))
        text.badge = Diagram::tr("shared");
    return text;
}

void CardTexts::measure(CardText &text) const
{
    const CardFonts &f = *m_fonts;
    double width = f.titleMetrics.horizontalAdvance(text.title) + (text.canOpen ? CardFonts::kMarker : 0);
    if (!text.badge.isEmpty())
        width += f.badgeWidth(text.badge) + 8;
    for (const QString &line : std::as_const(text.lines))
        width = std::max(width, f.lineMetrics.horizontalAdvance(line));
    for (const CardText::Row &row : text.rows)
        width = std::max(width,
            metric::kBadge + 6 + f.rowMetrics.horizontalAdvance(row.label) + kRowGap
                + f.rowMetrics.horizontalAdvance(row.shape));
    double height = CardFonts::kTop + f.titleHeight() + double(text.lines.size()) * f.lineHeight() + CardFonts::kBottom;
    if (!text.rows.empty())
        height += CardFonts::kRowRule + double(text.rows.size()) * f.rowHeight() - 1;
    width += 2 * CardFonts::kSide;
    if (width > f.maxWidth())
        text.full = text.title + (text.lines.isEmpty() ? QString() : u'\n' + text.lines.join(u'\n'));
    const double sheets = text.stacked ? 2 * CardFonts::kSheet : 0;
    text.size = QSizeF(std::ceil(std::clamp(width, kLeastWidth, f.maxWidth())) + sheets, std::ceil(height) + sheets);
}

QString CardTexts::frameSubtitle(ItemId id) const
{
    const Item &item = m_view->item(id);
    QStringList parts;
    for (const std::string &note : item.notes)
        parts << graphWords(note);
    if (!item.subtitle.empty() && item.subtitle != item.title)
        parts << graphParts(item.subtitle);
    return parts.join(u" · "_qs);
}

QString CardTexts::frameParameters(ItemId id) const
{
    const Item &item = m_view->item(id);
    return item.parameters > 0 ? Diagram::tr("%1 parameters").arg(formatShortCount(double(item.parameters)))
                               : QString();
}

double CardTexts::frameTitleWidth(ItemId id) const
{
    const double title =
        m_fonts->titleMetrics.horizontalAdvance(toQString(m_view->item(id).title)) + CardFonts::kMarker;
    const double rest = m_fonts->lineMetrics.horizontalAdvance(frameParameters(id));
    const double subtitle = std::min(m_fonts->lineMetrics.horizontalAdvance(frameSubtitle(id)), m_fonts->maxWidth());
    return std::ceil(title + subtitle + rest + 32);
}

QString className(NodeClass nodeClass)
{
    switch (nodeClass) {
    case NodeClass::Forward:
        return Diagram::tr("Network");
    case NodeClass::Input:
        return Diagram::tr("Inputs");
    case NodeClass::Variable:
        return Diagram::tr("Variables");
    case NodeClass::Saver:
        return Diagram::tr("Saver");
    case NodeClass::Initializer:
        return Diagram::tr("Initializers");
    case NodeClass::Gradient:
        return Diagram::tr("Gradients");
    case NodeClass::Optimizer:
        return Diagram::tr("Optimizer");
    case NodeClass::Update:
        return Diagram::tr("Updates");
    case NodeClass::Summary:
        return Diagram::tr("Summaries");
    case NodeClass::Check:
        return Diagram::tr("Checks");
    case NodeClass::Pipeline:
        return Diagram::tr("Input pipeline");
    case NodeClass::Regularizer:
        return Diagram::tr("Regularizers");
    case NodeClass::Constant:
        return Diagram::tr("Constants");
    case NodeClass::ShapeArithmetic:
        return Diagram::tr("Shape arithmetic");
    case NodeClass::Idle:
        return Diagram::tr("Unused");
    case NodeClass::Plumbing:
        return Diagram::tr("Scalar plumbing");
    case NodeClass::PassThrough:
        return Diagram::tr("Pass-through");
    case NodeClass::OtherSignature:
        return Diagram::tr("Other signatures");
    case NodeClass::Count:
        break;
    }
    return {};
}

QString classReason(NodeClass nodeClass)
{
    switch (nodeClass) {
    case NodeClass::Variable:
        return Diagram::tr("Variables are drawn as rows of the cards that use them.");
    case NodeClass::Saver:
        return Diagram::tr("They write and read checkpoints; nothing of the network passes through them.");
    case NodeClass::Initializer:
        return Diagram::tr("They set variables once, before training starts.");
    case NodeClass::Gradient:
        return Diagram::tr("They compute derivatives of the network, which is drawn already.");
    case NodeClass::Optimizer:
        return Diagram::tr("They apply gradients to variables.");
    case NodeClass::Update:
        return Diagram::tr("They write to variables during training: moving averages, counters, copies.");
    case NodeClass::Summary:
        return Diagram::tr("They write logs for TensorBoard.");
    case NodeClass::Check:
        return Diagram::tr("They only check or order other nodes.");
    case NodeClass::Regularizer:
        return Diagram::tr("They compute weight penalties, which do not depend on data.");
    case NodeClass::Constant:
        return Diagram::tr("Constants belong to the card that uses them.");
    case NodeClass::ShapeArithmetic:
        return Diagram::tr("They compute shapes and sizes for other nodes.");
    case NodeClass::Idle:
        return Diagram::tr("Nothing that is drawn reads them.");
    case NodeClass::Plumbing:
        return Diagram::tr("They prepare scalar inputs such as 1 − keep_prob.");
    case NodeClass::PassThrough:
        return Diagram::tr("They pass a tensor on unchanged.");
    case NodeClass::Pipeline:
        return Diagram::tr("They read and prepare the input data.");
    case NodeClass::OtherSignature:
        return Diagram::tr("They compute what other signatures than the chosen one return.");
    default:
        return {};
    }
}

} // namespace ckpt
