// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The sentences for each fault, in one place for the command line (English) and the window (translated there).
// Placeholders, filled by fillIn(): {file} last part of the path, {path}, {key}, {detail}, {expected}, {actual},
// {expected:x} and {actual:x} (eight hexadecimal digits), {begin}, {end}, {length}.
#pragma once

#include "format/base/error.h"

#include <string>
#include <string_view>

namespace ckpt {

// UTF-8, translation context "Fault". `why` and `remedy` may be empty.
struct FaultText {
    const char *what; // what happened, with the name
    const char *why; // why, with numbers
    const char *remedy; // what to do
};

FaultText faultText(Fault fault);

// `pattern` with its placeholders replaced; integers get thousands separators. A placeholder whose value is not set
// becomes "?".
std::string fillIn(std::string_view pattern, const Error &error);

// Bytes made printable: valid UTF-8 is kept, anything else and control characters become \xNN.
std::string printable(std::string_view bytes);

} // namespace ckpt
