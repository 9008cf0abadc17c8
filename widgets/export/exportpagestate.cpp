// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the export page says of the plan: chips, problems with their remedies, whether it can be written.
#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/export/exportfoot.h"
#include "widgets/export/exportpage.h"
#include "widgets/export/planform.h"
#include "widgets/export/planwordstext.h"
#include "widgets/export/rulesview.h"

#include <QAction>
#include <QPushButton>
#include <QTableView>

namespace ckpt {

void ExportPage::setPreview(const std::shared_ptr<const PlanPreview> &preview)
{
    if (!preview || !m_model->preview() || preview->list->checkpoint() != m_model->preview()->list->checkpoint())
        m_accepted.clear();
    m_words.reset();
    m_model->setPreview(preview);
    m_form->setPreview(preview);
    m_form->rules().model().setWrong(-1, {});
    m_foot->setPreview(preview);
    adaptColumns();
    updateProblems();
    updateRounding();
    updateWritable();
}

void ExportPage::setWordsError(const PlanWordsError &error)
{
    m_words = error;
    const QString sentence = planWordsSentence(error);
    if (error.where == PlanWordsError::Where::Rename)
        m_form->rules().model().setWrong(static_cast<int>(error.position), sentence);
    m_form->setNamesText(tr("a rule is wrong"), true);
    m_strip->post({ QStringLiteral("words"), Message::Kind::Error, sentence, {}, {} });
    updateWritable();
}

void ExportPage::setFigures(const RoundingFigures &figures, bool complete)
{
    m_figuresComplete = complete;
    m_model->setFigures(figures);
    updateRounding();
    updateWritable();
}

void ExportPage::setTarget(const TargetState &target)
{
    m_target = target;
    updateProblems();
    updateWritable();
}

void ExportPage::setObjects(const std::optional<ObjectsReport> &objects, bool cast)
{
    m_strip->remove(QStringLiteral("objects"));
    m_strip->remove(QStringLiteral("objectsCast"));
    if (cast)
        m_strip->post({ QStringLiteral("objectsCast"), Message::Kind::Warning,
            tr("TensorFlow 2 restores this only into variables that have the new type."), {}, {} });
    const std::size_t missing = objects ? objects->missing.size() + objects->missingInSource : 0;
    if (missing == 0)
        return;
    m_strip->post({ QStringLiteral("objects"), Message::Kind::Information,
        tr("A restore of objects will not find %n value(s).", "", static_cast<int>(missing)),
        objects->rule == ObjectGraphRule::Cut
            ? tr("TensorFlow's asserts say so; with expect_partial() the others are restored.")
            : tr("What the program has there stays as it is, and TensorFlow's asserts pass."),
        {} });
}

void ExportPage::setProgress(const QString &text, quint64 done, quint64 total)
{
    m_writing = !text.isEmpty();
    m_foot->setProgress(text, done, total);
    m_form->setEnabled(!m_writing);
    m_table->setEnabled(!m_writing);
    updateWritable();
}

void ExportPage::updateChips()
{
    const PlanModel::Counts counts = m_model->counts();
    const auto chip = [](const char *id, const QString &text, qint64 count, bool checked, const QString &toolTip) {
        Chip made;
        made.id = QLatin1String(id);
        made.text = text;
        made.count = count;
        made.checked = checked;
        made.toolTip = toolTip;
        return made;
    };
    Chip warnings = chip("warnings", tr("Warnings"), counts.warnings, m_filter.onlyWarnings,
        tr("Only those with a problem, or that lose values by rounding"));
    warnings.warning = counts.warnings > 0;
    m_chips->setChips({ chip("going", tr("Included"), counts.going, m_filter.going, {}),
        chip("staying", tr("Left out"), counts.staying, m_filter.staying, {}),
        chip("renamed", tr("Renamed"), counts.renamed, m_filter.onlyRenamed, tr("Only those with a new name")),
        warnings });
}

// Each problem is a strip with its remedy; of many of one kind the first is told, with their number.
void ExportPage::updateProblems()
{
    for (const char *id : { "words", "nothing", "problem", "target" })
        m_strip->remove(QLatin1String(id));
    const auto &preview = m_model->preview();
    if (!preview || m_words)
        return;
    const ResolvedPlan &plan = preview->resolved;
    const auto preset = [this](ExportPreset which) {
        ExportPlan next = m_editor.plan();
        next.select = { { .preset = which } };
        m_editor.change(tr("Choose"), std::move(next));
    };
    if (plan.variables == 0)
        m_strip->post({ QStringLiteral("nothing"), Message::Kind::Information, tr("Nothing is chosen yet."), {},
            { { tr("Model weights only"), [preset] { preset(ExportPreset::Weights); } },
                { tr("Everything"), [preset] { preset(ExportPreset::All); } } } });
    if (m_target.exists && m_target.path == toQString(m_editor.plan().target.path) && !m_editor.plan().target.replace
        && plan.variables > 0) {
        Message message{ QStringLiteral("target"), Message::Kind::Warning, tr("“%1” exists.").arg(m_target.path), {},
            { { tr("Choose another name"), [this] { Q_EMIT placeWanted(); } } } };
        if (m_target.replaceable) {
            message.explanation = tr("It can be replaced once the new one has been written and read back.");
            message.actions.append({ tr("Replace after verifying"), [this] {
                                        ExportPlan next = m_editor.plan();
                                        next.target.replace = true;
                                        m_editor.change(tr("Target"), std::move(next));
                                    } });
        }
        m_strip->post(message);
    }
    if (plan.problems.empty())
        return;
    const PlanProblem &first = plan.problems.front();
    const ErrorWords words = errorWords(first.error);
    const auto more = static_cast<int>(plan.problems.size()) - 1;
    Message message{ QStringLiteral("problem"), Message::Kind::Error, words.what,
        more > 0 ? tr("And %n more.", "problems", more) : words.remedy, {} };
    if (first.variable)
        message.actions.append({ tr("Show", "a problem"), [this] { showOnly(QStringLiteral("warnings")); } });
    else if (first.error.fault == Fault::NoSuchVariable)
        message.actions.append({ tr("Take it out"), [this, key = first.error.key] {
                                    ExportPlan next = m_editor.plan();
                                    std::erase_if(next.items, [&](const PlanItem &item) { return item.from == key; });
                                    m_editor.change(tr("Leave Out"), std::move(next));
                                } });
    m_strip->post(message);
}

// The first variable that loses values by rounding, unless that was accepted.
void ExportPage::updateRounding()
{
    m_strip->remove(QStringLiteral("rounding"));
    const auto &preview = m_model->preview();
    if (!preview || m_words)
        return;
    for (const VariableId id : preview->order) {
        const CastFigures *figures = m_model->figuresOf(id);
        if (!figures || (figures->overflows == 0 && figures->underflows == 0)
            || m_accepted.contains({ id, figures->to }))
            continue;
        const Variable &variable = preview->list->checkpoint()->variable(id);
        const QString name = toQString(variable.key), type = toQString(ckpt::name(figures->to)),
                      all = formatCount(figures->elements);
        const QString fact = figures->overflows > 0
            ? tr("%1: %2 of %3 values are too large for %4 and become infinite.")
                  .arg(name, formatCount(figures->overflows), all, type)
            : tr("%1: %2 of %3 values are too small for %4 and become 0.")
                  .arg(name, formatCount(figures->underflows), all, type);
        m_strip->post({ QStringLiteral("rounding"), Message::Kind::Warning, fact, {},
            { { tr("Keep %1", "a type of values").arg(formatDType(variable.dtype, variable.storedType)),
                  [this, id] { keepType(id); } },
                { tr("Accept"), [this, id, to = figures->to] {
                     m_accepted.insert({ id, to });
                     updateRounding();
                 } } } });
        return;
    }
}

void ExportPage::updateWritable()
{
    const auto &preview = m_model->preview();
    const PlanTarget &target = m_editor.plan().target;
    QString why;
    QList<ExportFoot::Check> checks;
    if (!preview)
        why = tr("There is no checkpoint to export from.");
    else if (m_words)
        why = tr("A rule or query of the plan is wrong.");
    else if (preview->plan != m_editor.plan())
        why = tr("The plan is being applied.");
    else if (preview->resolved.variables == 0)
        why = tr("Nothing is chosen yet.");
    else if (!preview->resolved.problems.empty())
        why = errorWords(preview->resolved.problems.front().error).what;
    else if (target.path.empty())
        why = tr("Choose where to write.");
    else if (m_target.path == toQString(target.path) && m_target.exists && !(target.replace && m_target.replaceable))
        why = tr("“%1” exists.").arg(m_target.path);
    if (preview && !m_words && preview->resolved.variables > 0) {
        const bool unique = std::none_of(preview->resolved.problems.begin(), preview->resolved.problems.end(),
            [](const PlanProblem &each) { return each.error.fault == Fault::NameTwice; });
        m_form->setNamesText(unique ? tr("all names unique") : tr("names collide"), !unique);
        checks.append({ unique ? tr("Names are unique, shapes stay") : tr("Names collide"), unique });
        if (!m_figuresComplete)
            checks.append({ tr("Rounding is being looked at"), true });
        else if (m_model->counts().warnings > 0)
            checks.append(
                { tr("%n variable(s) with a warning", "", static_cast<int>(m_model->counts().warnings)), false });
        if (m_target.freeBytes && m_target.path == toQString(target.path)) {
            const bool room = *m_target.freeBytes > preview->resolved.bytes;
            checks.append({ room ? tr("%1 free at the target").arg(formatBytes(*m_target.freeBytes))
                                 : tr("Only %1 free at the target").arg(formatBytes(*m_target.freeBytes)),
                room });
            if (!room && why.isEmpty())
                why = checks.last().text;
        }
    } else if (!m_words) {
        m_form->setNamesText({}, false);
    }
    m_foot->setChecks(checks);
    const bool writable = why.isEmpty() && !m_writing;
    m_foot->setWritable(writable, why);
    for (QAction *action : m_actions) {
        if (action->objectName() == QStringLiteral("export.write"))
            action->setEnabled(writable);
    }
}

} // namespace ckpt
