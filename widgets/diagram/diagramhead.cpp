// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramhead.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace ckpt {
namespace {

constexpr int kToolSize = 16, kLeastCrumb = 24;

QToolButton *tool(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({kToolSize, kToolSize});
    return button;
}

} // namespace

DiagramHead::DiagramHead(QWidget *parent) : QWidget(parent), m_title(new QLabel(tr("Diagram"), this)), m_path(new QLabel(this)), m_tools(new QHBoxLayout)
{
    setFixedHeight(metric::kDockTitle);
    m_title->setFont(ckpt::font(TextSize::Dock));
    m_path->setFont(ckpt::font(TextSize::Small));
    m_path->setTextFormat(Qt::RichText);
    m_path->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_path->setObjectName(u"diagramPath"_qs);
    m_tools->setSpacing(0);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kGroupGap, 1, 2, 1);
    row->setSpacing(metric::kGroupGap);
    row->addWidget(m_title);
    row->addWidget(m_path, 1);
    row->addLayout(m_tools);
    connect(m_path, &QLabel::linkActivated, this, [this](const QString &link) { Q_EMIT crumbClicked(static_cast<ItemId>(link.toInt())); });
}

void DiagramHead::setCrumbs(const QList<Crumb> &crumbs)
{
    m_crumbs = crumbs;
    showCrumbs();
}

// Long names give way, the innermost last.
void DiagramHead::showCrumbs()
{
    const QFontMetrics metrics(m_path->font());
    const QString separator = u" › "_qs;
    int left = m_path->width() - int(std::max<qsizetype>(0, m_crumbs.size() - 1)) * metrics.horizontalAdvance(separator);
    QStringList parts;
    for (qsizetype i = m_crumbs.size(); i-- > 0;) {
        const Crumb &crumb = m_crumbs.at(i);
        const QString text = metrics.elidedText(crumb.text, Qt::ElideMiddle, std::max(kLeastCrumb, left - int(i) * kLeastCrumb));
        left -= metrics.horizontalAdvance(text);
        const QString safe = text.toHtmlEscaped();
        parts.prepend(i + 1 == m_crumbs.size() ? safe
                                               : u"<a href=\"%1\" style=\"text-decoration:none; color:%2\">%3</a>"_qs.arg(int(crumb.id)).arg(colors(this).accent.name(), safe));
    }
    m_path->setText(parts.join(separator.toHtmlEscaped()));
}

void DiagramHead::addTool(QAction *action)
{
    QToolButton *button = tool(this);
    button->setDefaultAction(action);
    m_tools->addWidget(button);
}

void DiagramHead::addMenu(const QString &text, const QString &iconName, const QString &toolTip, const QList<QAction *> &actions)
{
    QToolButton *button = tool(this);
    auto *menu = new QMenu(button);
    menu->addActions(actions);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_tools->addWidget(button);
}

QSize DiagramHead::minimumSizeHint() const { return {120, metric::kDockTitle}; }

void DiagramHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showCrumbs();
}

void DiagramHead::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showCrumbs();
}

} // namespace ckpt
