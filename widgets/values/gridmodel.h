// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of a GridSlice as a table, holding only tiles of read values (capped). Cells that are not read say "…".
// Strings of rank ≤ 1 form a list instead: one row an element, columns Length and Text. GUI thread only.
#pragma once

#include "widgets/values/celltext.h"
#include "widgets/values/gridslice.h"
#include "widgets/values/tilecache.h"

#include <QAbstractTableModel>
#include <QRect>

namespace ckpt {

class GridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LengthColumn, TextColumn }; // of a list of strings
    // A table view keeps a few bytes a row; a slice reaches what lies behind.
    static constexpr int kMaxRows = 1 << 22, kMaxColumns = 1 << 20;
    static constexpr std::size_t kDefaultCap = std::size_t{ 32 } << 20; // bytes of tiles

    explicit GridModel(QObject *parent = nullptr, std::size_t cacheBytes = kDefaultCap);

    // Resets; no cell is read yet.
    void show(const GridSlice &slice, DType type);
    void clear();

    const GridSlice &slice() const { return m_slice; }
    DType dtype() const { return m_type; }
    bool isList() const { return m_list; }
    bool isClipped() const; // the slice has more rows or columns than the table
    const TileCache &tiles() const { return m_tiles; }

    // How values look; all cells change.
    void setScale(const ValueScale &scale);
    const ValueScale &scale() const { return m_scale; }
    const CellText &cellText() const { return m_text; }

    // The smallest rectangle of whole tiles over those cells of `wanted` that are not read; empty when all are.
    // Everything at once when the whole slice is small.
    QRect missing(const QRect &wanted) const;
    Selection selectionOf(const QRect &cells) const;
    // Takes an answer to selectionOf(); returns the cells that are new, empty when it does not belong to this slice or
    // its size is not what it says.
    QRect insert(const Selection &selection, const TensorData &data);

    // Where the element of a cell is, or {nullptr, 0} while it is not read or behind the end of a wrapped vector.
    struct Cell {
        const TensorData *data = nullptr;
        std::int64_t index = 0;
    };
    Cell cell(int row, int column) const;
    Cell cell(const QModelIndex &index) const { return cell(index.row(), index.column()); }
    bool isAllRead(const QRect &cells) const { return missing(cells).isEmpty(); }
    // One index per axis; empty where there is no cell.
    QList<qint64> tensorIndex(const QModelIndex &index) const;
    QModelIndex indexOf(const std::vector<std::int64_t> &tensorIndex) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void chooseTileSize();
    QRect tilesOf(const QRect &cells) const;
    QRect cellsOf(const QRect &tiles) const;
    int dataColumns() const; // of the slice, without the columns of a list
    QString tip(const QModelIndex &index, const Cell &cell) const;
    QString spoken(const QModelIndex &index, const Cell &cell) const;

    GridSlice m_slice;
    DType m_type = DType::Invalid;
    bool m_shown = false, m_list = false, m_wholePlane = false;
    int m_rows = 0, m_columns = 0;
    int m_tileRows = 64, m_tileColumns = 64;
    ValueScale m_scale;
    CellText m_text;
    TileCache m_tiles;
};

} // namespace ckpt
