// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What of a graph file is drawn: all of the main graph, what one signature computes, or the body of a function.
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
        Function, // the body of one, as a graph of its own
    };
    Kind kind = Kind::Usual;
    std::string name = {}; // of the signature or function
    bool operator==(const DrawnPart &) const = default;
};

// A function of the file that can be drawn by itself.
struct DrawableFunction {
    std::string name;
    std::uint64_t nodes = 0;
};

} // namespace ckpt
