// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/imageview.h"

#include "widgets/common/formatting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ckpt {

namespace {

constexpr int kMargin = 8, kMaxZoom = 24, kMinSide = 32, kPage = 16;

std::int64_t ceilDiv(std::int64_t value, std::int64_t by)
{
    return (value + by - 1) / by;
}

} // namespace

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("valuesImage"));
    setAccessibleName(tr("Image of the values"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
}

QSize ImageView::sizeHint() const
{
    return QSize(320, 240);
}

QSize ImageView::minimumSizeHint() const
{
    return QSize(80, 60);
}

void ImageView::setSlice(const GridSlice &slice, int maxRows, int maxColumns)
{
    m_slice = slice;
    m_shown = true;
    m_maxRows = maxRows;
    m_maxColumns = maxColumns;
    m_data = {};
    m_image = {};
    m_row = std::clamp<qint64>(m_row, 0, std::max(0, maxRows - 1));
    m_column = std::clamp<qint64>(m_column, 0, std::max(0, maxColumns - 1));
    update();
    Q_EMIT wantedChanged();
}

void ImageView::clear()
{
    m_shown = false;
    m_slice = GridSlice();
    m_data = {};
    m_image = {};
    m_row = m_column = 0;
    update();
}

QRect ImageView::captionRect() const
{
    const int height = QFontMetrics(ckpt::font(TextSize::Tiny)).height() + metric::kGap;
    return QRect(kMargin, this->height() - height, width() - 2 * kMargin, height);
}

ImageView::Plan ImageView::plan() const
{
    Plan plan;
    const std::int64_t rows = m_slice.rows(), columns = m_slice.columns();
    const std::int64_t wide = width() - 2 * kMargin, tall = captionRect().top() - kMargin;
    if (!m_shown || rows <= 0 || columns <= 0 || wide < 1 || tall < 1)
        return plan;
    if (m_slice.wraps()) {
        plan.columns = columns;
        const int fit = static_cast<int>(std::clamp<std::int64_t>(std::min(wide / columns, tall / rows), 1, kMaxZoom));
        plan.rows = std::min(rows, std::max<std::int64_t>(1, tall / fit));
        plan.firstRow = std::clamp<std::int64_t>(m_row / plan.rows * plan.rows, 0, rows - plan.rows);
        plan.zoom = fit;
        return plan;
    }
    plan.rowStep = std::max<std::int64_t>(1, ceilDiv(rows, tall));
    plan.columnStep = std::max<std::int64_t>(1, ceilDiv(columns, wide));
    // Square where that leaves something to see of both sides.
    const std::int64_t step = std::max(plan.rowStep, plan.columnStep);
    if (ceilDiv(std::min(rows, columns), step) >= kMinSide)
        plan.rowStep = plan.columnStep = step;
    plan.rows = ceilDiv(rows, plan.rowStep);
    plan.columns = ceilDiv(columns, plan.columnStep);
    plan.zoom =
        static_cast<int>(std::clamp<std::int64_t>(std::min(wide / plan.columns, tall / plan.rows), 1, kMaxZoom));
    return plan;
}

Selection ImageView::selectionOf(const Plan &plan) const
{
    const std::int64_t rows = std::min(plan.rows * plan.rowStep, m_slice.rows() - plan.firstRow);
    return m_slice.selection(plan.firstRow, rows, 0, m_slice.columns(), plan.rowStep, plan.columnStep);
}

std::optional<Selection> ImageView::wanted() const
{
    const Plan now = plan();
    if (now.rows == 0
        || (m_data.dtype != DType::Invalid && now.rows == m_plan.rows && now.columns == m_plan.columns
            && now.firstRow == m_plan.firstRow && now.rowStep == m_plan.rowStep))
        return std::nullopt;
    return selectionOf(now);
}

void ImageView::setBlock(const Selection &selection, const TensorData &values)
{
    const Plan now = plan();
    if (now.rows == 0 || selectionOf(now).axes != selection.axes || values.shape.elements() != selection.elements()
        || values.bytes.size() != static_cast<std::size_t>(values.shape.elements()) * elementSize(values.dtype))
        return;
    m_plan = now;
    m_data = values;
    m_image = {};
    update();
}

void ImageView::setScale(const ValueScale &scale)
{
    m_scale = scale;
    m_image = {};
    update();
}

void ImageView::paintPicture()
{
    const bool dark = colors(this).dark;
    m_image =
        QImage(static_cast<int>(m_plan.columns), static_cast<int>(m_plan.rows), QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    const std::int64_t elements = m_data.shape.elements();
    const bool transposed = m_slice.isTransposed();
    for (int row = 0; row < m_image.height(); ++row) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(row));
        for (int column = 0; column < m_image.width(); ++column) {
            const std::int64_t at = transposed ? column * m_plan.rows + row : row * m_plan.columns + column;
            if (at >= elements)
                continue;
            const double value = tintValue(m_data, at);
            line[column] = (std::isnan(value) ? nanColor(dark) : m_scale.color(value, dark)).rgba();
        }
    }
}

QRect ImageView::pictureRect() const
{
    return QRect(
        kMargin, kMargin, static_cast<int>(m_plan.columns) * m_plan.zoom, static_cast<int>(m_plan.rows) * m_plan.zoom);
}

void ImageView::paintEvent(QPaintEvent *)
{
    const Colors &palette = colors(this);
    QPainter painter(this);
    painter.fillRect(rect(), palette.base);
    if (!m_shown)
        return;
    if (m_data.dtype == DType::Invalid) {
        painter.setPen(palette.disabled);
        painter.drawText(rect(), Qt::AlignCenter, QStringLiteral("\u2026"));
        return;
    }
    if (m_image.isNull())
        paintPicture();
    const QRect picture = pictureRect();
    painter.drawImage(picture, m_image);
    painter.setPen(palette.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(picture.adjusted(-1, -1, 0, 0));
    paintCursor(painter, picture);
    painter.setFont(ckpt::font(TextSize::Tiny));
    painter.setPen(palette.sub);
    const QRect caption = captionRect();
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(reductionText(), Qt::ElideRight, caption.width()));
}

void ImageView::paintCursor(QPainter &painter, const QRect &picture) const
{
    const std::int64_t y = (m_row - m_plan.firstRow) / m_plan.rowStep, x = m_column / m_plan.columnStep;
    if (m_row < m_plan.firstRow || y >= m_plan.rows || x >= m_plan.columns)
        return;
    const Colors &palette = colors(this);
    const QRect cell(picture.left() + static_cast<int>(x) * m_plan.zoom,
        picture.top() + static_cast<int>(y) * m_plan.zoom, m_plan.zoom, m_plan.zoom);
    QColor line = palette.text;
    line.setAlphaF(0.35F);
    painter.setPen(line);
    const QPoint middle = cell.center();
    painter.drawLine(picture.left(), middle.y(), cell.left() - 3, middle.y());
    painter.drawLine(cell.right() + 3, middle.y(), picture.right(), middle.y());
    painter.drawLine(middle.x(), picture.top(), middle.x(), cell.top() - 3);
    painter.drawLine(middle.x(), cell.bottom() + 3, middle.x(), picture.bottom());
    painter.setPen(QPen(palette.text, hasFocus() ? 2 : 1));
    painter.drawRect(cell.adjusted(-2, -2, 1, 1));
}

QString ImageView::reductionText() const
{
    if (m_data.dtype == DType::Invalid)
        return {};
    if (m_slice.wraps() && m_plan.rows < m_slice.rows())
        return tr("Values %1 to %2 of %3")
            .arg(formatCount(m_plan.firstRow * m_plan.columns),
                formatCount((m_plan.firstRow + m_plan.rows) * m_plan.columns - 1),
                formatCount(m_slice.shape().elements()));
    if (m_plan.rowStep == 1 && m_plan.columnStep == 1)
        return {};
    return tr("Reduced: %1 of %2 rows, %3 of %4 columns")
        .arg(formatCount(m_plan.rows), formatCount(m_slice.rows()), formatCount(m_plan.columns),
            formatCount(m_slice.columns()));
}

void ImageView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Same cells, other zoom: nothing has to be read.
    if (m_data.dtype != DType::Invalid && !wanted())
        m_plan = plan();
    Q_EMIT wantedChanged();
}

void ImageView::setCurrent(qint64 row, qint64 column)
{
    m_row = row;
    m_column = column;
    update();
    if (m_slice.wraps())
        Q_EMIT wantedChanged();
}

void ImageView::setCurrentText(const QString &text)
{
    setAccessibleDescription(text);
    if (hasFocus()) {
        QAccessibleValueChangeEvent event(this, text);
        QAccessible::updateAccessibility(&event);
    }
}

void ImageView::moveTo(const QPoint &position)
{
    if (m_data.dtype == DType::Invalid)
        return;
    const QRect picture = pictureRect();
    const int x = std::clamp(position.x() - picture.left(), 0, picture.width() - 1) / m_plan.zoom;
    const int y = std::clamp(position.y() - picture.top(), 0, picture.height() - 1) / m_plan.zoom;
    const qint64 row = m_plan.firstRow + y * m_plan.rowStep, column = x * m_plan.columnStep;
    if (row < m_maxRows && column < m_maxColumns && m_slice.hasCell(row, column))
        Q_EMIT currentMoved(row, column);
}

void ImageView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(event->position().toPoint());
}

void ImageView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(event->position().toPoint());
}

void ImageView::keyPressEvent(QKeyEvent *event)
{
    const bool edge = event->modifiers() & Qt::ControlModifier;
    const qint64 down = edge ? m_maxRows : std::max<qint64>(1, m_plan.rowStep);
    const qint64 right = edge ? m_maxColumns : std::max<qint64>(1, m_plan.columnStep);
    qint64 row = m_row, column = m_column;
    const bool plain = !(event->modifiers() & Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_Up:
        row -= down;
        break;
    case Qt::Key_Down:
        row += down;
        break;
    case Qt::Key_Left:
        column -= right;
        break;
    case Qt::Key_Right:
        column += right;
        break;
    case Qt::Key_PageUp:
        row -= plain ? down * kPage : 0;
        break;
    case Qt::Key_PageDown:
        row += plain ? down * kPage : 0;
        break;
    case Qt::Key_Home:
        column = 0;
        break;
    case Qt::Key_End:
        column = m_maxColumns - 1;
        break;
    default:
        break;
    }
    row = std::clamp<qint64>(row, 0, std::max(0, m_maxRows - 1));
    column = std::clamp<qint64>(column, 0, std::max(0, m_maxColumns - 1));
    if ((row == m_row && column == m_column) || !m_slice.hasCell(row, column))
        event->ignore();
    else
        Q_EMIT currentMoved(row, column);
}

void ImageView::focusInEvent(QFocusEvent *)
{
    update();
}

void ImageView::focusOutEvent(QFocusEvent *)
{
    update();
}

void ImageView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_image = {};
}

} // namespace ckpt
