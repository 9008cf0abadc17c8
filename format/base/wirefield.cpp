// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/wirefield.h"

namespace ckpt {

std::optional<WireField> nextWireField(ByteCursor &cursor)
{
    ByteCursor after = cursor; // so that a failure takes nothing
    const auto tag = after.varint32();
    if (!tag || *tag >> 3 == 0)
        return std::nullopt;
    WireField field;
    field.number = *tag >> 3;
    std::optional<std::uint64_t> value;
    switch (*tag & 7) {
    case 0:
        value = after.varint64();
        break;
    case 1:
        value = after.fixed64();
        break;
    case 2:
        value = after.varint64();
        if (const auto bytes = value ? after.bytes(*value) : std::nullopt) {
            field.delimited = true;
            field.bytes = *bytes;
        } else {
            return std::nullopt;
        }
        break;
    case 5:
        value = after.fixed32();
        break;
    default:
        break;
    }
    if (!value)
        return std::nullopt;
    field.value = field.delimited ? 0 : *value;
    cursor = after;
    return field;
}

} // namespace ckpt
