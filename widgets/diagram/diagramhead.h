// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the picture: "Diagram", where the selection is (run › scope › card, each a link), tools.
#pragma once

#include "format/graph/graphview.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QToolButton;

namespace ckpt {

class DiagramHead : public QWidget {
    Q_OBJECT
public:
    static constexpr ItemId kBack{ -2 }; // out of a focus
    struct Crumb {
        ItemId id = ItemId::None; // None: the run
        QString text;
    };

    explicit DiagramHead(QWidget *parent = nullptr);
    void setCrumbs(const QList<Crumb> &crumbs); // the last is where the user is, not a link
    // A button with a menu; `text` beside the icon goes when there is little room, of later buttons first.
    QToolButton *addMenu(
        const QString &text, const QString &iconName, const QString &toolTip, const QList<QAction *> &actions);
    void addButton(QAction *action); // with its icon alone
    void addTool(QWidget *tool); // becomes a child
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void crumbClicked(ckpt::ItemId id);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showCrumbs();
    void showTexts();

    QList<Crumb> m_crumbs;
    QLabel *m_title, *m_path;
    QBoxLayout *m_tools;
    QList<QToolButton *> m_withText;
    QString m_textsFor; // what showTexts() saw last
};

} // namespace ckpt
