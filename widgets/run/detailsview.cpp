// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/detailsview.h"

#include "widgets/common/badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextDocument>
#include <QUrl>

namespace ckpt {

namespace {

constexpr int kMark = 16;

QString markName(DetailRow::Mark mark)
{
    switch (mark) {
    case DetailRow::Mark::Good:
        return QStringLiteral("good");
    case DetailRow::Mark::Warning:
        return QStringLiteral("warning");
    case DetailRow::Mark::Error:
        return QStringLiteral("error");
    case DetailRow::Mark::None:
        break;
    }
    return {};
}

QString points(const QFont &font)
{
    return QString::number(font.pointSizeF(), 'f', 1) + QLatin1String("pt");
}

QString shown(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
}

} // namespace

DetailsView::DetailsView(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("detailsView"));
    setAccessibleName(tr("Details"));
    setFrameShape(NoFrame);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(metric::kGroupGap);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const QString link = m_links.value(url.fragment().toInt());
        if (!link.isEmpty())
            Q_EMIT linkActivated(link);
    });
    rebuild();
}

void DetailsView::setDetails(const Details &details)
{
    m_details = details;
    m_empty = false;
    rebuild();
    verticalScrollBar()->setValue(0);
}

void DetailsView::clear()
{
    m_details = {};
    m_empty = true;
    rebuild();
}

QString DetailsView::plainText() const
{
    QString text = m_details.title + u'\n';
    for (const DetailSection &section : m_details.sections) {
        if (!section.title.isEmpty())
            text += section.title + u'\n';
        for (const DetailRow &row : section.rows)
            text += row.label + u'\t' + row.value + u'\n';
    }
    return m_empty ? QString() : text;
}

void DetailsView::addPictures()
{
    const Colors &c = colors(this);
    const double ratio = devicePixelRatioF();
    const auto add = [this, ratio](const QString &name, auto paint) {
        QPixmap pixmap(QSize(kMark, kMark) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(painter);
        painter.end();
        document()->addResource(QTextDocument::ImageResource, QUrl(QLatin1String("picture:") + name), pixmap);
    };
    const QRect square(0, 0, kMark, kMark);
    add(QStringLiteral("good"), [&](QPainter &p) { paintIcon(p, square, QStringLiteral("ckpt-ok"), c.ok); });
    add(QStringLiteral("warning"),
        [&](QPainter &p) { paintIcon(p, square, QStringLiteral("dialog-warning"), c.warn); });
    add(QStringLiteral("error"), [&](QPainter &p) { paintIcon(p, square, QStringLiteral("dialog-error"), c.err); });
    if (m_details.role)
        add(QStringLiteral("badge"), [&](QPainter &p) { paintRoleBadge(p, square, *m_details.role, c.dark, c.base); });
}

QString DetailsView::rowHtml(const DetailRow &row, int labelWidth)
{
    const Colors &c = colors(this);
    const QString mark = markName(row.mark);
    QString value = shown(row.value);
    if (!row.link.isEmpty()) {
        value = QStringLiteral("<a href=\"#%1\" style=\"text-decoration:none;color:%2\">%3</a>")
                    .arg(m_links.size())
                    .arg(c.accent.name(), value);
        m_links.append(row.link);
    }
    if (!mark.isEmpty())
        value = QStringLiteral("<img src=\"picture:%1\" width=%2 height=%2 style=\"vertical-align:middle\"> ")
                    .arg(mark)
                    .arg(kMark)
            + value;
    // Without a label the sentence gets the whole width.
    if (row.label.isEmpty() && row.link.isEmpty())
        return QStringLiteral("<tr><td colspan=2 style=\"padding:3px 0\">%1</td></tr>").arg(value);
    return QStringLiteral(
        "<tr><td width=%1 style=\"padding:3px 0;color:%2\">%3</td><td style=\"padding:3px 0\">%4</td></tr>")
        .arg(labelWidth)
        .arg(c.sub.name(), shown(row.label), value);
}

void DetailsView::rebuild()
{
    const QScopedValueRollback<bool> busy(m_rebuilding, true);
    const Colors &c = colors(this);
    m_links.clear();
    document()->setDefaultFont(ckpt::font(TextSize::Body));
    if (m_empty) {
        setHtml(QStringLiteral("<p style=\"color:%1\">%2</p>")
                    .arg(c.sub.name(), tr("Nothing is selected.").toHtmlEscaped()));
        return;
    }
    const QFontMetrics metrics(document()->defaultFont());
    int labelWidth = 0;
    for (const DetailSection &section : m_details.sections) {
        for (const DetailRow &row : section.rows)
            labelWidth = qMax(labelWidth, metrics.horizontalAdvance(row.label));
    }
    labelWidth = qMin(labelWidth + metric::kGroupGap, qMax(60, viewport()->width() / 2));

    QString html = QStringLiteral("<table width=\"100%\" cellspacing=0 cellpadding=0><tr>");
    if (m_details.role)
        html += QStringLiteral("<td width=24><img src=\"picture:badge\" width=16 height=16></td>");
    html += QStringLiteral("<td style=\"font-size:%1;font-weight:600\">%2</td></tr></table>")
                .arg(points(ckpt::font(TextSize::Head)), shown(m_details.title));
    for (const DetailSection &section : m_details.sections) {
        if (!section.title.isEmpty()) {
            html += QStringLiteral("<p style=\"margin:10px 0 2px 0;font-size:%1;font-weight:600;color:%2;"
                                   "text-transform:uppercase\">%3</p>")
                        .arg(points(ckpt::font(TextSize::Tiny)), c.sub.name(), shown(section.title));
        } else {
            html += QStringLiteral("<p style=\"margin:0;font-size:4px\">&nbsp;</p>");
        }
        html += QStringLiteral("<table width=\"100%\" cellspacing=0 cellpadding=0>");
        for (const DetailRow &row : section.rows)
            html += rowHtml(row, labelWidth);
        html += QStringLiteral("</table>");
    }
    addPictures();
    setHtml(html);
}

QSize DetailsView::sizeHint() const
{
    return { 256, 360 };
}

QSize DetailsView::minimumSizeHint() const
{
    return { 120, 60 };
}

void DetailsView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    const bool looks = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange;
    if (looks && !m_rebuilding)
        rebuild();
}

void DetailsView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width() && !m_rebuilding)
        rebuild();
}

} // namespace ckpt
