// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// How TensorFlow 2 makes the key of a variable from the object that holds it (FORMAT.md, "Keys"). Text alone: nothing
// here needs the object graph, so keys can be read where that is broken.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ckpt {

// A name as one part of a path: '.' becomes "..", then '/' becomes ".S".
std::string escapedName(std::string_view name);
// Back again; nothing when `part` has a '.' that no escape begins with, as the parts that TensorFlow adds itself have.
std::optional<std::string> unescapedName(std::string_view part);

// "<object>/.ATTRIBUTES/<attribute>", or "<object>/.OPTIMIZER_SLOT/<optimizer>/<slot>/.ATTRIBUTES/<attribute>".
// Paths are escaped, as they stand in the key; they point into it. The root's path is empty.
struct ObjectKey {
    std::string_view object;
    std::optional<std::string_view> optimizer, slot; // both or none; `slot` is escaped too
    std::string_view attribute; // escaped
};
// Nothing for a key of another form: the names of TensorFlow 1, the object graph's own key.
std::optional<ObjectKey> parseObjectKey(std::string_view key);

// Whether TensorFlow finds in the tensor `key` what an object saved as `before`: only under a name with the same end,
// from
// "/.ATTRIBUTES/" on, and with no such mark before that. True where it does not find `before` either.
bool keepsAttribute(std::string_view before, std::string_view key);

// What tf.train.Checkpoint counts its own saves in.
inline constexpr std::string_view kSaveCounterKey = "save_counter/.ATTRIBUTES/VARIABLE_VALUE";

// The key of an attribute; `attribute` is escaped already (ObjectAttribute::name is).
std::string objectKey(std::string_view objectPath, std::string_view attribute);

} // namespace ckpt
