// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The manual in a window of its own: pages at the left, the text at the right, a line to search in the page. The texts
// are in resources/manual, one folder a language; a language without one gets English. Links to the web open outside.
#pragma once

#include <QTextBrowser>
#include <QWidget>

class QLineEdit;
class QListWidget;

namespace ckpt {

// Pictures are never wider than the text around them.
class ManualText : public QTextBrowser {
    Q_OBJECT
public:
    explicit ManualText(QWidget *parent = nullptr);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void resizeEvent(QResizeEvent *event) override;
};

class Manual : public QWidget { // objectName "manual"
    Q_OBJECT
public:
    explicit Manual(QWidget *parent = nullptr); // a window; `parent` owns it and it stays in front of that

    // Names of the pages in reading order: "start", "diagram", …
    static QStringList pages();
    void showPage(const QString &page);
    QString currentPage() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void searchOn(bool backward);

    QListWidget *m_list;
    ManualText *m_text;
    QLineEdit *m_search;
};

} // namespace ckpt
