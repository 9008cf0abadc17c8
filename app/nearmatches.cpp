// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/nearmatches.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace ckpt {

namespace {

constexpr qsizetype kLongest = 200; // of names that are compared letter by letter

// Letters to insert, remove or replace.
int distance(const QString &a, const QString &b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (std::size_t j = 0; j < std::size_t(b.size()); ++j) {
            const int replaced = diagonal + (a[i] == b[qsizetype(j)] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({ replaced, diagonal + 1, row[j] + 1 });
        }
    }
    return row.back();
}

} // namespace

QStringList nearMatches(const QString &wanted, const QStringList &names, qsizetype most)
{
    const QString folded = wanted.toCaseFolded();
    const int reach = std::max(2, int(wanted.size() / 3));
    std::vector<std::pair<int, QString>> found;
    for (const QString &name : names) {
        const QString other = name.toCaseFolded();
        if (!folded.isEmpty() && other.contains(folded))
            found.emplace_back(int(std::min<qsizetype>(other.size() - folded.size(), 1)), name);
        else if (std::abs(other.size() - folded.size()) <= reach && other.size() <= kLongest)
            if (const int letters = distance(folded, other); letters <= reach)
                found.emplace_back(1 + letters, name);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        return std::pair(a.first, a.second.size()) < std::pair(b.first, b.second.size());
    });
    QStringList result;
    for (const auto &[letters, name] : found)
        if (result.size() < most && !result.contains(name))
            result << name;
    return result;
}

} // namespace ckpt
