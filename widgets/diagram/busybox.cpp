// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/busybox.h"

#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace ckpt {
namespace {

constexpr int kCardsAfterMs = 300, kBoxAfterMs = 1000, kBoxWidth = 330, kCardHeight = 42;

} // namespace

BusyBox::BusyBox(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_seconds(new QLabel(this))
    , m_buttons(new QWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(metric::kGroupGap);
    m_text->setFont(ckpt::font(TextSize::Dock));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_seconds->setFont(ckpt::font(TextSize::Small));
    m_seconds->setWordWrap(true);
    auto *bar = new QProgressBar(this);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(8);
    auto *simple = new QPushButton(tr("Use the simple layout"), m_buttons);
    auto *cancel = new QPushButton(tr("Cancel"), m_buttons);
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 4, 0, 0);
    row->addStretch();
    row->addWidget(simple);
    row->addWidget(cancel);
    for (QWidget *widget : std::initializer_list<QWidget *>{ m_text, bar, m_seconds, m_buttons })
        column->addWidget(widget);
    setFixedWidth(kBoxWidth);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &BusyBox::showSeconds);
    connect(simple, &QPushButton::clicked, this, &BusyBox::simpleLayoutWanted);
    connect(cancel, &QPushButton::clicked, this, &BusyBox::cancelled);
    hide();
}

void BusyBox::start(const QString &text, bool buttons)
{
    m_text->setText(text);
    m_buttons->setVisible(buttons);
    m_elapsed.start();
    m_tick.start();
    showSeconds();
    adjustSize();
}

void BusyBox::stop()
{
    m_tick.stop();
    hide();
}

void BusyBox::showSeconds()
{
    m_seconds->setText(tr("%1 s so far. Table and values work meanwhile.").arg(m_elapsed.elapsed() / 1000));
}

void BusyBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colors(this).line);
    painter.setBrush(colors(this).base);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

PreparingPage::PreparingPage(QWidget *parent)
    : QWidget(parent)
    , m_box(new BusyBox(this))
{
    m_cardsTimer.setSingleShot(true);
    m_boxTimer.setSingleShot(true);
    connect(&m_cardsTimer, &QTimer::timeout, this, [this] {
        m_cards = true;
        update();
    });
    connect(&m_boxTimer, &QTimer::timeout, this, [this] {
        placeBox();
        m_box->show();
    });
}

void PreparingPage::start(const QString &text, bool buttons)
{
    if (!m_cardsTimer.isActive() && !m_cards)
        m_cardsTimer.start(kCardsAfterMs);
    if (!m_boxTimer.isActive() && !m_box->isVisible())
        m_boxTimer.start(kBoxAfterMs);
    m_box->start(text, buttons);
    placeBox();
}

void PreparingPage::stop()
{
    m_cardsTimer.stop();
    m_boxTimer.stop();
    m_box->stop();
    m_cards = false;
}

void PreparingPage::placeBox()
{
    m_box->adjustSize();
    m_box->move((width() - m_box->width()) / 2, std::max(8, (height() - m_box->height()) / 2));
}

void PreparingPage::resizeEvent(QResizeEvent *)
{
    placeBox();
}

void PreparingPage::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.canvas);
    if (!m_cards)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    struct Grey {
        double x, y, width;
    };
    // Offsets from the middle of the view, in widths of a card; one row has two.
    static constexpr Grey kGreys[] = { { 0, 20, 170 }, { 0, 86, 200 }, { -116, 152, 170 }, { 116, 152, 170 },
        { 0, 218, 200 } };
    const double middle = width() / 2.0;
    constexpr double kPattern = 264; // height of the first four rows, then again
    for (double y = 0; y < height(); y += kPattern)
        for (const Grey &grey : kGreys)
            paintGrey(painter, QRectF(middle + grey.x - grey.width / 2, y + grey.y, grey.width, kCardHeight));
}

void PreparingPage::paintGrey(QPainter &painter, const QRectF &card) const
{
    if (m_box->isVisible() && card.intersects(QRectF(m_box->geometry()).adjusted(0, -8, 0, 8)))
        return;
    const Colors &c = colors(this);
    painter.setPen(QPen(c.line, 1));
    painter.setBrush(c.scope);
    painter.drawRoundedRect(card, metric::kCardRadius, metric::kCardRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.line);
    painter.drawRoundedRect(QRectF(card.left() + 12, card.top() + 11, card.width() * 0.45, 6), 3, 3);
    painter.drawRoundedRect(QRectF(card.left() + 12, card.top() + 25, card.width() * 0.28, 6), 3, 3);
}

} // namespace ckpt
