// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a view shows instead of nothing: icon, title, text, buttons; for errors too (what, why, what to do).
#pragma once

#include "format/base/error.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace ckpt {

class EmptyPage : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Plain, Warning, Error };
    struct Button {
        QString text;
        std::function<void()> trigger;
        bool link = false; // a quiet link instead of a button, e.g. sub-folders that hold a checkpoint
    };

    explicit EmptyPage(QWidget *parent = nullptr);

    // `iconName` as for icon(); empty: none, or the usual one for warnings and errors. All texts are plain text, and
    // can be selected when `kind` is not Plain.
    void setContent(Kind kind, const QString &title, const QString &text = {}, const QString &advice = {},
        const QString &iconName = {});
    // Title, text and advice are errorWords(error).
    void setError(const Error &error);
    void setButtons(const QList<Button> &buttons);
    QString title() const;

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();

    Kind m_kind = Kind::Plain;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_advice;
    QBoxLayout *m_buttons;
    QBoxLayout *m_links;
};

} // namespace ckpt
