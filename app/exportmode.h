// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The export mode of a window: its page with what stands behind it, its actions and file dialogs.
#pragma once

#include "app/actions.h"
#include "app/document.h"
#include "app/exportsession.h"

#include <QObject>

class QMenu;

namespace ckpt {

class ExportPage;

class ExportMode : public QObject {
    Q_OBJECT
public:
    // `window` gets the page's actions and is the parent of dialogs; everything given outlives this.
    ExportMode(QWidget &window, JobRunner &runner, Document &document, Actions &actions);

    ExportPage *page() { return m_page; }
    ExportSession &session() { return m_session; }
    void fillMenu(QMenu *menu);
    // False: the user wants to go on with a plan that is not saved.
    bool mayClose();

Q_SIGNALS:
    void openWanted(const QString &path);

private:
    void choosePlace();
    void choosePlan();
    bool savePlan();
    void copyCommand();

    QWidget &m_window;
    Document &m_document;
    Actions &m_allActions;
    ExportPage *m_page;
    ExportSession m_session;
};

} // namespace ckpt
