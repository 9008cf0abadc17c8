// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window, by id. An action's objectName is its id; menus, tool bar and shortcuts share the object.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QString>

class QAction;

namespace ckpt {

class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QObject *parent);

    // Makes one; `iconName` may be empty.
    QAction *add(
        const QString &id, const QString &text, const QKeySequence &shortcut = {}, const QString &iconName = {});
    // Takes in one that a view made; its objectName is the id.
    void add(QAction *action);
    // Ids are literals of this program: asking for an unknown one is a mistake in it (asserts).
    QAction *operator[](const QString &id) const;

private:
    QHash<QString, QAction *> m_actions;
};

} // namespace ckpt
