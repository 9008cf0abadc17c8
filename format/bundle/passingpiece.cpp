// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/passingpiece.h"

#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"
#include "format/base/putbytes.h"
#include "format/bundle/bundlevalues.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::size_t kCrcBytes = 4;

tl::unexpected<Error> damaged(const char *detail)
{
    return fail(Fault::StringsDamaged, {}, detail);
}

// The checksum takes the length of a string as 4 bytes where they suffice, that of a variant always as 8.
std::uint32_t addLength(std::uint32_t crc, std::uint64_t length, bool wide, bool bigEndian)
{
    std::string bytes;
    if (wide || length > UINT32_MAX)
        putFixed64(bytes, length);
    else
        putFixed32(bytes, static_cast<std::uint32_t>(length));
    if (bigEndian)
        std::reverse(bytes.begin(), bytes.end());
    return crc32c(bytes, crc);
}

std::string crcBytes(std::uint32_t crc, bool bigEndian)
{
    std::string bytes;
    putFixed32(bytes, maskCrc(crc));
    if (bigEndian)
        std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

} // namespace

PassingPiece::PassingPiece(DType type, std::int64_t count, bool bigEndian)
    : m_type(type)
    , m_bigEndian(bigEndian)
    , m_left(count)
{
    if (m_type == DType::String && count == 0)
        m_part = Part::LengthsCrc;
}

Result<void> PassingPiece::pass(std::span<char> block)
{
    if (!isFixedSize(m_type))
        return passTexts(block);
    const std::string_view bytes(block.data(), block.size());
    m_crcIn = crc32c(bytes, m_crcIn);
    if (!m_bigEndian) {
        m_crcOut = m_crcIn;
        return {};
    }
    swapBytes(m_type, block);
    m_crcOut = crc32c(bytes, m_crcOut);
    return {};
}

Result<void> PassingPiece::passTexts(std::span<char> block)
{
    while (!block.empty()) {
        std::size_t taken = 1;
        Result<void> passed;
        if (m_part == Part::Lengths) {
            passed = passLength(static_cast<unsigned char>(block[0]));
        } else if (m_part == Part::Bytes) {
            if (m_bytesLeft == 0) // of strings: nothing follows them
                return damaged("Bytes follow the last one.");
            taken = std::min<std::uint64_t>(block.size(), m_bytesLeft);
            m_crcIn = crc32c(std::string_view(block.data(), taken), m_crcIn);
            m_crcOut = crc32c(std::string_view(block.data(), taken), m_crcOut);
            m_bytesLeft -= taken;
            if (m_bytesLeft == 0 && m_type == DType::Variant)
                m_part = Part::ElementCrc;
        } else {
            passed = passChecksumByte(block[0]);
        }
        if (!passed)
            return passed;
        block = block.subspan(taken);
    }
    return {};
}

Result<void> PassingPiece::passLength(unsigned char byte)
{
    if (m_left == 0)
        return damaged("Bytes follow the last one.");
    if (m_shift == 63 && byte > 1)
        return damaged("A length is impossible.");
    m_length |= static_cast<std::uint64_t>(byte & 0x7F) << m_shift;
    m_shift += 7;
    return byte < 0x80 ? endLength() : Result<void>{};
}

Result<void> PassingPiece::endLength()
{
    const bool variant = m_type == DType::Variant;
    m_crcIn = addLength(m_crcIn, m_length, variant, m_bigEndian);
    m_crcOut = addLength(m_crcOut, m_length, variant, false);
    const auto sum = checkedAdd(m_bytesLeft, m_length);
    if (!sum)
        return damaged("A length is impossible.");
    m_bytesLeft = *sum;
    m_length = 0;
    m_shift = 0;
    --m_left;
    if (variant)
        m_part = m_bytesLeft == 0 ? Part::ElementCrc : Part::Bytes;
    else if (m_left == 0)
        m_part = Part::LengthsCrc;
    return {};
}

// The checksum so far, over lengths or over a variant; it counts for those that follow.
Result<void> PassingPiece::passChecksumByte(char &byte)
{
    const std::string expected = crcBytes(m_crcIn, m_bigEndian);
    if (byte != expected[m_stored.size()])
        return damaged("A checksum among them does not match.");
    const std::string out = crcBytes(m_crcOut, false);
    byte = out[m_stored.size()];
    m_stored += byte;
    if (m_stored.size() < kCrcBytes)
        return {};
    m_stored.clear();
    m_crcIn = crc32c(expected, m_crcIn);
    m_crcOut = crc32c(out, m_crcOut);
    m_part = m_type == DType::Variant ? Part::Lengths : Part::Bytes;
    return {};
}

Result<void> PassingPiece::end() const
{
    if (isFixedSize(m_type))
        return {};
    const bool whole =
        m_type == DType::Variant ? m_left == 0 && m_part == Part::Lengths : m_part == Part::Bytes && m_bytesLeft == 0;
    return whole ? Result<void>{} : damaged("The last one is cut short.");
}

std::uint32_t PassingPiece::crcIn() const
{
    return maskCrc(m_crcIn);
}
std::uint32_t PassingPiece::crcOut() const
{
    return maskCrc(m_crcOut);
}

} // namespace ckpt
