// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Which pairs of unmatched variables are worth a look, and what speaks for each (NOTES.md, "Guesses"). For
// format/doctor only.
#pragma once

#include "format/doctor/matchside.h"

namespace ckpt {

struct CandidatePair {
    std::int32_t wanted = 0, have = 0;
    float score = 0; // sum of logarithms of likelihood ratios, without what siblings say
    float likeness = -1; // of the names; -1: one of them says nothing
    bool order = false, sameValues = false;
    bool otherNumbers = false; // the files number their layers differently: it may be another layer
};

// Of what is still unmatched: at most kMostPairsOfOne for each wanted variable, by wanted, best first. Nothing where
// cancelled.
inline constexpr std::size_t kMostPairsOfOne = 8;
std::vector<CandidatePair> candidatePairs(Matching &matching, const JobControl &control);

// What the file has that is like `wanted`, whether it is taken or not: for a variable that nothing was found for. The
// confidence of all is 0.
std::vector<CandidatePair> alikeButTaken(
    Matching &matching, std::int32_t wanted, const std::vector<std::int32_t> &sameShape);

// How many unmatched variables have each shape, on either side.
struct ShapeCounts {
    explicit ShapeCounts(const Matching &matching);
    std::unordered_map<ShapeId, std::uint32_t> wanted, have;
    bool onlyOne(ShapeId shape) const;
};

} // namespace ckpt
