// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A graph of about `nodes` nodes: a network in blocks of ten dense layers, with the gradients and updates of its
// training; nine nodes a layer.
#pragma once

#include "tests/format/graph/graphbuilder.h"

#include <string>

namespace ckpt::bench {

inline test::GraphBuilder trainedGraph(int nodes)
{
    test::GraphBuilder builder;
    const int layers = nodes / 9;
    const auto scope = [](int i) { return "block_" + std::to_string(i / 10) + "/layer_" + std::to_string(i % 10); };
    builder.placeholder("x", { -1, 8 });
    std::string last = "x", gradient = "x";
    for (int i = 0; i < layers; ++i)
        last = builder.dense(scope(i), last, 8, 8);
    for (int i = layers; i-- > 0;) {
        const std::string name = "gradients/" + scope(i) + "/MatMul_grad/MatMul";
        builder.node(name, "MatMul", { gradient, scope(i) + "/kernel/read" });
        builder.node("train/update_" + scope(i) + "/ApplyGradientDescent", "ApplyGradientDescent",
            { scope(i) + "/kernel", "x", name });
        gradient = name;
    }
    return builder;
}

} // namespace ckpt::bench
