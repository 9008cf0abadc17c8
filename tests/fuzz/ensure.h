// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What every fuzz target uses: invariants that end the program, and the checks that hold for whatever a reader says.
#pragma once

#include "format/base/issue.h"
#include "format/base/limits.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ckpt::fuzz {

// Ends the program with `what`, which must hold, unless it does. `detail` (raw bytes) is printed behind it.
void ensure(bool holds, const char *what, std::string_view detail = {});

// The sentences of a fault are text that can be shown: valid UTF-8, no control characters, no placeholder left.
void checkError(const Error &error);
void checkIssues(std::span<const Issue> issues, const Limits &limits);

// Small enough that no input takes long or much memory, large enough that nothing real is refused.
Limits smallLimits();

inline std::string_view textOf(const std::uint8_t *data, std::size_t size)
{
    return { reinterpret_cast<const char *>(data), size };
}

// A number that depends on the whole input: what a target may choose freely is chosen by it, so that an input always
// does the same.
std::uint32_t seedOf(std::string_view input);

} // namespace ckpt::fuzz
