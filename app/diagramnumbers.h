// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the values of all variables while the diagram is coloured by them, and hands on what is known as it comes. One
// pass per checkpoint: what it found stays until another checkpoint is shown. GUI thread only.
#pragma once

#include "app/jobrunner.h"
#include "format/checkpoint/checkpoint.h"
#include "format/tensor/statistics.h"
#include "widgets/diagram/cardtints.h"

#include <QObject>
#include <QTimer>

namespace ckpt {

class DiagramView;

class DiagramNumbers : public QObject {
    Q_OBJECT
public:
    // Both outlive this.
    DiagramNumbers(JobRunner &runner, DiagramView &diagram, QObject *parent = nullptr);

    // Null, or one that only a graph declares: there is nothing to read.
    void setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint);
    // The look of the diagram may want numbers now, or no more.
    void update();

private:
    struct Outbox; // from the reading thread
    void read();
    void show(bool complete);

    JobRunner &m_runner;
    DiagramView &m_diagram;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::shared_ptr<Outbox> m_outbox; // of the running job
    ValueNumbers m_numbers;
    QTimer m_clock; // while a job runs
};

// Statistics as the diagram shows them.
VariableNumbers numbersOf(const Checkpoint &checkpoint, VariableId id, const Result<Statistics> &statistics);

} // namespace ckpt
