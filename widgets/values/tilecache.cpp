// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/tilecache.h"

#include <functional>

namespace ckpt {

namespace {

std::size_t footprint(const TensorData &tile)
{
    constexpr std::size_t kBookkeeping = 256; // list node, hash node, shape
    std::size_t bytes = kBookkeeping + tile.bytes.capacity() + tile.strings.capacity() * sizeof(std::string);
    for (const std::string &text : tile.strings)
        bytes += text.capacity();
    return bytes;
}

} // namespace

std::size_t TileCache::Hash::operator()(const TileKey &key) const
{
    const std::hash<std::int64_t> hash;
    return hash(key.row) * 1'000'003U ^ hash(key.column);
}

const TensorData *TileCache::find(const TileKey &key) const
{
    const auto found = m_tiles.find(key);
    if (found == m_tiles.end())
        return nullptr;
    m_order.splice(m_order.begin(), m_order, found->second);
    return &found->second->tile;
}

void TileCache::insert(const TileKey &key, TensorData tile)
{
    if (const auto found = m_tiles.find(key); found != m_tiles.end())
        remove(found->second);
    const std::size_t bytes = footprint(tile);
    m_order.push_front(Entry{ key, std::move(tile), bytes });
    m_tiles.emplace(key, m_order.begin());
    m_bytes += bytes;
    while (m_bytes > m_cap && m_order.size() > 1)
        remove(std::prev(m_order.end()));
}

void TileCache::remove(Order::iterator entry)
{
    m_bytes -= entry->bytes;
    m_tiles.erase(entry->key);
    m_order.erase(entry);
}

void TileCache::clear()
{
    m_tiles.clear();
    m_order.clear();
    m_bytes = 0;
}

} // namespace ckpt
