// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Write to": the part of the form about the target.
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/export/planeditor.h"
#include "widgets/export/planform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace ckpt {

namespace {

// Changes in a row of one of these fields are one step of undo.
enum Merge { MergePath = 1, MergeShards };
constexpr int kMostShards = 99'999;

} // namespace

void PlanForm::buildTarget(QVBoxLayout *column)
{
    QGridLayout *grid = section(column, 4, tr("Write to"));
    m_format = addCombo("exportFormat",
        { { tr("TensorFlow V2"), static_cast<int>(StorageFormat::V2) },
            { tr("TensorFlow V1"), static_cast<int>(StorageFormat::V1) },
            { tr("NumPy archive (.npz)"), static_cast<int>(StorageFormat::Npz) },
            { tr("Folder of .npy files"), static_cast<int>(StorageFormat::Npy) },
            { tr("safetensors"), static_cast<int>(StorageFormat::Safetensors) } });
    addRow(grid, tr("Format"), m_format);
    auto *place = new QWidget(this);
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    m_path = new QLineEdit(place);
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setAccessibleName(tr("Save as"));
    auto *browse = new QToolButton(place);
    browse->setAutoRaise(true);
    browse->setIcon(icon(QStringLiteral("document-open")));
    browse->setToolTip(tr("Choose another place"));
    browse->setAccessibleName(browse->toolTip());
    line->addWidget(m_path);
    line->addWidget(browse);
    addRow(grid, tr("Save as"), place);
    m_meta = addCombo("exportMeta",
        { { tr("As far as it fits"), static_cast<int>(MetaChoice::Automatic) },
            { tr("Whole graph"), static_cast<int>(MetaChoice::Whole) },
            { tr("Pruned to what goes"), static_cast<int>(MetaChoice::Pruned) },
            { tr("Variables alone"), static_cast<int>(MetaChoice::Variables) },
            { tr("None", "no graph"), static_cast<int>(MetaChoice::None) } });
    m_meta->setToolTip(tr("The .meta file: what import_meta_graph() loads"));
    addRow(grid, tr("Graph"), m_meta, &m_ofCheckpoints);
    m_objects = addCombo("exportObjects",
        { { tr("As it is safe"), static_cast<int>(ObjectGraphChoice::Automatic) },
            { tr("Keep all objects"), static_cast<int>(ObjectGraphChoice::Keep) },
            { tr("Cut those without values"), static_cast<int>(ObjectGraphChoice::Cut) },
            { tr("Leave it out"), static_cast<int>(ObjectGraphChoice::Drop) } });
    m_objects->setToolTip(tr("The object graph of TensorFlow 2, by which a restore finds its values"));
    addRow(grid, tr("Objects"), m_objects, &m_ofObjects);
    m_shards = new QSpinBox(this);
    m_shards->setObjectName(QStringLiteral("exportShards"));
    m_shards->setRange(0, kMostShards);
    m_shards->setSpecialValueText(tr("As in the source"));
    m_shards->setToolTip(tr("Data files of V2, at most"));
    addRow(grid, tr("Data files"), m_shards, &m_ofCheckpoints);
    m_state = addCombo("exportState",
        { { tr("Make it where there is none"), static_cast<int>(StateRule::WhereNone) },
            { tr("List the new one"), static_cast<int>(StateRule::Add) },
            { tr("List it as the newest"), static_cast<int>(StateRule::AddAsNewest) },
            { tr("Leave it alone"), static_cast<int>(StateRule::Keep) } });
    m_state->setToolTip(tr("The file “checkpoint”. A program that saves there deletes what is listed when it is old"));
    addRow(grid, tr("State file"), m_state, &m_ofCheckpoints);
    m_replace = new QCheckBox(tr("Replace a checkpoint of this name"), this);
    m_replace->setObjectName(QStringLiteral("exportReplace"));
    m_rawFloats = new QCheckBox(tr("bfloat16 as bytes, not as float32"), this);
    grid->addWidget(m_replace, grid->rowCount(), 0, 1, 3);
    grid->addWidget(m_rawFloats, grid->rowCount(), 0, 1, 3);
    m_ofCheckpoints.append(m_replace);
    m_ofArrays.append(m_rawFloats);

    connect(browse, &QToolButton::clicked, this, &PlanForm::placeWanted);
    const auto target = [this](int merge, auto change) {
        if (m_showing)
            return;
        ExportPlan plan = m_editor.plan();
        change(plan.target);
        m_editor.change(tr("Target"), std::move(plan), merge);
    };
    connect(m_path, &QLineEdit::textEdited, this,
        [target](const QString &text) { target(MergePath, [&](PlanTarget &to) { to.path = toBytes(text); }); });
    connect(m_format, &QComboBox::activated, this, [this, target](int row) {
        target(0, [&](PlanTarget &to) { to.format = static_cast<StorageFormat>(m_format->itemData(row).toInt()); });
    });
    connect(m_meta, &QComboBox::activated, this, [this, target](int row) {
        target(0, [&](PlanTarget &to) { to.meta = static_cast<MetaChoice>(m_meta->itemData(row).toInt()); });
    });
    connect(m_objects, &QComboBox::activated, this, [this](int row) {
        ExportPlan plan = m_editor.plan();
        plan.objectGraph = static_cast<ObjectGraphChoice>(m_objects->itemData(row).toInt());
        m_editor.change(tr("Target"), std::move(plan));
    });
    connect(m_state, &QComboBox::activated, this, [this, target](int row) {
        target(0, [&](PlanTarget &to) { to.state = static_cast<StateRule>(m_state->itemData(row).toInt()); });
    });
    connect(m_shards, &QSpinBox::valueChanged, this, [target](int count) {
        target(MergeShards, [&](PlanTarget &to) { to.shards = count == 0 ? std::nullopt : std::optional(count); });
    });
    connect(m_replace, &QCheckBox::clicked, this,
        [target](bool on) { target(0, [&](PlanTarget &to) { to.replace = on; }); });
    connect(m_rawFloats, &QCheckBox::clicked, this,
        [target](bool on) { target(0, [&](PlanTarget &to) { to.rawFloats = on; }); });
}

void PlanForm::showTarget()
{
    const PlanTarget &target = m_editor.plan().target;
    const StorageFormat format = target.format.value_or(StorageFormat::V2);
    showChoice(m_format, static_cast<int>(format));
    if (const QString path = toQString(target.path); m_path->text() != path)
        m_path->setText(path);
    showChoice(m_meta, static_cast<int>(target.meta));
    showChoice(m_state, static_cast<int>(target.state));
    showChoice(m_objects, static_cast<int>(m_editor.plan().objectGraph));
    m_shards->setValue(target.shards.value_or(0));
    m_shards->setEnabled(format == StorageFormat::V2);
    m_replace->setChecked(target.replace);
    m_rawFloats->setChecked(target.rawFloats);
    for (QWidget *each : m_ofCheckpoints)
        each->setVisible(!isArrayFormat(format));
    const bool objects = m_preview && m_preview->list->checkpoint()->objectBased() && !isArrayFormat(format);
    for (QWidget *each : m_ofObjects)
        each->setVisible(objects);
    for (QWidget *each : m_ofArrays)
        each->setVisible(format == StorageFormat::Npz || format == StorageFormat::Npy);
}

} // namespace ckpt
