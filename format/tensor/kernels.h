// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The inner loops over elements. They are in a file of their own because they are compiled with -O3 in every build and
// for wide registers where the processor has them, which the distribution's default target does not assume. Results do
// not depend on the processor: every build adds the same numbers in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ckpt {

// Of a block of values, relative to a pivot near their mean, so that squares lose no digits.
struct BlockSums {
    double min, max;
    double sum, squares; // of value - pivot; squares is not finite where a value is not, or a square does not fit
    std::size_t zeros; // of both signs; right also where others are not finite
};
// Little-endian float32 or float64, at least one; need not be aligned.
BlockSums sumsOfFloats(std::string_view bytes, double pivot);
BlockSums sumsOfDoubles(std::span<const double> values, double pivot);

// Exactly; `bytes` holds into.size() float16 or bfloat16.
void halvesToDoubles(std::string_view bytes, std::span<double> into);
void bfloat16sToDoubles(std::string_view bytes, std::span<double> into);

// One floating type into another, with the bits that cast.h promises. `into` has room for as many elements as `bytes`
// holds; neither need be aligned.
void floatsToHalves(std::string_view bytes, char *into);
void floatsToBfloat16s(std::string_view bytes, char *into);
void floatsToDoubles(std::string_view bytes, char *into);
void doublesToFloats(std::string_view bytes, char *into);
void halvesToFloats(std::string_view bytes, char *into);
void bfloat16sToFloats(std::string_view bytes, char *into);

// What casting did to values: `before` and `after` are both as doubles, exactly. Only where both are finite do errors
// count. ULP are those of a type with `mantissa` stored bits and the smallest normal number 2^leastExponent.
struct CastErrors {
    double absolute, relative, ulp; // the largest of each
    std::size_t overflows, underflows, denormals; // finite → not finite, not zero → zero, results not zero below normal
    std::size_t nans, infinities; // before
};
CastErrors errorsOfCast(std::span<const double> before, std::span<const double> after, int mantissa, int leastExponent);

// Where values lie in bins over a range: bin number (value - low) * perUnit, cut to 0 … last. NaN and infinities are in
// the outermost bins (NaN in the first) and counted.
struct BinScale {
    double low, perUnit;
    std::int32_t last;
};
struct Specials {
    std::size_t nans, negativeInfinities, positiveInfinities;
};
Specials binsOfFloats(std::string_view bytes, const BinScale &scale, std::int32_t *bins);
Specials binsOfDoubles(std::span<const double> values, const BinScale &scale, std::int32_t *bins);

} // namespace ckpt
