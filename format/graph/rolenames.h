// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the name of a variable says about its purpose (DIAGRAM notes 5.4, 5.5). Hand-written matching: it runs over
// every variable of checkpoints with 100,000 of them.
#pragma once

#include "format/graph/role.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ckpt {

// The fine word for a role ("kernel", "Adam m"), or empty when the name says nothing.
std::string_view detailFromName(std::string_view key);

// "m", "Adam_1", "Momentum" as the last part of a name: the slot it names, or empty.
std::string_view slotFromSegment(std::string_view segment);

// The same for what is no slot, with the shape where the name says little: "counter", "LSTM kernel". `path` ends
// without what TensorFlow 2 adds.
std::string detailFromShape(std::string_view path, const Variable &variable);

// The coarse role that a fine word belongs to. Unknown words are Role::Other.
Role roleOfDetail(std::string_view detail);

// True for slots of optimizers and moving averages: what belongs to another variable.
bool belongsToOther(std::string_view detail);

// True for "Variable_4", "w", "b2": no scope, and no word that tells anything.
bool saysNothing(std::string_view key);

// TensorFlow 2 keys end in this.
inline constexpr std::string_view kObjectKeyTail = "/.ATTRIBUTES/VARIABLE_VALUE";
std::string_view withoutObjectTail(std::string_view key);

std::string_view lastSegment(std::string_view path);
std::string_view parentPath(std::string_view path); // "" when there is none
std::string_view withoutPart(std::string_view key); // cuts a final "/part_3"
// Cuts "_12" (or "12" when `bare`) at the end.
std::string_view withoutNumber(std::string_view text, bool bare = false);
// ASCII only.
bool containsIgnoringCase(std::string_view text, std::string_view lowerCasePart);

} // namespace ckpt
