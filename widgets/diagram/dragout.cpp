// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/dragout.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>

namespace ckpt {
namespace {

const QString kSvg = QStringLiteral("image/svg+xml"), kPng = QStringLiteral("image/png"),
              kImage = QStringLiteral("application/x-qt-image");
constexpr double kScale = 2; // of pixels: readable where it is made larger

} // namespace

DiagramMime::DiagramMime(ArrangedDiagram diagram, PictureWords words)
    : m_diagram(std::move(diagram))
    , m_words(std::move(words))
{
}

QStringList DiagramMime::formats() const
{
    return { kSvg, kPng, kImage };
}

QVariant DiagramMime::retrieveData(const QString &format, QMetaType type) const
{
    if (!hasFormat(format))
        return QMimeData::retrieveData(format, type);
    const DiagramSheet sheet(m_diagram);
    if (format == kImage)
        return sheetImage(sheet, kScale);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (format == kSvg)
        writeSvg(sheet, 1, { m_words.title, sheet.notes().join(u' ') }, buffer);
    else
        sheetImage(sheet, kScale).save(&buffer, "PNG");
    return bytes;
}

DragHandle::DragHandle(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"diagramDragHandle"_qs);
    setCursor(Qt::OpenHandCursor);
    setToolTip(tr("Drag the diagram from here into a document"));
    setAccessibleName(toolTip());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

// Two columns of dots, as things have that can be taken hold of.
void DragHandle::paintEvent(QPaintEvent *)
{
    constexpr double kStep = 4, kRadius = 1.1;
    const Colors &c = colors(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? c.sub : c.disabled);
    const QPointF centre = QRectF(rect()).center();
    for (int row = -1; row <= 1; ++row)
        for (const double side : { -0.5, 0.5 })
            painter.drawEllipse(centre + QPointF(side * kStep, row * kStep), kRadius, kRadius);
}

void DragHandle::mousePressEvent(QMouseEvent *event)
{
    m_down = event->button() == Qt::LeftButton;
    m_pressed = event->pos();
}

void DragHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_down || !event->buttons().testFlag(Qt::LeftButton)
        || (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_down = false;
    Q_EMIT dragged();
}

} // namespace ckpt
