// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/doctor/doctorwords.h"

#include "widgets/common/formatting.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace ckpt {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Doctor)
};

} // namespace

QString reasonWords(const Reason &reason)
{
    using Kind = Reason::Kind;
    const QString text = toQString(reason.text);
    const QString count = formatCount(static_cast<qint64>(reason.number));
    switch (reason.kind) {
    case Kind::SameName:
        return Words::tr("same name");
    case Kind::FullName:
        return Words::tr("full name in the object graph");
    case Kind::Table:
        return Words::tr("known renaming: %1").arg(text);
    case Kind::NormalForm:
        return Words::tr("same name, spelled differently");
    case Kind::ScopeRule:
        return Words::tr("%1 explains %2", "a renaming of scopes; how many variables").arg(text, count);
    case Kind::NameLikeness:
        return Words::tr("name %1", "how much two names are alike, 0 to 1")
            .arg(QLocale().toString(reason.number, 'f', 2));
    case Kind::OnlyOfShape:
        return Words::tr("only one of this shape");
    case Kind::SomeOfShape:
        return Words::tr("candidates of this shape: %1").arg(count);
    case Kind::SameValues:
        return Words::tr("same values (checksum)");
    case Kind::SameRole:
        return text;
    case Kind::Order:
        return Words::tr("same place in order");
    case Kind::Siblings:
        return Words::tr("its neighbours match");
    case Kind::Slot:
        return Words::tr("belongs to %1").arg(text);
    case Kind::AverageInstead:
        return Words::tr("its moving average");
    case Kind::WeightInstead:
        return Words::tr("the variable itself, not its average");
    case Kind::OtherNumbers:
        return Words::tr("numbered differently: may be another layer");
    case Kind::ValuesElsewhere:
        return Words::tr("the wanted values are under %1").arg(text);
    case Kind::ShapesDiffer:
        return Words::tr("other shape: cannot be restored");
    case Kind::TypesDiffer:
        return Words::tr("other type");
    case Kind::ShapeUnknown:
        return Words::tr("wanted shape not known");
    case Kind::Taken:
        return Words::tr("used for %1").arg(text);
    case Kind::NothingAlike:
        return Words::tr("nothing of this shape and name is left");
    }
    return {};
}

QString reasonWords(std::span<const Reason> reasons)
{
    QStringList words;
    for (const Reason &reason : reasons)
        words.append(reasonWords(reason));
    return words.join(Words::tr("; ", "between reasons"));
}

QString headlineWords(const Diagnosis &diagnosis)
{
    const auto count = [&](MatchState state) { return static_cast<qint64>(diagnosis.count(state)); };
    const auto all = static_cast<qint64>(diagnosis.findings.size());
    const qint64 found = count(MatchState::Found), cast = count(MatchState::OtherType);
    const qint64 renamed = count(MatchState::Renamed) + count(MatchState::Proposed);
    const qint64 lost = count(MatchState::WrongShape) + count(MatchState::Missing);
    if (all == 0)
        return Words::tr("Nothing is wanted.");
    if (found == all)
        return Words::tr("All wanted variables are there under their own names.");
    QStringList parts{
        Words::tr("Of %1 wanted variables %2 are there under their own name").arg(formatCount(all), formatCount(found))
    };
    if (cast > 0)
        parts.append(Words::tr("of another type: %1").arg(formatCount(cast)));
    if (renamed > 0)
        parts.append(Words::tr("%1 more look renamed").arg(formatCount(renamed)));
    if (lost > 0)
        parts.append(Words::tr("%1 cannot be restored").arg(formatCount(lost)));
    return parts.join(Words::tr("; ", "between reasons")) + Words::tr(".", "end of a sentence");
}

QString shapeWords(const NamedVariable &variable)
{
    if (!variable.shape)
        return {};
    QStringList sizes;
    for (const std::int64_t size : *variable.shape)
        sizes.append(size < 0 ? QStringLiteral("?") : formatCount(size));
    return sizes.isEmpty() ? Words::tr("scalar") : sizes.join(QStringLiteral(" × "));
}

} // namespace ckpt
