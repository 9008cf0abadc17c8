// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of the export page: choose, rename, convert, write to. Shows the plan and changes it; in any order.
#pragma once

#include "widgets/export/planpreview.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace ckpt {

class PlanEditor;
class RulesView;

class PlanForm : public QScrollArea {
    Q_OBJECT
public:
    // `editor` outlives the form.
    explicit PlanForm(PlanEditor &editor, QWidget *parent = nullptr);

    // Counts and ticks of kinds, matches of rules. Null: nothing is known.
    void setPreview(const std::shared_ptr<const PlanPreview> &preview);
    RulesView &rules() { return *m_rules; }
    // Beside the title of "Rename"; `wrong` in the colour of errors.
    void setNamesText(const QString &text, bool wrong);

Q_SIGNALS:
    void placeWanted(); // a file dialog for the target

private:
    struct Kind {
        QCheckBox *box = nullptr;
        QLabel *count = nullptr;
        std::vector<Role> roles;
    };
    QGridLayout *section(QVBoxLayout *column, int number, const QString &title, QLabel **state = nullptr);
    void buildChoose(QVBoxLayout *column);
    void buildConvert(QVBoxLayout *column);
    void buildTarget(QVBoxLayout *column);
    void showPlan();
    void showTarget();
    void choosePreset(int row);
    void chooseKinds();
    // Rows of text and what they mean.
    QComboBox *addCombo(const char *name, std::initializer_list<std::pair<QString, int>> rows);
    // `only`: label and field are added to it.
    void addRow(QGridLayout *grid, const QString &label, QWidget *field, QList<QWidget *> *only = nullptr);
    static void showChoice(QComboBox *box, int value);
    template <typename Change>
    void edit(const QString &what, int merge, Change change);

    PlanEditor &m_editor;
    std::shared_ptr<const PlanPreview> m_preview;
    bool m_showing = false; // what is set now comes from the plan, not from the user
    RulesView *m_rules;
    QLabel *m_namesText = nullptr;
    QComboBox *m_preset = nullptr, *m_cast = nullptr, *m_keep = nullptr, *m_format = nullptr, *m_meta = nullptr,
              *m_objects = nullptr, *m_state = nullptr;
    QLineEdit *m_path = nullptr;
    QSpinBox *m_shards = nullptr;
    QCheckBox *m_replace = nullptr, *m_rawFloats = nullptr;
    QList<QWidget *> m_ofObjects, m_ofCheckpoints, m_ofArrays; // rows that only one kind of target has
    std::vector<Kind> m_kinds;
};

} // namespace ckpt
