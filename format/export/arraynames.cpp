// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/arraynames.h"

#include "format/base/paths.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

// Bytes of the character that `text` begins with; 0 where that is none.
std::size_t characterSize(std::string_view text)
{
    for (std::size_t size = 1; size <= std::min<std::size_t>(4, text.size()); ++size) {
        if (isUtf8(text.substr(0, size)))
            return size;
    }
    return 0;
}

} // namespace

std::string escapedArrayName(std::string_view name)
{
    std::string out;
    const auto escape = [&out](char byte) { out += fmt::format("%{:02X}", static_cast<unsigned char>(byte)); };
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t size = characterSize(name.substr(at));
        const bool beginsPart = at == 0 || name[at - 1] == '/';
        const std::string_view part = name.substr(at, name.find('/', at) - at);
        if (beginsPart && (part == "." || part == "..")) {
            for (; at < name.size() && name[at] == '.'; ++at)
                escape('.');
        } else if (size == 0 || name[at] == '\0' || name[at] == '\\' || (at == 0 && name[at] == '/')) {
            escape(name[at++]);
        } else {
            out += name.substr(at, size);
            at += size;
        }
    }
    return out;
}

} // namespace ckpt
