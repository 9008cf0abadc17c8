// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/picturewriters.h"

#include "widgets/common/formatting.h"
#include "widgets/diagram/svgtext.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr double kPixelsPerInch = 96, kPointsPerInch = 72, kMostPoints = 14'400, kInchesPerMeter = 1 / 0.0254;

// Fonts have sizes in points; on a device of this resolution they are as large as they were measured.
int measuredResolution()
{
    return QImage(1, 1, QImage::Format_RGB32).logicalDpiY();
}

// The date is a random number to whoever compares two files. Same length, because the file has a table of places.
void removeDate(QByteArray &pdf)
{
    const qsizetype begin = pdf.indexOf("\n/CreationDate (D:") + 1, end = pdf.indexOf(')', begin);
    if (begin > 0 && end > begin)
        std::fill(pdf.begin() + begin, pdf.begin() + end + 1, ' ');
}

double greatestScale(const QSizeF &size)
{
    return std::min({ std::sqrt(kMostPixels / (size.width() * size.height())), kMostSide / size.width(),
        kMostSide / size.height() });
}

QImage painted(const DiagramSheet &sheet, double scale)
{
    const QSizeF size = sheet.size() * scale;
    QImage image(std::max(1, qRound(size.width())), std::max(1, qRound(size.height())), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(image.width() / sheet.size().width(), image.height() / sheet.size().height());
    sheet.paint(painter);
    return image;
}

} // namespace

std::optional<QString> writeSvg(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device)
{
    QBuffer drawn;
    drawn.open(QIODevice::ReadWrite);
    QSvgGenerator generator;
    generator.setOutputDevice(&drawn);
    generator.setResolution(measuredResolution());
    generator.setSize(sheet.size().toSize());
    generator.setViewBox(QRectF(QPointF(), sheet.size()));
    QPainter painter(&generator);
    sheet.paint(painter);
    painter.end();
    if (!writeFinishedSvg(drawn.data(), sheet.size(), scale, words, device))
        return Diagram::tr("The drawing could not be made.");
    return std::nullopt;
}

std::optional<QString> writePdf(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device)
{
    const double wanted = scale * kPointsPerInch / kPixelsPerInch,
                 fitting = std::min(wanted, kMostPoints / std::max(sheet.size().width(), sheet.size().height()));
    QBuffer drawn;
    drawn.open(QIODevice::ReadWrite);
    {
        QPdfWriter writer(&drawn);
        writer.setTitle(words.title);
        writer.setCreator(u"Ckptscope"_qs);
        writer.setResolution(measuredResolution());
        const auto points = [fitting](double length) { return std::min(std::ceil(length * fitting), kMostPoints); };
        const QSizeF page(points(sheet.size().width()), points(sheet.size().height()));
        writer.setPageSize(QPageSize(page, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageOrientation(QPageLayout::Portrait);
        writer.setPageMargins({});
        QPainter painter(&writer);
        const double unit = fitting * measuredResolution() / kPointsPerInch;
        painter.scale(unit, unit);
        sheet.paint(painter);
    }
    removeDate(drawn.buffer());
    device.write(drawn.data());
    return std::nullopt;
}

std::optional<QString> writePng(const DiagramSheet &sheet, double scale, const PictureWords &words, QIODevice &device)
{
    const double greatest = greatestScale(sheet.size());
    if (scale > greatest) {
        const QSizeF size = sheet.size() * scale;
        return Diagram::tr(
            "The picture would be %1 × %2 pixels, which is too large. Scale %3 fits; SVG and PDF have no such "
            "limit.")
            .arg(formatCount(qRound64(size.width())), formatCount(qRound64(size.height())),
                QString::number(std::floor(greatest * 100) / 100));
    }
    QImage image = painted(sheet, scale);
    if (image.isNull())
        return Diagram::tr("There is not enough memory for the picture.");
    image.setDotsPerMeterX(qRound(scale * kPixelsPerInch * kInchesPerMeter));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QImageWriter writer(&device, "png");
    writer.setText(u"Title"_qs, words.title);
    writer.setText(u"Description"_qs, words.description);
    if (!writer.write(image))
        return Diagram::tr("The drawing could not be made.");
    return std::nullopt;
}

QImage sheetImage(const DiagramSheet &sheet, double scale)
{
    return painted(sheet, std::min(scale, greatestScale(sheet.size())));
}

} // namespace ckpt
