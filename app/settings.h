// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered between starts. The only place that knows names of settings. GUI thread only.
#pragma once

#include "format/graph/graphview.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagramlook.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QSettings;

namespace ckpt {

// What the user decided about the diagram of one run.
struct DiagramChoices {
    QStringList openScopes; // Item::key
    GraphViewOptions view;
    DiagramLook look;
    std::optional<std::vector<std::string>> tags = {}; // of the MetaGraph; not set: the usual one
};

class Settings {
public:
    // `persistent` false: nothing is read or written (pictures and tests look the same everywhere).
    explicit Settings(bool persistent);
    ~Settings();

    Theme theme() const;
    void setTheme(Theme theme);
    QString language() const; // "en", "zh_CN"; empty: the system's
    void setLanguage(const QString &language);

    struct Recent {
        QString path, name, facts;
        qint64 openedAt = 0; // seconds since 1970
    };
    QList<Recent> recents() const; // newest first, at most 12
    void addRecent(const Recent &recent);
    void removeRecent(const QString &path);
    void clearRecents();

    QByteArray geometry() const;
    QByteArray docks() const; // of this version of the arrangement only
    void setWindow(const QByteArray &geometry, const QByteArray &docks);

    // Scopes of the diagram that were open in this run; empty: nothing remembered.
    DiagramChoices diagram(const QString &runPath) const;
    void setDiagram(const QString &runPath, const DiagramChoices &choices);

private:
    std::unique_ptr<QSettings> m_store; // null when not persistent
};

// "light" → Theme::Light …; System for anything else.
Theme themeFromName(const QString &name);
QString themeName(Theme theme);

} // namespace ckpt
