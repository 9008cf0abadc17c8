// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/chiprow.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

namespace ckpt {

ChipRow::ChipRow(QWidget *parent)
    : QWidget(parent)
    , m_lead(new QLabel(this))
    , m_trailing(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(m_more))
{
    m_lead->setFont(ckpt::font(TextSize::Small));
    m_lead->setForegroundRole(QPalette::PlaceholderText);
    m_lead->hide();
    m_trailing->setAutoRaise(true);
    m_trailing->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_trailing->hide();
    m_more->setObjectName(QStringLiteral("moreChips"));
    m_more->setAutoRaise(true);
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->hide();
    // Not the button's own menu: styles draw an arrow of theirs for it.
    connect(m_more, &QToolButton::clicked, this, [this] {
        fillMore();
        m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
    });
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

ChipRow::~ChipRow() = default;

void ChipRow::setLead(const QString &text)
{
    m_lead->setText(text);
    m_lead->setVisible(!text.isEmpty());
    arrange();
}

void ChipRow::setTrailing(QAction *action)
{
    m_trailing->setDefaultAction(action);
    connect(action, &QAction::changed, this, &ChipRow::arrange);
    arrange();
}

ChipButton *ChipRow::makeButton(const Chip &chip)
{
    auto *button = new ChipButton(chip, this);
    button->installEventFilter(this);
    connect(button, &ChipButton::clicked, this, [this, button](bool on) { Q_EMIT toggled(button->chip().id, on); });
    connect(button, &ChipButton::onlyThis, this, [this, button] { Q_EMIT onlyThis(button->chip().id); });
    return button;
}

void ChipRow::setChips(const QList<Chip> &chips)
{
    QList<ChipButton *> kept;
    for (const Chip &chip : chips) {
        ChipButton *known = button(chip.id);
        if (known)
            known->setChip(chip);
        else
            known = makeButton(chip);
        kept.append(known);
    }
    for (ChipButton *old : std::as_const(m_buttons)) {
        if (!kept.contains(old)) {
            old->hide();
            old->deleteLater();
        }
    }
    m_buttons = kept;
    arrange();
}

QList<Chip> ChipRow::chips() const
{
    QList<Chip> all;
    for (const ChipButton *chip : m_buttons)
        all.append(chip->chip());
    return all;
}

ChipButton *ChipRow::button(const QString &id) const
{
    for (ChipButton *candidate : m_buttons) {
        if (candidate->chip().id == id)
            return candidate;
    }
    return nullptr;
}

QSize ChipRow::sizeHint() const
{
    int width = 0;
    for (const ChipButton *chip : m_buttons)
        width += chip->sizeHint().width() + metric::kGap;
    return { width, minimumSizeHint().height() };
}

QSize ChipRow::minimumSizeHint() const
{
    return { 60, qMax(metric::kChip, fontMetrics().height() + 4) + 2 * metric::kGap };
}

// Places what fits from the left; the rest waits in the menu of "More". Texts never shrink.
void ChipRow::arrange()
{
    const auto placeAt = [this](QWidget *widget, int left) {
        const QSize size = widget->sizeHint();
        const QRect rect(left, (height() - size.height()) / 2, size.width(), size.height());
        widget->setGeometry(QStyle::visualRect(layoutDirection(), this->rect(), rect));
        return left + size.width();
    };
    int left = 0;
    if (!m_lead->text().isEmpty())
        left = placeAt(m_lead, left) + metric::kGroupGap;
    const QAction *last = m_trailing->defaultAction();
    const bool trailing = last && last->isVisible();
    m_trailing->setVisible(trailing);
    const int end = width() - (trailing ? m_trailing->sizeHint().width() + metric::kGap : 0);

    int needed = left;
    for (const ChipButton *chip : std::as_const(m_buttons))
        needed += chip->sizeHint().width() + metric::kGap;
    const bool overflow = needed - metric::kGap > end;
    m_more->setText(tr("More %n ▾", "chips that do not fit in the row", static_cast<int>(m_buttons.size())));
    const int chipsEnd = overflow ? end - m_more->sizeHint().width() - metric::kGap : end;
    m_shown = 0;
    bool full = false;
    for (ChipButton *chip : std::as_const(m_buttons)) {
        full = full || left + chip->sizeHint().width() > chipsEnd;
        chip->setVisible(!full);
        if (full)
            continue;
        left = placeAt(chip, left) + metric::kGap;
        ++m_shown;
    }
    const auto hiddenOnes = static_cast<int>(m_buttons.size() - m_shown);
    m_more->setVisible(hiddenOnes > 0);
    if (hiddenOnes > 0) {
        m_more->setText(tr("More %n ▾", "chips that do not fit in the row", hiddenOnes));
        left = placeAt(m_more, left) + metric::kGap;
    }
    if (trailing)
        placeAt(m_trailing, qMax(left, end + metric::kGap));
}

void ChipRow::fillMore()
{
    m_menu->clear();
    for (qsizetype i = m_shown; i < m_buttons.size(); ++i) {
        const Chip &chip = m_buttons[i]->chip();
        QString text = chip.text;
        text.replace(u'&', QLatin1String("&&"));
        QAction *action = m_menu->addAction(chip.count < 0 ? text : text + u'\t' + formatCount(chip.count));
        action->setCheckable(m_buttons[i]->isCheckable());
        action->setChecked(m_buttons[i]->isChecked());
        connect(action, &QAction::triggered, m_buttons[i], &ChipButton::click);
    }
}

void ChipRow::moveFocus(ChipButton *from, int by)
{
    const qsizetype to = m_buttons.indexOf(from) + by;
    if (to >= 0 && to < m_shown)
        m_buttons[to]->setFocus(Qt::TabFocusReason);
    else if (to >= m_shown && m_more->isVisible())
        m_more->setFocus(Qt::TabFocusReason);
}

bool ChipRow::eventFilter(QObject *watched, QEvent *event)
{
    auto *chip = qobject_cast<ChipButton *>(watched);
    if (chip && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            moveFocus(chip, (key == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight) ? 1 : -1);
            return true;
        }
    }
    if (chip && event->type() == QEvent::ContextMenu) {
        Q_EMIT menuRequested(chip->chip().id, static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ChipRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChipRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::LayoutDirectionChange) {
        m_lead->setFont(ckpt::font(TextSize::Small));
        arrange();
    }
}

} // namespace ckpt
