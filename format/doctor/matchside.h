// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The two lists that are matched, prepared: names taken apart, shapes as numbers, what belongs to what; and who has
// found whom so far. For format/doctor only.
#pragma once

#include "format/doctor/diagnosis.h"
#include "format/doctor/numberruns.h"

#include <span>
#include <unordered_set>

namespace ckpt {

using ShapeId = std::uint32_t;
inline constexpr ShapeId kAnyShape = 0; // not known, or not in all its sizes
inline constexpr std::int32_t kNobody = -1;

struct MatchItem {
    const NamedVariable *variable = nullptr;
    NameForm form; // of the key
    std::optional<NameForm> alias{};
    std::string_view detail{}; // fine role, as the name tells; empty: it tells nothing
    ShapeId shape = kAnyShape;
    std::uint32_t rank = 0;
    std::int32_t owner = kNobody; // of a slot or an average: the position of its variable in the same list
    std::string_view slot{}; // what it is of it
    // The form that is better known to the other side: that of the full name where there is one.
    const NameForm &best() const { return alias ? *alias : form; }
};

struct MatchSide {
    std::span<const NamedVariable> variables;
    std::vector<MatchItem> items;
    std::unordered_map<std::string_view, std::int32_t> byKey;
};

// What a rule would pair up, but for something that speaks against it.
struct Hint {
    std::int32_t have = kNobody;
    bool otherNumbers = false; // NumberRuns doubt it
};

// Everything that the stages share. Positions are those in the lists.
struct Matching {
    NameForms forms;
    MatchSide wanted, have;
    NumberRuns runs; // over all names
    NumberRuns segmentRuns; // over their segments alone, wherever they stand
    std::vector<Finding> findings; // by wanted
    std::vector<std::int32_t> usedBy; // by have: the wanted one that has it, or kNobody
    std::vector<bool> closed; // by wanted: nothing more is looked for
    // Pairs that a rule named and something spoke against. They count in guesses.
    std::unordered_map<std::int32_t, std::vector<Hint>> hints; // by wanted

    const MatchItem &w(std::int32_t i) const { return wanted.items[static_cast<std::size_t>(i)]; }
    const MatchItem &h(std::int32_t i) const { return have.items[static_cast<std::size_t>(i)]; }
    bool isOpen(std::int32_t i) const
    {
        return !closed[static_cast<std::size_t>(i)] && findings[static_cast<std::size_t>(i)].have < 0;
    }
    bool isFree(std::int32_t j) const { return usedBy[static_cast<std::size_t>(j)] == kNobody; }
    bool sameChecksum(std::int32_t i, std::int32_t j) const;
    bool fits(std::int32_t i, std::int32_t j) const { return shapesFit(*w(i).variable, *h(j).variable); }
    bool shapeKnown(std::int32_t i) const { return w(i).shape != kAnyShape; }

    void pairUp(std::int32_t i, std::int32_t j, MatchState state, double confidence, std::vector<Reason> why);
    // A pair by name whose shapes differ; kept unless something better is found.
    void wrongShape(std::int32_t i, std::int32_t j, Reason why);
};

// Fails with Cancelled.
Result<Matching> prepareMatching(
    std::span<const NamedVariable> wanted, std::span<const NamedVariable> have, const JobControl &control);

// The stages, in this order. False: cancelled.
bool matchSameNames(Matching &matching, const JobControl &control);
bool matchSureNames(Matching &matching, const JobControl &control); // full names, tables, normal forms
bool matchByScopeRules(Matching &matching, const JobControl &control);
bool matchByGuess(Matching &matching, const JobControl &control);
bool matchSlots(Matching &matching, const JobControl &control); // after their variables

} // namespace ckpt
