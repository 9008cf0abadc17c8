// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Export: the form changes a plan, the table shows at once what it does, the foot writes. It asks for everything that
// needs a file or a thread: previews, figures of rounding, what lies at the target, writing.
#pragma once

#include "widgets/export/planeditor.h"
#include "widgets/export/planmodel.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;

namespace ckpt {

class ChipRow;
class ExportFoot;
class MessageStrip;
class PlanForm;

class ExportPage : public QWidget { // objectName "exportPage"
    Q_OBJECT
public:
    explicit ExportPage(QWidget *parent = nullptr);
    ~ExportPage() override;

    PlanEditor &editor() { return m_editor; }
    PlanModel &model() { return *m_model; }
    QTableView &table() { return *m_table; }
    MessageStrip &strip() { return *m_strip; }

    void setPreview(const std::shared_ptr<const PlanPreview> &preview); // null: no checkpoint
    // The plan cannot be understood; the last preview stays.
    void setWordsError(const PlanWordsError &error);
    void setFigures(const RoundingFigures &figures, bool complete);
    void setTarget(const TargetState &target);
    // What a restore into the objects of TensorFlow 2 will not find; `cast`: and needs variables of the new type.
    void setObjects(const std::optional<ObjectsReport> &objects, bool cast);
    void setProgress(const QString &text, quint64 done, quint64 total); // of writing; empty: it is over
    // Names of variables as the only ones that go.
    void chooseOnly(const std::vector<std::string> &keys);
    void addRule();
    void focusFilter();

    // export.addRule, export.openPlan, export.savePlan, export.write, edit.undo, edit.redo
    QList<QAction *> pageActions() const { return m_actions; }

Q_SIGNALS:
    void writeWanted();
    void cancelWanted();
    void commandWanted();
    void placeWanted();
    void openPlanWanted();
    void savePlanWanted();
    void currentChanged(ckpt::VariableId id);
    void planDropped(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHead();
    void buildActions();
    void buildTable();
    void connectEdits();
    void adaptColumns();
    void updateChips();
    void updateProblems();
    void updateRounding();
    void updateWritable();
    void showOnly(const QString &chip);
    void tick(const QList<VariableId> &ids, bool goes);
    void keepType(VariableId id);

    PlanEditor m_editor;
    PlanModel *m_model;
    QTableView *m_table;
    PlanForm *m_form;
    ExportFoot *m_foot;
    MessageStrip *m_strip;
    QLineEdit *m_filterEdit;
    ChipRow *m_chips;
    QSplitter *m_split;
    QLabel *m_saved;
    QList<QAction *> m_actions;
    PlanModel::Filter m_filter;
    std::optional<PlanWordsError> m_words;
    TargetState m_target;
    bool m_writing = false, m_figuresComplete = true;
    std::set<std::pair<VariableId, DType>> m_accepted; // losses by rounding that the user has agreed to
};

} // namespace ckpt
