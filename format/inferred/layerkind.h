// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What kind of layer a set of variables is, from their roles and shapes (DIAGRAM notes 14b.3).
#pragma once

#include "format/tensor/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

struct LayerVariable {
    std::string_view detail; // fine role
    const TensorShape *shape = nullptr;
};

struct LayerKind {
    std::string kind; // "Conv2D"; Sketch::kUnknownKind
    std::string text; // "Conv2D 3×3, 32 · BatchNorm"
    std::vector<std::string> norms;
    std::optional<std::int64_t> inputs, outputs; // features of a step in and out, where the shapes tell
};

// `names` (path, title) may say what shapes leave open. `foreign`: other programs than TensorFlow may have written it,
// so that only a bias tells which axis of a kernel is which.
LayerKind kindOfLayer(std::span<const LayerVariable> variables, std::string_view names, bool foreign);

} // namespace ckpt
