// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The figures that the design notes promise, computed from the tables that the program paints with.
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPixmap>
#include <QRegularExpression>
#include <QTest>
#include <QTreeView>

using namespace ckpt;

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void structuralContrast_data();
    void structuralContrast();
    void rolesReadable_data() { structuralContrast_data(); }
    void rolesReadable();
    void cardsReadable_data() { structuralContrast_data(); }
    void cardsReadable();
    void heatMapsReadable_data() { structuralContrast_data(); }
    void heatMapsReadable();
    void heatMapEnds();
    void selectionIsSoft_data() { structuralContrast_data(); }
    void selectionIsSoft();
    void systemTakesRunningPalette();
    void fontsKeepTheirOrder();
    void iconsFollowThePalette();
    void everyIconIsThere();
};

namespace {

constexpr int kRoles = static_cast<int>(Role::Other) + 1;

void atLeast(const char *what, const QColor &a, const QColor &b, double wanted)
{
    const double found = contrast(a, b);
    QVERIFY2(found >= wanted,
        qPrintable(QStringLiteral("%1: %2 on %3 is %4, wanted %5")
                       .arg(QLatin1String(what), a.name(), b.name())
                       .arg(found, 0, 'f', 2)
                       .arg(wanted, 0, 'f', 1)));
}

QColor painted(const QIcon &icon, QIcon::Mode mode, QIcon::State state)
{
    const QImage image = icon.pixmap(QSize(32, 32), 1.0, mode, state).toImage();
    QColor strongest(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > strongest.alpha())
                strongest = image.pixelColor(x, y);
        }
    }
    return strongest;
}

} // namespace

void TestTheme::structuralContrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::structuralContrast()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? Theme::Dark : Theme::Light);
    const Colors &c = colors(QGuiApplication::palette());
    QCOMPARE(c.dark, dark);
    QVERIFY(qAbs(contrast(QColor(Qt::white), QColor(Qt::black)) - 21) < 0.01);
    atLeast("text", c.text, c.base, 13);
    atLeast("text on selection", c.text, c.sel, 7);
    atLeast("text on selection without focus", c.text, c.selOff, 7);
    atLeast("text on window", c.text, c.window, 7);
    atLeast("secondary text", c.sub, c.base, 4.5);
    atLeast("secondary text on window", c.sub, c.window, 4.5);
    atLeast("secondary text on scope", c.sub, c.scope, 4.5);
    atLeast("frames of fields", c.control, c.base, 3);
    atLeast("diagram edges", c.edge, c.canvas, 3);
    atLeast("links", c.accent, c.base, 4.5);
    atLeast("default button", c.accentText, c.accent, 4.5);
    for (const auto &[mark, ground] :
        { std::pair(c.ok, c.okBg), std::pair(c.warn, c.warnBg), std::pair(c.err, c.errBg) }) {
        atLeast("mark on its strip", mark, ground, 4.2);
        atLeast("mark in a table", mark, c.base, 4.5);
        atLeast("text on a strip", c.text, ground, 7);
    }
}

// Letters on their badge, and the badge on a selected row, which has a plate of `base`.
void TestTheme::rolesReadable()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? Theme::Dark : Theme::Light);
    const Colors &c = colors(QGuiApplication::palette());
    for (int i = 0; i < kRoles; ++i) {
        const Role role = static_cast<Role>(i);
        QVERIFY(!roleName(role).isEmpty() && !roleNamePlural(role).isEmpty());
        QCOMPARE(roleLetter(role).size(), qsizetype(1));
        const QColor color = roleColor(role, dark);
        atLeast("letter on base", color, c.base, 4.5);
        atLeast("letter on its badge", color, mixed(c.base, color, 0.16), 3.5);
        for (int other = 0; other < i; ++other)
            QVERIFY(roleLetter(role) != roleLetter(static_cast<Role>(other)));
    }
}

void TestTheme::cardsReadable()
{
    QFETCH(bool, dark);
    const QColor text(dark ? 0xe8ebef : 0x1b1f24);
    const QColor second(dark ? 0xb4bdc7 : 0x4a545f);
    for (int i = 0; i < static_cast<int>(Category::Count); ++i) {
        const CategoryColors card = categoryColors(static_cast<Category>(i), dark);
        QVERIFY(!categoryName(static_cast<Category>(i)).isEmpty());
        atLeast("card title", text, card.fill, 4.5);
        atLeast("second line", second, card.fill, 4.5);
        atLeast("stripe", card.stripe, card.fill, 3);
    }
}

void TestTheme::heatMapsReadable()
{
    QFETCH(bool, dark);
    for (const HeatMap map : { HeatMap::Signed, HeatMap::Sequential }) {
        for (int i = 0; i <= 255; ++i) {
            const QColor fill(heatColor(map, i / 255.0, dark));
            atLeast("cell text", textOn(fill), fill, 3.85); // 4.1 on the stops; between them the two texts change over
        }
    }
}

void TestTheme::heatMapEnds()
{
    QCOMPARE(QColor(heatColor(HeatMap::Signed, 0, false)), QColor(0x1b4f9c));
    QCOMPARE(QColor(heatColor(HeatMap::Signed, 1, false)), QColor(0x9c4408));
    QCOMPARE(QColor(heatColor(HeatMap::Signed, 0, true)), QColor(0x8ec2ff));
    QCOMPARE(heatColor(HeatMap::Sequential, -3, false), heatColor(HeatMap::Sequential, 0, false));
    QCOMPARE(heatColor(HeatMap::Sequential, 7, false), heatColor(HeatMap::Sequential, 1, false));
    QCOMPARE(heatColor(HeatMap::Signed, qQNaN(), false), heatColor(HeatMap::Signed, 0, false));
    QCOMPARE(qAlpha(heatColor(HeatMap::Signed, 0.5, true)), 255);
}

void TestTheme::selectionIsSoft()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? Theme::Dark : Theme::Light);
    QTreeView view;
    view.ensurePolished();
    const Colors &c = colors(&view);
    QCOMPARE(view.palette().color(QPalette::Active, QPalette::Highlight), c.sel);
    QCOMPARE(view.palette().color(QPalette::Inactive, QPalette::Highlight), c.selOff);
    QCOMPARE(view.palette().color(QPalette::HighlightedText), c.text);
    QWidget other;
    QCOMPARE(other.palette().color(QPalette::Active, QPalette::Highlight), c.accent);
    // A view that is there already follows a change.
    applyTheme(*qApp, dark ? Theme::Light : Theme::Dark);
    QCoreApplication::processEvents();
    QCOMPARE(view.palette().color(QPalette::Active, QPalette::Highlight), colors(&view).sel);
}

void TestTheme::systemTakesRunningPalette()
{
    applyTheme(*qApp, Theme::Dark);
    applyTheme(*qApp, Theme::System);
    QPalette palette = QGuiApplication::palette();
    const QColor ground(0x202830);
    palette.setColor(QPalette::Window, ground);
    palette.setColor(QPalette::Base, QColor(0x101418));
    palette.setColor(QPalette::Text, QColor(0xeeeeee));
    const Colors &c = colors(palette);
    QVERIFY(c.dark);
    QCOMPARE(c.window, ground);
    QCOMPARE(c.base, QColor(0x101418));
    atLeast("secondary text", c.sub, c.base, 4.5);
    QCOMPARE(&colors(palette), &c); // asked on every paint, made once
    applyTheme(*qApp, Theme::Light);
    QVERIFY(!colors(QGuiApplication::palette()).dark);
}

void TestTheme::fontsKeepTheirOrder()
{
    const QFont before = QApplication::font();
    for (const double size : { 6.0, 9.0, 12.0, 20.0 }) {
        QFont font = before;
        font.setPointSizeF(size);
        QApplication::setFont(font);
        const auto points = [](TextSize which) { return ckpt::font(which).pointSizeF(); };
        QCOMPARE(points(TextSize::Body), size);
        QVERIFY(points(TextSize::Display) > points(TextSize::Head));
        QVERIFY(points(TextSize::Small) <= points(TextSize::Body));
        QVERIFY(points(TextSize::Tiny) <= points(TextSize::Small));
        QVERIFY(points(TextSize::Tiny) >= qMin(8.0, size)); // never below 8 pt unless the user's own font is
        QVERIFY(metric::tableRow() > QFontMetrics(font).height());
    }
    QApplication::setFont(before);
}

void TestTheme::iconsFollowThePalette()
{
    const QIcon open = icon(QStringLiteral("document-open"));
    for (const Theme theme : { Theme::Light, Theme::Dark }) {
        applyTheme(*qApp, theme);
        const Colors &c = colors(QGuiApplication::palette());
        const auto close = [](const QColor &a, const QColor &b) {
            return qAbs(a.red() - b.red()) + qAbs(a.green() - b.green()) + qAbs(a.blue() - b.blue()) < 12;
        };
        QVERIFY(close(painted(open, QIcon::Normal, QIcon::Off), c.text));
        QVERIFY(close(painted(open, QIcon::Normal, QIcon::On), c.accent));
        QVERIFY(close(painted(open, QIcon::Disabled, QIcon::Off), c.disabled));
    }
    QCOMPARE(open.pixmap(QSize(16, 16), 2.0, QIcon::Normal, QIcon::Off).size(), QSize(32, 32));
}

void TestTheme::everyIconIsThere()
{
    for (const char *name : { "ckpt-browse", "ckpt-tree", "ckpt-flat", "ckpt-ok", "dialog-error", "dialog-warning",
             "window-close", "dialog-information", "edit-copy", "edit-find", "process-stop", "document-open" }) {
        QVERIFY2(painted(icon(QLatin1String(name)), QIcon::Normal, QIcon::Off).alpha() > 100, name);
    }
    QVERIFY(painted(applicationIcon(), QIcon::Normal, QIcon::Off).isValid());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Cannot open file")));
    QCOMPARE(painted(icon(QStringLiteral("no-such-icon")), QIcon::Normal, QIcon::Off).alpha(), 0);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
