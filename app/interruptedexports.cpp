// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interruptedexports.h"

#include "format/base/paths.h"
#include "format/replace/recovery.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"

namespace ckpt {

namespace {

QString nameOf(const Unfinished &target)
{
    return toQString(target.base.empty() ? std::string(baseName(target.journal)) : target.base);
}

} // namespace

InterruptedExports::InterruptedExports(JobRunner &runner, Document &document, MessageStrip &strip, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_document(document)
    , m_strip(strip)
{
    connect(&document, &Document::runChanged, this, &InterruptedExports::look);
}

void InterruptedExports::look()
{
    const std::string directory = m_document.run().directory;
    m_runner.start(
        { QStringLiteral("export.interrupted"), {}, JobRunner::Lane::Prompt },
        [directory](const JobControl &) { return findUnfinished(directory); },
        [this, directory](const std::vector<Unfinished> &found) {
            if (found.empty())
                return m_strip.remove(QStringLiteral("interrupted"));
            m_strip.post({ QStringLiteral("interrupted"), Message::Kind::Warning,
                tr("An export to “%1” was interrupted.").arg(nameOf(found.front())),
                tr("It is undone, or finished where the new checkpoint was complete."),
                { { tr("Tidy up"), [this, directory] { tidyUp(directory); } } } });
        });
}

void InterruptedExports::tidyUp(std::string directory)
{
    m_strip.remove(QStringLiteral("interrupted"));
    m_runner.start(
        { QStringLiteral("export.interrupted"), tr("Tidying up"), JobRunner::Lane::Prompt },
        [directory = std::move(directory)](const JobControl &) { return recoverDirectory(directory); },
        [this](const std::vector<RecoveredTarget> &targets) {
            Message message{ QStringLiteral("tidied"), Message::Kind::Success, tr("Nothing was left to tidy up."), {},
                {} };
            for (const RecoveredTarget &each : targets) {
                if (!each.outcome) {
                    const ErrorWords words = errorWords(each.outcome.error());
                    message = { QStringLiteral("tidied"), Message::Kind::Error, words.what, words.why, {} };
                    break;
                }
                message.fact = *each.outcome == Recovered::Finished
                    ? tr("The export to “%1” is finished: the new checkpoint is there.").arg(nameOf(each.target))
                    : tr("The export to “%1” is undone: what was there before is there.").arg(nameOf(each.target));
            }
            if (m_document.hasRun())
                m_document.reload(); // takes away what the strip said of the run
            m_strip.post(message);
        });
}

} // namespace ckpt
