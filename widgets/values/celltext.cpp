// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/celltext.h"

#include "widgets/common/formatting.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ckpt {

namespace {

constexpr int kSignificant = 4;
constexpr qsizetype kMaxStringChars = 400; // of a string in a cell

QLocale numberLocale()
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::OmitLeadingZeroInExponent);
    return locale;
}

QString special(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    return value > 0 ? QStringLiteral("\u221e") : QStringLiteral("\u2212\u221e");
}

QString integerText(const TensorData &data, std::int64_t index)
{
    const QLocale locale;
    return isSigned(data.dtype) ? onScreen(locale.toString(static_cast<qlonglong>(toInt64(data, index))))
                                : locale.toString(static_cast<qulonglong>(toUInt64(data, index)));
}

QString stringText(const TensorData &data, std::int64_t index)
{
    const std::string &bytes = data.strings[static_cast<std::size_t>(index)];
    // Four bytes a character at most; the elided rest is in the tooltip's length and in a copy.
    const auto part = std::string_view(bytes).substr(0, static_cast<std::size_t>(kMaxStringChars) * 4);
    QString text = toQString(part);
    if (text.size() > kMaxStringChars || part.size() < bytes.size())
        text = text.left(kMaxStringChars) + QChar(0x2026);
    return text;
}

// Bits of exponent and fraction of the float types; anything else is grouped by bytes.
struct BitLayout {
    int exponent = 0, fraction = 0;
};

BitLayout bitLayout(DType type)
{
    switch (type) {
    case DType::Float64:
        return { 11, 52 };
    case DType::Float32:
        return { 8, 23 };
    case DType::Float16:
        return { 5, 10 };
    case DType::BFloat16:
        return { 8, 7 };
    case DType::Float8E5M2:
    case DType::Float8E5M2FNUZ:
        return { 5, 2 };
    case DType::Float8E4M3FN:
    case DType::Float8E4M3FNUZ:
    case DType::Float8E4M3B11FNUZ:
        return { 4, 3 };
    default:
        return {};
    }
}

} // namespace

CellText::CellText(DType type, const ValueScale &scale)
    : m_kind(numberClass(type))
    , m_magnitude(scale.magnitude())
    , m_negative(scale.low < 0)
{
    const double size = m_magnitude;
    m_exponent = size != 0 && (size < 1e-4 || size >= 1e6);
    const int before = size > 0 && std::isfinite(size) ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;
    m_decimals = std::clamp(kSignificant - before, size < 1000 ? 2 : 1, 8);
    if (m_kind == NumberClass::Complex)
        m_decimals = std::max(2, m_decimals - 1);
}

QString CellText::number(double value) const
{
    if (!std::isfinite(value))
        return special(value);
    if (value == 0)
        return QStringLiteral("0");
    const double size = std::abs(value);
    if (size >= 1e6 || size < (m_exponent ? 1e-4 : 0.5 * std::pow(10.0, -m_decimals)))
        return numberText(value, 'e', kSignificant - 1);
    if (m_exponent)
        return numberText(value, 'g', kSignificant);
    return numberText(value, 'f', m_decimals);
}

QString CellText::text(const TensorData &data, std::int64_t index) const
{
    switch (m_kind) {
    case NumberClass::Float:
        return number(toDouble(data, index));
    case NumberClass::Integer:
        return integerText(data, index);
    case NumberClass::Bool:
        return toDouble(data, index) != 0 ? QStringLiteral("True") : QStringLiteral("False");
    case NumberClass::Complex: {
        const std::complex<double> value = toComplex(data, index);
        QString imaginary = number(value.imag());
        if (!imaginary.startsWith(QChar(0x2212)))
            imaginary.prepend(u'+');
        return number(value.real()) + imaginary + u'j';
    }
    case NumberClass::String:
        return stringText(data, index);
    case NumberClass::None:
        break;
    }
    return onScreen(QString::fromStdString(elementText(data, index, NumberFormat::Exact)));
}

QString CellText::brief(const TensorData &data, std::int64_t index, int digits) const
{
    const auto shorter = [digits](double value) {
        return std::isfinite(value) ? numberText(value, 'g', digits) : special(value);
    };
    if (m_kind == NumberClass::Float || m_kind == NumberClass::Integer)
        return shorter(toDouble(data, index));
    if (m_kind != NumberClass::Complex)
        return text(data, index);
    const std::complex<double> value = toComplex(data, index);
    const QString imaginary = shorter(value.imag());
    return shorter(value.real()) + (imaginary.startsWith(QChar(0x2212)) ? QString() : QStringLiteral("+")) + imaginary
        + u'j';
}

QString CellText::sample() const
{
    const QString sign = m_negative ? QString(QChar(0x2212)) : QString();
    switch (m_kind) {
    case NumberClass::Float:
        return sign
            + (m_exponent ? QStringLiteral("0.000e\u221200")
                          : QString::number(std::max(1.0, m_magnitude), 'f', m_decimals));
    case NumberClass::Integer:
        return sign + QLocale().toString(static_cast<qulonglong>(std::min(m_magnitude, 1.8e19)));
    case NumberClass::Bool:
        return QStringLiteral("False");
    case NumberClass::Complex: {
        const QString part = QStringLiteral("\u2212") + QString::number(std::max(1.0, m_magnitude), 'f', m_decimals);
        return part + part + u'j';
    }
    default:
        return QString(20, u'n');
    }
}

QString numberText(double value, char format, int digits)
{
    // The locale writes "1.5E-7" and "2E+9".
    QString text = numberLocale().toString(value, format, digits).toLower();
    return onScreen(text.replace(QStringLiteral("e+"), QStringLiteral("e")));
}

QString onScreen(QString text)
{
    return text.replace(u'-', QChar(0x2212));
}

QString exactText(const TensorData &data, std::int64_t index)
{
    const NumberClass kind = numberClass(data.dtype);
    if (kind == NumberClass::String || kind == NumberClass::Bool)
        return kind == NumberClass::String ? stringText(data, index)
                                           : QString::fromStdString(elementText(data, index, NumberFormat::Exact));
    return kind == NumberClass::Integer
        ? integerText(data, index)
        : onScreen(QString::fromStdString(elementText(data, index, NumberFormat::Exact)));
}

QString shortText(const TensorData &data, std::int64_t index)
{
    const NumberClass kind = numberClass(data.dtype);
    if (kind == NumberClass::Float || kind == NumberClass::Complex)
        return onScreen(QString::fromStdString(elementText(data, index, NumberFormat::Short)));
    return exactText(data, index);
}

QString hexText(const TensorData &data, std::int64_t index)
{
    if (elementSize(data.dtype) == 0)
        return {};
    return QString::fromStdString(elementText(data, index, NumberFormat::Hex));
}

QString bitText(const TensorData &data, std::int64_t index)
{
    const std::size_t size = elementSize(data.dtype);
    QString bits;
    for (std::size_t byte = 0; byte < size; ++byte) {
        const auto value = static_cast<unsigned char>(data.bytes[static_cast<std::size_t>(index) * size + byte]);
        bits.prepend(QStringLiteral("%1").arg(value, 8, 2, QLatin1Char('0')));
    }
    const BitLayout layout = bitLayout(data.dtype);
    if (layout.exponent > 0) {
        bits.insert(1 + layout.exponent, u' ');
        bits.insert(1, u' ');
        return bits;
    }
    for (qsizetype at = bits.size() - 8; at > 0; at -= 8)
        bits.insert(at, u' ');
    return bits;
}

QString copyText(const TensorData &data, std::int64_t index)
{
    return toQString(elementText(data, index, NumberFormat::Exact));
}

QString indexText(const QList<qint64> &index)
{
    QString text = QStringLiteral("[");
    for (qsizetype axis = 0; axis < index.size(); ++axis)
        text += (axis > 0 ? QStringLiteral(", ") : QString()) + QString::number(index[axis]);
    return text + u']';
}

} // namespace ckpt
