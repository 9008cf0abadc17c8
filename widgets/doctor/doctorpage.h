// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Missing keys: what a graph, a checkpoint or a list wants, what the shown checkpoint has for it, and what becomes of
// the user's choices. It asks for everything that needs a file or a thread. Keyboard: Space ticks, Alt+Down or F4 opens
// the other candidates of a row.
#pragma once

#include "format/base/error.h"
#include "widgets/doctor/doctormodel.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace ckpt {

class ChipRow;
class ElidingLabel;
class EmptyPage;
class MessageStrip;

// Something that may be wanted, in the box.
struct WantedChoice {
    QString id; // a path, or "graph", "pasted"
    QString text;
};

class DoctorPage : public QWidget { // objectName "doctorView"
    Q_OBJECT
public:
    explicit DoctorPage(QWidget *parent = nullptr);
    ~DoctorPage() override;

    // What may be chosen; "Another Graph or Checkpoint…" and "Paste a List…" stand behind. `current` is an id.
    void setWantedChoices(const QList<WantedChoice> &choices, const QString &current);
    void setHave(const QString &text);
    void setConsultation(const ConsultationPtr &consultation); // null: nothing yet
    void setError(const Error &error); // instead of the table
    void setBusy(bool busy); // the last result stays
    bool isBusy() const { return m_busy; }
    bool modelWeightsOnly() const;
    double leastConfidence() const;

    DoctorModel &model() { return *m_model; }
    QTableView &table() { return *m_table; }
    MessageStrip &strip() { return *m_strip; }
    void focusFilter();
    // Of the row of the table; shown under its cell.
    QMenu *candidatesMenu(int row);

Q_SIGNALS:
    void wantedChosen(const QString &id);
    void otherWanted(); // a file is to be chosen
    void pasteWanted(); // a list is to be pasted
    void weightsOnlyChanged(bool on);
    void codeWanted(ckpt::CodeKind kind);
    void savePlanWanted();
    void exportWanted();
    void fileDropped(const QString &path);
    void retryWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildHead();
    QWidget *buildBanner();
    QWidget *buildFilters();
    QWidget *buildFoot();
    void buildTable();
    void updateMiddle();
    void showAll();
    void updateBanner();
    void updateChips();
    void updateFoot();
    void showCandidates(const QModelIndex &index);
    void tickSelected();
    void adaptColumns();

    DoctorModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_middle;
    EmptyPage *m_empty;
    MessageStrip *m_strip;
    QComboBox *m_wanted, *m_threshold;
    QCheckBox *m_weights;
    ElidingLabel *m_have, *m_headline, *m_error, *m_summary;
    QLineEdit *m_filterEdit;
    ChipRow *m_chips;
    QPushButton *m_save, *m_export;
    QToolButton *m_code;
    bool m_busy = false;
};

} // namespace ckpt
