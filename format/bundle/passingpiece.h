// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of a stored piece of V2 on their way from one file to another: their checksums are compared as they pass,
// and those of a big-endian machine are turned into little-endian ones. Layout of strings and variants: FORMAT.md.
#pragma once

#include "format/base/error.h"
#include "format/tensor/dtype.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ckpt {

// Takes a piece block by block, in any blocks that are multiples of 16 bytes (but for the last); memory does not grow.
class PassingPiece {
public:
    // `count` elements; what comes in is `bigEndian`.
    PassingPiece(DType type, std::int64_t count, bool bigEndian);

    // Changes `block` in place to what a little-endian file has. Fails with StringsDamaged (lengths that do not fit
    // their checksum or the bytes that are there; no path and key in it).
    Result<void> pass(std::span<char> block);
    // After the last block, with StringsDamaged where more bytes were needed.
    Result<void> end() const;

    // Masked, for the entry: of what came in, and of what went out.
    std::uint32_t crcIn() const;
    std::uint32_t crcOut() const;

private:
    enum class Part { Lengths, LengthsCrc, Bytes, ElementCrc }; // the last one follows each variant

    Result<void> passTexts(std::span<char> block);
    Result<void> passLength(unsigned char byte);
    Result<void> endLength();
    Result<void> passChecksumByte(char &byte);

    const DType m_type;
    const bool m_bigEndian;
    std::uint32_t m_crcIn = 0, m_crcOut = 0;
    // Strings and variants only.
    Part m_part = Part::Lengths;
    std::int64_t m_left; // elements whose length is still to come
    std::uint64_t m_length = 0; // of the element, as far as its varint was read
    int m_shift = 0;
    std::uint64_t m_bytesLeft = 0; // of all strings, or of this variant
    std::string m_stored; // bytes of a checksum so far
};

} // namespace ckpt
