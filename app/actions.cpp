// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "widgets/common/icons.h"

#include <QAction>

namespace ckpt {

Actions::Actions(QObject *parent)
    : QObject(parent)
{
}

QAction *Actions::add(const QString &id, const QString &text, const QKeySequence &shortcut, const QString &iconName)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    add(action);
    return action;
}

void Actions::add(QAction *action)
{
    m_actions.insert(action->objectName(), action);
}

QAction *Actions::operator[](const QString &id) const
{
    QAction *action = m_actions.value(id);
    Q_ASSERT(action);
    return action;
}

} // namespace ckpt
