// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramcanvas.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagramaccessible.h"
#include "widgets/diagram/diagramscene.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QEasingCurve>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kGrid = 24, kMargin = 12, kOverlay = 44, kReach = 4;

} // namespace

DiagramCanvas::DiagramCanvas(DiagramScene *scene, QWidget *parent)
    : QGraphicsView(scene, parent)
    , m_scene(scene)
{
    installDiagramAccessibility();
    setObjectName(u"diagramCanvas"_qs);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setViewportUpdateMode(BoundingRectViewportUpdate);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &value) { pin(value.toPointF(), QRectF(viewport()->rect()).center()); });
}

QSizeF DiagramCanvas::paneOf(const QSize &view)
{
    return { std::max(1.0, view.width() - 2 * kMargin), std::max(1.0, view.height() - kMargin - kOverlay) };
}

int DiagramCanvas::animationTime() const
{
    return style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0 ? 0 : metric::kAnimationMs;
}

// The user may push any part of the picture to the middle of the view.
void DiagramCanvas::updateRange()
{
    const double dx = viewport()->width() / zoom(), dy = viewport()->height() / zoom();
    setSceneRect(m_scene->pictureRect().adjusted(-dx, -dy, dx, dy));
}

void DiagramCanvas::pin(const QPointF &scenePoint, const QPointF &viewportPoint)
{
    const QPointF now = viewportTransform().map(scenePoint), move = now - viewportPoint;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(std::lround(move.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(std::lround(move.y())));
}

void DiagramCanvas::setZoom(double wanted, const QPointF &fixedViewportPoint)
{
    const double value = std::clamp(wanted, kLeastZoom, kMostZoom);
    const QPointF fixed = viewportTransform().inverted().map(fixedViewportPoint);
    setTransform(QTransform::fromScale(value, value));
    updateRange();
    pin(fixed, fixedViewportPoint);
    Q_EMIT zoomChanged();
}

void DiagramCanvas::setZoomAtCentre(double wanted)
{
    m_moved = true;
    setZoom(wanted, QRectF(viewport()->rect()).center());
}

void DiagramCanvas::fitRect(const QRectF &rect)
{
    const QSizeF room = pane();
    m_glide.stop();
    setZoom(std::min({ 1.0, room.width() / std::max(1.0, rect.width()), room.height() / std::max(1.0, rect.height()) }),
        {});
    pin(rect.center(), { viewport()->width() / 2.0, kMargin / 2 + (viewport()->height() - kOverlay) / 2.0 });
}

void DiagramCanvas::fitAll()
{
    m_moved = false;
    fitRect(m_scene->pictureRect());
}

// Where the flow begins is seen, as wide as the pane.
void DiagramCanvas::showAtFirst()
{
    const QRectF rect = m_scene->pictureRect();
    fitAll();
    if (zoom() >= kReadableZoom || rect.isEmpty())
        return;
    const bool across = m_scene->picture().direction == FlowDirection::LeftRight;
    const auto flow = [across](const QPointF &point) { return across ? point.transposed() : point; };
    const auto inFlow = [across](const QRectF &each) { return across ? transposed(each) : each; };
    const QRectF all = inFlow(rect);
    const double room = across ? pane().height() : pane().width(),
                 view = across ? viewport()->height() : viewport()->width();
    const double value = std::clamp(room / all.width(), kReadableZoom, 1.0);
    setZoom(value, {});
    double middle = all.center().x();
    if (all.width() * value > view) { // wider than the pane: begin where the first card is
        const auto &boxes = m_scene->picture().boxes;
        const auto first = std::min_element(boxes.begin(), boxes.end(),
            [&](const auto &a, const auto &b) { return inFlow(a.rect).top() < inFlow(b.rect).top(); });
        if (first != boxes.end())
            middle = inFlow(first->rect).center().x();
    }
    pin(flow({ middle, all.top() }), flow({ view / 2, kMargin }));
}

void DiagramCanvas::bring(const QRectF &rect)
{
    const QRectF visible = viewportTransform().inverted().mapRect(
        QRectF(viewport()->rect()).adjusted(kMargin, kMargin + m_coveredTop, -kMargin, -kMargin));
    if (rect.isEmpty() || visible.contains(rect) || visible.isEmpty())
        return;
    m_moved = true;
    QPointF target = rect.center();
    if (rect.height() > visible.height()) // too tall to be seen whole: its head
        target.setY(rect.top() + visible.height() / 2);
    target.ry() -= m_coveredTop / zoom() / 2; // the middle of what is not covered
    m_glide.stop();
    if (animationTime() == 0 || !isVisible()) {
        pin(target, QRectF(viewport()->rect()).center());
        return;
    }
    m_glide.setStartValue(viewportTransform().inverted().map(QRectF(viewport()->rect()).center()));
    m_glide.setEndValue(target);
    m_glide.setDuration(animationTime());
    m_glide.start();
}

DiagramCanvas::Hit DiagramCanvas::hit(const QPoint &position) const
{
    Hit result;
    const QPointF scenePoint = mapToScene(position);
    result.box = m_scene->boxAt(scenePoint);
    if (!result.box)
        return result;
    const QPointF local = result.box->mapFromScene(scenePoint);
    result.marker = zoom() >= 0.35 && result.box->markerRect().contains(local);
    if (const auto *card = dynamic_cast<const CardItem *>(result.box)) {
        result.missing = card->missing();
        result.row = zoom() >= lod::kEverything ? card->rowAt(local) : -1;
    }
    return result;
}

void DiagramCanvas::wheelEvent(QWheelEvent *event)
{
    m_glide.stop();
    const QPoint angle = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(angle.x()) > std::abs(angle.y())) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta / 2);
    } else {
        setZoom(zoom() * std::pow(1.0015, angle.y()), event->position());
    }
    m_moved = true;
    event->accept();
}

void DiagramCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_glide.stop();
    m_down = true;
    m_dragging = event->button() == Qt::MiddleButton;
    m_pressed = m_last = event->pos();
    event->accept();
}

void DiagramCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_down) {
        hover(event->pos());
        return;
    }
    if (!m_dragging && (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_dragging = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (m_dragging) {
        const QPoint move = event->pos() - m_last;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - move.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - move.y());
        m_moved = true;
    }
    m_last = event->pos();
}

void DiagramCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_down)
        return;
    m_down = false;
    if (m_dragging) {
        m_dragging = false;
        viewport()->unsetCursor();
        return;
    }
    const Hit found = hit(event->pos());
    Q_EMIT clicked(found.box ? found.box->id() : ItemId::None, found.row, found.marker, found.missing);
}

void DiagramCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_down = false;
    const Hit found = hit(event->pos());
    if (event->button() == Qt::LeftButton && found.box && found.missing == 0 && !found.marker)
        Q_EMIT doubleClicked(found.box->id(), found.row);
}

void DiagramCanvas::hover(const QPoint &position)
{
    const Hit found = hit(position);
    const bool card = found.box && !found.box->isFrame();
    EdgeItem *edge = card ? nullptr : m_scene->edgeAt(mapToScene(position), kReach / zoom());
    const bool frameTitle = found.box && found.box->isFrame()
        && static_cast<FrameItem *>(found.box)->titleRect().contains(found.box->mapFromScene(mapToScene(position)));
    m_scene->setHovered(card || frameTitle ? found.box->id() : ItemId::None, edge);
    viewport()->setCursor(found.marker || found.missing > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    Q_EMIT hovered(card && found.missing == 0 ? found.box->id() : ItemId::None, found.row);
}

void DiagramCanvas::leaveEvent(QEvent *event)
{
    m_scene->setHovered(ItemId::None, nullptr);
    Q_EMIT hovered(ItemId::None, -1);
    QGraphicsView::leaveEvent(event);
}

void DiagramCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_Left:
    case Qt::Key_Right:
        Q_EMIT arrowPressed(Qt::Key(event->key()));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT toggleWanted();
        break;
    case Qt::Key_Space:
        Q_EMIT selectWanted();
        break;
    case Qt::Key_Escape:
        Q_EMIT escapePressed();
        break;
    default:
        event->ignore();
        return;
    }
    event->accept();
}

void DiagramCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    const Hit found = hit(event->pos());
    Q_EMIT contextMenuWanted(found.box && found.missing == 0 ? found.box->id() : ItemId::None, event->globalPos());
}

void DiagramCanvas::resizeEvent(QResizeEvent *event)
{
    const QPointF before = QRectF(QPointF(), event->oldSize()).center();
    const QPointF centre = viewportTransform().inverted().map(QPointF(before.x(), 0));
    QGraphicsView::resizeEvent(event);
    updateRange();
    if (event->oldSize().isValid()) // what was in the middle stays there, the upper edge stays
        pin(centre, { viewport()->width() / 2.0, 0 });
}

void DiagramCanvas::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    Q_EMIT viewMoved();
}

void DiagramCanvas::drawBackground(QPainter *painter, const QRectF &rect)
{
    const Colors &c = colors(this);
    painter->fillRect(rect, c.canvas);
    if (zoom() < kReadableZoom)
        return;
    QList<QPointF> dots;
    for (double x = std::floor(rect.left() / kGrid) * kGrid; x <= rect.right(); x += kGrid)
        for (double y = std::floor(rect.top() / kGrid) * kGrid; y <= rect.bottom(); y += kGrid)
            dots.append({ x, y });
    QPen pen(c.dot, 1.6);
    pen.setCapStyle(Qt::RoundCap);
    painter->setPen(pen);
    painter->drawPoints(dots.constData(), int(dots.size()));
}

void DiagramCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    if (!hasFocus() || !m_focusByKey || !m_scene->state().marked.empty())
        return;
    painter->save();
    painter->resetTransform();
    painter->setPen(QPen(colors(this).accent, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

void DiagramCanvas::focusInEvent(QFocusEvent *event)
{
    m_focusByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    QGraphicsView::focusInEvent(event);
    viewport()->update();
}

void DiagramCanvas::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    viewport()->update();
}

void DiagramCanvas::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace ckpt
