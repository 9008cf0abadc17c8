// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wide.h"

#include "tests/support/checkpointbuilder.h"

#include <cstdio>

namespace ckpt::bench {

void writeWide(const std::string &prefix)
{
    struct Type {
        std::int64_t number;
        std::int64_t bytes;
    };
    static constexpr Type types[] = { { 1, 4 }, { 1, 4 }, { 1, 4 }, { 3, 4 }, { 9, 8 }, { 10, 1 }, { 19, 2 }, { 14, 2 },
        { 2, 8 } };
    static constexpr const char *kinds[] = { "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance",
        "kernel/Adam", "kernel/Adam_1" };
    test::BundleBuilder bundle;
    for (int i = 0; i < kVariables; ++i) {
        char name[128];
        std::snprintf(name, sizeof name, "model/block_%03d/layer_%03d/unit_%d/%s", i / 1000, i / 40 % 25, i / 8 % 5,
            kinds[i % 8]);
        const Type type = types[(i * 7 + i / 8) % 9];
        const std::vector<std::int64_t> dims =
            i % 3 == 0 ? std::vector<std::int64_t>{ 1 + i % 5 } : std::vector<std::int64_t>{ 1 + i % 4, 1 + i % 3 };
        std::int64_t elements = 1;
        for (const std::int64_t dim : dims)
            elements *= dim;
        bundle.add(name, type.number, dims,
            std::string(static_cast<std::size_t>(elements * type.bytes), static_cast<char>(i)));
    }
    bundle.write(prefix);
}

} // namespace ckpt::bench
