// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of ValuesView: its widgets, what it shows, and which requests are open. Only valuesview*.cpp include this.
#pragma once

#include "widgets/values/axisbar.h"
#include "widgets/values/gridmodel.h"
#include "widgets/values/valuesstate.h"
#include "widgets/values/valuesview.h"

#include <array>

class QAction;
class QActionGroup;
class QStackedWidget;

namespace ckpt {

class EmptyPage;
class GridView;
class ImageView;
class MessageStrip;
class ReadingOverlay;
class ScalarView;
class StatisticsPanel;

class ValuesView::Private {
public:
    explicit Private(ValuesView *view);

    // build
    void makeWidgets();
    void makeActions();
    void connectWidgets();

    // what is shown
    void showVariable(const GridSlice *previous);
    void showSlice(const GridSlice &slice, bool keepCell);
    void showPage();
    void showClipped();
    void showWords(const StateWords &words);
    void showUnreadable(const Error &error);
    void showReadablePart(std::int64_t entries);
    void showChecksumWrong(const Error &error);
    void setScale(const ValueScale &scale);
    void fitPanel();
    bool showsValues() const { return m_showsValues; }
    const Variable &variable() const { return m_checkpoint->variable(m_id); }
    bool isScalar() const { return m_bar->slice().rank() == 0; }

    // requests
    void requestWanted();
    void send(ValuePurpose purpose, const Selection &selection);
    void withdraw();
    bool isOpen(const ValueRequest &request) const;
    std::optional<ValueRequest> &open(ValuePurpose purpose) { return m_open[static_cast<std::size_t>(purpose)]; }
    void updateReading();
    void takeShown(const ValueRequest &request, const TensorData &data);
    void takeCopy(const ValueRequest &request, const TensorData &data);

    // cursor and clipboard
    void moveCurrent(const QModelIndex &current);
    void tellCell();
    void goToFlat(qint64 flatIndex);
    void goTo(const std::vector<std::int64_t> &index);
    void copy();
    void updateActions();

    ValuesView *const q;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    VariableId m_id{};
    QString m_name;
    bool m_showsValues = false, m_partsReadable = false, m_partOnly = false, m_scaleGuessed = false;
    QList<qint64> m_toldIndex;
    QString m_toldText;

    quint64 m_counter = 0, m_variableGeneration = 0, m_sliceGeneration = 0;
    std::array<std::optional<ValueRequest>, 3> m_open; // the newest of each purpose that is not answered
    QRect m_openCells, m_copied; // of Show and of Copy
    bool m_summaryAsked = false;
    std::optional<ValueSummary> m_summary;

    GridModel *m_model;
    AxisBar *m_bar;
    MessageStrip *m_strip;
    QStackedWidget *m_pages;
    EmptyPage *m_words;
    GridView *m_grid;
    ImageView *m_image;
    ScalarView *m_scalar;
    StatisticsPanel *m_panel;
    ReadingOverlay *m_overlay;
    QActionGroup *m_views;
    QAction *m_gridAction, *m_imageAction, *m_copyAction, *m_minAction, *m_maxAction;
};

} // namespace ckpt
