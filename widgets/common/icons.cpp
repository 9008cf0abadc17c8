// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"

#include "widgets/common/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// The resources sit in a static library, whose initialiser the linker drops unless someone asks for it by name. The
// macro does not work inside a namespace.
static void loadIcons()
{
    Q_INIT_RESOURCE(ckptscope);
}

namespace ckpt {

namespace {

QString resourcePath(const QString &name)
{
    static const bool loaded = (loadIcons(), true);
    Q_UNUSED(loaded)
    return QLatin1String(":/icons/") + name + QLatin1String(".svg");
}

// `pixels` in device pixels. An invalid colour leaves the drawing in its own colours.
QPixmap rendered(const QString &name, const QSize &pixels, const QColor &color)
{
    const QString key = QStringLiteral("ckpt-icon/%1/%2x%3/%4")
                            .arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(color.isValid() ? color.rgba() : 0U);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(resourcePath(name));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter, QRectF(QPointF(), pixels));
    if (color.isValid()) {
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
    }
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QString name, bool ownColors)
        : m_name(std::move(name))
        , m_ownColors(ownColors)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, rendered(m_name, square.size() * ratio, colorFor(mode, state)));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return rendered(m_name, size, colorFor(mode, state));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QString iconName() override { return m_name; }
    QString key() const override { return QStringLiteral("ckptscope-svg"); }
    bool isNull() override { return false; }
    QIconEngine *clone() const override { return new SvgIconEngine(m_name, m_ownColors); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (m_ownColors)
            return {};
        const QPalette palette = QGuiApplication::palette();
        const Colors &c = colors(palette);
        if (mode == QIcon::Disabled)
            return c.disabled;
        return state == QIcon::On ? c.accent : palette.color(QPalette::Active, QPalette::WindowText);
    }

    QString m_name;
    bool m_ownColors;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new SvgIconEngine(name, false));
}

QIcon applicationIcon()
{
    return QIcon(new SvgIconEngine(QStringLiteral("ckptscope"), true));
}

void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &color)
{
    const double ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    painter.drawPixmap(rect, rendered(name, rect.size() * ratio, color));
}

} // namespace ckpt
