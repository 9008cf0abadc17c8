// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/findbar.h"

#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/overlays.h"

#include <QAbstractListModel>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kMostWidth = 460, kRowsShown = 8, kEdge = 10;
enum HitRole { RemarkRole = Qt::UserRole, FaintRole };

// Name on the left, cut in its middle; what it is on the right.
class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors(option.palette);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        if (current)
            painter->fillRect(option.rect, c.sel);
        const QRect inner = option.rect.adjusted(8, 0, -8, 0);
        const QString remark =
            option.fontMetrics.elidedText(index.data(RemarkRole).toString(), Qt::ElideRight, inner.width() * 2 / 5);
        const int remarkWidth = option.fontMetrics.horizontalAdvance(remark);
        painter->setFont(option.font);
        painter->setPen(index.data(FaintRole).toBool() ? c.sub : c.text);
        const int nameWidth = inner.width() - remarkWidth - 12;
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, nameWidth));
        painter->setPen(c.sub);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, remark);
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return { 100, metric::tableRow() };
    }
};

} // namespace

class FindBar::Model : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != RemarkRole && role != FaintRole
            && role != Qt::AccessibleTextRole)
            return {};
        const Row row = m_row(index.row());
        if (role == FaintRole)
            return row.faint;
        if (role == RemarkRole)
            return row.remark;
        return role == Qt::DisplayRole ? row.name : row.name + QStringLiteral(", ") + row.remark;
    }
    void reset(int count, std::function<Row(int)> row)
    {
        beginResetModel();
        m_count = count;
        m_row = std::move(row);
        endResetModel();
    }

    void setRows(int count)
    {
        if (count != m_count) {
            reset(count, m_row);
            return;
        }
        if (m_count > 0)
            Q_EMIT dataChanged(index(0), index(m_count - 1));
    }

private:
    int m_count = 0;
    std::function<Row(int)> m_row;
};

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_line(new QLineEdit(this))
    , m_state(new QLabel(this))
    , m_list(new QListView(this))
    , m_model(new Model(this))
{
    setObjectName(u"findBar"_qs);
    m_line->setPlaceholderText(tr("Find: name, op:Conv2D, shape:3x3, role:kernel, attr:padding=same, /pattern/"));
    m_line->setAccessibleName(tr("Find in the diagram"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    const auto button = [this](const QString &iconName, const QString &text) {
        auto *made = new QToolButton(this);
        made->setAutoRaise(true);
        made->setIcon(icon(iconName));
        made->setToolTip(text);
        made->setAccessibleName(text);
        return made;
    };
    m_before = button(u"go-up"_qs, tr("Hit before (Shift+F3)"));
    m_after = button(u"go-down"_qs, tr("Next hit (F3)"));
    m_close = button(u"window-close"_qs, tr("Close (Esc)"));
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::kGap);
    row->addWidget(m_line, 1);
    row->addWidget(m_state);
    for (QToolButton *each : { m_before, m_after, m_close })
        row->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(metric::kGap);
    column->addLayout(row);
    column->addWidget(m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HitDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("What was found"));
    connect(m_line, &QLineEdit::textEdited, this, &FindBar::textChanged);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) // by the clear button, too
            Q_EMIT textChanged(text);
    });
    connect(m_before, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_after, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::closed);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) { choose(index.row()); });
    restyle();
    showState({}, false);
    hide();
}

void FindBar::open()
{
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

QString FindBar::text() const
{
    return m_line->text();
}

void FindBar::setHits(int count, std::function<Row(int)> row)
{
    m_model->reset(count, std::move(row));
    m_stepped = false;
    if (count > 0)
        m_list->setCurrentIndex(m_model->index(0));
    showState(text().trimmed().isEmpty() ? QString() : tr("%n found", "", count), false);
}

void FindBar::setRows(int count)
{
    m_model->setRows(count);
    showState(m_state->text(), false);
}

void FindBar::setError(const QString &sentence)
{
    m_model->reset(0, {});
    showState(sentence, true);
}

void FindBar::setWaiting()
{
    m_state->setText(tr("Searching…"));
}

int FindBar::current() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void FindBar::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    // The first step goes to the first hit, not past it.
    const int next = !m_stepped && by > 0 ? std::max(current(), 0) : (current() + by + count) % count;
    choose(next);
}

void FindBar::choose(int hit)
{
    m_stepped = true;
    m_list->setCurrentIndex(m_model->index(hit));
    showState(tr("%1 of %2").arg(formatCount(hit + 1), formatCount(m_model->rowCount())), false);
    Q_EMIT chosen(hit);
}

void FindBar::showState(const QString &text, bool wrong)
{
    const int count = m_model->rowCount();
    m_state->setText(text);
    m_state->setToolTip(text);
    QPalette shown = palette();
    shown.setColor(QPalette::WindowText, wrong ? colors(this).err : colors(this).sub);
    m_state->setPalette(shown);
    m_before->setEnabled(count > 0);
    m_after->setEnabled(count > 0);
    m_list->setVisible(count > 0);
    m_list->setFixedHeight(std::min(count, kRowsShown) * metric::tableRow() + 2);
    if (!m_canvas.isEmpty())
        place(m_canvas);
}

void FindBar::place(const QSize &canvas)
{
    m_canvas = canvas;
    const int width = std::min(kMostWidth, canvas.width() - 2 * kEdge);
    m_state->setMaximumWidth(width / 2);
    const int rows = std::max(1, (canvas.height() - 80) / metric::tableRow());
    m_list->setFixedHeight(std::min({ m_model->rowCount(), kRowsShown, rows }) * metric::tableRow() + 2);
    layout()->activate();
    setGeometry(canvas.width() - width - kEdge, kEdge, width, sizeHint().height());
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPlate(this, painter);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        return true;
    case Qt::Key_Down:
        if (m_model->rowCount() > 0)
            m_list->setFocus();
        return true;
    default:
        return false;
    }
}

void FindBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        restyle();
}

void FindBar::restyle()
{
    m_state->setFont(ckpt::font(TextSize::Small));
    m_list->setFont(ckpt::font(TextSize::Small));
}

} // namespace ckpt
