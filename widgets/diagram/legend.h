// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the colours of a picture mean: samples with words, or a scale with numbers. One content for the line below the
// diagram and for files.
#pragma once

#include "widgets/diagram/cardtints.h"

#include <QWidget>

#include <functional>

namespace ckpt {

struct LegendContent {
    struct Entry {
        enum class Kind { Category, Role, Structure, NotFinite };
        Kind kind = Kind::Category;
        int value = 0; // Category, Role, number of the structure
        QString text;
    };
    QString title; // before everything: "Norm, logarithmic"
    bool scale = false;
    QString low, middle, high; // of the scale
    QList<Entry> entries;
    QString rest; // behind everything: "12 of 35 variables read"
    bool isEmpty() const { return title.isEmpty() && entries.isEmpty(); }
    QStringList words() const;
};
LegendContent legendOf(CardTexts &texts, const Picture &picture, ColorBy by, const CardTints &tints);

// A piece that is not broken: how wide it is, and how to paint it into a line of `height` with its top left at
// `corner`.
struct LegendPiece {
    double width = 0;
    std::function<void(QPainter &painter, const QPointF &corner, double height, const Colors &colors)> paint;
};
std::vector<LegendPiece> legendPieces(const LegendContent &content, const QFont &font);

inline constexpr int kSwatch = 12;

// One line; the tool tip has what does not fit.
class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(QWidget *parent = nullptr);
    void setContent(const LegendContent &content);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 0, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    LegendContent m_content;
};

} // namespace ckpt
