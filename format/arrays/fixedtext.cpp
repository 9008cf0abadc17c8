// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/fixedtext.h"

#include "format/base/bytecursor.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

void appendUtf8(std::string &text, std::uint32_t c)
{
    const auto byte = [&text](std::uint32_t value) { text.push_back(static_cast<char>(value)); };
    if (c < 0x80)
        return byte(c);
    if (c < 0x800) {
        byte(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            byte(0xE0 | c >> 12);
        } else {
            byte(0xF0 | c >> 18);
            byte(0x80 | (c >> 12 & 0x3F));
        }
        byte(0x80 | (c >> 6 & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

// False when a number is no character.
bool fromUtf32(std::string_view bytes, bool bigEndian, std::string &text)
{
    while (!bytes.empty() && bytes.substr(bytes.size() - 4) == std::string_view("\0\0\0\0", 4))
        bytes.remove_suffix(4);
    ByteCursor cursor(bytes);
    while (const auto unit = cursor.fixed32()) {
        const std::uint32_t c = bigEndian ? __builtin_bswap32(*unit) : *unit;
        if (c > 0x10FFFF)
            return false;
        appendUtf8(text, c);
    }
    return true;
}

} // namespace

Result<void> decodeTexts(
    std::string_view bytes, const ArrayLayout &layout, std::vector<std::string> &texts, const JobControl &control)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string_view stored = bytes.substr(i * layout.width, layout.width);
        if (i % 65536 == 0 && control.cancelled())
            return fail(Fault::Cancelled);
        if (layout.text == ArrayLayout::Text::Bytes)
            texts[i] = stored.substr(0, stored.find_last_not_of('\0') + 1);
        else if (!fromUtf32(stored, layout.bigEndian, texts[i]))
            return fail(Fault::StringsDamaged, {}, fmt::format("String {} has a character that does not exist.", i));
    }
    return {};
}

} // namespace ckpt
