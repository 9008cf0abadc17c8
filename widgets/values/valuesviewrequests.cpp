// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What ValuesView asks for, and what it does with answers.
#include "widgets/values/copyregion.h"
#include "widgets/values/gridview.h"
#include "widgets/values/imageview.h"
#include "widgets/values/readingoverlay.h"
#include "widgets/values/scalarview.h"
#include "widgets/values/statisticspanel.h"
#include "widgets/values/valuesviewprivate.h"

#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>

namespace ckpt {

void ValuesView::Private::requestWanted()
{
    if (!showsValues() || !q->isVisible())
        return;
    QRect cells(0, 0, 1, 1);
    if (m_pages->currentWidget() == m_grid)
        cells = m_grid->wantedCells();
    else if (m_pages->currentWidget() == m_image && m_grid->currentIndex().isValid()) // the value under the cursor
        cells = QRect(m_grid->currentIndex().column(), m_grid->currentIndex().row(), 1, 1);
    const QRect missing = m_model->missing(cells);
    const bool asked = open(ValuePurpose::Show) && m_openCells.contains(missing);
    if (!missing.isEmpty() && !asked) {
        m_openCells = missing;
        send(ValuePurpose::Show, m_model->selectionOf(missing));
    }
    if (m_pages->currentWidget() != m_image)
        return;
    const std::optional<Selection> picture = m_image->wanted();
    if (picture && !(open(ValuePurpose::Image) && open(ValuePurpose::Image)->selection.axes == picture->axes))
        send(ValuePurpose::Image, *picture);
}

void ValuesView::Private::send(ValuePurpose purpose, const Selection &selection)
{
    const ValueRequest request{ m_sliceGeneration, purpose, selection };
    open(purpose) = request;
    updateReading();
    Q_EMIT q->requestBlock(request);
}

void ValuesView::Private::withdraw()
{
    const bool any = open(ValuePurpose::Show) || open(ValuePurpose::Image) || open(ValuePurpose::Copy);
    m_open = {};
    updateReading();
    if (any)
        Q_EMIT q->cancelRequested(m_sliceGeneration);
}

bool ValuesView::Private::isOpen(const ValueRequest &request) const
{
    const auto &open = m_open[static_cast<std::size_t>(request.purpose)];
    return open && *open == request;
}

void ValuesView::Private::updateReading()
{
    const bool reading = open(ValuePurpose::Show) || open(ValuePurpose::Image) || open(ValuePurpose::Copy);
    if (reading)
        m_overlay->begin(false);
    else
        m_overlay->end();
}

void ValuesView::Private::takeShown(const ValueRequest &request, const TensorData &data)
{
    if (!m_model->scale().known && !m_scaleGuessed) {
        m_scaleGuessed = true;
        setScale(ValueScale::ofBlock(data));
    }
    if (request.purpose == ValuePurpose::Image) {
        m_image->setBlock(request.selection, data);
    } else if (m_model->insert(request.selection, data).isEmpty()) {
        return;
    } else {
        if (isScalar())
            m_scalar->setValue(data);
        tellCell();
    }
    if (!m_summaryAsked && !isScalar()) {
        m_summaryAsked = true;
        Q_EMIT q->requestSummary(m_variableGeneration);
    }
}

void ValuesView::Private::copy()
{
    if (!showsValues())
        return;
    if (isScalar()) {
        QGuiApplication::clipboard()->setText(m_scalar->copyText());
        return;
    }
    const QItemSelection selection = m_grid->selectionModel()->selection();
    if (selection.isEmpty())
        return;
    const QItemSelectionRange &range = selection.first();
    const QRect selected(range.left(), range.top(), range.width(), range.height());
    const Selection wanted = copySelection(*m_model, selected);
    if (wanted.elements() > kMaxCopiedCells) {
        m_strip->post({ QStringLiteral("values.copy"), Message::Kind::Information,
            ValuesView::tr("Up to %1 values can be copied at once.").arg(formatCount(kMaxCopiedCells)),
            ValuesView::tr("%1 are selected.").arg(formatCount(wanted.elements())), {} });
        return;
    }
    m_strip->remove(QStringLiteral("values.copy"));
    if (m_model->isAllRead(regionOf(*m_model, selected))) {
        QGuiApplication::clipboard()->setText(regionText(*m_model, selected));
        return;
    }
    m_copied = selected;
    send(ValuePurpose::Copy, wanted);
}

void ValuesView::Private::takeCopy(const ValueRequest &request, const TensorData &data)
{
    const std::int64_t elements = request.selection.elements();
    const std::size_t size = elementSize(data.dtype);
    const bool complete = data.shape.elements() == elements
        && (size != 0 ? data.bytes.size() == static_cast<std::size_t>(elements) * size
                      : data.strings.size() == static_cast<std::size_t>(elements));
    if (complete && data.dtype == m_model->dtype())
        QGuiApplication::clipboard()->setText(regionText(*m_model, m_copied, data));
}

void ValuesView::Private::moveCurrent(const QModelIndex &current)
{
    if (current.isValid())
        m_image->setCurrent(current.row(), current.column());
    tellCell();
    if (m_pages->currentWidget() == m_image)
        requestWanted();
}

void ValuesView::Private::tellCell()
{
    const QModelIndex current = isScalar() ? m_model->index(0, 0) : m_grid->currentIndex();
    const QList<qint64> index = showsValues() ? m_model->tensorIndex(current) : QList<qint64>();
    const GridModel::Cell cell = current.isValid() ? m_model->cell(current) : GridModel::Cell{};
    const QString text = cell.data ? shortText(*cell.data, cell.index) : QString();
    if (index == m_toldIndex && text == m_toldText)
        return;
    m_toldIndex = index;
    m_toldText = text;
    m_image->setCurrentText(index.isEmpty() ? text : indexText(index) + QStringLiteral(" = ") + text);
    Q_EMIT q->cellChanged(index, text);
}

void ValuesView::Private::goToFlat(qint64 flatIndex)
{
    if (!showsValues() || flatIndex < 0)
        return;
    const TensorShape &shape = m_bar->slice().shape();
    std::vector<std::int64_t> index(shape.rank());
    std::int64_t rest = flatIndex;
    for (std::size_t axis = shape.rank(); axis-- > 0;) {
        index[axis] = rest % shape.dim(axis);
        rest /= shape.dim(axis);
    }
    goTo(index);
}

void ValuesView::Private::goTo(const std::vector<std::int64_t> &index)
{
    if (!showsValues() || isScalar() || index.size() != m_bar->slice().rank())
        return;
    GridSlice slice = m_bar->slice();
    slice.reveal(index, GridModel::kMaxRows, GridModel::kMaxColumns);
    if (!(slice == m_bar->slice())) {
        m_bar->setSlice(slice, m_model->isList());
        showSlice(slice, true);
        Q_EMIT q->sliceChanged(QString::fromStdString(slice.text()));
    }
    const QModelIndex cell = m_model->indexOf(index);
    if (!cell.isValid())
        return;
    m_grid->setCurrentIndex(cell);
    m_grid->scrollTo(cell, QAbstractItemView::PositionAtCenter);
}

void ValuesView::Private::updateActions()
{
    const bool values = m_showsValues;
    const bool text = values && numberClass(variable().dtype) == NumberClass::String;
    m_gridAction->setEnabled(values && !isScalar());
    m_imageAction->setEnabled(values && !isScalar() && !text);
    m_copyAction->setEnabled(values);
    const bool ordered = values && !isScalar() && m_summary && m_summary->statistics.min.has_value();
    m_minAction->setEnabled(ordered);
    m_maxAction->setEnabled(ordered);
}

} // namespace ckpt
