// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runview.h"

#include "widgets/common/theme.h"
#include "widgets/run/runmodel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace ckpt {

namespace {

constexpr int kAccentBar = 3, kPad = 8;

class RunDelegate : public QStyledItemDelegate {
public:
    RunDelegate(const RunModel *model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int text = QFontMetrics(option.font).horizontalAdvance(index.data().toString());
        return { text + 2 * kPad, metric::tableRow() };
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        const RunModel::Row &row = m_model->row(index.row());
        const bool shown = row.checkpoint >= 0 && row.checkpoint == m_model->shown();
        const bool selected = option.state & QStyle::State_Selected;
        const bool first = index.column() == RunModel::StepColumn;
        painter->save();
        if (selected)
            painter->fillRect(option.rect, option.state & QStyle::State_Active ? c.sel : c.selOff);
        else if (shown)
            painter->fillRect(option.rect, mixed(c.base, c.sel, 0.6));
        if (shown && first)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), kAccentBar, option.rect.height()), c.accent);
        QFont text = option.font;
        text.setWeight(shown && first ? QFont::DemiBold : QFont::Normal);
        text.setItalic(row.unlisted);
        QColor color = first ? c.text : c.sub;
        if (row.kind == RunModel::Kind::Missing)
            color = c.disabled;
        else if (row.unlisted)
            color = c.sub;
        QRect place = option.rect.adjusted(kPad, 0, -kPad / 2, 0);
        place.setLeft(place.left() + draw(*painter, place, index.data().toString(), text, color) + kPad);
        if (first) {
            const bool latest = row.kind == RunModel::Kind::Step && !selected;
            draw(*painter, place, row.remark, font(TextSize::Small),
                row.kind == RunModel::Kind::Missing ? c.disabled
                    : latest                        ? c.accent
                                                    : c.sub);
        }
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(c.accent);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    static int draw(QPainter &painter, const QRect &place, const QString &text, const QFont &font, const QColor &color)
    {
        if (place.width() <= 0)
            return 0;
        const QFontMetrics metrics(font);
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, place.width());
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(place, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), fitting);
        return metrics.horizontalAdvance(fitting);
    }

    const RunModel *m_model;
};

} // namespace

RunView::RunView(QWidget *parent)
    : QWidget(parent)
    , m_model(new RunModel(this))
    , m_tree(new QTreeView(this))
{
    setObjectName(QStringLiteral("runView"));
    setAccessibleName(tr("Run", "a training run, noun"));
    m_tree->setModel(m_model);
    m_tree->setObjectName(QStringLiteral("runSteps"));
    m_tree->setAccessibleName(tr("Steps"));
    m_tree->setItemDelegate(new RunDelegate(m_model, m_tree));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(RunModel::StepColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(RunModel::SavedColumn, QHeaderView::ResizeToContents);
    m_tree->header()->setMinimumSectionSize(60);
    m_tree->header()->setFont(ckpt::font(TextSize::Small));
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tree);
    // Return and double-click, or a single click where the style does so.
    connect(m_tree, &QTreeView::activated, this, &RunView::activate);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &RunView::showMenu);
}

void RunView::setRun(const Run &run)
{
    m_model->setRun(run);
}

void RunView::clear()
{
    m_model->clear();
}

void RunView::setShown(int checkpoint)
{
    m_model->setShown(checkpoint);
    if (const int row = m_model->rowOf(checkpoint); row >= 0) {
        m_tree->setCurrentIndex(m_model->index(row, 0));
        m_tree->scrollTo(m_model->index(row, 0));
    }
}

int RunView::shown() const
{
    return m_model->shown();
}

QString RunView::headText() const
{
    const int steps = m_model->stepCount();
    return steps == 0 ? QString() : tr("%n step(s)", "", steps);
}

void RunView::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const RunModel::Row row = m_model->row(index.row());
    switch (row.kind) {
    case RunModel::Kind::Step:
        Q_EMIT stepActivated(row.checkpoint);
        break;
    case RunModel::Kind::Graph:
        Q_EMIT graphFileActivated(row.path);
        break;
    case RunModel::Kind::SubRun:
        Q_EMIT subRunActivated(row.path);
        break;
    case RunModel::Kind::Missing:
        break;
    }
}

void RunView::showMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    const RunModel::Row row = m_model->row(index.row());
    QMenu menu(this);
    QAction *show = menu.addAction(tr("Show"));
    show->setEnabled(row.kind != RunModel::Kind::Missing);
    connect(show, &QAction::triggered, this, [this, index] { activate(index); });
    menu.addSeparator();
    QAction *copy = menu.addAction(tr("Copy Path"));
    connect(copy, &QAction::triggered, this, [row] { QGuiApplication::clipboard()->setText(row.path); });
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

QSize RunView::sizeHint() const
{
    return { 256, 206 };
}

QSize RunView::minimumSizeHint() const
{
    return { 140, 80 };
}

void RunView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        m_tree->header()->setFont(ckpt::font(TextSize::Small));
}

} // namespace ckpt
