// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/gridview.h"

#include "widgets/common/theme.h"
#include "widgets/values/heatdelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kAroundRows = 16, kAroundColumns = 6; // read ahead
constexpr int kMinColumn = 40, kMaxColumn = 320, kStringColumn = 160;

} // namespace

GridView::GridView(GridModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new HeatDelegate(model, this))
    , m_wanted(new QTimer(this))
{
    setObjectName(QStringLiteral("valuesGrid"));
    setAccessibleName(tr("Values"));
    setModel(model);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerItem);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    for (QHeaderView *header : { horizontalHeader(), verticalHeader() }) {
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setHighlightSections(false);
        header->setSectionsClickable(true);
        header->setMinimumSectionSize(metric::kGridRow);
    }
    verticalHeader()->setDefaultSectionSize(metric::kGridRow);
    // To know whether a head is selected, a header asks for every cell behind it: 80 ms at a million rows. With a
    // selection of their own, always empty, they do not.
    auto *never = new QItemSelectionModel(model, this);
    horizontalHeader()->setSelectionModel(never);
    verticalHeader()->setSelectionModel(never);
    m_wanted->setSingleShot(true);
    m_wanted->setInterval(0);
    connect(m_wanted, &QTimer::timeout, this, &GridView::wantedChanged);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        fitColumns();
        m_wanted->start();
    });
    fitColumns();
}

QRect GridView::wantedCells() const
{
    const int rows = m_model->rowCount(), columns = m_model->columnCount();
    if (rows == 0 || columns == 0)
        return {};
    const int top = std::max(0, rowAt(0)), left = std::max(0, columnAt(0));
    int bottom = rowAt(viewport()->height()), right = columnAt(viewport()->width());
    bottom = bottom < 0 ? rows - 1 : bottom;
    right = right < 0 ? columns - 1 : right;
    const QRect shown(QPoint(left, top), QPoint(right, bottom));
    return shown.adjusted(-kAroundColumns, -kAroundRows, kAroundColumns, kAroundRows)
        .intersected(QRect(0, 0, columns, rows));
}

void GridView::fitColumns()
{
    setFont(numberFont(ckpt::font(TextSize::Small)));
    QPalette quiet = palette();
    quiet.setColor(QPalette::ButtonText, colors(this).sub);
    for (QHeaderView *header : { horizontalHeader(), verticalHeader() }) {
        header->setFont(font());
        header->setPalette(quiet);
    }
    horizontalHeader()->setFixedHeight(std::max(metric::kGridRow, QFontMetrics(font()).height() + 2 * metric::kGap));
    const QFontMetrics metrics(font());
    QStyleOptionViewItem option;
    option.fontMetrics = metrics;
    int width = itemDelegate()->sizeHint(option, {}).width();
    const bool strings = numberClass(m_model->dtype()) == NumberClass::String;
    if (strings)
        width = m_model->isList() ? metrics.horizontalAdvance(QStringLiteral("000,000,000")) : kStringColumn;
    const int columns = m_model->columnCount();
    if (columns > 0 && !strings) {
        const QString last = m_model->headerData(columns - 1, Qt::Horizontal).toString();
        width = std::max(width, metrics.horizontalAdvance(last) + 2 * HeatDelegate::kPadding);
    }
    horizontalHeader()->setStretchLastSection(m_model->isList());
    horizontalHeader()->setDefaultSectionSize(std::clamp(width, kMinColumn, kMaxColumn));
    fitRowHeads();
}

void GridView::fitRowHeads()
{
    const QFontMetrics metrics(font());
    const int rows = m_model->rowCount();
    int width = metrics.horizontalAdvance(QStringLiteral("00"));
    for (const int row : { 0, rows - 1 }) {
        if (row >= 0 && row < rows)
            width = std::max(width, metrics.horizontalAdvance(m_model->headerData(row, Qt::Vertical).toString()));
    }
    verticalHeader()->setFixedWidth(width + 2 * HeatDelegate::kPadding);
}

void GridView::updateGeometries()
{
    QTableView::updateGeometries();
    m_wanted->start();
}

void GridView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    m_wanted->start();
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_wanted->start();
}

void GridView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::ApplicationFontChange || type == QEvent::StyleChange || type == QEvent::PaletteChange)
        fitColumns();
}

void GridView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    const QItemSelection all = selectionModel()->selection();
    const bool several = all.size() > 1 || (all.size() == 1 && (all.first().height() > 1 || all.first().width() > 1));
    m_delegate->setSelectionShown(several);
    QTableView::selectionChanged(selected, deselected);
}

void GridView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentMoved(current);
}

// Cells are numbers: typing does not search, and a search over a million rows would stand still.
void GridView::keyboardSearch(const QString &) { }

void GridView::selectAll()
{
    const int rows = m_model->rowCount(), columns = m_model->columnCount();
    if (rows > 0 && columns > 0)
        selectionModel()->select(QItemSelection(m_model->index(0, 0), m_model->index(rows - 1, columns - 1)),
            QItemSelectionModel::ClearAndSelect);
}

bool GridView::moveToEdge(const QKeyEvent &event)
{
    if (!(event.modifiers() & Qt::ControlModifier) || !currentIndex().isValid())
        return false;
    int row = currentIndex().row(), column = currentIndex().column();
    switch (event.key()) {
    case Qt::Key_Left:
        column = 0;
        break;
    case Qt::Key_Right:
        column = m_model->columnCount() - 1;
        break;
    case Qt::Key_Up:
        row = 0;
        break;
    case Qt::Key_Down:
        row = m_model->rowCount() - 1;
        break;
    default:
        return false;
    }
    while (column > 0 && !(m_model->flags(m_model->index(row, column)) & Qt::ItemIsEnabled))
        --column; // the last row of a wrapped vector may be short
    const QModelIndex target = m_model->index(row, column);
    if (event.modifiers() & Qt::ShiftModifier) {
        const QItemSelection region(
            m_model->index(std::min(row, currentIndex().row()), std::min(column, currentIndex().column())),
            m_model->index(std::max(row, currentIndex().row()), std::max(column, currentIndex().column())));
        selectionModel()->select(region, QItemSelectionModel::ClearAndSelect);
        selectionModel()->setCurrentIndex(target, QItemSelectionModel::NoUpdate);
    } else {
        setCurrentIndex(target);
    }
    return true;
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    const bool pageOfAxis =
        event->modifiers() & Qt::AltModifier && (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown);
    const bool letter = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && !event->text().isEmpty()
        && event->text().at(0).isPrint() && event->key() != Qt::Key_Space;
    // Keys of the whole view go up to it.
    if (pageOfAxis || letter || event->key() == Qt::Key_Escape || event->matches(QKeySequence::Copy)) {
        event->ignore();
        return;
    }
    if (!moveToEdge(*event))
        QTableView::keyPressEvent(event);
}

} // namespace ckpt
