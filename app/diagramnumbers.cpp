// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagramnumbers.h"

#include "format/checkpoint/valuereader.h"
#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramview.h"

#include <mutex>

namespace ckpt {

namespace {

constexpr int kShowMs = 200;
const QString kJob = QStringLiteral("diagramNumbers");

} // namespace

struct DiagramNumbers::Outbox {
    std::mutex mutex;
    std::vector<std::pair<std::string, VariableNumbers>> fresh;
};

VariableNumbers numbersOf(const Checkpoint &checkpoint, VariableId id, const Result<Statistics> &statistics)
{
    VariableNumbers numbers;
    numbers.readable = statistics.has_value();
    if (!statistics)
        return numbers;
    numbers.numeric = checkpoint.variable(id).dtype != DType::String;
    numbers.count = statistics->count;
    numbers.zeros = statistics->zeros;
    numbers.nans = statistics->nans;
    numbers.infinities = statistics->infinities;
    numbers.norm = statistics->norm.value_or(0);
    return numbers;
}

DiagramNumbers::DiagramNumbers(JobRunner &runner, DiagramView &diagram, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_diagram(diagram)
{
    m_clock.setInterval(kShowMs);
    connect(&m_clock, &QTimer::timeout, this, [this] { show(false); });
    connect(&diagram, &DiagramView::lookChanged, this, &DiagramNumbers::update);
}

void DiagramNumbers::setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint)
{
    m_runner.drop(kJob);
    m_clock.stop();
    m_outbox.reset();
    m_numbers = {};
    m_checkpoint = std::move(checkpoint);
    if (m_checkpoint && m_checkpoint->isOnlyDeclared())
        m_checkpoint.reset();
    m_numbers.complete = !m_checkpoint;
    m_diagram.setNumbers(std::make_shared<const ValueNumbers>(m_numbers));
    update();
}

void DiagramNumbers::update()
{
    if (m_numbers.complete)
        return;
    const bool wanted = isOfValues(m_diagram.look().colorBy), running = m_runner.isRunning(kJob);
    if (wanted && !running) {
        read();
    } else if (!wanted && running) {
        m_runner.drop(kJob);
        m_clock.stop();
        show(false); // what is known stays known
        m_outbox.reset();
    }
}

void DiagramNumbers::read()
{
    std::vector<VariableId> wanted;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < m_checkpoint->variables().size(); ++i) {
        const Variable &variable = m_checkpoint->variables()[i];
        if (m_numbers.of.contains(toQString(variable.key)))
            continue;
        wanted.push_back(static_cast<VariableId>(i));
        total += variable.byteSize();
    }
    m_outbox = std::make_shared<Outbox>();
    m_clock.start();
    m_runner.start(
        { kJob, tr("Reading values for the diagram"), JobRunner::Lane::Long, 2 },
        [checkpoint = m_checkpoint, wanted, total, outbox = m_outbox](const JobControl &control) {
            std::uint64_t done = 0;
            for (const VariableId id : wanted) {
                if (control.cancelled())
                    return false;
                const auto found = statistics(*checkpoint, id, control);
                if (!found && found.error().fault == Fault::Cancelled)
                    return false;
                const Variable &variable = checkpoint->variable(id);
                done += variable.byteSize();
                control.report(done, total);
                const std::lock_guard lock(outbox->mutex);
                outbox->fresh.emplace_back(variable.key, numbersOf(*checkpoint, id, found));
            }
            return true;
        },
        [this, outbox = m_outbox](bool complete) {
            if (outbox != m_outbox) // of another checkpoint
                return;
            m_clock.stop();
            show(complete);
        });
}

void DiagramNumbers::show(bool complete)
{
    if (!m_outbox)
        return;
    std::vector<std::pair<std::string, VariableNumbers>> fresh;
    {
        const std::lock_guard lock(m_outbox->mutex);
        fresh.swap(m_outbox->fresh);
    }
    if (fresh.empty() && !complete)
        return;
    for (const auto &[key, numbers] : fresh)
        m_numbers.of.insert(toQString(key), numbers);
    m_numbers.complete = complete;
    m_diagram.setNumbers(std::make_shared<const ValueNumbers>(m_numbers));
}

} // namespace ckpt
