// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The header of an .npy array: magic, version, and a Python dictionary as text. Facts: FORMAT.md beside this file.
// Errors are ArrayFileDamaged or LimitExceeded without a place: the caller knows the file and the key.
#pragma once

#include "format/base/error.h"
#include "format/base/limits.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Bytes that npyHeaderSize() needs; the shortest whole header is longer.
inline constexpr std::size_t kNpyStartBytes = 12;

// True for the six bytes that every .npy begins with.
bool startsLikeNpy(std::string_view start);

struct NpyHeader {
    std::string descr; // "<f4"; of a structured type its Python text, cut when it is long
    bool structured = false;
    bool columnMajor = false;
    std::uint64_t bytes = 0; // of the header, all before the elements
    std::vector<std::int64_t> dims; // not checked beyond being numbers of at most 63 bits
};

// Bytes before the elements, from the first kNpyStartBytes.
Result<std::uint64_t> npyHeaderSize(std::string_view start, const Limits &limits = {});
// `header` has npyHeaderSize() bytes.
Result<NpyHeader> parseNpyHeader(std::string_view header);

// All bytes before the elements, as NumPy writes them, also for arrays of 0 dimensions; row-major. `descr` is not
// quoted.
std::string npyHeaderBytes(std::string_view descr, std::span<const std::int64_t> dims);

} // namespace ckpt
