// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/formatting.h"

#include "format/base/faulttext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace ckpt {

namespace {

constexpr int kSignificant = 4;
const QChar kMinus(0x2212);

class Words {
    Q_DECLARE_TR_FUNCTIONS(Formatting)
public:
    static QString bytes(const QString &number) { return tr("%1 B", "bytes").arg(number); }
    static QString kibi(const QString &number) { return tr("%1 KiB").arg(number); }
    static QString mebi(const QString &number) { return tr("%1 MiB").arg(number); }
    static QString gibi(const QString &number) { return tr("%1 GiB").arg(number); }
    static QString tebi(const QString &number) { return tr("%1 TiB").arg(number); }
    static QString million(const QString &number) { return tr("%1 M", "million").arg(number); }
    static QString billion(const QString &number) { return tr("%1 G", "thousand million").arg(number); }
    static QString trillion(const QString &number) { return tr("%1 T", "million million").arg(number); }
    static QString percent(const QString &number) { return tr("%1 %", "percent").arg(number); }
    static QString belowPercent(const QString &number) { return tr("< %1 %", "percent").arg(number); }
    static QString scalar() { return tr("scalar"); }
    static QString unknownType() { return tr("unknown type"); }
    static QString typeNumber(int number) { return tr("type %1").arg(number); }
    static QString dayThisYear() { return tr("d MMM", "date of this year, as QLocale::toString takes it"); }
    static QString dayOtherYear() { return tr("d MMM yyyy", "date of another year, as QLocale::toString takes it"); }
};

QString onScreen(QString number)
{
    number.replace(u'-', kMinus);
    return number;
}

QString fixedNumber(double value, int decimals)
{
    return onScreen(QLocale().toString(value, 'f', decimals));
}

QString scientific(double value)
{
    const int exponent = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    double mantissa = value / std::pow(10.0, exponent);
    int shown = exponent;
    if (!std::isfinite(mantissa)) // subnormal: 10^exponent underflows
        mantissa = value * 1e300 / std::pow(10.0, exponent + 300);
    if (std::fabs(mantissa) >= 9.9995) {
        mantissa /= 10;
        ++shown;
    }
    return fixedNumber(mantissa, kSignificant - 1) + u'e' + onScreen(QString::number(shown));
}

} // namespace

QString toQString(std::string_view bytes)
{
    return QString::fromStdString(printable(bytes));
}

std::string toBytes(const QString &text)
{
    return text.toStdString();
}

QString fileFilter(const QString &name, const QStringList &endings)
{
    QStringList patterns;
    for (const QString &ending : endings)
        patterns << QStringLiteral("*.") + ending;
    return name + QStringLiteral(" (") + (patterns.isEmpty() ? QStringLiteral("*") : patterns.join(u' ')) + u')';
}

QString formatCount(qint64 count)
{
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return onScreen(locale.toString(count));
}

QString formatShortCount(double count)
{
    const double size = std::fabs(count);
    if (size < 999'999.5)
        return formatCount(qRound64(count));
    if (size < 999.95e6)
        return Words::million(fixedNumber(count / 1e6, 1));
    if (size < 999.95e9)
        return Words::billion(fixedNumber(count / 1e9, 1));
    return Words::trillion(fixedNumber(count / 1e12, 1));
}

QString formatBytes(quint64 bytes)
{
    if (bytes < 1024)
        return Words::bytes(formatCount(static_cast<qint64>(bytes)));
    using Wording = QString (*)(const QString &);
    constexpr std::array<Wording, 4> units{ &Words::kibi, &Words::mebi, &Words::gibi, &Words::tebi };
    double size = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; size >= 1023.95 && unit + 1 < units.size(); ++unit)
        size /= 1024;
    return units[unit](fixedNumber(size, 1));
}

QString formatShape(const TensorShape &shape)
{
    if (shape.rank() == 0)
        return Words::scalar();
    QString text;
    for (const std::int64_t dim : shape.dims()) {
        if (!text.isEmpty())
            text += u" \u00d7 ";
        text += formatCount(dim);
    }
    return text;
}

QString formatDType(DType type, int storedType)
{
    if (type == DType::Invalid || !isKnown(type))
        return storedType == 0 ? Words::unknownType() : Words::typeNumber(storedType);
    const std::string_view text = name(type);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString formatValue(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    const double size = std::fabs(value);
    if (value == std::trunc(value) && size < 1e7)
        return formatCount(static_cast<qint64>(value));
    if (size < 1e-4 || size >= 1e7)
        return scientific(value);
    const int magnitude = static_cast<int>(std::floor(std::log10(size)));
    return fixedNumber(value, qBound(0, kSignificant - 1 - magnitude, 7));
}

QString formatPercent(double share01)
{
    if (share01 > 0 && share01 < 0.0005)
        return Words::belowPercent(fixedNumber(0.1, 1));
    return Words::percent(fixedNumber(share01 * 100, 1));
}

QString formatTime(double secondsSince1970)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(secondsSince1970 * 1000));
    const QDate today = QDate::currentDate();
    const QLocale locale;
    if (time.date() == today)
        return locale.toString(time.time(), QStringLiteral("HH:mm"));
    return locale.toString(
        time.date(), time.date().year() == today.year() ? Words::dayThisYear() : Words::dayOtherYear());
}

QString formatTimeLong(double secondsSince1970)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(secondsSince1970 * 1000));
    return QLocale().toString(time, QLocale::LongFormat);
}

ErrorWords errorWords(const Error &error)
{
    const auto words = [&error](const char *sentence) {
        if (!sentence || !*sentence)
            return QString();
        const QString translated = QCoreApplication::translate("Fault", sentence);
        return QString::fromStdString(fillIn(translated.toStdString(), error)).trimmed();
    };
    const FaultText text = faultText(error.fault);
    return { words(text.what), words(text.why), words(text.remedy) };
}

} // namespace ckpt
