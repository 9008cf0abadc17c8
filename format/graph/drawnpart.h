// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What of a graph file is drawn: all of the main graph, or what one signature computes.
#pragma once

#include <cstdint>
#include <string>

namespace ckpt {

struct DrawnPart {
    enum class Kind : std::uint8_t {
        // Of a SavedModel with several signatures "serving_default", else the first by name; of other files everything.
        Usual,
        Everything,
        Signature, // what its outputs are reached from, and its inputs
    };
    Kind kind = Kind::Usual;
    std::string name = {}; // of the signature
    bool operator==(const DrawnPart &) const = default;
};

} // namespace ckpt
