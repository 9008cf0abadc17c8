// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/valueservice.h"

#include "format/checkpoint/valuescan.h"
#include "widgets/common/formatting.h"
#include "widgets/values/valuesview.h"
#include "widgets/variables/variablesview.h"

#include <QElapsedTimer>

namespace ckpt {

namespace {

constexpr std::size_t kSummaryBins = 256, kTableBins = 24;
// Histograms for the table come in portions of about this long, so that rows that scroll into sight are next.
constexpr qint64 kPortionMs = 100;
constexpr std::size_t kPortionCount = 64;

// Statistics in one pass, then the histogram over their range in a second one.
Result<ValueSummary> summarize(const Checkpoint &checkpoint, VariableId id, std::size_t bins, const JobControl &control)
{
    auto found = statistics(checkpoint, id, control);
    if (!found)
        return tl::unexpected(found.error());
    ValueSummary summary{ *found, {} };
    if (!found->min)
        return summary;
    auto counted = histogram(checkpoint, id, *found->min, *found->max, bins, control);
    if (!counted)
        return tl::unexpected(counted.error());
    summary.histogram = std::move(*counted);
    return summary;
}

struct Portion {
    std::vector<std::pair<VariableId, Result<ValueSummary>>> done;
};

QString showKey(ValuePurpose purpose)
{
    return QStringLiteral("values.%1").arg(static_cast<int>(purpose));
}

} // namespace

ValueService::ValueService(JobRunner &runner, ValuesView &values, VariablesView &variables, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_values(values)
    , m_variables(variables)
{
    connect(&values, &ValuesView::requestBlock, this, &ValueService::readBlock);
    connect(&values, &ValuesView::requestSummary, this, &ValueService::readSummary);
    connect(&values, &ValuesView::cancelRequested, this, &ValueService::cancel);
    connect(&variables, &VariablesView::histogramsWanted, this, &ValueService::readHistograms);
}

void ValueService::cancel()
{
    for (const ValuePurpose purpose : { ValuePurpose::Show, ValuePurpose::Image, ValuePurpose::Copy })
        m_runner.drop(showKey(purpose));
    m_runner.drop(QStringLiteral("summary"));
}

void ValueService::setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint)
{
    cancel();
    m_runner.drop(QStringLiteral("histograms"));
    m_checkpoint = std::move(checkpoint);
    if (m_checkpoint)
        readHistograms();
}

void ValueService::showVariable(VariableId id, const QString &displayName)
{
    if (m_checkpoint)
        m_values.setVariable(m_checkpoint, id, displayName);
}

void ValueService::readBlock(const ValueRequest &request)
{
    if (!m_checkpoint || !m_values.hasVariable())
        return;
    m_runner.start(
        { showKey(request.purpose), {}, JobRunner::Lane::Prompt, request.purpose == ValuePurpose::Show ? 0 : 1 },
        [checkpoint = m_checkpoint, id = m_values.variableId(), selection = request.selection](
            const JobControl &control) { return readSelection(*checkpoint, id, selection, control); },
        [this, request](Result<TensorData> data) {
            if (data)
                m_values.setBlock(request, *data);
            else
                m_values.setBlockError(request, data.error());
        });
}

void ValueService::readSummary(quint64 generation)
{
    if (!m_checkpoint || !m_values.hasVariable())
        return;
    const VariableId id = m_values.variableId();
    m_runner.start(
        { QStringLiteral("summary"), tr("Statistics of %1").arg(m_values.displayName()), JobRunner::Lane::Long, 2 },
        [checkpoint = m_checkpoint, id](
            const JobControl &control) { return summarize(*checkpoint, id, kSummaryBins, control); },
        [this, generation, id, checkpoint = m_checkpoint](Result<ValueSummary> summary) {
            ChecksumResult checksum{ ChecksumState::NotStored, {} };
            if (summary) {
                m_values.setSummary(generation, *summary);
                if (checkpoint->hasChecksum(id))
                    checksum.state = ChecksumState::Good; // every stored byte has just been through it
            } else {
                m_values.setSummaryError(generation, summary.error());
                const bool wrong = summary.error().fault == Fault::TensorChecksum;
                checksum = { wrong ? ChecksumState::Wrong : ChecksumState::Unreadable, summary.error() };
            }
            if (checksum.error && checksum.error->fault == Fault::Cancelled)
                return;
            m_values.setChecksum(id, checksum);
            Q_EMIT checksumKnown(id, checksum);
        });
}

void ValueService::readHistograms()
{
    if (!m_checkpoint || m_runner.isRunning(QStringLiteral("histograms")))
        return;
    const std::vector<VariableId> wanted = m_variables.wantedHistograms(kPortionCount);
    if (wanted.empty())
        return;
    m_runner.start(
        { QStringLiteral("histograms"), {}, JobRunner::Lane::Long, 3 },
        [checkpoint = m_checkpoint, wanted](const JobControl &control) {
            Portion portion;
            QElapsedTimer time;
            time.start();
            for (const VariableId id : wanted) {
                if (control.cancelled() || (!portion.done.empty() && time.elapsed() > kPortionMs))
                    break;
                portion.done.emplace_back(id, summarize(*checkpoint, id, kTableBins, control));
            }
            return portion;
        },
        [this](Portion portion) {
            for (const auto &[id, summary] : portion.done) {
                if (summary)
                    m_variables.setHistogram(id, summary->statistics, summary->histogram);
                else if (summary.error().fault != Fault::Cancelled)
                    m_variables.setUnreadable(id, summary.error());
            }
            if (!portion.done.empty())
                readHistograms();
        });
}

} // namespace ckpt
