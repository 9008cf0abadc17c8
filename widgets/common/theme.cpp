// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include "widgets/common/themestyle.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include <array>
#include <memory>
#include <vector>

namespace ckpt {

namespace {

Colors lightColors()
{
    Colors c;
    c.dark = false;
    c.window = QColor(0xf0f1f4), c.base = QColor(0xffffff), c.alt = QColor(0xf7f8fa);
    c.canvas = QColor(0xf8f9fb), c.dot = QColor(0xe2e5ea), c.card = QColor(0xffffff), c.scope = QColor(0xeef2f7);
    c.text = QColor(0x1b1f24), c.sub = QColor(0x57606a), c.disabled = QColor(0x8c959f);
    c.line = QColor(0xd5d9df), c.edge = QColor(0x7d8997), c.control = QColor(0x8a939f);
    c.accent = QColor(0x2f6db5), c.accentText = QColor(0xffffff);
    c.sel = QColor(0xd9e7f8), c.selOff = QColor(0xe4e7eb), c.bar = QColor(0xb9d3ef);
    c.ok = QColor(0x1d7a4c), c.okBg = QColor(0xe0f2e8), c.warn = QColor(0x9a5b00), c.warnBg = QColor(0xfdf1d8);
    c.err = QColor(0xb3261e), c.errBg = QColor(0xfbe4e2), c.infoBg = QColor(0xe3eefb);
    return c;
}

Colors darkColors()
{
    Colors c;
    c.dark = true;
    c.window = QColor(0x24282d), c.base = QColor(0x1b1e22), c.alt = QColor(0x20242a);
    c.canvas = QColor(0x191c20), c.dot = QColor(0x2a2f36), c.card = QColor(0x262b31), c.scope = QColor(0x20252b);
    c.text = QColor(0xe4e7eb), c.sub = QColor(0xa3acb7), c.disabled = QColor(0x737d88);
    c.line = QColor(0x3a414a), c.edge = QColor(0x7d8896), c.control = QColor(0x6f7a87);
    c.accent = QColor(0x6aa7ee), c.accentText = QColor(0x10151b);
    c.sel = QColor(0x2a4568), c.selOff = QColor(0x343a42), c.bar = QColor(0x34577f);
    c.ok = QColor(0x63c593), c.okBg = QColor(0x1c3528), c.warn = QColor(0xf0b557), c.warnBg = QColor(0x3a2e16);
    c.err = QColor(0xff8a80), c.errBg = QColor(0x43211f), c.infoBg = QColor(0x1f3148);
    return c;
}

const Colors &ownColors(bool dark)
{
    static const Colors light = lightColors();
    static const Colors darkOnes = darkColors();
    return dark ? darkOnes : light;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightnessF() < 0.5F;
}

Theme &currentTheme()
{
    static Theme theme = Theme::System;
    return theme;
}

// Structural roles that a foreign palette does not have are mixed from those it has.
Colors systemColors(const QPalette &palette, const QColor &accent, const QColor &accentText)
{
    const auto role = [&palette](QPalette::ColorRole which) { return palette.color(QPalette::Active, which); };
    Colors c = ownColors(isDark(palette));
    c.window = role(QPalette::Window);
    c.base = role(QPalette::Base);
    c.alt = role(QPalette::AlternateBase);
    c.text = role(QPalette::Text);
    c.sub = mixed(c.base, c.text, 0.70);
    c.disabled = mixed(c.base, c.text, c.dark ? 0.42 : 0.45);
    c.line = mixed(c.window, c.text, 0.14);
    c.control = mixed(c.base, c.text, 0.48);
    c.card = c.dark ? mixed(c.base, c.text, 0.06) : c.base;
    c.canvas = mixed(c.base, c.window, 0.4);
    c.dot = mixed(c.canvas, c.text, 0.08);
    c.scope = mixed(c.base, c.window, 0.8);
    c.accent = accent;
    c.accentText = accentText;
    c.sel = mixed(c.base, c.accent, c.dark ? 0.32 : 0.20);
    c.selOff = mixed(c.base, c.text, 0.11);
    c.bar = mixed(c.base, c.accent, c.dark ? 0.42 : 0.30);
    return c;
}

const Colors &cachedSystemColors(const QPalette &palette)
{
    // Item views carry a softened Highlight in their own palette, so the accent is the application's.
    const QPalette application = QGuiApplication::palette();
    const QColor accent = application.color(QPalette::Active, QPalette::Highlight);
    const QColor accentText = application.color(QPalette::Active, QPalette::HighlightedText);
    const auto rgb = [&palette](QPalette::ColorRole which) { return palette.color(QPalette::Active, which).rgb(); };
    using Key = std::array<QRgb, 6>;
    const Key key{ rgb(QPalette::Window), rgb(QPalette::Base), rgb(QPalette::AlternateBase), rgb(QPalette::Text),
        accent.rgb(), accentText.rgb() };
    static std::vector<std::pair<Key, std::unique_ptr<const Colors>>> known;
    for (const auto &[knownKey, knownColors] : known) {
        if (knownKey == key)
            return *knownColors;
    }
    known.emplace_back(key, std::make_unique<const Colors>(systemColors(palette, accent, accentText)));
    return *known.back().second;
}

QPalette paletteOf(const Colors &c)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor &color, const QColor &disabled) {
        p.setColor(QPalette::Active, role, color);
        p.setColor(QPalette::Inactive, role, color);
        p.setColor(QPalette::Disabled, role, disabled);
    };
    const QColor button = c.dark ? QColor(0x2e343b) : QColor(0xf4f5f7);
    set(QPalette::Window, c.window, c.window);
    set(QPalette::WindowText, c.text, c.disabled);
    set(QPalette::Base, c.base, c.window);
    set(QPalette::AlternateBase, c.alt, c.alt);
    set(QPalette::Text, c.text, c.disabled);
    set(QPalette::PlaceholderText, c.disabled, c.disabled);
    set(QPalette::Button, button, button);
    set(QPalette::ButtonText, c.text, c.disabled);
    set(QPalette::BrightText, c.err, c.err);
    set(QPalette::ToolTipBase, c.dark ? c.card : c.base, c.base);
    set(QPalette::ToolTipText, c.text, c.text);
    set(QPalette::Highlight, c.accent, c.selOff);
    set(QPalette::HighlightedText, c.accentText, c.disabled);
    set(QPalette::Link, c.accent, c.disabled);
    set(QPalette::LinkVisited, c.accent, c.disabled);
    set(QPalette::Light, c.dark ? mixed(c.window, c.text, 0.12) : QColor(0xffffff), c.window);
    set(QPalette::Midlight, mixed(c.window, c.dark ? c.text : c.base, c.dark ? 0.06 : 0.5), c.window);
    set(QPalette::Mid, mixed(c.window, c.text, 0.25), c.line);
    set(QPalette::Dark, c.dark ? mixed(c.window, QColor(Qt::black), 0.35) : mixed(c.window, c.text, 0.38), c.line);
    set(QPalette::Shadow, c.dark ? QColor(0x0c0e10) : mixed(c.window, c.text, 0.65), c.line);
    return p;
}

// Coloured badges and bars must stay readable on a selected row, hence a tint instead of the full accent.
void softenSelection()
{
    const Colors &c = colors(QGuiApplication::palette());
    QPalette soft;
    soft.setColor(QPalette::Active, QPalette::Highlight, c.sel);
    soft.setColor(QPalette::Inactive, QPalette::Highlight, c.selOff);
    soft.setColor(QPalette::Disabled, QPalette::Highlight, c.selOff);
    for (const auto group : { QPalette::Active, QPalette::Inactive })
        soft.setColor(group, QPalette::HighlightedText, c.text);
    soft.setColor(QPalette::Disabled, QPalette::HighlightedText, c.disabled);
    QApplication::setPalette(soft, "QAbstractItemView");
    QPalette menu = soft;
    menu.setColor(QPalette::Inactive, QPalette::Highlight, c.sel);
    QApplication::setPalette(menu, "QMenu");
}

class SystemPaletteWatcher : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::ApplicationPaletteChange && currentTheme() == Theme::System && !m_busy) {
            m_busy = true;
            softenSelection();
            m_busy = false;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_busy = false;
};

} // namespace

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto part = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor(part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue()));
}

const Colors &colors(const QPalette &palette)
{
    return currentTheme() == Theme::System ? cachedSystemColors(palette) : ownColors(isDark(palette));
}

const Colors &printColors()
{
    static const Colors print = [] {
        Colors c = lightColors();
        c.canvas = c.base;
        return c;
    }();
    return print;
}

const Colors &colors(const QWidget *widget)
{
    return colors(widget->palette());
}

void applyTheme(QApplication &application, Theme theme)
{
    static const QString systemStyle = application.style()->name();
    currentTheme() = theme;
    const QString wanted = theme == Theme::System ? systemStyle : QStringLiteral("fusion");
    const bool fusion = wanted.compare(QLatin1String("fusion"), Qt::CaseInsensitive) == 0;
    QApplication::setStyle(fusion ? new ThemeStyle : QStyleFactory::create(wanted));
    QApplication::setPalette(theme == Theme::System ? QPalette() : paletteOf(ownColors(theme == Theme::Dark)));
    softenSelection();
    static QObject *watcher = nullptr;
    if (!watcher) {
        watcher = new SystemPaletteWatcher(&application);
        QObject::connect(watcher, &QObject::destroyed, [] { watcher = nullptr; });
        application.installEventFilter(watcher);
    }
}

} // namespace ckpt
