// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selectionhistory.h"

namespace ckpt {

void SelectionHistory::visit(const QString &key)
{
    constexpr qsizetype kMost = 100;
    if (key.isEmpty() || (m_at >= 0 && m_visited[m_at] == key))
        return;
    m_visited.resize(m_at + 1);
    m_visited.append(key);
    if (m_visited.size() > kMost)
        m_visited.removeFirst();
    m_at = m_visited.size() - 1;
    Q_EMIT changed();
}

QString SelectionHistory::back()
{
    if (!canGoBack())
        return {};
    --m_at;
    Q_EMIT changed();
    return m_visited[m_at];
}

QString SelectionHistory::forward()
{
    if (!canGoForward())
        return {};
    ++m_at;
    Q_EMIT changed();
    return m_visited[m_at];
}

void SelectionHistory::clear()
{
    m_visited.clear();
    m_at = -1;
    Q_EMIT changed();
}

} // namespace ckpt
