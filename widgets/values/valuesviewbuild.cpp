// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Making the widgets of ValuesView and connecting them.
#include "widgets/values/valuesviewprivate.h"

#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"
#include "widgets/values/gridview.h"
#include "widgets/values/imageview.h"
#include "widgets/values/readingoverlay.h"
#include "widgets/values/scalarview.h"
#include "widgets/values/statisticspanel.h"

#include <QAction>
#include <QActionGroup>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ckpt {

ValuesView::Private::Private(ValuesView *view)
    : q(view)
{
    makeWidgets();
    makeActions();
    connectWidgets();
}

void ValuesView::Private::makeWidgets()
{
    m_model = new GridModel(q);
    m_bar = new AxisBar(q);
    m_strip = new MessageStrip(q);
    m_strip->setObjectName(QStringLiteral("valuesStrip"));
    auto *line = new QFrame(q);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(1);
    m_pages = new QStackedWidget(q);
    m_words = new EmptyPage;
    m_words->setObjectName(QStringLiteral("valuesWords"));
    m_grid = new GridView(m_model);
    m_image = new ImageView;
    m_scalar = new ScalarView;
    for (QWidget *page : { static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_grid),
             static_cast<QWidget *>(m_image), static_cast<QWidget *>(m_scalar) })
        m_pages->addWidget(page);
    m_panel = new StatisticsPanel(q);
    m_overlay = new ReadingOverlay(m_pages);
    auto *content = new QHBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_pages, 1);
    content->addWidget(m_panel);
    auto *layout = new QVBoxLayout(q);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // minimumSizeHint() alone says how small this may become
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(line);
    layout->addWidget(m_strip);
    layout->addLayout(content, 1);
    q->setFocusProxy(m_grid);
}

void ValuesView::Private::makeActions()
{
    const auto make = [this](const QString &id, const QString &text) {
        auto *action = new QAction(text, q);
        action->setObjectName(id);
        return action;
    };
    m_views = new QActionGroup(q);
    m_gridAction = make(QStringLiteral("values.grid"), ValuesView::tr("Grid", "view of values as a table"));
    m_imageAction = make(QStringLiteral("values.image"), ValuesView::tr("Image", "view of values as a picture"));
    m_gridAction->setToolTip(ValuesView::tr("Values as a grid (1)"));
    m_imageAction->setToolTip(ValuesView::tr("Values as an image (2)"));
    for (QAction *action : { m_gridAction, m_imageAction }) {
        action->setCheckable(true);
        m_views->addAction(action);
    }
    m_gridAction->setChecked(true);
    m_copyAction = make(QStringLiteral("values.copy"), ValuesView::tr("Copy"));
    m_minAction = make(QStringLiteral("values.goToMin"), ValuesView::tr("Go to Minimum"));
    m_maxAction = make(QStringLiteral("values.goToMax"), ValuesView::tr("Go to Maximum"));
    connect(m_views, &QActionGroup::triggered, q, [this] {
        showPage();
        requestWanted();
    });
    connect(m_copyAction, &QAction::triggered, q, [this] { copy(); });
    connect(m_minAction, &QAction::triggered, q, [this] { goToFlat(m_summary ? m_summary->statistics.minIndex : -1); });
    connect(m_maxAction, &QAction::triggered, q, [this] { goToFlat(m_summary ? m_summary->statistics.maxIndex : -1); });
    updateActions();
}

void ValuesView::Private::connectWidgets()
{
    connect(m_bar, &AxisBar::sliceChanged, q, [this](const GridSlice &slice) {
        showSlice(slice, true);
        Q_EMIT q->sliceChanged(QString::fromStdString(slice.text()));
    });
    connect(m_grid, &GridView::wantedChanged, q, [this] { requestWanted(); });
    connect(m_image, &ImageView::wantedChanged, q, [this] { requestWanted(); });
    connect(m_grid, &GridView::currentMoved, q, [this](const QModelIndex &current) { moveCurrent(current); });
    connect(m_image, &ImageView::currentMoved, q, [this](qint64 row, qint64 column) {
        m_grid->setCurrentIndex(m_model->index(static_cast<int>(row), static_cast<int>(column)));
    });
    connect(m_panel, &StatisticsPanel::goToRequested, q, [this](qint64 flat) { goToFlat(flat); });
    connect(m_overlay, &ReadingOverlay::cancelled, q, [this] { withdraw(); });
    for (QWidget *view :
        { static_cast<QWidget *>(m_grid), static_cast<QWidget *>(m_image), static_cast<QWidget *>(m_scalar) }) {
        view->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(view, &QWidget::customContextMenuRequested, q, [this, view](const QPoint &at) {
            auto *menu = new QMenu(q);
            menu->setObjectName(QStringLiteral("valuesMenu"));
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->addAction(m_minAction);
            menu->addAction(m_maxAction);
            menu->addSeparator();
            menu->addAction(m_copyAction);
            menu->popup(view->mapToGlobal(at));
        });
    }
}

} // namespace ckpt
