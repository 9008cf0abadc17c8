// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportsession.h"

#include "app/exportcommandline.h"
#include "format/base/paths.h"
#include "format/export/targetfiles.h"
#include "format/plan/planfile.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/export/exportpage.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

#include <algorithm>

namespace ckpt {

namespace {

// Figures of rounding come in pieces of about this much, so that the first ones are seen soon.
constexpr std::size_t kPieceVariables = 2000;
constexpr std::uint64_t kPieceBytes = 64 << 20;

using Wanted = std::vector<std::pair<VariableId, DType>>;

// What measureCasts() says of all of `wanted`; what cannot be read is left out, found by halving.
RoundingFigures rounded(const Checkpoint &source, const Wanted &wanted, const JobControl &control)
{
    RoundingFigures figures;
    std::vector<Wanted> parts{ wanted };
    while (!parts.empty() && !control.cancelled()) {
        const Wanted part = std::move(parts.back());
        parts.pop_back();
        std::vector<CopyItem> items;
        for (const auto &[id, type] : part)
            items.push_back({ id, std::to_string(index(id)), type, std::nullopt });
        const auto plan = planCopy(source, std::move(items), {}, control);
        const auto measured = plan ? measureCasts(source, *plan, control) : tl::unexpected(plan.error());
        if (!measured && part.size() > 1) {
            const auto middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
            parts.emplace_back(part.begin(), middle);
            parts.emplace_back(middle, part.end());
            continue;
        }
        for (const auto &[item, each] : measured.value_or(CopyFigures()))
            figures[{ plan->items[item].from, each.to }] = each;
    }
    return figures;
}

TargetState stateOf(const PlanTarget &target, StorageFormat format, const JobControl &control)
{
    TargetState state;
    state.path = toQString(target.path);
    if (isArrayFormat(format)) {
        state.exists = QFileInfo::exists(state.path);
        state.replaceable = false;
    } else {
        state.exists = !checkNothingThere(target.path, false);
        state.replaceable = !state.exists || ckpt::lookAtTarget(target.path, {}, control).has_value();
    }
    QDir folder = QFileInfo(state.path).absoluteDir();
    if (!folder.exists())
        state.folderMissing = folder.absolutePath();
    while (!folder.exists() && !folder.isRoot())
        folder.setPath(QFileInfo(folder.absolutePath()).absolutePath());
    if (const QStorageInfo storage(folder); storage.isValid())
        state.freeBytes = static_cast<quint64>(storage.bytesAvailable());
    return state;
}

} // namespace

struct ExportSession::Applied {
    std::optional<PlanWordsError> words;
    std::shared_ptr<const PlanPreview> preview; // null as well where it was stopped
};

ExportSession::ExportSession(JobRunner &runner, ExportPage &page, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_page(page)
{
    connect(&page.editor(), &PlanEditor::changed, this, &ExportSession::apply);
    connect(&page, &ExportPage::writeWanted, this, &ExportSession::write);
    connect(&page, &ExportPage::cancelWanted, this, &ExportSession::cancel);
    connect(&runner, &JobRunner::progressed, this, [this](quint64 id, const QString &, quint64 done, quint64 total) {
        if (id == m_writing)
            m_page.setProgress(m_writingText, done, total);
    });
}

void ExportSession::setList(std::shared_ptr<const VariableList> list, const QString &run)
{
    const bool otherCheckpoint = !list || !m_list || list->checkpoint() != m_list->checkpoint();
    m_list = std::move(list);
    if (m_list && m_list->checkpoint()->isOnlyDeclared())
        m_list.reset();
    if (otherCheckpoint) {
        m_figures.clear();
        m_wanted.clear();
        m_page.setFigures({}, true);
    }
    const QString directory = m_list ? toQString(directoryOf(m_list->checkpoint()->ref().prefix)) : QString();
    if (m_list && (directory != m_directory || run != m_run)) {
        m_directory = directory;
        m_run = run;
        m_planPath.clear();
        m_stale = true;
        m_page.editor().reset(firstPlan()); // applies it
        if (!m_wantedPlan.isEmpty())
            openPlan(std::exchange(m_wantedPlan, {}));
        return;
    }
    if (!m_list)
        m_page.setPreview(nullptr);
    apply();
}

void ExportSession::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        apply();
}

// Nothing is chosen yet; what it would be called.
ExportPlan ExportSession::firstPlan() const
{
    ExportPlan plan;
    const StorageFormat format = m_list->checkpoint()->format();
    plan.target.format = format;
    QString name = m_run.isEmpty() ? QStringLiteral("export") : m_run;
    name.replace(u'/', u'-');
    const QString ending = !isArrayFormat(format) ? QStringLiteral("ckpt") : QLatin1String(ckpt::name(format));
    plan.target.path = toBytes(QDir(m_directory).absoluteFilePath(QStringLiteral("exports/%1.%2").arg(name, ending)));
    return plan;
}

void ExportSession::apply()
{
    m_stale = true;
    if (!m_active || !m_list)
        return;
    m_stale = false;
    m_runner.start(
        { QStringLiteral("export.plan"), {}, JobRunner::Lane::Prompt },
        [list = m_list, plan = m_page.editor().plan()](const JobControl &control) {
            Applied applied;
            const auto compiled = CompiledPlan::compile(plan);
            if (!compiled) {
                applied.words = compiled.error();
                return applied;
            }
            auto resolved = compiled->resolve(*list->checkpoint(), list->facts(), control);
            if (!resolved)
                return applied;
            auto order = rowsInOrder(*list, *resolved);
            applied.preview =
                std::make_shared<PlanPreview>(PlanPreview{ list, plan, std::move(*resolved), std::move(order) });
            return applied;
        },
        [this](Applied applied) { show(std::move(applied)); });
}

void ExportSession::show(Applied applied)
{
    if (applied.words)
        return m_page.setWordsError(*applied.words);
    if (!applied.preview)
        return;
    m_page.setPreview(applied.preview);
    lookAtRounding();
    lookAtTarget();
    lookAtObjects();
}

// What a restore into objects would find is known once the object graph has been rewritten for the plan.
void ExportSession::lookAtObjects()
{
    const auto preview = m_page.model().preview();
    const bool wanted = m_list->checkpoint()->objectBased() && !isArrayFormat(preview->resolved.format)
        && preview->resolved.problems.empty() && preview->resolved.variables > 0;
    if (!wanted) {
        m_runner.drop(QStringLiteral("export.objects"));
        return m_page.setObjects({}, false);
    }
    m_runner.start(
        { QStringLiteral("export.objects"), {}, JobRunner::Lane::Prompt },
        [preview](const JobControl &control) {
            const Checkpoint &source = *preview->list->checkpoint();
            return planCopy(source, preview->resolved.items(source),
                { preview->resolved.format, std::nullopt, preview->resolved.objectGraph }, control);
        },
        [this](const Result<CopyPlan> &plan) {
            if (plan)
                m_page.setObjects(plan->objects,
                    std::find(plan->notes.begin(), plan->notes.end(), CopyNote::ObjectsCast) != plan->notes.end());
        });
}

void ExportSession::lookAtRounding()
{
    const auto &preview = m_page.model().preview();
    m_wanted.clear();
    for (const VariableId id : preview->order) {
        const PlanRow &row = preview->resolved.rows[index(id)];
        const bool cast = row.goes() && !row.value && row.type != m_list->checkpoint()->variable(id).dtype;
        if (cast && !m_figures.contains({ id, row.type }))
            m_wanted.emplace_back(id, row.type);
    }
    std::reverse(m_wanted.begin(), m_wanted.end()); // the first rows are looked at first, from the end
    m_page.setFigures(m_figures, m_wanted.empty());
    if (m_wanted.empty())
        m_runner.drop(QStringLiteral("export.rounding"));
    else
        lookAtNextRounding();
}

void ExportSession::lookAtNextRounding()
{
    Wanted piece;
    const Checkpoint &source = *m_list->checkpoint();
    for (std::uint64_t bytes = 0; !m_wanted.empty() && piece.size() < kPieceVariables && bytes < kPieceBytes;) {
        piece.push_back(m_wanted.back());
        m_wanted.pop_back();
        bytes += source.variable(piece.back().first).byteSize();
    }
    m_runner.start(
        { QStringLiteral("export.rounding"), {}, JobRunner::Lane::Long },
        [checkpoint = m_list->checkpoint(), piece = std::move(piece)](
            const JobControl &control) { return rounded(*checkpoint, piece, control); },
        [this, checkpoint = m_list->checkpoint()](RoundingFigures figures) {
            if (!m_list || m_list->checkpoint() != checkpoint)
                return;
            m_figures.merge(figures);
            m_page.setFigures(m_figures, m_wanted.empty());
            if (!m_wanted.empty())
                lookAtNextRounding();
        });
}

void ExportSession::lookAtTarget()
{
    const auto &preview = m_page.model().preview();
    const PlanTarget target = preview->plan.target;
    if (target.path.empty())
        return m_page.setTarget({});
    m_runner.start(
        { QStringLiteral("export.target"), {}, JobRunner::Lane::Prompt },
        [target, format = preview->resolved.format](
            const JobControl &control) { return stateOf(target, format, control); },
        [this](const TargetState &state) { m_page.setTarget(state); });
}

void ExportSession::write()
{
    const auto preview = m_page.model().preview();
    if (isWriting() || !preview || preview->plan != m_page.editor().plan() || preview->resolved.variables == 0
        || !preview->resolved.problems.empty())
        return;
    const QString path = toQString(preview->plan.target.path);
    m_writingText = tr("Writing and reading back %1").arg(QFileInfo(path).fileName());
    m_page.setProgress(m_writingText, 0, 0);
    m_writing = m_runner.start(
        { QStringLiteral("export.write"), m_writingText, JobRunner::Lane::Long },
        [preview, path](const JobControl &control) -> Result<ExportOutcome> {
            const Checkpoint &source = *preview->list->checkpoint();
            auto planned = planExport(source, preview->plan, preview->resolved, true, control);
            if (!planned)
                return tl::unexpected(planned.error());
            const QString folder = QFileInfo(path).absolutePath();
            const bool made = !QFileInfo::exists(folder) && QDir().mkpath(folder);
            auto outcome = carryOutPlan(source, preview->plan, std::move(*planned), control);
            if (!outcome && made)
                QDir().rmdir(folder); // only where it is empty
            return outcome;
        },
        [this, path](const Result<ExportOutcome> &outcome) {
            m_writing = 0;
            m_page.setProgress({}, 0, 0);
            showOutcome(outcome, path);
            if (m_page.model().preview())
                lookAtTarget();
        });
}

void ExportSession::cancel()
{
    if (isWriting())
        m_runner.stop(m_writing);
}

void ExportSession::showOutcome(const Result<ExportOutcome> &outcome, const QString &path)
{
    Message message;
    message.id = QStringLiteral("outcome");
    if (!outcome) {
        const ErrorWords words = errorWords(outcome.error());
        const bool cancelled = outcome.error().fault == Fault::Cancelled;
        message.kind = cancelled ? Message::Kind::Information : Message::Kind::Error;
        message.fact = cancelled ? tr("Writing was stopped.") : words.what;
        message.explanation = cancelled ? tr("What was there is unchanged.") : words.why;
        if (!cancelled)
            message.actions = { { tr("Try again"), [this] { write(); } } };
        m_page.strip().post(message);
        return;
    }
    message.kind = Message::Kind::Success;
    const auto *copied = std::get_if<CopyReport>(&outcome->report);
    const auto *arrays = std::get_if<ArrayReport>(&outcome->report);
    const auto count = static_cast<int>(
        copied ? copied->variables : std::get<ArrayPlan>(outcome->planned.plan).items.size() - arrays->leftOut.size());
    message.fact = tr("Written and verified: %n variable(s), %1.", "", count).arg(formatBytes(outcome->bytes()));
    message.explanation = tr("All of them read back as planned.");
    if (arrays && !arrays->leftOut.empty())
        message.explanation =
            tr("Left out, because the format has no place for it: %1").arg(toQString(arrays->leftOut.front()));
    if (outcome->planned.metaError)
        message.explanation = tr("There is no .meta: %1").arg(errorWords(*outcome->planned.metaError).what);
    if (copied && copied->untidied) {
        message.kind = Message::Kind::Warning;
        message.explanation = errorWords(*copied->untidied).what;
    }
    message.actions = { { tr("Open result"), [this, path] { Q_EMIT openWanted(path); } },
        { tr("Show in folder"), [this, path] { Q_EMIT showInFolderWanted(path); } } };
    m_page.strip().post(message);
    m_page.editor().setSaved(); // carried out: closing asks for nothing
}

void ExportSession::openPlan(const QString &path)
{
    auto plan = readPlan(toBytes(path));
    if (!plan) {
        const ErrorWords words = errorWords(plan.error());
        m_page.strip().post({ QStringLiteral("plan"), Message::Kind::Error, words.what, words.why, {} });
        return;
    }
    if (plan->sources.size() > 1) {
        m_page.strip().post({ QStringLiteral("plan"), Message::Kind::Error,
            tr("The plan takes its variables from several checkpoints."),
            tr("This page exports the shown checkpoint alone. “%1” carries the plan out.").arg(planCommand(path)),
            {} });
        return;
    }
    m_page.strip().remove(QStringLiteral("plan"));
    m_planPath = path;
    // It is for what is shown; where it was made for something else, its fingerprint tells.
    const auto print = plan->sources.empty() ? std::nullopt : plan->sources.front().fingerprint;
    if (print && m_list && fingerprintOf(*m_list->checkpoint()) != print)
        m_page.strip().post(
            { QStringLiteral("plan"), Message::Kind::Warning, tr("The plan was made for another checkpoint."),
                tr("Names that are not here are listed as problems."), {} });
    if (plan->target.path.empty())
        plan->target.path = m_page.editor().plan().target.path;
    m_page.editor().change(tr("Open Plan"), std::move(*plan));
    m_page.editor().setSaved();
}

bool ExportSession::savePlan(const QString &path)
{
    ExportPlan plan = m_page.editor().plan();
    if (m_list) {
        const CheckpointRef &ref = m_list->checkpoint()->ref();
        plan.sources = { { .path = ref.prefix,
            .format = ref.alsoV1 ? std::optional(ref.format) : std::nullopt,
            .fingerprint = fingerprintOf(*m_list->checkpoint()) } };
    }
    QSaveFile file(path);
    const std::string text = planText(plan, toBytes(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0
        || !file.commit()) {
        m_page.strip().post({ QStringLiteral("plan"), Message::Kind::Error,
            tr("The plan could not be written to “%1”.").arg(path), file.errorString(), {} });
        return false;
    }
    m_page.strip().remove(QStringLiteral("plan"));
    m_planPath = path;
    m_page.editor().setSaved();
    return true;
}

QString ExportSession::command() const
{
    if (!m_list)
        return {};
    if (!m_planPath.isEmpty() && m_page.editor().isSaved())
        return planCommand(m_planPath);
    return exportCommandLine(m_page.editor().plan(), toQString(m_list->checkpoint()->ref().prefix));
}

} // namespace ckpt
