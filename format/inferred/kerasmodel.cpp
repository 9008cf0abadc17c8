// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/kerasmodel.h"

#include "format/base/jsondepth.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace ckpt {
namespace {

using nlohmann::json;

// Configurations of large models have a few hundred kilobytes and twenty levels.
constexpr std::size_t kMostBytes = 4 << 20;
constexpr int kMostDepth = 100;

const json *member(const json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::string textOf(const json *value)
{
    return value && value->is_string() ? value->get_ref<const std::string &>() : std::string();
}

// Newer files have it beside the configuration too.
std::string nameOf(const json &layer)
{
    const json *config = member(layer, "config");
    std::string name = textOf(member(layer, "name"));
    return name.empty() && config ? textOf(member(*config, "name")) : name;
}

using Numbers = std::unordered_map<std::string_view, std::uint32_t>;

// A tensor is ["layer", node, tensor, …], anywhere in inbound_nodes.
void addSources(const json &nodes, const Numbers &numbers, std::vector<std::uint32_t> &inputs)
{
    std::vector<const json *> work{ &nodes };
    while (!work.empty()) {
        const json &value = *work.back();
        work.pop_back();
        if (!value.is_structured())
            continue;
        if (value.is_array() && value.size() >= 3 && value[0].is_string() && value[1].is_number_integer()
            && value[2].is_number_integer()) {
            const auto source = numbers.find(value[0].get_ref<const std::string &>());
            if (source != numbers.end())
                inputs.push_back(source->second);
        }
        for (const json &each : value)
            work.push_back(&each);
    }
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
}

// A layer that is used twice may feed an earlier one. Such edges go; the rest is put into the order of data flow.
void putInOrder(KerasModel &model)
{
    const std::size_t count = model.layers.size();
    std::vector<std::vector<std::uint32_t>> readers(count);
    std::vector<std::size_t> waiting(count);
    for (std::uint32_t i = 0; i < count; ++i)
        for (const std::uint32_t input : model.layers[i].inputs) {
            readers[input].push_back(i);
            ++waiting[i];
        }
    std::vector<std::uint32_t> order;
    std::vector<char> placed(count);
    const auto place = [&](std::uint32_t layer) {
        placed[layer] = 1;
        order.push_back(layer);
    };
    std::uint32_t next = 0; // of the list, taken when only cycles are left
    for (std::uint32_t i = 0; i < count; ++i)
        if (waiting[i] == 0)
            place(i);
    for (std::size_t done = 0; order.size() < count || done < order.size(); ++done) {
        while (done == order.size() && next < count) {
            if (!placed[next])
                place(next);
            ++next;
        }
        for (const std::uint32_t reader : readers[order[done]])
            if (--waiting[reader] == 0 && !placed[reader])
                place(reader);
    }
    std::vector<std::uint32_t> position(count);
    for (std::uint32_t i = 0; i < count; ++i)
        position[order[i]] = i;
    KerasModel sorted;
    for (const std::uint32_t layer : order) {
        KerasModel::Layer &kept = sorted.layers.emplace_back();
        kept.name = std::move(model.layers[layer].name);
        for (const std::uint32_t input : model.layers[layer].inputs)
            if (position[input] < position[layer])
                kept.inputs.push_back(position[input]);
    }
    model = std::move(sorted);
}

std::optional<KerasModel> modelOf(const json &layer)
{
    const std::string className = textOf(member(layer, "class_name"));
    const json *config = member(layer, "config");
    const json *list = config && config->is_array() ? config : config ? member(*config, "layers") : nullptr;
    if (!list || !list->is_array() || list->empty())
        return std::nullopt;
    const bool sequential = className == "Sequential";
    KerasModel model;
    Numbers numbers;
    for (const json &each : *list)
        model.layers.push_back({ nameOf(each), {} });
    for (std::uint32_t i = 0; i < model.layers.size(); ++i)
        if (model.layers[i].name.empty() || !numbers.emplace(model.layers[i].name, i).second)
            return std::nullopt; // names tell layers apart
    for (std::uint32_t i = 0; i < model.layers.size(); ++i) {
        if (sequential && i > 0)
            model.layers[i].inputs = { i - 1 };
        const json *nodes = sequential ? nullptr : member((*list)[i], "inbound_nodes");
        if (!sequential && !nodes)
            return std::nullopt; // of a model that is written in Python: nothing says what feeds what
        if (nodes)
            addSources(*nodes, numbers, model.layers[i].inputs);
    }
    putInOrder(model);
    return model;
}

} // namespace

std::optional<KerasConfig> parseKerasConfig(std::string_view text)
{
    if (text.size() > kMostBytes || isDeeperThan(text, kMostDepth))
        return std::nullopt;
    const json layer = json::parse(text.begin(), text.end(), nullptr, false);
    if (!member(layer, "class_name") || !member(layer, "config"))
        return std::nullopt;
    return KerasConfig{ nameOf(layer), modelOf(layer) };
}

} // namespace ckpt
