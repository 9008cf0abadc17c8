// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/overlays.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagramcanvas.h"
#include "widgets/diagram/diagramscene.h"

#include <QAction>
#include <QBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr int kLeastNodes = 12, kLeastView = 480, kMinimapSide = 120, kMinimapMargin = 10;

} // namespace

void paintPlate(const QWidget *widget, QPainter &painter)
{
    const Colors &c = colors(widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(c.line, 1));
    painter.setBrush(c.base);
    painter.drawRoundedRect(
        QRectF(widget->rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kBadgeRadius, metric::kBadgeRadius);
}

ZoomBar::ZoomBar(QAction *zoomOut, QAction *actualSize, QAction *zoomIn, QAction *fit, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(3, 2, 3, 2);
    row->setSpacing(0);
    for (QAction *action : { zoomOut, actualSize, zoomIn, fit }) {
        auto *button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus);
        button->setIconSize({ 16, 16 });
        button->setAccessibleName(action->text());
        row->addWidget(button);
        if (action == actualSize) {
            m_percent = button;
            button->setToolTip(action->text());
            button->setFont(ckpt::font(TextSize::Small));
            connect(button, &QToolButton::clicked, action, &QAction::trigger);
        } else {
            button->setDefaultAction(action);
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        }
    }
    setZoom(1);
}

void ZoomBar::setZoom(double zoom)
{
    m_percent->setText(tr("%1 %").arg(qRound(zoom * 100)));
    m_percent->setMinimumWidth(QFontMetrics(m_percent->font()).horizontalAdvance(tr("%1 %").arg(400)) + 10);
    adjustSize();
}

void ZoomBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPlate(this, painter);
}

Minimap::Minimap(DiagramCanvas *canvas, DiagramScene *scene)
    : QWidget(canvas)
    , m_canvas(canvas)
    , m_scene(scene)
{
    setCursor(Qt::PointingHandCursor);
    hide();
    connect(canvas, &DiagramCanvas::viewMoved, this, [this] { QWidget::update(); });
}

void Minimap::update(const QRectF &selected)
{
    const QSizeF picture = m_scene->pictureRect().size() * m_canvas->zoom();
    const QSize room = m_canvas->viewport()->size();
    const bool all = picture.width() <= room.width() && picture.height() <= room.height();
    const bool wanted = int(m_scene->picture().boxes.size()) >= kLeastNodes && room.width() >= kLeastView
        && room.height() >= kLeastView && !all;
    setVisible(wanted);
    if (!wanted)
        return;
    const double ratio = m_scene->pictureRect().width() / std::max(1.0, m_scene->pictureRect().height());
    const double width = std::clamp(kMinimapSide * std::sqrt(ratio), 60.0, 200.0);
    resize(int(width), int(std::clamp(width / ratio, 60.0, 200.0)));
    place(selected);
    QWidget::update();
}

void Minimap::place(const QRectF &selected)
{
    const QRect room = m_canvas->viewport()->rect();
    const int right = room.width() - width() - kMinimapMargin, bottom = room.height() - height() - kMinimapMargin;
    const QPoint corners[] = { { right, bottom }, { right, kMinimapMargin }, { kMinimapMargin, kMinimapMargin } };
    const QTransform toView = m_canvas->viewportTransform();
    double least = 0;
    for (const QPoint &corner : corners) {
        const QRectF area(corner, QSizeF(size()));
        double covered = corner == corners[0] ? 0 : 1; // equal corners: the first
        for (const Picture::Box &box : m_scene->picture().boxes) {
            const QRectF common = toView.mapRect(box.rect).intersected(area);
            if (!box.frame)
                covered += common.width() * common.height();
        }
        if (toView.mapRect(selected).intersects(area))
            covered += 1e6;
        if (corner == corners[0] || covered < least) {
            least = covered;
            move(corner);
        }
    }
    if (least >= 1e6) // every corner would cover what the user looks at
        hide();
}

QTransform Minimap::map() const
{
    const QRectF picture = m_scene->pictureRect();
    const double scale =
        std::min((width() - 12) / std::max(1.0, picture.width()), (height() - 12) / std::max(1.0, picture.height()));
    return QTransform::fromTranslate(-picture.center().x(), -picture.center().y()) * QTransform::fromScale(scale, scale)
        * QTransform::fromTranslate(width() / 2.0, height() / 2.0);
}

void Minimap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPlate(this, painter);
    const Colors &c = colors(this);
    const QTransform toMap = map();
    painter.setPen(Qt::NoPen);
    for (const Picture::Box &box : m_scene->picture().boxes) {
        QRectF rect = toMap.mapRect(box.rect);
        rect.setSize({ std::max(1.5, rect.width()), std::max(1.5, rect.height()) });
        QColor color = box.frame ? c.scope : c.edge;
        if (!box.frame)
            color.setAlphaF(0.75F);
        if (m_scene->state().isMarked(box.id))
            color = c.accent;
        painter.fillRect(rect, color);
    }
    const QRectF visible = m_canvas->viewportTransform().inverted().mapRect(QRectF(m_canvas->viewport()->rect()));
    const QRectF window = toMap.mapRect(visible).intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
    QColor tint = c.accent;
    tint.setAlphaF(0.10F);
    painter.setPen(QPen(c.accent, 1));
    painter.setBrush(tint);
    painter.drawRect(window);
}

void Minimap::goTo(const QPointF &position)
{
    m_canvas->pin(map().inverted().map(position), QRectF(m_canvas->viewport()->rect()).center());
    m_canvas->setMovedByHand(true);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    goTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    goTo(event->position());
}

} // namespace ckpt
