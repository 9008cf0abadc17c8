// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/message.h"

#include "format/base/bytecursor.h"
#include "tests/support/wire.h"

namespace ckpt::fuzz {

namespace {

constexpr int kDepth = 12;

bool readField(ByteCursor &cursor, WireField &field)
{
    const auto tag = cursor.varint32();
    if (!tag || *tag >> 3 == 0)
        return false;
    field.number = *tag >> 3;
    field.type = static_cast<int>(*tag & 7);
    if (field.type == 0) {
        const auto value = cursor.varint64();
        field.value = value.value_or(0);
        return value.has_value();
    }
    if (field.type != 1 && field.type != 2 && field.type != 5)
        return false;
    const auto size = field.type == 2 ? cursor.varint64() : field.type == 1 ? 8 : 4;
    const auto bytes = size ? cursor.bytes(*size) : std::nullopt;
    field.bytes = bytes.value_or(std::string_view());
    return bytes.has_value();
}

void changeField(WireField &field, Mutation &mutation, int depth)
{
    if (field.type == 0)
        field.value = mutation.number(field.value);
    else if (field.type == 2)
        field.bytes = changedMessage(field.bytes, mutation, depth + 1);
    else
        for (char &byte : field.bytes)
            byte = mutation.once(3) ? static_cast<char>(mutation.below(256)) : byte;
}

} // namespace

std::optional<WireMessage> messageFrom(std::string_view bytes)
{
    WireMessage message;
    ByteCursor cursor(bytes);
    while (!cursor.atEnd()) {
        if (!readField(cursor, message.emplace_back()))
            return std::nullopt;
    }
    return message.empty() ? std::nullopt : std::optional(std::move(message));
}

std::string encoded(const WireMessage &message)
{
    std::string bytes;
    for (const WireField &field : message) {
        test::putVarint(bytes, std::uint64_t{ field.number } << 3 | static_cast<unsigned>(field.type));
        if (field.type == 0)
            test::putVarint(bytes, field.value);
        if (field.type == 2)
            test::putVarint(bytes, field.bytes.size());
        bytes += field.bytes;
    }
    return bytes;
}

WireField *field(WireMessage &message, std::uint32_t number, int type)
{
    for (std::size_t i = message.size(); i-- > 0;)
        if (message[i].number == number && message[i].type == type)
            return &message[i];
    return nullptr;
}

WireField &fieldMade(WireMessage &message, std::uint32_t number, int type)
{
    if (WireField *there = field(message, number, type))
        return *there;
    return message.emplace_back(WireField{ number, type, 0, type == 5 ? std::string(4, '\0') : std::string() });
}

std::string changedMessage(const std::string &bytes, Mutation &mutation, int depth)
{
    auto message = depth < kDepth && !mutation.once(16) ? messageFrom(bytes) : std::nullopt;
    if (!message)
        return mutation.bytes(bytes);
    WireField &chosen = (*message)[mutation.below(message->size())];
    switch (mutation.below(10)) {
    case 0:
    case 1:
        mutation.shuffle(*message);
        break;
    case 2:
        chosen.number = mutation.once(2) ? 1 + static_cast<std::uint32_t>(mutation.below(20)) : chosen.number;
        break;
    case 3: { // the same value twice in one file is what references are made of
        const WireField other = (*message)[mutation.below(message->size())];
        if (other.type == chosen.type) {
            chosen.value = other.value;
            chosen.bytes = other.bytes;
        }
        break;
    }
    default:
        changeField(chosen, mutation, depth);
    }
    return encoded(*message);
}

} // namespace ckpt::fuzz
