// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include "widgets/common/formatting.h"

#include <QCryptographicHash>
#include <QSettings>

namespace ckpt {

namespace {

constexpr int kMostRecents = 12;
constexpr int kDockVersion = 1; // counts up when docks are added or renamed

QString runKey(const QString &runPath, const char *what)
{
    const QByteArray hash = QCryptographicHash::hash(runPath.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QStringLiteral("run/%1/%2").arg(QString::fromLatin1(hash), QLatin1String(what));
}

} // namespace

Settings::Settings(bool persistent)
{
    if (persistent)
        m_store = std::make_unique<QSettings>();
}

Settings::~Settings() = default;

Theme Settings::theme() const
{
    return m_store ? themeFromName(m_store->value(QStringLiteral("theme")).toString()) : Theme::System;
}

void Settings::setTheme(Theme theme)
{
    if (m_store)
        m_store->setValue(QStringLiteral("theme"), themeName(theme));
}

QString Settings::language() const
{
    return m_store ? m_store->value(QStringLiteral("language")).toString() : QString();
}

void Settings::setLanguage(const QString &language)
{
    if (m_store)
        m_store->setValue(QStringLiteral("language"), language);
}

QList<Settings::Recent> Settings::recents() const
{
    QList<Recent> recents;
    if (!m_store)
        return recents;
    const int count = m_store->beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < count && i < kMostRecents; ++i) {
        m_store->setArrayIndex(i);
        recents.append({ m_store->value(QStringLiteral("path")).toString(),
            m_store->value(QStringLiteral("name")).toString(), m_store->value(QStringLiteral("facts")).toString(),
            m_store->value(QStringLiteral("openedAt")).toLongLong() });
    }
    m_store->endArray();
    return recents;
}

namespace {

void writeRecents(QSettings &store, const QList<Settings::Recent> &recents)
{
    store.remove(QStringLiteral("recent"));
    store.beginWriteArray(QStringLiteral("recent"));
    for (int i = 0; i < recents.size() && i < kMostRecents; ++i) {
        store.setArrayIndex(i);
        store.setValue(QStringLiteral("path"), recents[i].path);
        store.setValue(QStringLiteral("name"), recents[i].name);
        store.setValue(QStringLiteral("facts"), recents[i].facts);
        store.setValue(QStringLiteral("openedAt"), recents[i].openedAt);
    }
    store.endArray();
}

} // namespace

void Settings::addRecent(const Recent &recent)
{
    if (!m_store)
        return;
    QList<Recent> all = recents();
    all.removeIf([&](const Recent &other) { return other.path == recent.path; });
    all.prepend(recent);
    writeRecents(*m_store, all);
}

void Settings::removeRecent(const QString &path)
{
    if (!m_store)
        return;
    QList<Recent> all = recents();
    all.removeIf([&](const Recent &other) { return other.path == path; });
    writeRecents(*m_store, all);
}

void Settings::clearRecents()
{
    if (m_store)
        m_store->remove(QStringLiteral("recent"));
}

QByteArray Settings::geometry() const
{
    return m_store ? m_store->value(QStringLiteral("window/geometry")).toByteArray() : QByteArray();
}

QByteArray Settings::docks() const
{
    return m_store ? m_store->value(QStringLiteral("window/docks%1").arg(kDockVersion)).toByteArray() : QByteArray();
}

void Settings::setWindow(const QByteArray &geometry, const QByteArray &docks)
{
    if (!m_store)
        return;
    m_store->setValue(QStringLiteral("window/geometry"), geometry);
    m_store->setValue(QStringLiteral("window/docks%1").arg(kDockVersion), docks);
}

namespace {

// "all", "signature:NAME", "function:NAME"; empty: nothing was chosen.
QString drawnText(const DrawnPart &part)
{
    switch (part.kind) {
    case DrawnPart::Kind::Usual:
        break;
    case DrawnPart::Kind::Everything:
        return QStringLiteral("all");
    case DrawnPart::Kind::Signature:
        return QStringLiteral("signature:") + toQString(part.name);
    case DrawnPart::Kind::Function:
        return QStringLiteral("function:") + toQString(part.name);
    }
    return {};
}

DrawnPart drawnFromText(const QString &text)
{
    if (text == u"all")
        return { DrawnPart::Kind::Everything };
    const qsizetype colon = text.indexOf(u':');
    const QString kind = text.left(colon);
    const std::string name = toBytes(text.mid(colon + 1));
    return colon < 0           ? DrawnPart()
        : kind == u"signature" ? DrawnPart{ DrawnPart::Kind::Signature, name }
        : kind == u"function"  ? DrawnPart{ DrawnPart::Kind::Function, name }
                               : DrawnPart();
}

} // namespace

DiagramChoices Settings::diagram(const QString &runPath) const
{
    DiagramChoices choices;
    if (!m_store)
        return choices;
    const auto list = [&](const char *what) { return m_store->value(runKey(runPath, what)).toStringList(); };
    choices.openScopes = list("openScopes");
    choices.look = lookFromText(m_store->value(runKey(runPath, "look")).toString());
    for (const QString &key : list("dissolved"))
        choices.view.dissolved.insert(toBytes(key));
    for (const QString &key : list("keptInMain"))
        choices.view.places[toBytes(key)] = ItemPlace::Main;
    for (const QString &key : list("putAside"))
        choices.view.places[toBytes(key)] = ItemPlace::Aside;
    const QStringList shown = list("shownClasses");
    for (int number = 0; number < static_cast<int>(NodeClass::Count); ++number)
        if (const auto nodeClass = static_cast<NodeClass>(number); shown.contains(QLatin1String(queryKey(nodeClass))))
            choices.view.shown.insert(nodeClass);
    if (const QStringList tags = list("tags"); !tags.isEmpty()) {
        choices.tags.emplace();
        for (const QString &tag : tags)
            choices.tags->push_back(toBytes(tag));
    }
    choices.view.drawn = drawnFromText(m_store->value(runKey(runPath, "drawn")).toString());
    return choices;
}

void Settings::setDiagram(const QString &runPath, const DiagramChoices &choices)
{
    if (!m_store)
        return;
    QStringList dissolved, shown, tags, main, aside;
    if (choices.tags)
        for (const std::string &tag : *choices.tags)
            tags << toQString(tag);
    for (const std::string &key : choices.view.dissolved)
        dissolved << toQString(key);
    for (const auto &[key, place] : choices.view.places)
        (place == ItemPlace::Main ? main : aside) << toQString(key);
    for (const NodeClass nodeClass : choices.view.shown)
        shown << QString::fromLatin1(queryKey(nodeClass));
    m_store->setValue(runKey(runPath, "openScopes"), choices.openScopes);
    m_store->setValue(runKey(runPath, "look"), lookText(choices.look));
    m_store->setValue(runKey(runPath, "dissolved"), dissolved);
    m_store->setValue(runKey(runPath, "keptInMain"), main);
    m_store->setValue(runKey(runPath, "putAside"), aside);
    m_store->setValue(runKey(runPath, "shownClasses"), shown);
    m_store->setValue(runKey(runPath, "tags"), tags);
    m_store->setValue(runKey(runPath, "drawn"), drawnText(choices.view.drawn));
}

Theme themeFromName(const QString &name)
{
    return name == u"light" ? Theme::Light : name == u"dark" ? Theme::Dark : Theme::System;
}

QString themeName(Theme theme)
{
    return theme == Theme::Light ? QStringLiteral("light")
        : theme == Theme::Dark   ? QStringLiteral("dark")
                                 : QStringLiteral("system");
}

} // namespace ckpt
