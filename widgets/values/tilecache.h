// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles of read cells, least recently used first out, with a cap on their bytes. Not thread-safe.
#pragma once

#include "format/tensor/tensordata.h"

#include <cstdint>
#include <list>
#include <unordered_map>

namespace ckpt {

struct TileKey {
    std::int64_t row = 0, column = 0; // in tiles
    friend bool operator==(const TileKey &, const TileKey &) = default;
};

class TileCache {
public:
    explicit TileCache(std::size_t byteCap)
        : m_cap(byteCap)
    {
    }

    // The tile, or nullptr. Counts as used. The pointer is valid until the next insert() or clear().
    const TensorData *find(const TileKey &key) const;
    bool contains(const TileKey &key) const { return m_tiles.contains(key); }
    // Replaces a tile with this key. The newest tile stays even if it alone is over the cap.
    void insert(const TileKey &key, TensorData tile);
    void clear();

    std::size_t bytes() const { return m_bytes; }
    std::size_t size() const { return m_tiles.size(); }
    std::size_t byteCap() const { return m_cap; }

private:
    struct Entry {
        TileKey key;
        TensorData tile;
        std::size_t bytes = 0;
    };
    struct Hash {
        std::size_t operator()(const TileKey &key) const;
    };
    using Order = std::list<Entry>; // most recently used first

    void remove(Order::iterator entry);

    std::size_t m_cap = 0, m_bytes = 0;
    mutable Order m_order;
    std::unordered_map<TileKey, Order::iterator, Hash> m_tiles;
};

} // namespace ckpt
