// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Elements as people read them in cells, and as programs read them when copied. On screen: U+2212 as minus, numbers by
// QLocale.
#pragma once

#include "widgets/values/valuescale.h"

#include <QList>
#include <QString>

namespace ckpt {

// Text of cells. Floats share one number of decimals so that they align: four significant digits at the size of the
// scale; what is then too small or too large to see is written with an exponent. Integers are exact and grouped.
class CellText {
public:
    CellText() = default;
    CellText(DType type, const ValueScale &scale);

    QString text(const TensorData &data, std::int64_t index) const;
    // As `text`, with fewer digits until `fits` says yes; the shortest form if never.
    template <typename Fits>
    QString fitted(const TensorData &data, std::int64_t index, const Fits &fits) const
    {
        QString result = text(data, index);
        for (int digits = 3; digits > 0 && !fits(result); --digits)
            result = brief(data, index, digits);
        return result;
    }
    // A text about as wide as the widest of the tensor; columns are sized by it.
    QString sample() const;

private:
    QString number(double value) const;
    QString brief(const TensorData &data, std::int64_t index, int digits) const;

    NumberClass m_kind = NumberClass::None;
    double m_magnitude = 0;
    bool m_negative = false;
    int m_decimals = 4;
    bool m_exponent = false;
};

// A finite number by QLocale with `format` and `digits` of QLocale::toString(), "1.5e−7", "2e9", without grouping.
QString numberText(double value, char format, int digits);
QString onScreen(QString text); // "-" becomes U+2212
QString exactText(const TensorData &data, std::int64_t index); // on screen, the value as it is
QString shortText(const TensorData &data, std::int64_t index); // on screen, 4 significant digits, for the status bar
QString hexText(const TensorData &data, std::int64_t index); // "0xbdf2d8ae"; empty for strings
QString bitText(const TensorData &data, std::int64_t index); // "1 01111011 1110…" in groups of sign, exponent, fraction
QString copyText(const TensorData &data, std::int64_t index); // ASCII digits, exact
QString indexText(const QList<qint64> &index); // "[1, 1, 7, 21]"

} // namespace ckpt
