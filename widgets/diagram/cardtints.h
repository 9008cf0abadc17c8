// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What colours beyond type and role say of each card: structure and values. Each has a sign in words beside its colour.
#pragma once

#include "widgets/diagram/cardtext.h"
#include "widgets/diagram/composer.h"
#include "widgets/diagram/diagramlook.h"

#include <QColor>
#include <QHash>

#include <unordered_map>

class QPainter;

namespace ckpt {

struct CategoryColors;
struct Colors;

// What is known of the values of a variable.
struct VariableNumbers {
    std::int64_t count = 0, zeros = 0, nans = 0, infinities = 0;
    double norm = 0; // L2 of the finite elements
    bool readable = true, numeric = true; // numeric false: strings have none of this
};

// By checkpoint key, as toQString() shows it.
struct ValueNumbers {
    QHash<QString, VariableNumbers> of;
    bool complete = false; // what is missing will not come
};

struct CardTint {
    enum class Kind { None, Structure, Value, NotFinite, Unreadable, Pending };
    Kind kind = Kind::None;
    double position = 0; // Value: 0 to 1 on the scale
    int number = 0; // Structure: from 0, of those in the picture
    QString sign, tip; // "A", "0.31", "NaN 3", "…"; a sentence
};

class CardTints {
public:
    struct Scale {
        double low = 0, high = 1;
        bool logarithmic = false, present = false;
        double at(double value) const; // 0 to 1
        double middle() const;
    };
    struct Structure {
        ItemId first = ItemId::None; // in the order of the picture
        int cards = 0; // in the picture
    };

    CardTints() = default;
    // Of the cards of a picture. `numbers` may be null: nothing is known yet.
    CardTints(const GraphView &view, const Picture &picture, ColorBy by, const ValueNumbers *numbers);

    const CardTint &of(ItemId id) const;
    const Scale &scale() const { return m_scale; }
    const std::vector<Structure> &structures() const { return m_structures; } // by CardTint::number
    bool anyNotFinite() const { return m_anyNotFinite; }
    int variables() const { return m_variables; } // of all cards
    int pending() const { return m_pending; } // of these, not known yet

private:
    void tintStructures(const GraphView &view, const Picture &picture);
    void tintValues(const GraphView &view, const Picture &picture, ColorBy by, const ValueNumbers *numbers);

    std::unordered_map<int, CardTint> m_tints;
    Scale m_scale;
    std::vector<Structure> m_structures;
    bool m_anyNotFinite = false;
    int m_variables = 0, m_pending = 0;
};

QString structureLetter(int number); // "A", …, "Z", "AA"
QColor tintColor(const CardTint &tint, bool dark); // invalid: neutral
QColor notFiniteColor(bool dark);
QColor structureColor(int number, bool dark);
QColor scaleColor(double position, bool dark);
// Fill and stripe of a card.
CategoryColors cardColors(
    ColorBy by, Category category, const CardText &text, const CardTint &tint, const Colors &colors);
// "identical to 2 other cards, similar to 5"; empty for an item that is alone.
QString likenessText(const Item &item);

// The band at the left of a card, and the pill on its upper border. `body` is the card without sheets behind it.
void paintTintBand(QPainter &painter, const QRectF &body, const CardTint &tint, const Colors &colors);
void paintTintSign(
    QPainter &painter, const QRectF &body, const CardTint &tint, const CardFonts &fonts, const Colors &colors);

} // namespace ckpt
