// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 14b: scopes become frames, what has one name becomes a layer.
#include "format/inferred/sketchparts.h"

#include "format/graph/namelayers.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <unordered_set>

namespace ckpt {
namespace {

bool isInLayer(const VariableFacts &facts)
{
    return facts.owner.empty() && facts.role != Role::Counter && facts.role != Role::Slot
        && facts.detail != "object graph";
}

// Every scope that a layer is in, and those around them.
std::unordered_set<std::string> framesOf(const std::vector<NamedLayer> &layers)
{
    std::unordered_set<std::string> frames;
    for (const NamedLayer &layer : layers) {
        std::string_view path = layer.name.empty() ? parentPath(layer.scope) : std::string_view(layer.scope);
        while (!path.empty() && frames.emplace(path).second)
            path = parentPath(path);
    }
    return frames;
}

// The scope of a norm that was cut from the path, when all variables are in it: it is no scope with layers of its own.
std::string innerSegment(const Checkpoint &checkpoint, const NamedLayer &layer)
{
    std::string inner;
    for (const std::size_t variable : layer.variables) {
        const std::string_view key = withoutPart(withoutObjectTail(checkpoint.variables()[variable].key));
        const std::string_view segment = lastSegment(parentPath(key));
        if (segment == lastSegment(layer.scope) || (!inner.empty() && segment != inner))
            return {};
        inner = segment;
    }
    return inner;
}

SketchCard cardOf(const Checkpoint &checkpoint, const NamedLayer &layer, const std::unordered_set<std::string> &frames)
{
    SketchCard card;
    const bool isScope = layer.name.empty() && !layer.scope.empty();
    if (isScope && !frames.contains(layer.scope)) {
        card.key = layer.scope;
        card.scope = parentPath(layer.scope);
        card.title = lastSegment(layer.scope);
        card.reason = "Inferred: the variables in " + layer.scope + " are taken for one layer.";
    } else {
        const std::string inner = isScope ? innerSegment(checkpoint, layer) : std::string();
        const std::string own = inner.empty() ? "(own)" : inner;
        card.key = isScope ? layer.scope + '/' + own : layer.path();
        card.scope = layer.scope;
        card.title = isScope ? own : layer.nameless ? std::string() : layer.name;
        card.reason = layer.nameless ? "Inferred: neighbours whose sizes fit are taken for one layer."
            : isScope                ? "Inferred: variables of " + layer.scope + " beside the scopes in it."
                                     : "Inferred: variables with one name are taken for one layer.";
    }
    for (const std::size_t variable : layer.variables)
        card.variables.push_back(static_cast<VariableId>(variable));
    return card;
}

// An average whose variable is not there stands for it.
std::vector<std::string> detailsFor(
    const SketchCard &card, const Checkpoint &checkpoint, const std::vector<VariableFacts> &facts)
{
    std::vector<std::string> details;
    for (const VariableId id : card.variables) {
        const Variable &variable = checkpoint.variable(id);
        const VariableFacts &known = facts[index(id)];
        details.push_back(
            known.role == Role::Average ? detailFromShape(parentPath(variable.key), variable) : known.detail);
    }
    return details;
}

} // namespace

Sketch sketchFromNames(const Checkpoint &checkpoint, const JobControl &control)
{
    const std::vector<VariableFacts> facts = factsFromNames(checkpoint);
    Sketch sketch;
    std::vector<VariableId> counters, slots;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        sketch.variables.push_back({ facts[i].detail, std::nullopt, false });
        if (!facts[i].owner.empty())
            sketch.variables.back().owner = checkpoint.find(facts[i].owner);
        else if (!isInLayer(facts[i]))
            (facts[i].role == Role::Slot ? slots : counters).push_back(static_cast<VariableId>(i));
    }
    SketchMaker maker(checkpoint, sketch);
    const std::vector<NamedLayer> layers = layersFromNames(checkpoint, facts, isInLayer);
    const std::unordered_set<std::string> frames = framesOf(layers);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (i % 1024 == 0 && control.cancelled())
            return sketch;
        SketchCard card = cardOf(checkpoint, layers[i], frames);
        const std::vector<std::string> details = detailsFor(card, checkpoint, facts);
        maker.addLayer(card, card.key + '/' + checkpoint.variable(card.variables.front()).key, details);
    }
    maker.connect(control);
    if (!slots.empty()) {
        SketchCard card;
        card.key = "#slots";
        card.title = "optimizer state";
        card.text = fmt::format("{} slots whose variables are not known", slots.size());
        card.reason = "Variables that an optimizer keeps, from their names.";
        card.variables = std::move(slots);
        maker.addOther(std::move(card));
    }
    maker.addCounters(counters);
    return sketch;
}

} // namespace ckpt
