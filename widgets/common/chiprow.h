// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of round chips with counts that can be switched on and off. Those that do not fit go under "More ▾"; the row
// never forces a width. Keyboard: Tab reaches the row, ←/→ move, Space switches, Return = only this one.
#pragma once

#include "format/graph/role.h"

#include <QAbstractButton>
#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace ckpt {

struct Chip {
    QString id; // unique in the row
    QString text; // "Weights"
    qint64 count = -1; // shown behind the text; -1: none
    std::optional<Role> role; // badge in front and colour when on
    bool warning = false; // instead: a "!" badge in the warning colour
    bool checked = false;
    QString toolTip;
};

class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit ChipButton(const Chip &chip, QWidget *parent = nullptr);

    const Chip &chip() const { return m_chip; }
    void setChip(const Chip &chip); // does not emit toggled()
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void onlyThis(); // double-click or Return

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void announce();

    Chip m_chip;
};

class ChipRow : public QWidget {
    Q_OBJECT
public:
    explicit ChipRow(QWidget *parent = nullptr);
    ~ChipRow() override;

    // Text in front, e.g. "Hidden"; empty: none.
    void setLead(const QString &text);
    // A flat button at the end, e.g. "Show all"; owned by the caller, hidden with the action.
    void setTrailing(QAction *action);
    // Replaces all chips. Buttons of ids that stay are kept, so focus survives.
    void setChips(const QList<Chip> &chips);
    QList<Chip> chips() const;
    ChipButton *button(const QString &id) const; // null when there is none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toggled(const QString &id, bool on);
    void onlyThis(const QString &id);
    // Context menu on a chip; the receiver shows what it likes.
    void menuRequested(const QString &id, const QPoint &globalPosition);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    ChipButton *makeButton(const Chip &chip);
    void arrange();
    void fillMore();
    void moveFocus(ChipButton *from, int by);

    QList<ChipButton *> m_buttons;
    QLabel *m_lead;
    QToolButton *m_trailing;
    QToolButton *m_more;
    QMenu *m_menu;
    qsizetype m_shown = 0;
};

} // namespace ckpt
