// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/planeditor.h"

#include <algorithm>

namespace ckpt {

class PlanEditor::Step : public QUndoCommand {
public:
    Step(PlanEditor &editor, const QString &what, ExportPlan before, ExportPlan after, int merge)
        : QUndoCommand(what)
        , m_editor(editor)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_merge(merge)
    {
    }
    void undo() override { m_editor.put(m_before); }
    void redo() override { m_editor.put(m_after); }
    int id() const override { return m_merge == 0 ? -1 : m_merge; }
    bool mergeWith(const QUndoCommand *other) override
    {
        m_after = static_cast<const Step *>(other)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    PlanEditor &m_editor;
    ExportPlan m_before, m_after;
    int m_merge;
};

PlanEditor::PlanEditor(QObject *parent)
    : QObject(parent)
{
    connect(&m_history, &QUndoStack::cleanChanged, this, &PlanEditor::savedChanged);
}

void PlanEditor::reset(ExportPlan plan)
{
    m_history.clear();
    put(plan);
}

void PlanEditor::change(const QString &what, ExportPlan next, int merge)
{
    if (next != m_plan)
        m_history.push(new Step(*this, what, m_plan, std::move(next), merge));
}

void PlanEditor::setSaved()
{
    m_history.setClean();
}

PlanItem &PlanEditor::itemOf(ExportPlan &plan, const std::string &from)
{
    const auto found =
        std::find_if(plan.items.begin(), plan.items.end(), [&](const PlanItem &item) { return item.from == from; });
    if (found != plan.items.end())
        return *found;
    plan.items.push_back({ .from = from });
    return plan.items.back();
}

void PlanEditor::put(const ExportPlan &plan)
{
    m_plan = plan;
    Q_EMIT changed();
}

} // namespace ckpt
