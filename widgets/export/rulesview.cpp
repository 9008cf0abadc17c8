// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/rulesview.h"

#include "format/plan/renametables.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/export/planeditor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ckpt {

namespace {

constexpr int kRows = 3; // that fit without scrolling
// Names that are looked at to tell whether a table helps: enough for any real network, and quick.
constexpr std::size_t kNamesLookedAt = 2000;

QToolButton *button(const QString &iconName, const QString &text, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setAutoRaise(true);
    made->setIcon(icon(iconName));
    made->setToolTip(text);
    made->setAccessibleName(text);
    return made;
}

} // namespace

RulesView::RulesView(PlanEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new RulesModel(this))
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("renameRules"));
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("renameTable"));
    m_table->setAccessibleName(tr("Rules for new names"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(RulesModel::MatchesColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + kRows * metric::tableRow() + 2);

    auto *add = new QToolButton(this);
    add->setObjectName(QStringLiteral("addRule"));
    add->setAutoRaise(true);
    add->setText(tr("Rule"));
    add->setIcon(icon(QStringLiteral("list-add")));
    add->setToolTip(tr("Add a rule"));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remove = button(QStringLiteral("list-remove"), tr("Remove the rule"), this);
    m_up = button(QStringLiteral("go-up"), tr("Let it work earlier"), this);
    m_down = button(QStringLiteral("go-down"), tr("Let it work later"), this);
    auto *ready = new QToolButton(this);
    ready->setAutoRaise(true);
    ready->setText(tr("Ready-made"));
    ready->setPopupMode(QToolButton::InstantPopup);
    m_tables = new QMenu(ready);
    ready->setMenu(m_tables);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton *each : { add, m_remove, m_up, m_down })
        buttons->addWidget(each);
    buttons->addStretch();
    buttons->addWidget(ready);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_table);
    layout->addLayout(buttons);

    connect(add, &QToolButton::clicked, this, &RulesView::addRule);
    connect(m_remove, &QToolButton::clicked, this, &RulesView::removeRule);
    connect(m_up, &QToolButton::clicked, this, [this] { moveRule(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveRule(1); });
    auto *remove = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &RulesView::removeRule);
    connect(m_tables, &QMenu::aboutToShow, this, &RulesView::fillTables);
    connect(m_model, &RulesModel::rulesWanted, this,
        [this](const std::vector<RenameRule> &rules, int row) { put(tr("Rename"), rules, row); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RulesView::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RulesView::updateButtons);
    updateButtons();
}

void RulesView::setNames(std::shared_ptr<const VariableList> list)
{
    m_list = std::move(list);
}

void RulesView::put(const QString &what, std::vector<RenameRule> rules, int row, int merge)
{
    ExportPlan plan = m_editor.plan();
    plan.rename = std::move(rules);
    m_editor.change(what, std::move(plan), merge);
    if (row >= 0 && row < m_model->rowCount())
        m_table->selectRow(row);
}

void RulesView::addRule()
{
    std::vector<RenameRule> rules = m_editor.plan().rename;
    rules.push_back({ .from = "^", .to = "" });
    const int row = static_cast<int>(rules.size()) - 1;
    put(tr("Add Rule"), std::move(rules), row);
    m_table->setFocus();
    m_table->setCurrentIndex(m_model->index(row, RulesModel::FindColumn));
    m_table->edit(m_model->index(row, RulesModel::FindColumn));
}

void RulesView::addTable(std::string_view id)
{
    std::vector<RenameRule> rules = m_editor.plan().rename;
    rules.push_back({ .kind = RenameRule::Kind::Table, .from = std::string(id) });
    const int row = static_cast<int>(rules.size()) - 1;
    put(tr("Add Rule"), std::move(rules), row);
    const QModelIndex parameter = m_model->index(row, RulesModel::ReplaceColumn);
    m_table->setFocus();
    m_table->setCurrentIndex(parameter);
    if (m_model->flags(parameter) & Qt::ItemIsEditable)
        m_table->edit(parameter);
}

void RulesView::removeRule()
{
    const int row = m_table->currentIndex().row();
    std::vector<RenameRule> rules = m_editor.plan().rename;
    if (row < 0 || row >= static_cast<int>(rules.size()))
        return;
    rules.erase(rules.begin() + row);
    put(tr("Remove Rule"), std::move(rules), std::min(row, m_model->rowCount() - 2));
}

void RulesView::moveRule(int by)
{
    const int row = m_table->currentIndex().row();
    std::vector<RenameRule> rules = m_editor.plan().rename;
    if (row < 0 || row + by < 0 || row + by >= static_cast<int>(rules.size()))
        return;
    std::swap(rules[static_cast<std::size_t>(row)], rules[static_cast<std::size_t>(row + by)]);
    put(tr("Move Rule"), std::move(rules), row + by);
}

// Those that would change a name stand first.
void RulesView::fillTables()
{
    m_tables->clear();
    const auto helps = [&](const RenameTable &table) {
        if (!m_list || table.applies.empty())
            return true;
        const auto renames = Renames::compile(
            std::vector{ RenameRule{ .kind = RenameRule::Kind::Table, .from = std::string(table.id) } });
        const auto variables = m_list->checkpoint()->variables();
        for (std::size_t i = 0; renames && i < std::min(variables.size(), kNamesLookedAt); ++i) {
            if (renames->apply(variables[i], m_list->facts()[i], variables[i].key) != variables[i].key)
                return true;
        }
        return false;
    };
    std::vector<const RenameTable *> others;
    const auto add = [this](const RenameTable &table) {
        connect(m_tables->addAction(renameTableTitle(table.id)), &QAction::triggered, this,
            [this, id = table.id] { addTable(id); });
    };
    for (const RenameTable &table : renameTables()) {
        if (helps(table))
            add(table);
        else
            others.push_back(&table);
    }
    if (!others.empty())
        m_tables->addSection(tr("These change none of the names here"));
    for (const RenameTable *table : others)
        add(*table);
}

void RulesView::updateButtons()
{
    const int row = m_table->selectionModel()->hasSelection() ? m_table->currentIndex().row() : -1;
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_model->rowCount());
}

} // namespace ckpt
