// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportcommandline.h"

#include "format/plan/planwords.h"
#include "widgets/common/formatting.h"

#include <QStringList>

namespace ckpt {

namespace {

// For POSIX shells.
QString quoted(const QString &text)
{
    static const QString plain = QStringLiteral("/._-+=:,@%");
    const bool needs = text.isEmpty() || std::any_of(text.begin(), text.end(), [](QChar c) {
        return !(c.isLetterOrNumber() && c.unicode() < 128) && !plain.contains(c);
    });
    if (!needs)
        return text;
    QString inside = text;
    return u'\'' + inside.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

QString planCommand(const QString &planPath)
{
    return QStringLiteral("ckpt export --plan %1").arg(quoted(planPath));
}

QString exportCommandLine(const ExportPlan &plan, const QString &source)
{
    if (!plan.items.empty() || !plan.cast.only.empty() || !plan.cast.keep.empty() || plan.select.size() > 2)
        return {};
    QStringList words{ QStringLiteral("ckpt"), QStringLiteral("export"), quoted(source), QStringLiteral("-o"),
        quoted(toQString(plan.target.path)) };
    const auto option = [&words](const char *name, std::string_view value) {
        words << QStringLiteral("--") + QLatin1String(name) << quoted(toQString(value));
    };
    for (std::size_t i = 0; i < plan.select.size(); ++i) {
        const SelectLine &line = plan.select[i];
        if (line.takesOut != (i == 1)
            || (line.takesOut && (line.preset || !line.query.empty() || line.patterns.empty())))
            return {};
        if (line.preset)
            option("preset", toWord(kPresetWords, *line.preset));
        if (!line.query.empty())
            option("query", line.query);
        for (const std::string &pattern : line.patterns)
            option(line.takesOut ? "exclude" : "include", pattern);
    }
    for (const RenameRule &rule : plan.rename) {
        if (rule.off)
            continue;
        if (!rule.only.empty())
            return {};
        option("rename", renameRuleText(rule));
    }
    if (plan.cast.type)
        option("cast", name(*plan.cast.type));
    const PlanTarget &target = plan.target;
    if (target.format)
        option("format", toWord(kFormatWords, *target.format));
    const bool arrays = target.format && isArrayFormat(*target.format);
    if (target.shards && target.format == StorageFormat::V2)
        option("shards", std::to_string(*target.shards));
    if (!arrays && plan.joinParts)
        option("partitions", toWord(kPartitionWords, true));
    if (!arrays && target.meta != MetaChoice::Automatic)
        option("meta", toWord(kMetaWords, target.meta));
    if (!arrays && target.state == StateRule::AddAsNewest)
        words << QStringLiteral("--latest");
    else if (!arrays && target.state != StateRule::WhereNone)
        option("state", toWord(kStateWords, target.state));
    if (!arrays && target.replace)
        words << QStringLiteral("--force");
    if (target.rawFloats && arrays)
        words << QStringLiteral("--raw-floats");
    return words.join(u' ');
}

} // namespace ckpt
