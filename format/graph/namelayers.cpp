// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/namelayers.h"

#include "format/base/paths.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ckpt {
namespace {

bool isNormSegment(std::string_view segment)
{
    const std::string_view name = withoutNumber(segment, true);
    for (const std::string_view norm : { "batchnorm", "batch_norm", "batchnormalization", "batch_normalization", "bn",
             "norm", "layernorm", "layer_norm", "layernormalization", "layer_normalization" })
        if (name.size() == norm.size() && containsIgnoringCase(name, norm))
            return true;
    return false;
}

bool isLowerWord(std::string_view name)
{
    return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool isSeparator(char c)
{
    return c == '_' || c == '.' || c == '-';
}

// Longer ones before those that they end in.
constexpr std::string_view kRoleWords[] = { "moving_variance", "moving_mean", "running_mean", "running_var",
    "depthwise_kernel", "pointwise_kernel", "recurrent_kernel", "depthwise_weights", "pointwise_weights", "embeddings",
    "embedding", "kernel", "weights", "weight", "biases", "bias", "filters", "filter", "matrix", "gamma", "beta",
    "scale", "offset", "variance", "mean", "w_f_diag", "w_i_diag", "w_o_diag", "w", "b" };
constexpr std::size_t kAttached = 4; // letters from which on a word needs no separator before it: "mweight"

// What a name says besides the role: "mweight2" and "mbias2" → "m2", "W_fc" → "fc", "kernel" → "". Nothing when there
// is no role word in it.
std::optional<std::string> withoutRoleWord(std::string_view name)
{
    std::size_t end = name.size();
    while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9')
        --end;
    const std::string number(name.substr(end));
    std::string_view body = name.substr(0, end);
    while (!number.empty() && !body.empty() && isSeparator(body.back()))
        body.remove_suffix(1);
    for (const std::string_view word : kRoleWords) {
        if (body.size() < word.size() || !containsIgnoringCase(body.substr(body.size() - word.size()), word))
            continue;
        std::string_view rest = body.substr(0, body.size() - word.size());
        if (!rest.empty() && !isSeparator(rest.back()) && word.size() < kAttached)
            continue;
        while (!rest.empty() && isSeparator(rest.back()))
            rest.remove_suffix(1);
        return std::string(rest) + number;
    }
    for (const std::string_view word : kRoleWords)
        if (name.size() > word.size() + 1 && isSeparator(name[word.size()])
            && containsIgnoringCase(name.substr(0, word.size()), word))
            return std::string(name.substr(word.size() + 1));
    return std::nullopt;
}

// Where a name belongs before anything is paired.
struct Place {
    std::string scope, name;
    bool nameless = false; // to be paired with others of the scope
};

// The gates of a GRU and a norm belong to the layer around them.
bool isInnerSegment(std::string_view segment)
{
    return isNormSegment(segment) || segment == "gates" || segment == "candidate";
}

Place placeOf(std::string_view path)
{
    const std::string_view last = lastSegment(path);
    std::string_view scope = parentPath(path);
    if (isInnerSegment(lastSegment(scope)) && !parentPath(scope).empty())
        scope = parentPath(scope);
    if (auto stem = withoutRoleWord(last))
        return { std::string(scope), std::move(*stem), false };
    if (saysNothing(last))
        return { std::string(scope), {}, true };
    if (!scope.empty() && isLowerWord(last))
        return { std::string(scope), {}, false };
    return { std::string(scope), std::string(last), false };
}

bool belongsToLayer(const VariableFacts &facts)
{
    return facts.owner.empty()
        && (facts.role == Role::Kernel || facts.role == Role::Bias || facts.role == Role::Norm
            || facts.role == Role::Statistic);
}

// Keys as paths. Other programs write dots where TensorFlow writes slashes.
class Paths {
public:
    explicit Paths(const Checkpoint &checkpoint)
    {
        const auto variables = checkpoint.variables();
        m_dots = std::none_of(variables.begin(), variables.end(),
            [](const Variable &variable) { return variable.key.find('/') != std::string::npos; });
    }
    std::string of(std::string_view key, const VariableFacts &facts) const
    {
        std::string_view path = withoutPart(withoutObjectTail(key));
        if (facts.role == Role::Average && lastSegment(path) == "ExponentialMovingAverage")
            path = parentPath(path);
        std::string result(path);
        if (m_dots)
            std::replace(result.begin(), result.end(), '.', '/');
        return result;
    }

private:
    bool m_dots = false;
};

// A vector joins the matrix just before it, else the first one still without, if its length is the last dimension.
std::vector<std::vector<std::size_t>> paired(const Checkpoint &checkpoint, const std::vector<std::size_t> &order)
{
    const auto shape = [&](std::size_t variable) -> const TensorShape & {
        return checkpoint.variables()[variable].shape;
    };
    std::vector<std::vector<std::size_t>> made;
    std::unordered_map<std::int64_t, std::vector<std::size_t>>
        waiting; // last dimension → layers without a vector, last first
    std::vector<std::size_t> vectors;
    for (const std::size_t variable : order) {
        if (shape(variable).rank() != 1) {
            made.push_back({ variable });
            continue;
        }
        const bool fits = !made.empty() && made.back().size() == 1 && shape(made.back().front()).rank() >= 2
            && shape(variable).dim(0) == shape(made.back().front()).dim(shape(made.back().front()).rank() - 1);
        if (fits)
            made.back().push_back(variable);
        else
            vectors.push_back(variable);
    }
    for (std::size_t i = made.size(); i-- > 0;)
        if (const TensorShape &matrix = shape(made[i].front()); made[i].size() == 1 && matrix.rank() >= 2)
            waiting[matrix.dim(matrix.rank() - 1)].push_back(i);
    for (const std::size_t variable : vectors) {
        auto &fitting = waiting[shape(variable).dim(0)];
        if (fitting.empty()) {
            made.push_back({ variable });
            continue;
        }
        made[fitting.back()].push_back(variable);
        fitting.pop_back();
    }
    return made;
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

// Nameless variables of each scope. When they make one layer, and the scope has no other, it is that layer.
void addNameless(const Checkpoint &checkpoint, const std::map<std::string, std::vector<std::size_t>> &nameless,
    std::unordered_map<std::string, int> &layersInScope, std::vector<NamedLayer> &layers)
{
    for (const auto &[scope, variables] : nameless) {
        std::vector<std::vector<std::size_t>> pairs = paired(checkpoint, variables);
        const bool isAll = !scope.empty() && pairs.size() == 1 && layersInScope[scope] == 0;
        for (std::vector<std::size_t> &pair : pairs) {
            const std::string_view last =
                lastSegment(withoutPart(withoutObjectTail(checkpoint.variables()[pair.front()].key)));
            layers.push_back({ scope, isAll ? std::string() : std::string(last), std::move(pair), !isAll });
        }
    }
}

} // namespace

std::vector<NamedLayer> layersFromNames(const Checkpoint &checkpoint, std::span<const VariableFacts> facts,
    const std::function<bool(const VariableFacts &)> &belongs)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (belongs(facts[i]))
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return naturalLess(checkpoint.variables()[a].key, checkpoint.variables()[b].key);
    });
    const Paths paths(checkpoint);
    std::unordered_map<std::string, std::size_t> byPath;
    std::unordered_map<std::string, int> layersInScope;
    std::map<std::string, std::vector<std::size_t>> nameless;
    std::vector<NamedLayer> layers;
    for (const std::size_t i : order) {
        Place place = placeOf(paths.of(checkpoint.variables()[i].key, facts[i]));
        if (place.nameless) {
            nameless[place.scope].push_back(i);
            continue;
        }
        const auto [entry, isNew] = byPath.try_emplace(place.scope + '\n' + place.name, layers.size());
        if (isNew) {
            ++layersInScope[place.scope];
            const bool told = !place.scope.empty()
                || !std::all_of(place.name.begin(), place.name.end(), [](char c) { return c >= '0' && c <= '9'; });
            layers.push_back({ std::move(place.scope), std::move(place.name), {}, !told });
        }
        layers[entry->second].variables.push_back(i);
    }
    addNameless(checkpoint, nameless, layersInScope, layers);
    std::sort(layers.begin(), layers.end(),
        [](const NamedLayer &a, const NamedLayer &b) { return naturalLess(a.path(), b.path()); });
    return layers;
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
    const std::vector<NamedLayer> layers = layersFromNames(checkpoint, facts, belongsToLayer);
    const auto shortName = [](const NamedLayer &layer) -> std::string_view {
        return layer.name.empty() ? lastSegment(layer.scope) : std::string_view(layer.name);
    };
    std::unordered_map<std::string_view, int> titles;
    for (const NamedLayer &layer : layers)
        ++titles[shortName(layer)];
    std::map<std::string_view, int> ordinals;
    int order = 0;
    for (const NamedLayer &layer : layers) {
        const std::string_view kind = kindOf(checkpoint, facts, layer);
        const int ordinal = kind.empty() ? 0 : ++ordinals[kind];
        const std::string inferred = kind.empty() ? std::string() : fmt::format("{} {}", kind, ordinal);
        const std::string title = layer.nameless ? inferred
            : titles[shortName(layer)] == 1      ? std::string(shortName(layer))
                                                 : layer.path();
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
