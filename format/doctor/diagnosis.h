// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The missing-key doctor: for each wanted variable what a checkpoint has for it, and how sure that is (NOTES.md).
#pragma once

#include "format/doctor/namedvariables.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

enum class MatchState : std::uint8_t {
    Found, // the same name, shape and type: restored as it is
    OtherType, // the same name and shape, another type: a cast would do
    Renamed, // another name that is known to mean the same: a full name, a rename table, a normal form, a scope rule
    Proposed, // another name that may mean the same
    WrongShape, // its name or a name that means the same is there with another shape
    Missing, // nothing
};
const char *name(MatchState state); // "found", "other-type", "renamed", "proposed", "wrong-shape", "missing"

struct Reason {
    enum class Kind : std::uint8_t {
        SameName,
        FullName, // the object graph calls it so
        Table, // text: title of a table of renametables.h
        NormalForm, // the names differ in spelling alone
        ScopeRule, // text: "student/ → net/", number: how many variables it explains
        NameLikeness, // number: 0 … 1
        OnlyOfShape, // no other unmatched variable has it, on either side
        SomeOfShape, // number: candidates
        SameValues, // equal checksums
        SameRole, // text: "kernel"
        Order,
        Siblings, // variables of the same scopes match, too
        Slot, // text: slot, of the variable that its own variable was matched with
        AverageInstead, // the moving average of the wanted variable
        WeightInstead, // the variable whose moving average is wanted
        OtherNumbers, // the files number their layers differently: it may be another layer
        ValuesElsewhere, // text: key in the file that has exactly the wanted values
        ShapesDiffer, // and cannot be restored
        TypesDiffer,
        ShapeUnknown,
        Taken, // text: key of the wanted variable that has it
        NothingAlike,
    };
    Kind kind = Kind::NothingAlike;
    std::string text{};
    double number = 0;
    friend bool operator==(const Reason &, const Reason &) = default;
};
// English: "only one of this shape", "name 0.88".
std::string reasonText(const Reason &reason);
std::string reasonTexts(std::span<const Reason> reasons); // parted by "; "

struct Candidate {
    std::int32_t have = -1; // position in the list
    double confidence = 0; // 0: it has been taken
    std::vector<Reason> reasons{};
};

struct Finding {
    MatchState state = MatchState::Missing;
    std::int32_t have = -1; // position in the list; -1: none
    double confidence = 0; // 0 … 1 that this is the same variable of the model; 1 for the same name
    std::vector<Reason> reasons{}; // the weightiest first
    std::vector<Candidate> others{}; // other candidates, best first; at most kMostCandidates
    bool restores() const { return state != MatchState::WrongShape && state != MatchState::Missing; }
};
inline constexpr std::size_t kMostCandidates = 5;
// From here on a proposal is taken without a click.
inline constexpr double kSureConfidence = 0.9;

struct Diagnosis {
    std::vector<Finding> findings{}; // by position in the wanted list
    std::vector<std::int32_t> unused{}; // positions in the list of the file, ascending: what no finding names
    std::size_t count(MatchState state) const;
};

// Each variable of `have` is found or proposed for one wanted variable at most. Deterministic; time is near linear in
// both lists, and what is shown of progress goes from 0 to 100. Fails with Cancelled alone. Keys are unique in each.
Result<Diagnosis> diagnose(
    std::span<const NamedVariable> wanted, std::span<const NamedVariable> have, const JobControl &control = {});

// "4 of 15 wanted variables are there under their own name; 8 more look renamed; 3 cannot be restored."
std::string headline(const Diagnosis &diagnosis);
// What TensorFlow says when the wanted variables are restored from this file as it is; empty: it restores them.
std::string tensorflowError(
    const Diagnosis &diagnosis, std::span<const NamedVariable> wanted, std::span<const NamedVariable> have);

} // namespace ckpt
