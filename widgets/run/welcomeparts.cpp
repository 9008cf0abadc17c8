// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/welcomeparts.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace ckpt {

namespace {

constexpr int kBigIcon = 32, kLinkIcon = 20, kRowPad = 6;

} // namespace

DropTarget::DropTarget(QWidget *parent)
    : QFrame(parent)
    , openFolder(new QPushButton(tr("Open folder…"), this))
    , openFile(new QPushButton(tr("Open file…"), this))
    , m_text(new QLabel(tr("Drop a checkpoint folder or file here"), this))
{
    openFolder->setObjectName(QStringLiteral("openFolder"));
    openFile->setObjectName(QStringLiteral("openFile"));
    openFolder->setDefault(true);
    for (QPushButton *button : { openFolder, openFile })
        button->setMinimumSize(button->sizeHint() + QSize(24, 6));
    m_text->setFont(ckpt::font(TextSize::Head));
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metric::kGroupGap);
    buttons->addStretch(1);
    buttons->addWidget(openFolder);
    buttons->addWidget(openFile);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::kSection, 24 + kBigIcon + metric::kGroupGap, metric::kSection, 24);
    column->setSpacing(metric::kGroupGap);
    column->addWidget(m_text);
    column->addLayout(buttons);
}

void DropTarget::setDragging(bool dragging)
{
    m_dragging = dragging;
    update();
}

void DropTarget::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_dragging ? c.accent : mixed(c.base, c.accent, 0.75), m_dragging ? 2 : 1.5);
    pen.setDashPattern({ 5, 3 });
    painter.setPen(pen);
    painter.setBrush(m_dragging ? c.infoBg : mixed(c.base, c.infoBg, 0.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metric::kScopeRadius, metric::kScopeRadius);
    paintIcon(
        painter, QRect((width() - kBigIcon) / 2, 24, kBigIcon, kBigIcon), QStringLiteral("document-open"), c.accent);
}

void DropTarget::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        m_text->setFont(ckpt::font(TextSize::Head));
}

LinkButton::LinkButton(const QString &iconName, const QString &title, const QString &description, QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_description(description)
{
    setText(title);
    setAccessibleDescription(description);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void LinkButton::setDescription(const QString &description)
{
    m_description = description;
    setAccessibleDescription(description);
    setToolTip(description);
    updateGeometry();
    update();
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics title(ckpt::font(TextSize::Head));
    const QFontMetrics below(ckpt::font(TextSize::Small));
    const int text = qMax(title.horizontalAdvance(this->text()), below.horizontalAdvance(m_description));
    return { kLinkIcon + metric::kMargin + text + metric::kGap, title.height() + below.height() + metric::kGroupGap };
}

void LinkButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(this);
    QPainter painter(this);
    paintIcon(painter, QRect(0, 2, kLinkIcon, kLinkIcon), m_iconName, c.accent);
    QFont titleFont = ckpt::font(TextSize::Head);
    titleFont.setUnderline(underMouse());
    const QFontMetrics title(titleFont);
    const QRect place = rect().adjusted(kLinkIcon + metric::kMargin, 0, 0, 0);
    painter.setFont(titleFont);
    painter.setPen(c.accent);
    painter.drawText(
        place, static_cast<int>(Qt::AlignLeft | Qt::AlignTop), title.elidedText(text(), Qt::ElideRight, place.width()));
    painter.setFont(ckpt::font(TextSize::Small));
    painter.setPen(c.sub);
    painter.drawText(place.adjusted(0, title.height() + 2, 0, 0), static_cast<int>(Qt::AlignLeft | Qt::AlignTop),
        painter.fontMetrics().elidedText(m_description, Qt::ElideRight, place.width()));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(c.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void RecentsModel::setRecents(const QList<RecentRun> &recents)
{
    beginResetModel();
    m_recents = recents;
    endResetModel();
}

int RecentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_recents.size());
}

QVariant RecentsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RecentRun &run = m_recents[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return run.name;
    case Qt::ToolTipRole:
        return run.path;
    case Qt::AccessibleTextRole:
        return QStringList{ run.name, run.shownPath, run.facts, run.when }.join(QStringLiteral(", "));
    default:
        return {};
    }
}

RecentsDelegate::RecentsDelegate(const RecentsModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize RecentsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 200,
        QFontMetrics(font(TextSize::Head)).height() + QFontMetrics(font(TextSize::Small)).height() + 2 * kRowPad + 4 };
}

void RecentsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const RecentRun &run = m_model->recent(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.sel : mixed(c.base, c.text, 0.04));
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    const QRect mark(option.rect.left() + metric::kMargin, option.rect.center().y() - 9, 18, 18);
    paintIcon(*painter, mark, run.missing ? QStringLiteral("dialog-warning") : QStringLiteral("document-open"),
        run.missing ? c.warn : c.accent);
    const QRect place = option.rect.adjusted(metric::kMargin + 30, kRowPad, -metric::kMargin, -kRowPad);
    const auto line = [&](Qt::Alignment vertical, const QFont &leftFont, const QString &left, const QColor &leftColor,
                          const QString &right) {
        const QFont small = font(TextSize::Small);
        const QFontMetrics smallMetrics(small);
        const int rightWidth = qMin(smallMetrics.horizontalAdvance(right) + 2, place.width() * 2 / 3);
        painter->setFont(small);
        painter->setPen(selected ? c.text : c.sub);
        painter->drawText(place, static_cast<int>(Qt::AlignRight | vertical),
            smallMetrics.elidedText(right, Qt::ElideRight, rightWidth));
        painter->setFont(leftFont);
        painter->setPen(leftColor);
        painter->drawText(place, static_cast<int>(Qt::AlignLeft | vertical),
            QFontMetrics(leftFont).elidedText(left, Qt::ElideMiddle, place.width() - rightWidth - metric::kMargin));
    };
    line(Qt::AlignTop, font(TextSize::Head), run.name, run.missing ? c.sub : c.text, run.when);
    line(Qt::AlignBottom, font(TextSize::Small), run.shownPath, selected ? c.text : c.sub, run.facts);
    painter->restore();
}

} // namespace ckpt
