// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/graphwords.h"

#include "widgets/common/formatting.h"

#include <QCoreApplication>

#include <array>
#include <optional>
#include <vector>

namespace ckpt {
namespace {

// %1 and %2 stand for names, %n for a number.
struct Sentence {
    const char *source; // of the translation
    const char *said = nullptr; // what the engine says, where that is not the source
};

const std::array kSentences{
    // remarks
    Sentence{
        QT_TRANSLATE_NOOP("GraphWords", "No tensor that this signature names is in the graph: all of it is shown.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "This graph only updates variables: the updates are shown.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "This signature only updates variables: the updates are shown.") },
    Sentence{
        QT_TRANSLATE_NOOP("GraphWords", "Nothing but machinery in this graph: variables and constants are shown.") },
    Sentence{ QT_TRANSLATE_NOOP(
        "GraphWords", "Nothing but machinery in this signature: variables and constants are shown.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Nothing but machinery in this graph: all of it is shown.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Nothing but machinery in this signature: all of it is shown.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords",
        "Object graph of the checkpoint; order by position, solid edges as the stored configuration says, dotted ones "
        "where sizes fit.") },
    Sentence{ QT_TRANSLATE_NOOP(
        "GraphWords", "Object graph of the checkpoint; order by position, dotted edges where sizes fit.") },
    Sentence{
        QT_TRANSLATE_NOOP("GraphWords", "No graph in this checkpoint: structure inferred from names and shapes.") },
    // notes
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "used at %n place(s) in %1"), "used at %n places in %1" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "used at %n place(s)"), "used at 1 place" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "used at %n place(s)"), "used at %n places" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "+ %n weight penalt(ies)"), "+ %n weight penalty" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "+ %n weight penalt(ies)"), "+ %n weight penalties" },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "copy of %1 (weights assigned)") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "same weights as %1") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "loop") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "if %1") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "case of %1") },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s): %1"), "%n slot: %1" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s): %1"), "%n slots: %1" },
    // parts of subtitles, and labels of edges
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n op(s): %1"), "%n op: %1" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n op(s): %1"), "%n ops: %1" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n op(s)"), "%n op" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n op(s)"), "%n ops" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n layer(s)"), "%n layers" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n input(s), sparse matrices"), "%n inputs, sparse matrices" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n input(s)"), "%n inputs" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "unrolled %n step(s)"), "unrolled %n steps" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n tensor(s)"), "%n tensors" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s)"), "%n slot" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s)"), "%n slots" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n average(s)"), "%n average" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n average(s)"), "%n averages" },
    Sentence{
        QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s) that no optimizer lists"), "%n slot that no optimizer lists" },
    Sentence{
        QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s) that no optimizer lists"), "%n slots that no optimizer lists" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%n slot(s) whose variables are not known"),
        "%n slots whose variables are not known" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "function %1, %n node(s)"), "function %1, %n nodes" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "function, %n node(s)"), "function, %n nodes" },
    Sentence{ QT_TRANSLATE_N_NOOP("GraphWords", "%1 of %n"), "%1 of %n" },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "each: %1") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "attention") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "labels") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "control") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "optimizer") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "%1 scalar") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "scalar") },
    // reasons
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "What lies behind the last weight and is differentiated.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "What lies behind the last weight and is not differentiated.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "A layer and a norm whose size fits it (inferred).") },
    Sentence{ QT_TRANSLATE_NOOP(
        "GraphWords", "Reading, decoding and queueing of examples, gathered from all over the graph.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "The same weights used step after step: a recurrence written out.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Equal parts between the same neighbours.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Inputs that exactly the same parts read.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Layers that use weights a second time.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Equal neighbours, folded into a stack.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "One repetition of the parts in this stack.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "A layer with the plain ops of its chain.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Connected plain ops without weights.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "A long list, cut into parts of equal length.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "From the scope %1.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords",
        "The body of the function is not drawn here: it calls itself, the calls are nested too deep, or there would be "
        "too many nodes. Open the function to see it.") },
    Sentence{
        QT_TRANSLATE_NOOP("GraphWords", "Variables that are no weights of a layer, from their names and shapes.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Inferred: the variables in %1 are taken for one layer.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Inferred: neighbours whose sizes fit are taken for one layer.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Inferred: variables of %1 beside the scopes in it.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Inferred: variables with one name are taken for one layer.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Variables that an optimizer keeps, from their names.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "Variables that an optimizer kept, from their keys.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "The object at the root holds these variables.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "The object %1 holds these variables.") },
    Sentence{ QT_TRANSLATE_NOOP("GraphWords", "An object with slots or with what only optimizers have.") },
    Sentence{ QT_TRANSLATE_NOOP(
        "GraphWords", "Added to it are penalties on the size of weights, which depend on no data: %1 and %2 more.") },
    Sentence{ QT_TRANSLATE_NOOP(
        "GraphWords", "Added to it are penalties on the size of weights, which depend on no data: %1.") },
};

// What a sentence leaves open.
struct Filled {
    std::array<QString, 2> names;
    int number = -1;
};

// `text` from its start: up to a space where a number is wanted, else as far as the rest of the sentence allows.
std::optional<Filled> fill(const QString &text, const QString &said)
{
    Filled filled;
    qsizetype at = 0, from = 0;
    for (;;) {
        const qsizetype gap = said.indexOf(u'%', from);
        const QStringView words = QStringView(said).mid(from, gap < 0 ? -1 : gap - from);
        if (!QStringView(text).mid(at).startsWith(words))
            return std::nullopt;
        at += words.size();
        if (gap < 0)
            return at == text.size() ? std::optional(filled) : std::nullopt;
        from = gap + 2;
        const qsizetype next = said.indexOf(u'%', from);
        const QString after = said.mid(from, next < 0 ? -1 : next - from);
        const qsizetype end = after.isEmpty() ? text.size()
            : next < 0                        ? text.size() - after.size()
                                              : text.indexOf(after, at);
        if (end < at + 1 || (next < 0 && !text.endsWith(after)))
            return std::nullopt;
        const QString found = text.mid(at, end - at);
        at = end;
        if (said.at(gap + 1) == u'n') {
            bool isNumber = false;
            filled.number = found.toInt(&isNumber);
            if (!isNumber)
                return std::nullopt;
        } else {
            filled.names[said.at(gap + 1) == u'1' ? 0 : 1] = found;
        }
    }
}

const std::vector<QString> &allSaid()
{
    static const std::vector<QString> all = [] {
        std::vector<QString> texts;
        for (const Sentence &sentence : kSentences)
            texts.push_back(QString::fromUtf8(sentence.said ? sentence.said : sentence.source));
        return texts;
    }();
    return all;
}

std::optional<QString> translated(const QString &said)
{
    for (std::size_t i = 0; i < kSentences.size(); ++i) {
        const auto filled = fill(said, allSaid()[i]);
        if (!filled)
            continue;
        const int number = filled->number < 0 && allSaid()[i].contains(u"1 place") ? 1 : filled->number;
        const QString words = QCoreApplication::translate("GraphWords", kSentences[i].source, nullptr, number);
        const auto &[first, second] = filled->names;
        if (!second.isEmpty())
            return words.arg(first, second);
        if (!first.isEmpty())
            return words.arg(allSaid()[i].startsWith(u"each:") ? translated(first).value_or(first) : first);
        return words;
    }
    return std::nullopt;
}

} // namespace

QString graphWords(std::string_view said)
{
    const QString text = toQString(said);
    if (const auto words = translated(text))
        return *words;
    // Two sentences, one after the other.
    if (const qsizetype end = text.indexOf(QLatin1String(". ")); end >= 0) {
        const auto first = translated(text.left(end + 1)), second = translated(text.mid(end + 2));
        if (first && second)
            return QCoreApplication::translate("GraphWords", "%1 %2", "two sentences").arg(*first, *second);
    }
    return text;
}

QString graphParts(std::string_view said)
{
    QStringList parts = toQString(said).split(QStringLiteral(" · "));
    for (QString &part : parts)
        part = translated(part).value_or(part);
    return parts.join(QStringLiteral(" · "));
}

bool knowsWords(std::string_view said)
{
    const QString text = toQString(said);
    const qsizetype end = text.indexOf(QLatin1String(". "));
    return translated(text) || (end >= 0 && translated(text.left(end + 1)) && translated(text.mid(end + 2)));
}

} // namespace ckpt
