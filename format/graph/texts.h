// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Words on cards: what a part is, in one line.
#pragma once

#include "format/graph/tree.h"

namespace ckpt {

// "Conv2D 5×5, 24, /2 · Relu".
std::string layerText(const Tree &tree, const Part *layer);
// "MaxPool 2×2, /2", "float32 N×28×28".
std::string opText(const Tree &tree, const Part *op);

// Category and line of a scope or group with several things in it: "4 Dense, 2 BatchNorm", "7 ops: Neg, Mean".
struct ScopeText {
    Category category = Category::Scope;
    std::string text;
};
ScopeText scopeText(const Tree &tree, const Part *scope);

} // namespace ckpt
