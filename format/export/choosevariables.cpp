// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/choosevariables.h"

#include "format/objects/objectgraph.h"

#include <algorithm>
#include <fnmatch.h>
#include <map>

namespace ckpt {

namespace {

bool isWeight(Role role)
{
    return role != Role::Slot && role != Role::Average && role != Role::Counter;
}

bool isTaken(const VariableFacts &facts, ExportPreset preset)
{
    switch (preset) {
    case ExportPreset::All:
        return true;
    case ExportPreset::Weights:
    case ExportPreset::Averages:
        return isWeight(facts.role);
    case ExportPreset::Trainable:
        return facts.trainable;
    case ExportPreset::Frozen:
        return isWeight(facts.role) && !facts.trainable;
    }
    return false;
}

bool matchesAny(const std::vector<std::string> &patterns, const std::string &name)
{
    return std::any_of(patterns.begin(), patterns.end(),
        [&](const std::string &pattern) { return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0; });
}

using Averages = std::map<std::string, VariableId, std::less<>>; // by the key of the weight

Result<Averages> averagesOf(const Checkpoint &source, std::span<const VariableFacts> facts)
{
    Averages averages;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const Variable &average = source.variables()[i];
        const auto owner = source.find(facts[i].owner);
        if (facts[i].role != Role::Average || !owner)
            continue;
        const Variable &weight = source.variable(*owner);
        if (weight.dtype != average.dtype || !(weight.shape == average.shape))
            continue;
        if (!averages.emplace(weight.key, VariableId(i)).second)
            return fail(Error{ .fault = Fault::NameTwice, .path = source.ref().prefix, .key = weight.key });
    }
    return averages;
}

} // namespace

Result<ChosenVariables> chooseVariables(
    const Checkpoint &source, std::span<const VariableFacts> facts, const VariableChoice &choice)
{
    Averages averages;
    if (choice.preset == ExportPreset::Averages) {
        auto found = averagesOf(source, facts);
        if (!found)
            return tl::unexpected(found.error());
        averages = std::move(*found);
    }
    ChosenVariables chosen;
    bool everything = averages.empty();
    for (std::size_t i = 0; i < source.variables().size(); ++i) {
        const Variable &variable = source.variables()[i];
        if (variable.key == kObjectGraphKey)
            continue;
        const bool taken = isTaken(facts[i], choice.preset)
            && (!choice.query || choice.query->holds(variable, facts[i]))
            && (choice.include.empty() || matchesAny(choice.include, variable.key))
            && !matchesAny(choice.exclude, variable.key);
        everything = everything && taken;
        if (!taken)
            continue;
        const auto average = averages.find(variable.key);
        std::string key = choice.renames.apply(variable.key);
        everything = everything && key == variable.key;
        chosen.items.push_back({ average == averages.end() ? VariableId(i) : average->second, std::move(key) });
    }
    if (const auto graph = source.find(kObjectGraphKey)) {
        chosen.objectGraphLeftOut = !everything;
        if (everything)
            chosen.items.push_back({ *graph, std::string(kObjectGraphKey) });
    }
    return chosen;
}

} // namespace ckpt
