// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/objects/objectkey.h"

namespace ckpt {

namespace {

constexpr std::string_view kAttributes = ".ATTRIBUTES", kSlot = ".OPTIMIZER_SLOT";

// `text` before and behind the part `mark`, without the slashes around it.
struct Halves {
    std::string_view before, behind;
};
std::optional<Halves> splitAt(std::string_view text, std::string_view mark)
{
    // No escaped name can be equal to a mark: a '.' of a name is doubled.
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const std::size_t end = at + mark.size();
        if (at > 0 && text[at - 1] == '/' && end < text.size() && text[end] == '/')
            return Halves{ text.substr(0, at - 1), text.substr(end + 1) };
    }
    return std::nullopt;
}

} // namespace

std::string escapedName(std::string_view name)
{
    std::string part;
    part.reserve(name.size());
    for (const char c : name) {
        if (c == '.')
            part += "..";
        else if (c == '/')
            part += ".S";
        else
            part += c;
    }
    return part;
}

std::optional<std::string> unescapedName(std::string_view part)
{
    std::string name;
    name.reserve(part.size());
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] != '.') {
            name += part[i];
            continue;
        }
        if (++i == part.size() || (part[i] != '.' && part[i] != 'S'))
            return std::nullopt;
        name += part[i] == '.' ? '.' : '/';
    }
    return name;
}

std::optional<ObjectKey> parseObjectKey(std::string_view key)
{
    const auto attribute = splitAt(key, kAttributes);
    if (!attribute || attribute->behind.empty())
        return std::nullopt;
    ObjectKey parsed{ attribute->before, {}, {}, attribute->behind };
    if (const auto slot = splitAt(attribute->before, kSlot)) {
        parsed.object = slot->before;
        const std::size_t slash = slot->behind.rfind('/'); // none: the optimizer is the root
        parsed.optimizer = slash == std::string_view::npos ? std::string_view() : slot->behind.substr(0, slash);
        parsed.slot = slash == std::string_view::npos ? slot->behind : slot->behind.substr(slash + 1);
    }
    return parsed;
}

bool keepsAttribute(std::string_view before, std::string_view key)
{
    constexpr std::string_view kMark = "/.ATTRIBUTES/";
    const std::size_t was = before.rfind(kMark);
    if (was == before.npos)
        return true;
    const std::string_view end = before.substr(was);
    // TensorFlow looks for the first mark, and what is behind it must be the attribute.
    const auto finds = [&](std::string_view text) {
        return text.ends_with(end) && text.find(kMark.substr(1)) == text.size() - end.size() + 1;
    };
    return finds(key) || !finds(before);
}

std::string objectKey(std::string_view objectPath, std::string_view attribute)
{
    return std::string(objectPath) + "/" + std::string(kAttributes) + "/" + escapedName(attribute);
}

} // namespace ckpt
