// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Fields of a protobuf message, one after the other, without knowing the message: for telling messages apart, and for
// those of which a damaged part must not hide the rest. Encoding: protobuf's wire format; groups are not read (no
// message of TensorFlow has them).
#pragma once

#include "format/base/bytecursor.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ckpt {

struct WireField {
    std::uint32_t number = 0; // never 0
    bool delimited = false; // has `bytes`, else `value`
    std::uint64_t value = 0; // of a varint, fixed64 or fixed32
    std::string_view bytes; // points into what the cursor reads
};

// Nothing at the end, and nothing where no field can be read; the cursor is not atEnd() then.
std::optional<WireField> nextWireField(ByteCursor &cursor);

} // namespace ckpt
