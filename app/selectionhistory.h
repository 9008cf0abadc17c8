// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The way back through what was selected. Keys are checkpoint keys as shown. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace ckpt {

class SelectionHistory : public QObject {
    Q_OBJECT
public:
    explicit SelectionHistory(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    void visit(const QString &key); // the newest place; what lay ahead is forgotten
    QString back(); // empty when there is none
    QString forward();
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_visited.size(); }
    void clear();

Q_SIGNALS:
    void changed();

private:
    QStringList m_visited; // at most 100
    qsizetype m_at = -1;
};

} // namespace ckpt
