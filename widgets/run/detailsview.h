// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Details dock: titled sections of labels and values. All text can be selected and copied, names are links (Tab
// walks them). objectName "detailsView". GUI thread only.
#pragma once

#include "widgets/run/details.h"

#include <QStringList>
#include <QTextBrowser>

namespace ckpt {

class DetailsView : public QTextBrowser {
    Q_OBJECT
public:
    explicit DetailsView(QWidget *parent = nullptr);

    void setDetails(const Details &details);
    void clear(); // "Nothing is selected."
    const Details &details() const { return m_details; }
    // All of it as lines "label<TAB>value", for Copy.
    QString plainText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkActivated(const QString &link); // see DetailRow

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void addPictures();
    QString rowHtml(const DetailRow &row, int labelWidth);

    Details m_details;
    QStringList m_links; // an href is a position here: keys may hold anything
    bool m_empty = true;
    bool m_rebuilding = false;
};

} // namespace ckpt
