// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/exportpage.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"
#include "widgets/export/exportfoot.h"
#include "widgets/export/plandelegate.h"
#include "widgets/export/planform.h"
#include "widgets/export/rulesview.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ckpt {

namespace {

constexpr int kFormWidth = 384, kNarrowForm = 300, kFilterWidth = 240;
constexpr int kNarrowPage = 1200; // below this the form gives way
constexpr int kSizeWidth = 84, kTypeWidth = 84, kCastWidth = 150, kRoundingWidth = 170;

// Space ticks all selected rows, as one change.
class PlanTable : public QTableView {
public:
    using QTableView::QTableView;
    std::function<void()> onSpace;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space && state() != EditingState && onSpace)
            return onSpace();
        QTableView::keyPressEvent(event);
    }
};

} // namespace

ExportPage::ExportPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new PlanModel(this))
    , m_table(new PlanTable(this))
    , m_form(new PlanForm(m_editor, this))
    , m_foot(new ExportFoot(this))
    , m_strip(new MessageStrip(this))
    , m_filterEdit(new QLineEdit(this))
    , m_chips(new ChipRow(this))
    , m_saved(new QLabel(this))
{
    setObjectName(QStringLiteral("exportPage"));
    setAccessibleName(tr("Export"));
    setAcceptDrops(true);
    m_strip->setObjectName(QStringLiteral("exportStrip")); // the window has a strip of its own
    buildActions();
    buildTable();
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_table, 1);
    column->addWidget(m_strip);
    column->addWidget(m_foot);
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_form);
    m_split->addWidget(right);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({ kFormWidth, 3 * kFormWidth });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    m_strip->hide();
    connectEdits();
    updateChips();
    updateWritable();
}

ExportPage::~ExportPage()
{
    disconnect(&m_editor, nullptr, this, nullptr);
}

QWidget *ExportPage::buildHead()
{
    auto *head = new QWidget(this);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(metric::kGroupGap, metric::kGap, metric::kGroupGap, metric::kGap);
    m_filterEdit->setObjectName(QStringLiteral("exportFilter"));
    m_filterEdit->setPlaceholderText(tr("Filter the plan"));
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->setMaximumWidth(kFilterWidth);
    m_chips->setObjectName(QStringLiteral("exportChips"));
    m_saved->setFont(ckpt::font(TextSize::Small));
    line->addWidget(m_filterEdit, 1);
    line->addWidget(m_chips, 2);
    for (QAction *action : m_actions) {
        if (action->objectName() == QStringLiteral("export.addRule")
            || action->objectName() == QStringLiteral("export.write"))
            continue;
        if (action->objectName() == QStringLiteral("export.openPlan"))
            line->addWidget(m_saved);
        auto *button = new QToolButton(head);
        button->setAutoRaise(true);
        button->setDefaultAction(action);
        line->addWidget(button);
    }
    return head;
}

void ExportPage::buildActions()
{
    const auto add = [this](const char *id, const QString &text, const char *iconName, const QKeySequence &keys) {
        auto *action = new QAction(icon(QLatin1String(iconName)), text, this);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
        addAction(action);
        m_actions.append(action);
        return action;
    };
    QAction *undo = add("edit.undo", tr("Undo"), "edit-undo", QKeySequence::Undo);
    QAction *redo = add("edit.redo", tr("Redo"), "edit-redo", QKeySequence::Redo);
    QUndoStack &history = m_editor.history();
    for (const auto &[action, can] :
        { std::pair(undo, &QUndoStack::canUndoChanged), { redo, &QUndoStack::canRedoChanged } }) {
        action->setEnabled(false);
        connect(&history, can, action, &QAction::setEnabled);
    }
    connect(undo, &QAction::triggered, &history, &QUndoStack::undo);
    connect(redo, &QAction::triggered, &history, &QUndoStack::redo);
    connect(&history, &QUndoStack::undoTextChanged, undo, [undo](const QString &what) {
        undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo %1", "a change").arg(what));
    });
    connect(&history, &QUndoStack::redoTextChanged, redo, [redo](const QString &what) {
        redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo %1", "a change").arg(what));
    });
    connect(add("export.addRule", tr("Add Rule"), "list-add", {}), &QAction::triggered, this, &ExportPage::addRule);
    connect(add("export.openPlan", tr("Open Plan…"), "document-open", {}), &QAction::triggered, this,
        &ExportPage::openPlanWanted);
    connect(add("export.savePlan", tr("Save Plan…"), "document-save", QKeySequence::Save), &QAction::triggered, this,
        &ExportPage::savePlanWanted);
    connect(add("export.write", tr("Write…"), "ckpt-export", Qt::CTRL | Qt::SHIFT | Qt::Key_S), &QAction::triggered,
        this, &ExportPage::writeWanted);
}

void ExportPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("exportPlan"));
    m_table->setAccessibleName(tr("Plan"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PlanDelegate(m_model, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow());
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(PlanModel::NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(PlanModel::NewNameColumn, QHeaderView::Stretch);
    header->setHighlightSections(false);
    m_table->setColumnWidth(PlanModel::SizeColumn, kSizeWidth);
    m_table->setColumnWidth(PlanModel::RoundingColumn, kRoundingWidth);
    m_table->setColumnWidth(PlanModel::ValueColumn, kSizeWidth);
    static_cast<PlanTable *>(m_table)->onSpace = [this] {
        QList<VariableId> ids;
        for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
            ids.append(m_model->variableAt(index.row()));
        if (!ids.isEmpty())
            tick(ids, !m_model->preview()->resolved.rows[index(ids.first())].goes());
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (now.isValid())
            Q_EMIT currentChanged(m_model->variableAt(now.row()));
    });
}

void ExportPage::connectEdits()
{
    connect(m_filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.text = text;
        m_model->setFilter(m_filter);
    });
    connect(m_chips, &ChipRow::toggled, this, [this](const QString &id, bool on) {
        bool *which = id == QStringLiteral("going") ? &m_filter.going
            : id == QStringLiteral("staying")       ? &m_filter.staying
            : id == QStringLiteral("renamed")       ? &m_filter.onlyRenamed
                                                    : &m_filter.onlyWarnings;
        *which = on;
        m_model->setFilter(m_filter);
        updateChips();
    });
    connect(m_chips, &ChipRow::onlyThis, this, &ExportPage::showOnly);
    connect(m_model, &PlanModel::countsChanged, this, &ExportPage::updateChips);
    connect(m_model, &PlanModel::tickWanted, this, [this](VariableId id, bool goes) { tick({ id }, goes); });
    const auto edit = [this](VariableId id, const QString &what, auto change) {
        ExportPlan plan = m_editor.plan();
        change(PlanEditor::itemOf(plan, m_model->preview()->list->checkpoint()->variable(id).key));
        m_editor.change(what, std::move(plan));
    };
    connect(m_model, &PlanModel::nameWanted, this, [edit](VariableId id, const QString &name) {
        edit(id, tr("Name"), [&](PlanItem &item) { item.to = toBytes(name); });
    });
    connect(m_model, &PlanModel::valueWanted, this, [edit](VariableId id, const QString &value) {
        edit(id, tr("Value"),
            [&](PlanItem &item) { item.value = value.isEmpty() ? std::nullopt : std::optional(toBytes(value)); });
    });
    connect(m_form, &PlanForm::placeWanted, this, &ExportPage::placeWanted);
    connect(m_foot, &ExportFoot::writeWanted, this, &ExportPage::writeWanted);
    connect(m_foot, &ExportFoot::cancelWanted, this, &ExportPage::cancelWanted);
    connect(m_foot, &ExportFoot::commandWanted, this, &ExportPage::commandWanted);
    connect(&m_editor, &PlanEditor::changed, this, [this] {
        m_strip->remove(QStringLiteral("outcome"));
        updateWritable();
    });
    connect(&m_editor, &PlanEditor::savedChanged, this,
        [this](bool saved) { m_saved->setText(saved ? QString() : tr("Plan: not saved")); });
}

// Names need the room: columns that say nothing now are not there.
void ExportPage::adaptColumns()
{
    const auto &preview = m_model->preview();
    bool cast = false;
    for (std::size_t i = 0; preview && i < preview->resolved.rows.size() && !cast; ++i)
        cast = preview->resolved.rows[i].goes()
            && preview->resolved.rows[i].type != preview->list->checkpoint()->variables()[i].dtype;
    m_table->setColumnHidden(PlanModel::RoundingColumn, !cast);
    m_table->setColumnWidth(PlanModel::TypeColumn, cast ? kCastWidth : kTypeWidth);
    m_table->setColumnHidden(PlanModel::ValueColumn, cast && width() < kNarrowPage);
}

void ExportPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if ((event->oldSize().width() < kNarrowPage) != (width() < kNarrowPage) || event->oldSize().width() <= 0) {
        const int form = width() < kNarrowPage ? kNarrowForm : kFormWidth;
        m_split->setSizes({ form, width() - form });
    }
    adaptColumns();
}

void ExportPage::tick(const QList<VariableId> &ids, bool goes)
{
    ExportPlan plan = m_editor.plan();
    for (const VariableId id : ids) {
        if (m_model->preview()->resolved.rows[index(id)].goes() == goes)
            continue;
        PlanItem &item = PlanEditor::itemOf(plan, m_model->preview()->list->checkpoint()->variable(id).key);
        item.skip = !goes;
    }
    m_editor.change(goes ? tr("Take In") : tr("Leave Out"), std::move(plan));
}

void ExportPage::keepType(VariableId id)
{
    const Variable &variable = m_model->preview()->list->checkpoint()->variable(id);
    ExportPlan plan = m_editor.plan();
    PlanEditor::itemOf(plan, variable.key).cast = variable.dtype;
    m_editor.change(tr("Convert"), std::move(plan));
}

void ExportPage::chooseOnly(const std::vector<std::string> &keys)
{
    ExportPlan plan = m_editor.plan();
    plan.select.clear();
    plan.items.clear();
    for (const std::string &key : keys)
        plan.items.push_back({ .from = key });
    m_editor.change(tr("Choose"), std::move(plan));
}

void ExportPage::addRule()
{
    m_form->rules().addRule();
}

void ExportPage::focusFilter()
{
    m_filterEdit->setFocus();
    m_filterEdit->selectAll();
}

void ExportPage::showOnly(const QString &chip)
{
    m_filter.going = chip != QStringLiteral("staying");
    m_filter.staying = chip == QStringLiteral("staying");
    m_filter.onlyRenamed = chip == QStringLiteral("renamed");
    m_filter.onlyWarnings = chip == QStringLiteral("warnings");
    m_model->setFilter(m_filter);
    updateChips();
}

void ExportPage::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().toLocalFile().endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
        event->acceptProposedAction();
}

void ExportPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    Q_EMIT planDropped(event->mimeData()->urls().first().toLocalFile());
}

} // namespace ckpt
