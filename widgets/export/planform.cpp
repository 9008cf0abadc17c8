// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/planform.h"

#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/export/planeditor.h"
#include "widgets/export/rulesview.h"
#include "widgets/export/sectiontitle.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ckpt {

namespace {

constexpr const char *kKeptRoles = "role:norm,stat";

// Combo rows in order; the last two are no presets.
constexpr ExportPreset kPresets[] = { ExportPreset::All, ExportPreset::Weights, ExportPreset::Averages,
    ExportPreset::Trainable, ExportPreset::Frozen };
constexpr int kOwnRow = 5, kNothingRow = 6;
constexpr int kComboLetters = 12; // a combo box may be as narrow as these

} // namespace

PlanForm::PlanForm(PlanEditor &editor, QWidget *parent)
    : QScrollArea(parent)
    , m_editor(editor)
    , m_rules(new RulesView(editor, this))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, metric::kMargin);
    column->setSpacing(0);
    buildChoose(column);
    QGridLayout *rename = section(column, 2, tr("Rename"), &m_namesText);
    rename->setContentsMargins(0, 0, 0, metric::kGroupGap);
    rename->addWidget(m_rules, 0, 0, 1, 3);
    buildConvert(column);
    buildTarget(column);
    column->addStretch();
    setWidget(content);
    connect(&m_editor, &PlanEditor::changed, this, &PlanForm::showPlan);
    showPlan();
}

template <typename Change>
void PlanForm::edit(const QString &what, int merge, Change change)
{
    if (m_showing)
        return;
    ExportPlan plan = m_editor.plan();
    change(plan);
    m_editor.change(what, std::move(plan), merge);
}

QGridLayout *PlanForm::section(QVBoxLayout *column, int number, const QString &title, QLabel **state)
{
    auto *head = new SectionTitle(number, title, this);
    if (state)
        *state = head->state();
    column->addWidget(head);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(metric::kMargin, metric::kGroupGap, metric::kMargin, metric::kGroupGap);
    grid->setHorizontalSpacing(metric::kGroupGap);
    grid->setVerticalSpacing(metric::kGap + 2);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    return grid;
}

QComboBox *PlanForm::addCombo(const char *name, std::initializer_list<std::pair<QString, int>> rows)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(kComboLetters);
    for (const auto &[text, value] : rows)
        box->addItem(text, value);
    return box;
}

void PlanForm::addRow(QGridLayout *grid, const QString &label, QWidget *field, QList<QWidget *> *only)
{
    auto *text = new QLabel(label, this);
    text->setBuddy(field);
    const int row = grid->rowCount();
    grid->addWidget(text, row, 0);
    grid->addWidget(field, row, 1, 1, 2);
    if (only)
        only->append({ text, field });
}

void PlanForm::showChoice(QComboBox *box, int value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

void PlanForm::buildChoose(QVBoxLayout *column)
{
    QGridLayout *grid = section(column, 1, tr("Choose", "what to export"));
    m_preset = addCombo("exportPreset",
        { { tr("Everything"), 0 }, { tr("Model weights only"), 1 }, { tr("Averages as weights"), 2 },
            { tr("Trainable only"), 3 }, { tr("Frozen part"), 4 }, { tr("Own choice"), kOwnRow },
            { tr("Nothing yet"), kNothingRow } });
    m_preset->setToolTip(tr("What goes. Single variables can be ticked in the table as well"));
    addRow(grid, tr("Preset"), m_preset);
    connect(m_preset, &QComboBox::activated, this, &PlanForm::choosePreset);
    const std::pair<QString, std::vector<Role>> kinds[] = { { tr("Weights and biases"),
                                                                { Role::Kernel, Role::Bias, Role::Other } },
        { tr("Norm parameters and statistics"), { Role::Norm, Role::Statistic } },
        { tr("Optimizer slots"), { Role::Slot } }, { tr("Moving averages"), { Role::Average } },
        { tr("Counters"), { Role::Counter } } };
    for (const auto &[text, roles] : kinds) {
        Kind kind{ new QCheckBox(text, this), new QLabel(this), roles };
        kind.box->setObjectName(QStringLiteral("exportKind.%1").arg(QLatin1String(queryKey(roles.front()))));
        kind.count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        const int row = grid->rowCount();
        grid->addWidget(kind.box, row, 0, 1, 2);
        grid->addWidget(kind.count, row, 2);
        connect(kind.box, &QCheckBox::clicked, this, &PlanForm::chooseKinds);
        m_kinds.push_back(std::move(kind));
    }
}

void PlanForm::buildConvert(QVBoxLayout *column)
{
    QGridLayout *grid = section(column, 3, tr("Convert"));
    const auto type = [](DType each) { return std::pair(toQString(name(each)), static_cast<int>(each)); };
    m_cast = addCombo("exportCast",
        { { tr("keep", "types as they are"), 0 }, type(DType::Float64), type(DType::Float32), type(DType::Float16),
            type(DType::BFloat16) });
    addRow(grid, tr("Float values to"), m_cast);
    m_keep = addCombo("exportKeep", { { tr("the same"), 0 }, { tr("keep", "types as they are"), 1 } });
    m_keep->setToolTip(tr("Gamma, beta, moving means and variances of norms"));
    addRow(grid, tr("Norms, statistics"), m_keep);
    connect(m_cast, &QComboBox::activated, this, [this](int row) {
        const auto chosen = static_cast<DType>(m_cast->itemData(row).toInt());
        edit(tr("Convert"), 0, [&](ExportPlan &plan) {
            plan.cast.type = chosen == DType::Invalid ? std::nullopt : std::optional(chosen);
        });
    });
    connect(m_keep, &QComboBox::activated, this, [this](int row) {
        edit(tr("Convert"), 0, [&](ExportPlan &plan) { plan.cast.keep = row == 1 ? kKeptRoles : ""; });
    });
}

void PlanForm::choosePreset(int row)
{
    edit(tr("Choose"), 0, [&](ExportPlan &plan) {
        if (row >= kOwnRow)
            return;
        plan.select = { { .preset = kPresets[row] } };
        // A preset is the whole choice: ticks that were made before go, edits of names and values stay.
        std::erase_if(
            plan.items, [](const PlanItem &item) { return item.skip || (!item.to && !item.cast && !item.value); });
    });
    showPlan();
}

// The kinds that are ticked become the choice.
void PlanForm::chooseKinds()
{
    QString wanted;
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        const bool on = m_kinds[i].box->checkState() != Qt::Unchecked; // the clicked one has changed already
        for (const Role role : on ? m_kinds[i].roles : std::vector<Role>())
            wanted += (wanted.isEmpty() ? QString() : QStringLiteral(",")) + QLatin1String(queryKey(role));
    }
    edit(tr("Choose"), 0, [&](ExportPlan &plan) {
        plan.select.clear();
        if (!wanted.isEmpty())
            plan.select.push_back({ .query = "role:" + toBytes(wanted) });
        std::erase_if(
            plan.items, [](const PlanItem &item) { return item.skip || (!item.to && !item.cast && !item.value); });
    });
    showPlan();
}

void PlanForm::showPlan()
{
    m_showing = true;
    const ExportPlan &plan = m_editor.plan();
    const bool preset = plan.select.size() == 1 && plan.select[0].preset && plan.select[0].query.empty()
        && plan.select[0].patterns.empty() && !plan.select[0].takesOut;
    int row = plan.select.empty() && plan.items.empty() ? kNothingRow : kOwnRow;
    for (int i = 0; preset && i < kOwnRow; ++i) {
        if (kPresets[i] == *plan.select[0].preset)
            row = i;
    }
    m_preset->setCurrentIndex(row);
    m_rules->model().setRules(plan.rename);
    showChoice(m_cast, static_cast<int>(plan.cast.type.value_or(DType::Invalid)));
    m_keep->setCurrentIndex(plan.cast.keep.empty() ? 0 : 1);
    m_keep->setEnabled(plan.cast.type.has_value());
    showTarget();
    m_showing = false;
}

void PlanForm::setPreview(const std::shared_ptr<const PlanPreview> &preview)
{
    m_preview = preview;
    showTarget();
    m_rules->setNames(preview ? preview->list : nullptr);
    m_rules->model().setMatches(preview ? preview->resolved.matched : std::vector<std::size_t>());
    for (Kind &kind : m_kinds) {
        qint64 all = 0, going = 0;
        for (std::size_t i = 0; preview && i < preview->resolved.rows.size(); ++i) {
            const Role role = preview->list->facts()[i].role;
            if (std::find(kind.roles.begin(), kind.roles.end(), role) == kind.roles.end())
                continue;
            ++all;
            going += preview->resolved.rows[i].goes() ? 1 : 0;
        }
        kind.box->setTristate(going > 0 && going < all);
        kind.box->setCheckState(going == 0 ? Qt::Unchecked : going == all ? Qt::Checked : Qt::PartiallyChecked);
        kind.box->setEnabled(all > 0);
        kind.count->setText(formatCount(all));
        kind.box->setVisible(all > 0);
        kind.count->setVisible(all > 0);
    }
}

void PlanForm::setNamesText(const QString &text, bool wrong)
{
    m_namesText->setText(text);
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, wrong ? colors(this).err : colors(this).ok);
    m_namesText->setPalette(palette);
}

} // namespace ckpt
