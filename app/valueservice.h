// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers the value requests of the views: blocks of cells, statistics of the shown variable, histograms for the table.
// Everything is read in the background; newest wins per purpose. GUI thread only.
#pragma once

#include "app/jobrunner.h"
#include "format/checkpoint/valuereader.h"

#include <QObject>

#include <memory>

namespace ckpt {

class ValuesView;
class VariablesView;

class ValueService : public QObject {
    Q_OBJECT
public:
    // All three outlive the service.
    ValueService(JobRunner &runner, ValuesView &values, VariablesView &variables, QObject *parent = nullptr);

    // What the table shows; null: nothing. Drops what runs for the one before.
    void setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint);
    // What the Values dock shows.
    void showVariable(VariableId id, const QString &displayName);

Q_SIGNALS:
    // What was found out on the way about the shown variable.
    void checksumKnown(ckpt::VariableId id, const ckpt::ChecksumResult &result);

private:
    void readBlock(const struct ValueRequest &request);
    void readSummary(quint64 generation);
    void readHistograms();
    void cancel();

    JobRunner &m_runner;
    ValuesView &m_values;
    VariablesView &m_variables;
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

} // namespace ckpt
