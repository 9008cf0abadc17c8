// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Reads all values of a checkpoint once, in the order of its files, on several threads.
#pragma once

#include "format/check/check.h"

#include <optional>
#include <vector>

namespace ckpt {

// What reading one variable found.
struct ValueFinding {
    ValueState state = ValueState::Unreadable;
    std::vector<Error> errors; // empty when Good or NoChecksum; one for each damaged part
    std::optional<Error> health; // ValuesNonFinite, ValuesConstant, ValuesAllZero
};

// By VariableId. Fails with Cancelled.
Result<std::vector<ValueFinding>> readAllValues(
    const Checkpoint &checkpoint, unsigned threads, const JobControl &control);

} // namespace ckpt
