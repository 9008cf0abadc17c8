// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/modelweights.h"

#include "format/objects/objectkey.h"

#include <algorithm>
#include <set>

namespace ckpt {

std::vector<bool> modelWeights(const Checkpoint &source, std::span<const VariableFacts> facts)
{
    // Settings of an optimizer have names of their own; where it has slots these tell its path.
    std::set<std::string_view> optimizers;
    for (const Variable &variable : source.variables())
        if (const auto key = parseObjectKey(variable.key); key && key->optimizer)
            optimizers.insert(*key->optimizer);
    std::vector<bool> weights(source.variables().size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::string_view name = source.variables()[i].key;
        const Role role = facts[i].role;
        const auto key = parseObjectKey(name);
        const bool setting = role == Role::Other && key
            && std::any_of(optimizers.begin(), optimizers.end(), [&](std::string_view optimizer) {
                   return key->object.starts_with(optimizer) && key->object.substr(optimizer.size()).starts_with('/');
               });
        const bool metric =
            key && (key->object.starts_with("metrics/") || key->object.find("/metrics/") != key->object.npos);
        const bool configuration = key && (key->attribute == "OBJECT_CONFIG_JSON" || key->attribute == "py_state");
        weights[i] = role != Role::Slot && role != Role::Average && role != Role::Counter && name != kObjectGraphKey
            && !setting && !metric && !configuration;
    }
    return weights;
}

} // namespace ckpt
