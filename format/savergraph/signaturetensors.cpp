// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/signaturetensors.h"

#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <vector>

namespace ckpt {

bool allTensors(const pb::TensorInfo &info, const TensorTest &test)
{
    std::vector<const pb::TensorInfo *> open{ &info };
    while (!open.empty()) {
        const pb::TensorInfo &each = *open.back();
        open.pop_back();
        if (each.has_composite_tensor()) {
            for (const pb::TensorInfo &component : each.composite_tensor().components())
                open.push_back(&component);
        } else if (each.has_coo_sparse()) {
            const auto &sparse = each.coo_sparse();
            if (!test(sparse.values_tensor_name()) || !test(sparse.indices_tensor_name())
                || !test(sparse.dense_shape_tensor_name()))
                return false;
        } else if (!test(each.name())) {
            return false;
        }
    }
    return true;
}

bool allTensors(const pb::SignatureDef &signature, const TensorTest &test)
{
    const auto all = [&](const auto &infos) {
        return std::all_of(infos.begin(), infos.end(), [&](const auto &info) { return allTensors(info.second, test); });
    };
    return all(signature.inputs()) && all(signature.outputs());
}

} // namespace ckpt
