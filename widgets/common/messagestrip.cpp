// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/messagestrip.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

namespace ckpt {

namespace {

constexpr int kMaxActions = 3, kSuccessMs = 8000;

QString iconNameOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Success:
        return QStringLiteral("ckpt-ok");
    case Message::Kind::Warning:
        return QStringLiteral("dialog-warning");
    case Message::Kind::Error:
        return QStringLiteral("dialog-error");
    case Message::Kind::Information:
        break;
    }
    return QStringLiteral("dialog-information");
}

struct KindColors {
    QColor fill, mark;
};

KindColors colorsOf(Message::Kind kind, const Colors &c)
{
    switch (kind) {
    case Message::Kind::Success:
        return { c.okBg, c.ok };
    case Message::Kind::Warning:
        return { c.warnBg, c.warn };
    case Message::Kind::Error:
        return { c.errBg, c.err };
    case Message::Kind::Information:
        break;
    }
    return { c.infoBg, c.accent };
}

} // namespace

// Bold fact and explanation in one line; what does not fit is in the tooltip.
class StripText : public QWidget {
public:
    using QWidget::QWidget;

    void setWords(const QString &fact, const QString &explanation)
    {
        m_fact = fact;
        m_explanation = explanation;
        const QString all = explanation.isEmpty() ? fact : fact + u' ' + explanation;
        setAccessibleName(all);
        setToolTip(all);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return { factWidth() + fontMetrics().horizontalAdvance(m_explanation) + 8, 20 }; }
    QSize minimumSizeHint() const override { return { 40, fontMetrics().height() }; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(this);
        QPainter painter(this);
        painter.setPen(c.text);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        const QFontMetrics boldMetrics(bold);
        painter.drawText(rect(), static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter),
            boldMetrics.elidedText(m_fact, Qt::ElideRight, width()));
        const int used = factWidth() + boldMetrics.horizontalAdvance(u' ');
        if (used >= width())
            return;
        painter.setFont(font());
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        painter.drawText(rect().adjusted(mirrored ? 0 : used, 0, mirrored ? -used : 0, 0),
            static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter),
            fontMetrics().elidedText(m_explanation, Qt::ElideRight, width() - used));
    }

private:
    int factWidth() const
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return QFontMetrics(bold).horizontalAdvance(m_fact);
    }

    QString m_fact, m_explanation;
};

MessageStrip::MessageStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new StripText(this))
    , m_more(new QToolButton(this))
    , m_close(new QToolButton(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageStrip"));
    setAccessibleName(tr("Messages"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kGroupGap + 16 + metric::kGroupGap, 0, metric::kGap, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_text, 1);
    for (int i = 0; i < kMaxActions; ++i) {
        auto *button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        connect(button, &QToolButton::clicked, this, [this, i] { runAction(i); });
        row->addWidget(button);
        m_actions.append(button);
    }
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setObjectName(QStringLiteral("moreMessages"));
    m_more->setToolTip(tr("Show the next message"));
    row->addWidget(m_more);
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->setIcon(icon(QStringLiteral("window-close")));
    m_close->setObjectName(QStringLiteral("closeMessage"));
    m_close->setToolTip(tr("Close"));
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        const QString id = m_messages.constFirst().id;
        remove(id);
        Q_EMIT closed(id);
    });
    // The shown one goes to the back, so that several clicks show all of them.
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_messages.append(m_messages.takeFirst());
        showNewest();
    });
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (!m_messages.isEmpty() && m_messages.constFirst().kind == Message::Kind::Success)
            remove(m_messages.constFirst().id);
    });
    hide();
}

MessageStrip::~MessageStrip() = default;

void MessageStrip::post(const Message &message)
{
    m_messages.removeIf([&message](const Message &old) { return old.id == message.id; });
    m_messages.prepend(message);
    showNewest();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStrip::remove(const QString &id)
{
    if (m_messages.removeIf([&id](const Message &old) { return old.id == id; }) > 0)
        showNewest();
}

void MessageStrip::clear()
{
    m_messages.clear();
    showNewest();
}

void MessageStrip::showNewest()
{
    m_timer->stop();
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty())
        return;
    const Message &message = m_messages.constFirst();
    m_text->setWords(message.fact, message.explanation);
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        m_actions[i]->setVisible(i < message.actions.size());
        if (i < message.actions.size())
            m_actions[i]->setText(message.actions[i].text);
    }
    const auto others = static_cast<int>(m_messages.size() - 1);
    m_more->setVisible(others > 0);
    m_more->setText(tr("%n more", "messages", others));
    if (message.kind == Message::Kind::Success)
        m_timer->start(kSuccessMs);
    update();
}

void MessageStrip::runAction(qsizetype index)
{
    // A copy: the action may take its own message away.
    const Message message = m_messages.constFirst();
    if (index < message.actions.size() && message.actions[index].trigger)
        message.actions[index].trigger();
}

QSize MessageStrip::sizeHint() const
{
    return { layout()->sizeHint().width(), qMax(metric::kStrip, layout()->minimumSize().height()) };
}

QSize MessageStrip::minimumSizeHint() const
{
    return { layout()->minimumSize().width(), sizeHint().height() };
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    if (m_messages.isEmpty())
        return;
    const Colors &c = colors(this);
    const Message::Kind kind = m_messages.constFirst().kind;
    const KindColors look = colorsOf(kind, c);
    QPainter painter(this);
    painter.fillRect(rect(), look.fill);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.line);
    const QRect place(metric::kGroupGap, (height() - 16) / 2, 16, 16);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), place), iconNameOf(kind), look.mark);
}

void MessageStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

} // namespace ckpt
