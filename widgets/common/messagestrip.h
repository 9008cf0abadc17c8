// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one line under the tool bar that says something: icon, bold fact, explanation, at most three actions, ✕. Shows
// the newest of several with "2 more"; hidden when there is nothing to say. Never takes the focus; only successes go by
// themselves.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QTimer;
class QToolButton;

namespace ckpt {

class StripText;

struct Message {
    enum class Kind { Information, Success, Warning, Error };
    struct Action {
        QString text;
        std::function<void()> trigger; // called in the GUI thread; may post or remove messages
    };

    QString id; // a message with the same id is replaced; never empty
    Kind kind = Kind::Information;
    QString fact; // "38 of 206 variables cannot be read."
    QString explanation; // "Shard 2 of 3 is shorter than the index says."
    QList<Action> actions;
};

class MessageStrip : public QWidget { // objectName "messageStrip"
    Q_OBJECT
public:
    explicit MessageStrip(QWidget *parent = nullptr);
    ~MessageStrip() override;

    void post(const Message &message);
    void remove(const QString &id);
    void clear();
    const QList<Message> &messages() const { return m_messages; } // newest first

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void closed(const QString &id); // by its ✕

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showNewest();
    void runAction(qsizetype index);

    QList<Message> m_messages;
    StripText *m_text;
    QList<QToolButton *> m_actions;
    QToolButton *m_more;
    QToolButton *m_close;
    QTimer *m_timer;
};

} // namespace ckpt
