// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/sketchparts.h"

#include "format/graph/rolenames.h"
#include "format/inferred/fittinglayers.h"
#include "format/inferred/layerkind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ckpt {
namespace {

constexpr std::size_t kListLength = 60;

// Weights first, then what is added, then norms.
std::size_t rankOf(std::string_view detail)
{
    static constexpr std::array<std::string_view, 12> kOrder{ "embedding", "depthwise kernel", "pointwise kernel",
        "kernel", "LSTM kernel", "GRU kernel", "recurrent kernel", "bias", "gamma", "beta", "moving mean",
        "moving variance" };
    const auto place = std::find(kOrder.begin(), kOrder.end(), detail);
    return place == kOrder.end() ? 7 : static_cast<std::size_t>(place - kOrder.begin()) * 2;
}

std::string counted(std::uint32_t count, const char *what)
{
    return count == 0 ? std::string() : fmt::format(" · {} {}{}", count, what, count == 1 ? "" : "s");
}

} // namespace

SketchMaker::SketchMaker(const Checkpoint &checkpoint, Sketch &sketch)
    : m_checkpoint(checkpoint)
    , m_sketch(sketch)
    , m_slots(sketch.variables.size())
    , m_averages(sketch.variables.size())
    , m_foreign(isArrayFormat(checkpoint.ref().format))
{
    for (const SketchVariable &variable : sketch.variables)
        if (variable.owner)
            ++(roleOfDetail(variable.detail) == Role::Average ? m_averages : m_slots)[index(*variable.owner)];
}

std::string SketchMaker::slotsText(const SketchCard &card) const
{
    std::uint32_t slots = 0, averages = 0;
    for (const VariableId variable : card.variables) {
        slots += m_slots[index(variable)];
        averages += m_averages[index(variable)];
    }
    return counted(slots, "slot") + counted(averages, "average");
}

void SketchMaker::addLayer(SketchCard card, const std::string &names, const std::vector<std::string> &details)
{
    std::vector<LayerVariable> variables;
    for (std::size_t i = 0; i < card.variables.size(); ++i) {
        const VariableId id = card.variables[i];
        variables.push_back(
            { details.empty() ? std::string_view(m_sketch.variables[index(id)].detail) : std::string_view(details[i]),
                &m_checkpoint.variable(id).shape });
    }
    LayerKind kind = kindOfLayer(variables, names, m_foreign);
    std::stable_sort(card.variables.begin(), card.variables.end(), [this](VariableId a, VariableId b) {
        return rankOf(m_sketch.variables[index(a)].detail) < rankOf(m_sketch.variables[index(b)].detail);
    });
    const std::string &firstKey = m_checkpoint.variable(card.variables.front()).key;
    if (card.key.empty())
        card.key = firstKey;
    if (card.title.empty() && kind.kind == Sketch::kUnknownKind)
        card.title =
            firstKey.ends_with('/') || firstKey.empty() ? "(unnamed)" : lastSegment(withoutObjectTail(firstKey));
    card.kind = std::move(kind.kind);
    card.norms = std::move(kind.norms);
    card.text = kind.text + slotsText(card);
    m_sketch.cards.push_back(std::move(card));
    m_ends.push_back({ kind.inputs, kind.outputs });
}

void SketchMaker::connect(const JobControl &control)
{
    std::vector<FittingLayer> layers;
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        const SketchCard &card = m_sketch.cards[i];
        layers.push_back({ card.scope, m_ends[i].inputs, m_ends[i].outputs, card.kind == "Dense",
            card.kind.ends_with("Norm"), card.kind.find("Conv") != std::string::npos });
    }
    m_sketch.edges = fittingEdges(layers, control);
}

void SketchMaker::addOther(SketchCard card)
{
    card.kind.clear();
    m_sketch.cards.push_back(std::move(card));
}

void SketchMaker::addCounters(const std::vector<VariableId> &variables)
{
    if (variables.empty())
        return;
    SketchCard card;
    card.key = "#counters";
    card.title = "counters and settings";
    card.text = listed(variables);
    card.reason = "Variables that are no weights of a layer, from their names and shapes.";
    card.variables = variables;
    addOther(std::move(card));
}

std::string SketchMaker::listed(const std::vector<VariableId> &variables) const
{
    std::string text;
    for (const VariableId variable : variables) {
        if (m_checkpoint.variable(variable).key == kObjectGraphKey && variables.size() > 1)
            continue;
        std::string_view name = lastSegment(withoutObjectTail(m_checkpoint.variable(variable).key));
        while (name.starts_with('_') && name.size() > 1 && name != kObjectGraphKey)
            name.remove_prefix(1);
        if (text.size() + name.size() > kListLength)
            return text.empty() ? std::string(name) : text + " …";
        text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
    }
    return text;
}

} // namespace ckpt
