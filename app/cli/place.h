// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a person typed: PATH, PATH::NAME or PATH::NAME[SLICE], and which steps of a run are meant.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/run.h"
#include "format/tensor/shape.h"

#include <optional>
#include <string>
#include <vector>

namespace ckpt {

struct Place {
    std::string path;
    std::optional<std::string> variable; // everything after "::"
};
// Splits at the first "::" behind something that exists, else at the first one.
Place splitPlace(const std::string &text);

// A variable and the part of it that `text` ("NAME" or "NAME[SLICE]") means. Names may hold brackets themselves: a
// variable that is called like the whole text wins. A name that is not UTF-8 may be given percent-escaped.
// NoSuchVariable, BadSlice.
struct VariablePart {
    VariableId variable{};
    Selection selection;
};
Result<VariablePart> findPart(const Checkpoint &checkpoint, const std::string &text);

// --step and --format of every command.
struct Choice {
    std::string path;
    std::string step; // empty: the current one of the run; "all"; a number
    std::optional<StorageFormat> format;
};

// The checkpoints of `run` that are meant. WrongStep, NotACheckpoint (the run has none, or not in the wanted format).
Result<std::vector<CheckpointRef>> choose(const Run &run, const Choice &choice);

} // namespace ckpt
