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
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace ckpt {
namespace {

constexpr int kToolSize = 16, kLeastCrumb = 24, kLeastPath = 80;

// Without the style's small arrow, which would cover the icon; the text says it with its own.
class MenuButton : public QToolButton {
public:
    explicit MenuButton(QWidget *parent)
        : QToolButton(parent)
    {
        setAutoRaise(true);
        setFocusPolicy(Qt::TabFocus);
        setIconSize({ kToolSize, kToolSize });
        setFont(ckpt::font(TextSize::Small));
        setPopupMode(InstantPopup);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.features &= ~QStyleOptionToolButton::HasMenu;
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

} // namespace

DiagramHead::DiagramHead(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Diagram"), this))
    , m_path(new QLabel(this))
    , m_tools(new QHBoxLayout)
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
    connect(m_path, &QLabel::linkActivated, this,
        [this](const QString &link) { Q_EMIT crumbClicked(static_cast<ItemId>(link.toInt())); });
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
    int left =
        m_path->width() - int(std::max<qsizetype>(0, m_crumbs.size() - 1)) * metrics.horizontalAdvance(separator);
    QStringList parts;
    for (qsizetype i = m_crumbs.size(); i-- > 0;) {
        const Crumb &crumb = m_crumbs.at(i);
        const QString text =
            metrics.elidedText(crumb.text, Qt::ElideMiddle, std::max(kLeastCrumb, left - int(i) * kLeastCrumb));
        left -= metrics.horizontalAdvance(text);
        const QString safe = text.toHtmlEscaped();
        parts.prepend(i + 1 == m_crumbs.size()
                ? safe
                : u"<a href=\"%1\" style=\"text-decoration:none; color:%2\">%3</a>"_qs.arg(int(crumb.id))
                      .arg(colors(this).accent.name(), safe));
    }
    m_path->setText(parts.join(separator.toHtmlEscaped()));
}

QToolButton *DiagramHead::addMenu(
    const QString &text, const QString &iconName, const QString &toolTip, const QList<QAction *> &actions)
{
    auto *button = new MenuButton(this);
    auto *menu = new QMenu(button);
    menu->addActions(actions);
    button->setMenu(menu);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    if (!text.isEmpty())
        m_withText << button;
    showTexts();
    m_tools->addWidget(button);
    return button;
}

void DiagramHead::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({ kToolSize, kToolSize });
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName());
    button->setAccessibleName(action->text());
    m_tools->addWidget(button);
}

void DiagramHead::addTool(QWidget *tool)
{
    m_tools->addWidget(tool);
}

// The first say what is drawn; the last gives way first.
void DiagramHead::showTexts()
{
    QString shown = QString::number(width());
    for (const QToolButton *button : std::as_const(m_withText))
        shown += u'\n' + (button->isHidden() ? QString() : button->text());
    if (std::exchange(m_textsFor, shown) == shown) // what is done here asks for a layout as well
        return;
    int left = width() - m_title->sizeHint().width() - 3 * metric::kGroupGap - kLeastPath;
    for (int i = 0; i < m_tools->count(); ++i)
        if (QWidget *tool = m_tools->itemAt(i)->widget(); tool && !m_withText.contains(tool))
            left -= tool->sizeHint().width();
    for (QToolButton *button : std::as_const(m_withText)) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        left -= button->isHidden() ? 0 : button->sizeHint().width();
    }
    for (auto button = m_withText.rbegin(); button != m_withText.rend() && left < 0; ++button) {
        if ((*button)->isHidden())
            continue;
        const int wide = (*button)->sizeHint().width();
        (*button)->setToolButtonStyle(Qt::ToolButtonIconOnly);
        left += wide - (*button)->sizeHint().width();
    }
}

bool DiagramHead::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) // a button has another text, came or went
        showTexts();
    return QWidget::event(event);
}

QSize DiagramHead::minimumSizeHint() const
{
    return { 120, metric::kDockTitle };
}

void DiagramHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTexts();
    showCrumbs();
}

void DiagramHead::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showCrumbs();
}

} // namespace ckpt
