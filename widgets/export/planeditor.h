// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The plan that is being edited, with undo and redo of every change. GUI thread only.
#pragma once

#include "format/plan/exportplan.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace ckpt {

class PlanEditor : public QObject {
    Q_OBJECT
public:
    explicit PlanEditor(QObject *parent = nullptr);

    const ExportPlan &plan() const { return m_plan; }
    // Another plan, with nothing to undo. It counts as saved.
    void reset(ExportPlan plan);
    // `what` is read in menus: "Undo Rename". Changes in a row with the same `merge` (not 0) are one, as typing is.
    void change(const QString &what, ExportPlan next, int merge = 0);
    void setSaved();
    bool isSaved() const { return m_history.isClean(); }
    QUndoStack &history() { return m_history; }

    // The item of a variable, made where there is none: then the variable goes.
    static PlanItem &itemOf(ExportPlan &plan, const std::string &from);

Q_SIGNALS:
    void changed();
    void savedChanged(bool saved);

private:
    class Step;
    void put(const ExportPlan &plan);

    ExportPlan m_plan;
    QUndoStack m_history;
};

} // namespace ckpt
