// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/namelayers.h"

#include "format/base/paths.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

namespace ckpt {
namespace {

struct NamedLayer {
    std::string path;
    std::vector<std::size_t> variables;
    std::string_view kind;
    bool nameless = false;
};

bool isNormSegment(std::string_view segment)
{
    const std::string_view name = withoutNumber(segment, true);
    for (const std::string_view norm : { "batchnorm", "batch_norm", "batchnormalization", "batch_normalization", "bn",
             "norm", "layernorm", "layer_norm", "layernormalization", "layer_normalization" })
        if (name.size() == norm.size() && containsIgnoringCase(name, norm))
            return true;
    return false;
}

// "mweight2" and "mbias2" → "m2".
std::string withoutRoleWord(std::string_view name)
{
    for (const std::string_view word :
        { "moving_variance", "moving_mean", "embeddings", "embedding", "kernel", "weights", "weight", "biases", "bias",
            "filters", "filter", "matrix", "gamma", "beta", "scale", "offset" }) {
        const std::size_t at = name.find(word);
        if (at == std::string_view::npos)
            continue;
        std::string rest = std::string(name.substr(0, at)) + std::string(name.substr(at + word.size()));
        while (!rest.empty() && (rest.back() == '_' || rest.back() == '-'))
            rest.pop_back();
        return rest.empty() ? std::string(name) : rest;
    }
    return std::string(name);
}

bool belongsToLayer(const VariableFacts &facts)
{
    return facts.owner.empty()
        && (facts.role == Role::Kernel || facts.role == Role::Bias || facts.role == Role::Norm
            || facts.role == Role::Statistic);
}

// A vector joins the matrix just before it, else the first one still without, if its length is the last dimension.
void pairNameless(const Checkpoint &checkpoint, const std::vector<std::size_t> &order, std::vector<NamedLayer> &layers)
{
    const auto fits = [&](const NamedLayer &layer, std::size_t vector) {
        const TensorShape &kernel = checkpoint.variables()[layer.variables.front()].shape;
        const TensorShape &shape = checkpoint.variables()[vector].shape;
        return layer.variables.size() == 1 && kernel.rank() >= 2 && shape.dim(0) == kernel.dim(kernel.rank() - 1);
    };
    std::vector<NamedLayer> made;
    std::unordered_map<std::int64_t, std::vector<std::size_t>>
        waiting; // last dimension → layers without a vector, last first
    std::vector<std::size_t> vectors;
    for (const std::size_t variable : order) {
        if (checkpoint.variables()[variable].shape.rank() == 1) {
            if (!made.empty() && fits(made.back(), variable))
                made.back().variables.push_back(variable);
            else
                vectors.push_back(variable);
            continue;
        }
        made.push_back({ checkpoint.variables()[variable].key, { variable }, {}, true });
    }
    for (std::size_t i = made.size(); i-- > 0;) {
        const TensorShape &shape = checkpoint.variables()[made[i].variables.front()].shape;
        if (made[i].variables.size() == 1 && shape.rank() >= 2)
            waiting[shape.dim(shape.rank() - 1)].push_back(i);
    }
    for (const std::size_t variable : vectors) {
        auto &fitting = waiting[checkpoint.variables()[variable].shape.dim(0)];
        if (fitting.empty())
            continue;
        made[fitting.back()].variables.push_back(variable);
        fitting.pop_back();
    }
    std::move(made.begin(), made.end(), std::back_inserter(layers));
}

std::string_view kindOf(const Checkpoint &checkpoint, std::span<const VariableFacts> facts, const NamedLayer &layer)
{
    std::string_view kind;
    for (const std::size_t variable : layer.variables) {
        const std::string_view found =
            kindFromKernel(facts[variable].detail, checkpoint.variables()[variable].shape.rank());
        if (kind.empty() || (found == "LSTM" || found == "GRU" || found == "Embedding"))
            kind = found.empty() ? kind : found;
    }
    return kind;
}

std::vector<NamedLayer> collectLayers(const Checkpoint &checkpoint, std::span<const VariableFacts> facts)
{
    std::unordered_map<std::string, std::size_t> byPath;
    std::vector<NamedLayer> layers;
    std::vector<std::size_t> nameless;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (!belongsToLayer(facts[i]))
            continue;
        std::string path = layerPath(checkpoint.variables()[i].key);
        if (path.empty()) {
            nameless.push_back(i);
            continue;
        }
        const auto [entry, isNew] = byPath.try_emplace(path, layers.size());
        if (isNew)
            layers.push_back({ std::move(path), {}, {}, false });
        layers[entry->second].variables.push_back(i);
    }
    const auto before = [&](std::size_t a, std::size_t b) {
        return naturalLess(checkpoint.variables()[a].key, checkpoint.variables()[b].key);
    };
    std::sort(nameless.begin(), nameless.end(), before);
    pairNameless(checkpoint, nameless, layers);
    std::sort(layers.begin(), layers.end(),
        [](const NamedLayer &a, const NamedLayer &b) { return naturalLess(a.path, b.path); });
    return layers;
}

} // namespace

std::string layerPath(std::string_view key)
{
    const std::string_view path = withoutPart(withoutObjectTail(key));
    if (saysNothing(path))
        return {};
    std::string_view scope = parentPath(path);
    if (scope.empty())
        return withoutRoleWord(path);
    if (isNormSegment(lastSegment(scope)) && !parentPath(scope).empty())
        scope = parentPath(scope);
    return std::string(scope);
}

std::string_view kindFromKernel(std::string_view detail, std::size_t rank)
{
    if (detail == "LSTM kernel")
        return "LSTM";
    if (detail == "GRU kernel")
        return "GRU";
    if (detail == "embedding")
        return "Embedding";
    if (detail == "depthwise kernel")
        return "DepthwiseConv2D";
    if (detail != "kernel")
        return {};
    switch (rank) {
    case 2:
        return "Dense";
    case 3:
        return "Conv1D";
    case 4:
        return "Conv2D";
    case 5:
        return "Conv3D";
    default:
        return {};
    }
}

void nameLayers(const Checkpoint &checkpoint, std::span<VariableFacts> facts)
{
    std::vector<NamedLayer> layers = collectLayers(checkpoint, facts);
    std::unordered_map<std::string_view, int> titles;
    for (NamedLayer &layer : layers) {
        layer.kind = kindOf(checkpoint, facts, layer);
        ++titles[lastSegment(layer.path)];
    }
    std::map<std::string_view, int> ordinals;
    int order = 0;
    for (const NamedLayer &layer : layers) {
        const int ordinal = layer.kind.empty() ? 0 : ++ordinals[layer.kind];
        const std::string inferred = layer.kind.empty() ? std::string() : fmt::format("{} {}", layer.kind, ordinal);
        const std::string_view last = lastSegment(layer.path);
        const std::string title =
            layer.nameless ? inferred : std::string(titles[last] == 1 ? last : std::string_view(layer.path));
        for (const std::size_t variable : layer.variables) {
            VariableFacts &fact = facts[variable];
            fact.layer = title;
            fact.order = order;
            if (layer.nameless && !inferred.empty())
                fact.inferredName = fmt::format("{} · {}", inferred, fact.detail);
        }
        ++order;
    }
}

} // namespace ckpt
