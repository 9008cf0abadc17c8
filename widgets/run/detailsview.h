// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Details dock: titled sections of labels and values. Values can be selected with mouse and keyboard, names are links.
// objectName "detailsView". GUI thread only.
#pragma once

#include "widgets/run/details.h"

#include <QScrollArea>

class QLabel;

namespace ckpt {

class DetailsView : public QScrollArea {
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

private:
    void rebuild();

    Details m_details;
    bool m_empty = true;
};

} // namespace ckpt
