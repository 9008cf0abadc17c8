// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/gridmodel.h"

#include "widgets/common/formatting.h"

#include <QLocale>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kTileSide = 64, kTileCells = 4096, kStringTileCells = 256;
constexpr std::int64_t kWholePlaneCells = 32 * 1024; // up to here one read brings everything

int clampCount(std::int64_t count, int most)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, most));
}

// Element [first + r * rowStride + c * columnStride] of `source` for each r, c becomes row-major element of the tile.
struct TileSource {
    std::int64_t first = 0, rows = 0, columns = 0, rowStride = 0, columnStride = 0, elements = 0;
};

TensorData cutTile(const TensorData &source, const TileSource &part)
{
    TensorData tile;
    tile.dtype = source.dtype;
    const std::int64_t dims[] = { part.rows, part.columns };
    tile.shape = TensorShape::make(dims).value_or(TensorShape());
    const std::size_t size = elementSize(source.dtype);
    tile.bytes.resize(size * static_cast<std::size_t>(part.rows * part.columns));
    if (size == 0)
        tile.strings.resize(static_cast<std::size_t>(part.rows * part.columns));
    for (std::int64_t row = 0; row < part.rows; ++row) {
        for (std::int64_t column = 0; column < part.columns; ++column) {
            const std::int64_t from = part.first + row * part.rowStride + column * part.columnStride;
            const auto to = static_cast<std::size_t>(row * part.columns + column);
            if (from >= part.elements)
                continue;
            if (size == 0)
                tile.strings[to] = source.strings[static_cast<std::size_t>(from)];
            else
                source.bytes.copy(tile.bytes.data() + to * size, size, static_cast<std::size_t>(from) * size);
        }
    }
    return tile;
}

bool isComplete(const TensorData &data, std::int64_t elements)
{
    if (data.shape.elements() != elements || elements <= 0)
        return false;
    if (const std::size_t size = elementSize(data.dtype); size != 0)
        return data.bytes.size() == static_cast<std::size_t>(elements) * size;
    return data.strings.size() == static_cast<std::size_t>(elements);
}

} // namespace

GridModel::GridModel(QObject *parent, std::size_t cacheBytes)
    : QAbstractTableModel(parent)
    , m_tiles(cacheBytes)
{
}

void GridModel::show(const GridSlice &slice, DType type)
{
    beginResetModel();
    m_tiles.clear();
    m_slice = slice;
    if (type != m_type || !m_shown) {
        m_scale = {};
        m_text = CellText(type, m_scale);
    }
    m_type = type;
    m_shown = true;
    m_list = numberClass(type) == NumberClass::String && slice.rank() <= 1;
    if (m_list)
        m_slice.setWrapWidth(1);
    m_rows = clampCount(m_slice.rows(), kMaxRows);
    m_columns = m_list ? 2 : clampCount(m_slice.columns(), kMaxColumns);
    chooseTileSize();
    endResetModel();
}

void GridModel::clear()
{
    beginResetModel();
    m_tiles.clear();
    m_slice = GridSlice();
    m_type = DType::Invalid;
    m_shown = m_list = m_wholePlane = false;
    m_rows = m_columns = 0;
    endResetModel();
}

bool GridModel::isClipped() const
{
    return m_slice.rows() > kMaxRows || m_slice.columns() > kMaxColumns;
}

int GridModel::dataColumns() const
{
    return m_list ? std::min(m_rows, 1) : m_columns;
}

void GridModel::chooseTileSize()
{
    const bool fixedSize = elementSize(m_type) != 0;
    const int cells = fixedSize ? kTileCells : kStringTileCells;
    // A wrapped vector is read as one range, so its tiles are whole rows.
    m_tileColumns = std::max(1, m_slice.wraps() ? dataColumns() : std::min(kTileSide, dataColumns()));
    m_tileRows = std::clamp(cells / m_tileColumns, 1, kTileCells);
    m_wholePlane = fixedSize && std::int64_t{ m_rows } * dataColumns() <= kWholePlaneCells;
}

void GridModel::setScale(const ValueScale &scale)
{
    m_scale = scale;
    m_text = CellText(m_type, scale);
    if (m_rows > 0 && m_columns > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, m_columns - 1));
}

QRect GridModel::tilesOf(const QRect &cells) const
{
    const QRect inside = cells.intersected(QRect(0, 0, dataColumns(), m_rows));
    if (inside.isEmpty())
        return {};
    return QRect(QPoint(inside.left() / m_tileColumns, inside.top() / m_tileRows),
        QPoint(inside.right() / m_tileColumns, inside.bottom() / m_tileRows));
}

QRect GridModel::cellsOf(const QRect &tiles) const
{
    const QRect cells(tiles.left() * m_tileColumns, tiles.top() * m_tileRows, tiles.width() * m_tileColumns,
        tiles.height() * m_tileRows);
    return cells.intersected(QRect(0, 0, dataColumns(), m_rows));
}

QRect GridModel::missing(const QRect &wanted) const
{
    const QRect tiles = tilesOf(m_list ? QRect(0, wanted.top(), 1, wanted.height()) : wanted);
    QRect unread;
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            if (!m_tiles.contains({ row, column }))
                unread = unread.united(QRect(column, row, 1, 1));
        }
    }
    if (unread.isEmpty())
        return {};
    return m_wholePlane ? QRect(0, 0, dataColumns(), m_rows) : cellsOf(unread);
}

Selection GridModel::selectionOf(const QRect &cells) const
{
    return m_slice.selection(cells.top(), cells.height(), cells.left(), cells.width());
}

QRect GridModel::insert(const Selection &selection, const TensorData &data)
{
    if (!m_shown || data.dtype != m_type || selection.axes.size() != m_slice.rank()
        || !isComplete(data, selection.elements()))
        return {};
    std::vector<std::int64_t> first;
    for (const AxisRange &range : selection.axes)
        first.push_back(range.start);
    const auto origin = m_slice.cellOf(first);
    if (!origin || origin->first >= m_rows || origin->second >= std::max(1, dataColumns()))
        return {};
    const std::int64_t columns = dataColumns();
    std::int64_t rows = 1, width = columns;
    if (m_slice.wraps()) {
        rows = (selection.elements() + columns - 1) / columns;
    } else if (m_slice.rank() >= 2) {
        rows = selection.axes[m_slice.rowAxis()].count;
        width = selection.axes[m_slice.columnAxis()].count;
    }
    const QRect cells(static_cast<int>(origin->second), static_cast<int>(origin->first), clampCount(width, kMaxColumns),
        clampCount(rows, kMaxRows));
    if (selectionOf(cells).axes != selection.axes)
        return {};
    const bool transposed = m_slice.isTransposed();
    const QRect tiles = tilesOf(cells);
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const QRect area = cellsOf(QRect(column, row, 1, 1));
            if (!cells.contains(area))
                continue;
            TileSource part;
            part.rowStride = transposed ? 1 : width;
            part.columnStride = transposed ? rows : 1;
            part.first = (area.top() - cells.top()) * part.rowStride + (area.left() - cells.left()) * part.columnStride;
            part.rows = area.height();
            part.columns = area.width();
            part.elements = selection.elements();
            m_tiles.insert({ row, column }, cutTile(data, part));
        }
    }
    const QRect changed = m_list ? QRect(0, cells.top(), m_columns, cells.height()) : cells;
    Q_EMIT dataChanged(index(changed.top(), changed.left()), index(changed.bottom(), changed.right()));
    return changed;
}

GridModel::Cell GridModel::cell(int row, int column) const
{
    const int at = m_list ? 0 : column;
    if (row < 0 || row >= m_rows || at < 0 || at >= dataColumns() || !m_slice.hasCell(row, at))
        return {};
    const TensorData *tile = m_tiles.find({ row / m_tileRows, at / m_tileColumns });
    if (!tile)
        return {};
    return { tile, std::int64_t{ row % m_tileRows } * tile->shape.dim(1) + at % m_tileColumns };
}

QList<qint64> GridModel::tensorIndex(const QModelIndex &index) const
{
    const int column = m_list ? 0 : index.column();
    if (!index.isValid() || !m_slice.hasCell(index.row(), column))
        return {};
    const std::vector<std::int64_t> position = m_slice.indexOf(index.row(), column);
    return QList<qint64>(position.begin(), position.end());
}

QModelIndex GridModel::indexOf(const std::vector<std::int64_t> &tensorIndex) const
{
    const auto cell = m_shown ? m_slice.cellOf(tensorIndex) : std::nullopt;
    if (!cell || cell->first >= m_rows || cell->second >= m_columns)
        return {};
    return index(static_cast<int>(cell->first), static_cast<int>(cell->second));
}

} // namespace ckpt
