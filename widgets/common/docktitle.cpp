// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/docktitle.h"

#include "widgets/common/elidinglabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QDockWidget>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace ckpt {

namespace {

QToolButton *flatButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({ 16, 16 });
    return button;
}

} // namespace

DockTitle::DockTitle(QDockWidget *dock)
    : QWidget(dock)
    , m_title(new QLabel(dock->windowTitle(), this))
    , m_context(new ElidingLabel(this))
    , m_tools(new QHBoxLayout)
    , m_close(flatButton(this))
{
    m_context->setSecondary(true);
    m_close->setIcon(icon(QStringLiteral("window-close")));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close %1").arg(dock->windowTitle()));
    m_tools->setSpacing(0);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kGroupGap, 1, 2, 1);
    row->setSpacing(6);
    row->addWidget(m_title);
    row->addWidget(m_context, 1);
    row->addLayout(m_tools);
    row->addWidget(m_close);
    restyle();
    connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
    connect(dock, &QDockWidget::windowTitleChanged, m_title, &QLabel::setText);
    connect(dock, &QDockWidget::featuresChanged, this, [this](QDockWidget::DockWidgetFeatures features) {
        m_close->setVisible(features & QDockWidget::DockWidgetClosable);
    });
    dock->setTitleBarWidget(this);
}

void DockTitle::setContext(const QString &text)
{
    m_context->setText(text);
}

QString DockTitle::context() const
{
    return m_context->text();
}

QToolButton *DockTitle::addTool(QAction *action)
{
    QToolButton *button = flatButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    m_tools->addWidget(button);
    return button;
}

void DockTitle::addWidget(QWidget *widget)
{
    m_tools->addWidget(widget);
}

QSize DockTitle::minimumSizeHint() const
{
    return { 60, sizeHint().height() };
}

QSize DockTitle::sizeHint() const
{
    return { layout()->sizeHint().width(), qMax(metric::kDockTitle, layout()->sizeHint().height()) };
}

void DockTitle::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.line);
}

void DockTitle::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        restyle();
}

void DockTitle::restyle()
{
    m_title->setFont(ckpt::font(TextSize::Dock));
    m_context->setFont(ckpt::font(TextSize::Small));
}

} // namespace ckpt
