// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The words on a card and the room they need. Measured once per item; GUI thread only.
#pragma once

#include "format/graph/graphview.h"

#include <QCoreApplication>
#include <QFont>
#include <QFontMetricsF>
#include <QSizeF>
#include <QStringList>

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace ckpt {

// Translation context of everything in the picture that is not in a class of its own.
class Diagram {
    Q_DECLARE_TR_FUNCTIONS(ckpt::Diagram)
};

struct CardText {
    struct Row {
        Role role = Role::Other;
        QString label, shape;
        QStringList keys;
        bool frozen = false;
    };
    QString title, badge; // badge: "×12", "shared"
    QStringList lines; // under the title, in this order
    std::vector<Row> rows;
    bool canOpen = false, stacked = false; // stacked: two more sheets show behind the card
    QSizeF size; // with these sheets
    QString full; // everything, where something had to be cut
};

// Fonts of the diagram and what follows from them. Make a new one when the application font changes.
class CardFonts {
public:
    // Greatest width of a card in heights of its title's letters. Who reads a file has no tool tip for what is cut.
    static constexpr double kOnScreen = 20, kInFile = 40;
    explicit CardFonts(double widest = kOnScreen);
    QFont title, line, row, badge, label;
    QFontMetricsF titleMetrics, lineMetrics, rowMetrics, badgeMetrics, labelMetrics;

    static constexpr double kSide = 10, kTop = 5, kBottom = 6, kMarker = 14, kRowRule = 7, kSheet = 3;
    double titleHeight() const { return m_titleHeight; }
    double lineHeight() const { return m_lineHeight; }
    double rowHeight() const { return m_rowHeight; }
    double frameTitleHeight() const { return m_titleHeight + 8; }
    double rowTop(const CardText &text, std::size_t number) const; // from the card's top
    double badgeWidth(const QString &badge) const;
    double maxWidth() const { return m_maxWidth; }

private:
    double m_titleHeight, m_lineHeight, m_rowHeight, m_maxWidth;
};

// Words of all items of one graph, made when first asked for.
class CardTexts {
public:
    explicit CardTexts(std::shared_ptr<const GraphView> view, double widest = CardFonts::kOnScreen);
    const CardText &of(ItemId id);
    const CardText &ofMissing(ItemId scope, int missing); // the card that stands for children not shown
    // What an open scope says beside its title: "attention · 4 Dense", "7.1 M parameters".
    QString frameSubtitle(ItemId id) const;
    QString frameParameters(ItemId id) const;
    double frameTitleWidth(ItemId id) const;
    const CardFonts &fonts() const { return *m_fonts; }
    std::shared_ptr<const GraphView> view() const { return m_view; }

private:
    CardText make(const Item &item) const;
    void measure(CardText &text) const;

    std::shared_ptr<const GraphView> m_view;
    std::shared_ptr<const CardFonts> m_fonts;
    std::unordered_map<ItemId, CardText> m_texts; // of those that were asked for: few of a large graph
    std::map<std::pair<ItemId, int>, CardText> m_missing;
};

// Names of the classes of hidden nodes, for chips: "Gradients", "Saver".
QString className(NodeClass nodeClass);
QString classReason(NodeClass nodeClass); // the rule, a sentence or two

} // namespace ckpt
