// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values by key in one sorted array: for what is filled once and asked ever after, at a third of the memory of a hash
// table of vectors. Many threads may ask at a time.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace ckpt {

template <typename Key, typename Value>
class FlatMultimap {
public:
    struct Entry {
        Key key;
        Value value;
    };

    void add(Key key, Value value) { m_entries.push_back({ std::move(key), std::move(value) }); }
    // Between the last add() and the first question. Values of a key stay in the order in which they were added.
    void seal()
    {
        const auto byKey = [](const Entry &a, const Entry &b) { return a.key < b.key; };
        if (!std::is_sorted(m_entries.begin(), m_entries.end(), byKey))
            std::stable_sort(m_entries.begin(), m_entries.end(), byKey);
        m_entries.shrink_to_fit();
    }

    // Empty where there is none.
    std::span<const Entry> find(const Key &key) const
    {
        const auto first = std::lower_bound(
            m_entries.begin(), m_entries.end(), key, [](const Entry &entry, const Key &k) { return entry.key < k; });
        auto last = first;
        while (last != m_entries.end() && !(key < last->key))
            ++last;
        return { first, last };
    }
    // The first value of a key; null where there is none.
    const Value *first(const Key &key) const
    {
        const auto found = find(key);
        return found.empty() ? nullptr : &found.front().value;
    }
    bool contains(const Key &key) const { return !find(key).empty(); }
    std::span<const Entry> entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
};

} // namespace ckpt
