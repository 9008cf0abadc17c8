// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/querywords.h"

#include "widgets/common/formatting.h"

#include <QCoreApplication>

namespace ckpt {

struct QueryWords {
    Q_DECLARE_TR_FUNCTIONS(QueryWords)
};

QString querySentence(const QueryError &error)
{
    const QString detail = toQString(error.detail);
    switch (error.kind) {
    case QueryError::Kind::UnclosedQuote:
        return QueryWords::tr("A quotation mark is not closed.");
    case QueryError::Kind::MissingValue:
        return QueryWords::tr("Nothing follows “%1”.").arg(detail.isEmpty() ? QStringLiteral("-") : detail);
    case QueryError::Kind::UnknownField:
        return QueryWords::tr("There is no “%1:”; quotation marks make a word of it.").arg(detail);
    case QueryError::Kind::UnknownValue:
        return QueryWords::tr("“%1” cannot be asked for here.").arg(detail);
    case QueryError::Kind::BadPattern:
        return QueryWords::tr("The pattern is wrong: %1").arg(detail);
    case QueryError::Kind::UnmatchedBracket:
        return QueryWords::tr("The brackets do not match.");
    }
    return {};
}

} // namespace ckpt
