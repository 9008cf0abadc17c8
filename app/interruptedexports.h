// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says when an export into the shown folder was interrupted (a killed program, a full disk), and tidies up when asked.
// Looking alone changes nothing. GUI thread only.
#pragma once

#include "app/document.h"
#include "app/jobrunner.h"

#include <QObject>

namespace ckpt {

class MessageStrip;

class InterruptedExports : public QObject {
    Q_OBJECT
public:
    // All outlive this.
    InterruptedExports(JobRunner &runner, Document &document, MessageStrip &strip, QObject *parent = nullptr);

private:
    void look();
    void tidyUp(std::string directory);

    JobRunner &m_runner;
    Document &m_document;
    MessageStrip &m_strip;
};

} // namespace ckpt
