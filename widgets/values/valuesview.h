// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Values dock: a variable of any rank as a tinted grid or a picture of two of its axes, with statistics of the
// whole. objectName "valuesView"; children "axisBar", "sliceEdit", "valuesGrid", "valuesImage". Reads nothing itself:
// valuesource.h says how values arrive. GUI thread only.
#pragma once

#include "format/checkpoint/valuereader.h"
#include "widgets/values/valuesource.h"

#include <QList>
#include <QWidget>

#include <memory>

class QAction;

namespace ckpt {

class ValuesView : public QWidget {
    Q_OBJECT

public:
    explicit ValuesView(QWidget *parent = nullptr);
    ~ValuesView() override;

    // Shows a variable and asks for what is visible. Keeps the slice if the rank is the same and every index still
    // exists. Shares the snapshot until the next call.
    void setVariable(std::shared_ptr<const Checkpoint> checkpoint, VariableId id, const QString &displayName);
    // Shows nothing but `why`; by default "Select a variable to see its values."
    void clear(const QString &why = {});

    bool hasVariable() const;
    VariableId variableId() const; // only with hasVariable()
    QString displayName() const;

    // NumPy basic slicing of the shown variable, "[1, 1, :, :]"; empty without one. The setter returns false, changes
    // nothing and shows the reason under the slice box when the text does not fit the shape.
    QString sliceText() const;
    bool setSliceText(const QString &text);

    // Whether requests for the part of a cut variable that is still there get an answer (by default not). Decides
    // whether its page offers "Show the readable part".
    void setPartsReadable(bool readable);

    // For the title bar of the dock: checkable, exclusive "values.grid" and "values.image".
    QList<QAction *> viewActions() const;
    // For menus: "values.copy", "values.goToMin", "values.goToMax"; disabled while they have nothing to act on.
    QList<QAction *> cellActions() const;

    // Makes this element (one index per axis) the current cell, changing the slice when it lies outside.
    void goTo(const QList<qint64> &index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS: // answers, see valuesource.h
    void setBlock(const ckpt::ValueRequest &request, const ckpt::TensorData &values);
    void setBlockError(const ckpt::ValueRequest &request, const ckpt::Error &error);
    void setSummary(quint64 generation, const ckpt::ValueSummary &summary);
    void setSummaryError(quint64 generation, const ckpt::Error &error);
    void setProgress(quint64 generation, quint64 doneBytes, quint64 totalBytes); // total 0: not known
    // What verify() found for the shown variable; Wrong puts a strip above the values, Good takes it away.
    void setChecksum(ckpt::VariableId id, const ckpt::ChecksumResult &result);

Q_SIGNALS:
    void requestBlock(const ckpt::ValueRequest &request);
    void requestSummary(quint64 generation);
    void cancelRequested(quint64 generation);
    // The current cell for the status bar: "[1, 1, 7, 21]" is its index, `text` its value; both empty when there is
    // none.
    void cellChanged(const QList<qint64> &index, const QString &text);
    void sliceChanged(const QString &text);
    // "Find the file…" on a state page. The button is there only while something is connected.
    void findFileRequested(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ckpt
