// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The items of `checkpoints` and `issues` in the JSON of `ls` and `info`.
#pragma once

#include "app/cli/facts.h"
#include "app/cli/jsonwriter.h"
#include "format/checkpoint/valuereader.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace ckpt {

// What is read of every variable besides the index.
struct ValueDetails {
    std::optional<std::int64_t> firstValues; // how many
    bool statistics = false, hash = false;
    bool any() const { return firstValues || statistics || hash; }
};

// One variable's details. `error` says what could not be read; the rest is set as far as it was asked for and readable.
struct VariableDetails {
    std::optional<TensorData> firstValues;
    std::optional<Statistics> statistics;
    std::optional<std::string> hash;
    std::optional<Error> error;
};
VariableDetails readDetails(
    const Checkpoint &checkpoint, VariableId id, const ValueDetails &wanted, const JobControl &control);

void writeError(JsonWriter &json, const Error &error);
void writeIssue(JsonWriter &json, const Issue &issue);
// A checkpoint that cannot be opened.
void writeUnopened(
    JsonWriter &json, const std::string &prefix, std::optional<StorageFormat> format, const Error &error);
// Everything. `order` says which variables in which order, `facts` is by VariableId; `more` writes further fields
// behind the variables. Returns why variables could not be read.
std::vector<Error> writeCheckpoint(JsonWriter &json, const Checkpoint &checkpoint, const Facts &facts,
    std::span<const VariableId> order, const ValueDetails &details, const JobControl &control,
    const std::function<void()> &more = {});

} // namespace ckpt
