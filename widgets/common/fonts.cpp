// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

namespace ckpt {

namespace {

QFont changed(QFont font, double points, QFont::Weight weight)
{
    constexpr double kSmallestPoints = 8;
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
    font.setPointSizeF(qMax(qMin(kSmallestPoints, size), size + points));
    font.setWeight(weight);
    return font;
}

} // namespace

QFont font(TextSize size)
{
    const QFont body = QApplication::font();
    switch (size) {
    case TextSize::Display:
        return changed(body, 11, QFont::DemiBold);
    case TextSize::Head:
        return changed(body, 0.5, QFont::DemiBold);
    case TextSize::Dock:
        return changed(body, -0.5, QFont::DemiBold);
    case TextSize::Small:
        return changed(body, -0.7, QFont::Normal);
    case TextSize::Tiny:
        return changed(body, -1.4, QFont::Normal);
    case TextSize::Mono: {
        QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        mono.setPointSizeF(changed(body, -0.5, QFont::Normal).pointSizeF());
        return mono;
    }
    case TextSize::Body:
        break;
    }
    return body;
}

QFont numberFont(const QFont &like)
{
    const QFontMetricsF metrics(like);
    const double zero = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(QChar(digit)) - zero) > 0.05) {
            QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            fixed.setPointSizeF(like.pointSizeF());
            fixed.setWeight(like.weight());
            return fixed;
        }
    }
    return like;
}

int metric::tableRow()
{
    return QFontMetrics(QApplication::font()).height() + 7;
}

} // namespace ckpt
