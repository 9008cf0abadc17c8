// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/issuesview.h"

#include "widgets/common/emptypage.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/run/issuesmodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>

#include <algorithm>

namespace ckpt {

namespace {

class IssuesDelegate : public QStyledItemDelegate {
public:
    IssuesDelegate(const IssuesModel *model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return { 60, metric::tableRow() };
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        const Issue &issue = m_model->issue(index.row());
        painter->save();
        if (selected)
            painter->fillRect(option.rect, option.state & QStyle::State_Active ? c.sel : c.selOff);
        if (index.column() == IssuesModel::SeverityColumn) {
            QRect mark(0, 0, 16, 16);
            mark.moveCenter(option.rect.center());
            paintMark(*painter, mark, issue.severity, c);
        } else {
            const bool link = index.column() == IssuesModel::WhereColumn && !issue.error.key.empty();
            const bool quiet = index.column() == IssuesModel::SuggestionColumn;
            const QRect place = option.rect.adjusted(4, 0, -4, 0);
            painter->setFont(option.font);
            painter->setPen(link ? c.accent : quiet && !selected ? c.sub : c.text);
            const QString text = index.data().toString();
            const auto elide = index.column() == IssuesModel::WhereColumn ? Qt::ElideMiddle : Qt::ElideRight;
            painter->drawText(place, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                option.fontMetrics.elidedText(text, elide, place.width()));
        }
        painter->restore();
    }

private:
    static void paintMark(QPainter &painter, const QRect &rect, Severity severity, const Colors &c)
    {
        if (severity == Severity::Error)
            paintIcon(painter, rect, QStringLiteral("dialog-error"), c.err);
        else if (severity == Severity::Warning)
            paintIcon(painter, rect, QStringLiteral("dialog-warning"), c.warn);
        else
            paintIcon(painter, rect, QStringLiteral("dialog-information"), c.accent);
    }

    const IssuesModel *m_model;
};

} // namespace

IssuesView::IssuesView(QWidget *parent)
    : QWidget(parent)
    , m_model(new IssuesModel(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTreeView(this))
    , m_none(new EmptyPage(this))
    , m_copy(new QAction(icon(QStringLiteral("edit-copy")), tr("Copy"), this))
{
    setObjectName(QStringLiteral("issuesView"));
    setAccessibleName(tr("Issues"));
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("issuesTable"));
    m_table->setAccessibleName(tr("Issues"));
    m_table->setItemDelegate(new IssuesDelegate(m_model, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *head = m_table->header();
    head->setFont(ckpt::font(TextSize::Small));
    head->setMinimumSectionSize(28);
    head->setSectionResizeMode(IssuesModel::SeverityColumn, QHeaderView::Fixed);
    head->resizeSection(IssuesModel::SeverityColumn, 28);
    head->resizeSection(IssuesModel::WhereColumn, 260);
    head->resizeSection(IssuesModel::WhatColumn, 520);
    head->setStretchLastSection(true);
    m_none->setContent(EmptyPage::Kind::Plain, tr("No issues"), tr("Nothing odd was found in what is open."), {},
        QStringLiteral("ckpt-ok"));
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);

    m_copy->setObjectName(QStringLiteral("issues.copy"));
    m_copy->setToolTip(tr("Copy the issues as text"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_copy->setEnabled(false);
    addAction(m_copy);
    connect(m_copy, &QAction::triggered, this, &IssuesView::copy);
    connect(m_table, &QTreeView::activated, this, &IssuesView::activate);
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == IssuesModel::WhereColumn && !m_model->keyOf(index.row()).isEmpty())
            activate(index);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        const QModelIndex index = m_table->indexAt(position);
        QMenu menu(this);
        QAction *go = menu.addAction(tr("Go There"));
        go->setEnabled(index.isValid() && !m_model->keyOf(index.row()).isEmpty());
        connect(go, &QAction::triggered, this, [this, index] { activate(index); });
        menu.addSeparator();
        menu.addAction(m_copy);
        menu.exec(m_table->viewport()->mapToGlobal(position));
    });
}

void IssuesView::setIssues(std::vector<Issue> issues)
{
    m_model->setIssues(std::move(issues));
    m_copy->setEnabled(m_model->rowCount() > 0);
    m_pages->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_none);
    Q_EMIT countsChanged();
}

IssueCounts IssuesView::counts() const
{
    return { m_model->count(Severity::Error), m_model->count(Severity::Warning), m_model->count(Severity::Note) };
}

QString IssuesView::headText() const
{
    const IssueCounts found = counts();
    QStringList parts;
    if (found.errors > 0)
        parts.append(tr("%n error(s)", "", found.errors));
    if (found.warnings > 0)
        parts.append(tr("%n warning(s)", "", found.warnings));
    if (found.notes > 0)
        parts.append(tr("%n note(s)", "", found.notes));
    return parts.isEmpty() ? tr("No issues") : parts.join(QStringLiteral(" · "));
}

void IssuesView::selectNext()
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const QModelIndex current = m_table->currentIndex();
    const bool chosen = m_table->selectionModel()->hasSelection() && current.isValid();
    const QModelIndex next = m_model->index(chosen ? (current.row() + 1) % rows : 0, IssuesModel::WhereColumn);
    m_table->setCurrentIndex(next);
    activate(next);
}

void IssuesView::activate(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT goThere(m_model->keyOf(index.row()));
}

void IssuesView::copy()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty()) {
        for (int row = 0; row < m_model->rowCount(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const int row : std::as_const(rows))
        text += m_model->textOf(row) + u'\n';
    QGuiApplication::clipboard()->setText(text);
}

QSize IssuesView::sizeHint() const
{
    return { 600, 164 };
}

QSize IssuesView::minimumSizeHint() const
{
    return { 240, 80 };
}

} // namespace ckpt
