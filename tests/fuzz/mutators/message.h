// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A protobuf message as a list of fields, whatever its type, so that a change of one field leaves the rest readable.
#pragma once

#include "tests/fuzz/mutators/mutation.h"

#include <optional>
#include <string_view>

namespace ckpt::fuzz {

struct WireField {
    std::uint32_t number = 0;
    int type = 0; // 0 varint, 1 eight bytes, 2 bytes with their length, 5 four bytes
    std::uint64_t value = 0; // type 0
    std::string bytes; // the other types
};
using WireMessage = std::vector<WireField>;

// Nothing when the bytes are no message, or an empty one.
std::optional<WireMessage> messageFrom(std::string_view bytes);
std::string encoded(const WireMessage &message);
// The last field of that number and type, as protobuf takes it; null when there is none.
WireField *field(WireMessage &message, std::uint32_t number, int type);
// The same, added at the end if it is not there.
WireField &fieldMade(WireMessage &message, std::uint32_t number, int type);

// One change somewhere in the message, however deep. Bytes that are no message are changed as bytes.
std::string changedMessage(const std::string &bytes, Mutation &mutation, int depth = 0);

} // namespace ckpt::fuzz
