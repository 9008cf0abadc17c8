// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/planwordstext.h"

#include "widgets/common/formatting.h"

#include <QCoreApplication>

namespace ckpt {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PlanWords)
};

QString querySentence(const std::string &query, const QueryError &error)
{
    const QString whole = toQString(query), part = toQString(error.detail);
    switch (error.kind) {
    case QueryError::Kind::UnclosedQuote:
        return Words::tr("The query “%1” has a quote that is not closed.").arg(whole);
    case QueryError::Kind::MissingValue:
        return Words::tr("In the query “%1” nothing stands behind “%2”.").arg(whole, part);
    case QueryError::Kind::UnknownField:
        return Words::tr("The query “%1” asks for “%2”, which variables do not have.").arg(whole, part);
    case QueryError::Kind::UnknownValue:
        return Words::tr("In the query “%1” the word “%2” cannot be used.").arg(whole, part);
    case QueryError::Kind::BadPattern:
        return Words::tr("The query “%1” has a wrong pattern: %2.").arg(whole, part);
    case QueryError::Kind::UnmatchedBracket:
        return Words::tr("In the query “%1” the brackets do not match.").arg(whole);
    }
    return {};
}

} // namespace

QString planWordsSentence(const PlanWordsError &error)
{
    if (error.where != PlanWordsError::Where::Rename)
        return querySentence(error.query, error.queryError);
    const RenameError &rule = error.renameError;
    const QString text = toQString(rule.text), detail = toQString(rule.detail);
    const int number = static_cast<int>(rule.rule) + 1;
    switch (rule.kind) {
    case RenameError::Kind::BadPattern:
        return Words::tr("Rule %1: the pattern “%2” is wrong: %3.").arg(number).arg(text, detail);
    case RenameError::Kind::BadReplacement:
        return Words::tr("Rule %1: the new name “%2” is wrong: %3.").arg(number).arg(text, detail);
    case RenameError::Kind::BadQuery:
        return Words::tr("Rule %1: the query “%2” cannot be understood.").arg(number).arg(text);
    case RenameError::Kind::UnknownTable:
        return Words::tr("Rule %1: there is no table of names “%2”.").arg(number).arg(text);
    case RenameError::Kind::UnknownParameter:
        return Words::tr("Rule %1: the table of names has no parameter “%2”.").arg(number).arg(text);
    case RenameError::Kind::BadRule:
        return Words::tr("Rule %1 is empty.").arg(number);
    }
    return {};
}

} // namespace ckpt
