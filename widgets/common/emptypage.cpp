// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/emptypage.h"

#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>

namespace ckpt {

namespace {

constexpr int kIcon = 32, kTextWidth = 520;

QLabel *wrapping(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(80);
    label->setMaximumWidth(kTextWidth);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    return label;
}

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(wrapping(this))
    , m_text(wrapping(this))
    , m_advice(wrapping(this))
    , m_buttons(new QHBoxLayout)
    , m_links(new QVBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *words = new QVBoxLayout;
    words->setSpacing(metric::kGroupGap);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_advice);
    m_buttons->setSpacing(metric::kGroupGap);
    m_buttons->setContentsMargins(0, metric::kGap, 0, 0);
    words->addLayout(m_buttons);
    m_links->setSpacing(metric::kGap);
    words->addLayout(m_links);
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::kSection);
    row->addStretch(1);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 4);
    row->addStretch(1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(metric::kSection, metric::kSection, metric::kSection, metric::kSection);
    page->addStretch(2);
    page->addLayout(row);
    page->addStretch(3);
    restyle();
}

void EmptyPage::setContent(
    Kind kind, const QString &title, const QString &text, const QString &advice, const QString &iconName)
{
    m_kind = kind;
    m_iconName = iconName;
    if (iconName.isEmpty() && kind != Kind::Plain)
        m_iconName = kind == Kind::Error ? QStringLiteral("dialog-error") : QStringLiteral("dialog-warning");
    const auto set = [kind](QLabel *label, const QString &content) {
        label->setText(content);
        label->setVisible(!content.isEmpty());
        label->setTextInteractionFlags(kind == Kind::Plain ? Qt::NoTextInteraction : Qt::TextSelectableByMouse);
    };
    set(m_title, title);
    set(m_text, text);
    set(m_advice, advice);
    setAccessibleDescription(QStringList{ title, text, advice }.join(u' ').trimmed());
    restyle();
}

void EmptyPage::setError(const Error &error)
{
    const ErrorWords words = errorWords(error);
    setContent(Kind::Error, words.what, words.why, words.remedy);
}

void EmptyPage::setButtons(const QList<Button> &buttons)
{
    for (QBoxLayout *layout : { m_buttons, m_links }) {
        while (QLayoutItem *item = layout->takeAt(0)) {
            if (QWidget *widget = item->widget()) {
                widget->hide();
                widget->deleteLater();
            }
            delete item;
        }
    }
    for (const Button &button : buttons) {
        auto *made = new QPushButton(button.text, this);
        connect(made, &QPushButton::clicked, this, button.trigger);
        if (button.link) {
            made->setFlat(true);
            made->setCursor(Qt::PointingHandCursor);
            QPalette linkPalette = made->palette();
            linkPalette.setColor(QPalette::ButtonText, colors(this).accent);
            made->setPalette(linkPalette);
            m_links->addWidget(made, 0, Qt::AlignLeft);
        } else {
            m_buttons->addWidget(made);
        }
    }
    m_buttons->addStretch(1);
}

QString EmptyPage::title() const
{
    return m_title->text();
}

QSize EmptyPage::minimumSizeHint() const
{
    return { 120, 60 };
}

void EmptyPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        restyle();
}

void EmptyPage::restyle()
{
    const Colors &c = colors(this);
    m_title->setFont(ckpt::font(TextSize::Head));
    for (QLabel *label : { m_text, m_advice }) {
        QPalette secondary;
        secondary.setColor(label->foregroundRole(), c.sub);
        secondary.setColor(QPalette::Text, c.sub);
        label->setPalette(secondary);
    }
    m_icon->setVisible(!m_iconName.isEmpty());
    if (m_iconName.isEmpty())
        return;
    const double ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(kIcon, kIcon) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const QColor color = m_kind == Kind::Error ? c.err : m_kind == Kind::Warning ? c.warn : c.sub;
    paintIcon(painter, QRect(0, 0, kIcon, kIcon), m_iconName, color);
    painter.end();
    m_icon->setPixmap(pixmap);
}

} // namespace ckpt
