// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/percent.h"

#include "format/base/paths.h"

#include <charconv>
#include <fmt/format.h>
#include <iterator>

namespace ckpt {

std::string percentEscaped(std::string_view bytes)
{
    std::string escaped;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F || c == '%')
            fmt::format_to(std::back_inserter(escaped), "%{:02X}", byte);
        else
            escaped.push_back(c);
    }
    return escaped;
}

std::string escapedIfNeeded(std::string_view bytes)
{
    return isUtf8(bytes) ? std::string(bytes) : percentEscaped(bytes);
}

std::string percentDecoded(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes.push_back(text[i]);
            continue;
        }
        unsigned value = 0;
        if (i + 2 >= text.size() || std::from_chars(&text[i + 1], &text[i] + 3, value, 16).ptr != &text[i] + 3)
            return {};
        bytes.push_back(static_cast<char>(value));
        i += 2;
    }
    return bytes;
}

} // namespace ckpt
