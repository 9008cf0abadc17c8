// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/objectsketch.h"

#include "format/base/paths.h"
#include "format/graph/rolenames.h"
#include "format/inferred/configurededges.h"
#include "format/inferred/objectpaths.h"
#include "format/inferred/sketchparts.h"
#include "format/objects/objectkey.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

bool isIndex(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isScalar(const Variable &variable)
{
    return variable.shape.rank() == 0;
}

// Segments in one path as keys have it.
std::string joined(std::span<const std::string> segments)
{
    std::string path;
    for (const std::string &segment : segments)
        path += (path.empty() ? "" : "/") + segment;
    return path;
}

// An object that holds variables.
struct Holder {
    std::vector<std::string> segments; // escaped
    std::string path;
    std::vector<VariableId> variables;
    std::string scopeInName; // "dense_1" where a variable was once called "model/dense_1/kernel"
};

struct Optimizer {
    std::vector<VariableId> variables;
    std::size_t slots = 0;
    std::vector<std::string> slotNames; // each once
};

class ObjectSketcher {
public:
    ObjectSketcher(const Checkpoint &checkpoint, const ObjectGraph &graph, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_graph(graph)
        , m_control(control)
        , m_paths(graph, control)
    {
    }

    std::optional<Sketch> run()
    {
        m_sketch.source = ViewSource::Objects;
        m_sketch.variables.resize(m_checkpoint.variables().size());
        findSlots();
        for (std::size_t i = 0; i < m_sketch.variables.size(); ++i) {
            if (i % 1024 == 0 && m_control.cancelled())
                return m_sketch;
            place(static_cast<VariableId>(i));
        }
        if (!m_anyReached)
            return std::nullopt;
        makeCards();
        return std::move(m_sketch);
    }

private:
    std::optional<VariableId> valueOf(ObjectId object) const
    {
        if (m_graph.has(object))
            for (const ObjectAttribute &attribute : m_graph.attributes(object))
                if (attribute.variable)
                    return attribute.variable;
        return std::nullopt;
    }

    void findSlots()
    {
        for (const SlotVariable &slot : m_graph.slotVariables()) {
            const auto variable = valueOf(slot.slot);
            if (!variable)
                continue;
            Optimizer &optimizer = m_optimizers[slot.optimizer];
            ++optimizer.slots;
            const std::string name(slot.name);
            if (std::find(optimizer.slotNames.begin(), optimizer.slotNames.end(), name) == optimizer.slotNames.end()
                && optimizer.slotNames.size() < 8)
                optimizer.slotNames.push_back(name);
            m_slots.emplace(*variable, &slot);
        }
    }

    // The use that is reached on the cheapest way.
    const ObjectGraph::Use *bestUse(VariableId variable) const
    {
        const ObjectGraph::Use *best = nullptr;
        for (const ObjectGraph::Use &use : m_graph.usesOf(variable))
            if (m_paths.isReached(use.object) && (!best || m_paths.cost(use.object) < m_paths.cost(best->object)))
                best = &use;
        return best;
    }

    void place(VariableId id)
    {
        const Variable &variable = m_checkpoint.variable(id);
        SketchVariable &sketched = m_sketch.variables[index(id)];
        if (const auto slot = m_slots.find(id); slot != m_slots.end())
            return placeSlot(id, *slot->second);
        if (variable.key == kObjectGraphKey) {
            sketched.detail = "object graph";
            m_counters.push_back(id);
            return;
        }
        const ObjectGraph::Use *use = bestUse(id);
        if (!use)
            return placeByKey(id);
        m_anyReached = true;
        if (const ObjectId optimizer = m_paths.optimizer(use->object); optimizer != ObjectId::None) {
            const std::string_view name = m_paths.name(use->object);
            sketched.detail =
                isIndex(name) ? "optimizer state" : detailFromShape("optimizer/" + std::string(name), variable);
            if (roleOfDetail(sketched.detail) != Role::Counter)
                sketched.detail = isScalar(variable) && !isIndex(name) ? "optimizer setting" : "optimizer state";
            m_optimizers[optimizer].variables.push_back(id);
            return;
        }
        const std::vector<std::string_view> names = m_paths.segments(use->object);
        std::vector<std::string> segments;
        for (const std::string_view name : names)
            segments.push_back(escapedName(name));
        const ObjectAttribute &attribute = m_graph.attributes(use->object)[use->attribute];
        hold(id, std::move(segments), attribute.fullName);
    }

    // What the object graph says of it wins over its name.
    void placeSlot(VariableId id, const SlotVariable &slot)
    {
        SketchVariable &sketched = m_sketch.variables[index(id)];
        const std::string_view detail = slotFromSegment(slot.name);
        sketched.detail = detail.empty() ? "optimizer state" : detail;
        sketched.stated = true;
        sketched.owner = valueOf(slot.variable);
        if (sketched.owner && m_slots.contains(*sketched.owner))
            sketched.owner.reset();
        if (!sketched.owner)
            m_optimizers[slot.optimizer].variables.push_back(id);
    }

    // No edge leads to its object; the key still says where it was.
    void placeByKey(VariableId id)
    {
        const std::string &key = m_checkpoint.variable(id).key;
        const auto parsed = parseObjectKey(key);
        std::vector<std::string> segments;
        std::string_view path = parsed ? parsed->object : std::string_view(key);
        if (parsed && parsed->slot) {
            m_sketch.variables[index(id)].detail = "optimizer state";
            m_loose.push_back(id);
            return;
        }
        for (std::size_t begin = 0; begin < path.size() && segments.size() < 64;) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            segments.emplace_back(path.substr(begin, end - begin));
            begin = end + 1;
        }
        hold(id, std::move(segments), {});
    }

    // `segments`: of the variable's object.
    void hold(VariableId id, std::vector<std::string> segments, std::string_view fullName)
    {
        const Variable &variable = m_checkpoint.variable(id);
        const std::string path = joined(segments);
        std::string &detail = m_sketch.variables[index(id)].detail;
        detail = detailFromShape(path, variable);
        const bool isText = variable.dtype == DType::String || variable.dtype == DType::Variant;
        if (isScalar(variable) && (isText || segments.size() <= 1)) {
            m_counters.push_back(id);
            return;
        }
        if (!segments.empty())
            segments.pop_back();
        if (!segments.empty() && segments.back() == "cell") // a recurrent layer around its cell
            segments.pop_back();
        std::string holderPath = joined(segments);
        Holder &holder = m_holders[holderPath];
        holder.segments = std::move(segments);
        holder.path = std::move(holderPath);
        holder.variables.push_back(id);
        if (holder.scopeInName.empty())
            holder.scopeInName = lastSegment(parentPath(fullName));
    }

    bool isCounters(const Holder &holder) const
    {
        return std::all_of(holder.variables.begin(), holder.variables.end(),
            [this](VariableId v) { return roleOfDetail(m_sketch.variables[index(v)].detail) == Role::Counter; });
    }

    // The frames around a path: lists that Keras keeps make none, nor do places in them.
    std::vector<std::string> framesOf(std::span<const std::string> segments)
    {
        std::vector<std::string> frames;
        bool wasList = false;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::string &segment = segments[i];
            const bool isList =
                segment == "_functional" || segment == "_operations" || ObjectPaths::isBookkeeping(segment);
            if (!isList && !(wasList && isIndex(segment))) {
                frames.push_back(segment);
                if (isIndex(segment) && i > 0)
                    m_sketch.scopeTitles[joined(frames)] = segments[i - 1] + '/' + segment;
            }
            wasList = isList;
        }
        return frames;
    }

    SketchCard cardOf(const Holder &holder, const std::unordered_set<std::string> &frames)
    {
        SketchCard card;
        const std::vector<std::string> all = framesOf(holder.segments);
        const std::string own = joined(all);
        card.reason = "The object " + (holder.path.empty() ? "at the root" : holder.path) + " holds these variables.";
        card.variables = holder.variables;
        if (!holder.segments.empty())
            card.scope = joined(framesOf(std::span(holder.segments).first(holder.segments.size() - 1)));
        if (holder.segments.empty() || (own != card.scope && frames.contains(own))) {
            card.key = holder.path.empty() ? "(root)" : holder.path + "/(own)";
            card.title = holder.path.empty() ? "(root)" : "(own)";
            card.scope = own;
            return card;
        }
        card.key = holder.path;
        const std::string &last = holder.segments.back();
        card.title = unescapedName(last).value_or(last);
        if (isIndex(last) && holder.segments.size() > 1)
            card.title = holder.segments[holder.segments.size() - 2] + '/' + last;
        if (!holder.scopeInName.empty())
            card.title = holder.scopeInName;
        if (const auto name = m_configured.names.find(holder.path); name != m_configured.names.end())
            card.title = name->second;
        return card;
    }

    void makeCards()
    {
        m_configured = configuredModels(m_checkpoint, m_graph, m_paths, m_control);
        std::vector<const Holder *> layers;
        std::unordered_set<std::string> frames;
        for (const auto &[path, holder] : m_holders) {
            if (isCounters(holder)) {
                m_counters.insert(m_counters.end(), holder.variables.begin(), holder.variables.end());
                continue;
            }
            layers.push_back(&holder);
            if (holder.segments.empty())
                continue;
            std::string frame = joined(framesOf(std::span(holder.segments).first(holder.segments.size() - 1)));
            while (!frame.empty() && frames.insert(frame).second)
                frame = parentPath(frame);
        }
        std::sort(layers.begin(), layers.end(),
            [](const Holder *a, const Holder *b) { return naturalLess(a->path, b->path); });
        SketchMaker maker(m_checkpoint, m_sketch);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (i % 1024 == 0 && m_control.cancelled())
                return;
            SketchCard card = cardOf(*layers[i], frames);
            const std::string names = card.title + '/' + card.key;
            maker.addLayer(std::move(card), names);
        }
        maker.connect(m_control);
        std::vector<std::string> paths;
        for (const Holder *layer : layers)
            paths.push_back(layer->path);
        stateEdges(m_configured, paths, m_sketch);
        for (const auto &[object, optimizer] : m_optimizers)
            maker.addOther(cardOf(object, optimizer, maker));
        addLoose(maker);
        maker.addCounters(m_counters);
    }

    SketchCard cardOf(ObjectId object, const Optimizer &optimizer, const SketchMaker &maker) const
    {
        SketchCard card;
        std::vector<std::string_view> names;
        if (m_graph.has(object) && m_paths.isReached(object))
            names = m_paths.segments(object);
        for (const std::string_view name : names)
            card.key += (card.key.empty() ? "" : "/") + escapedName(name);
        if (card.key.empty())
            card.key = fmt::format("#optimizer{}", static_cast<std::int32_t>(object));
        card.title = names.empty() ? "optimizer" : std::string(names.back());
        if (names.size() > 1)
            card.title = fmt::format("{}/{}", names[names.size() - 2], names.back());
        std::vector<VariableId> settings;
        std::size_t slots = optimizer.slots;
        for (const VariableId variable : optimizer.variables) {
            if (m_slots.contains(variable)) // counted, but its owner is not there
                continue;
            if (roleOfDetail(m_sketch.variables[index(variable)].detail) == Role::Counter)
                settings.push_back(variable);
            else
                ++slots;
        }
        card.text = settings.empty() ? "optimizer" : "optimizer · " + maker.listed(settings);
        if (slots > 0) {
            std::string line = fmt::format("{} slot{}", slots, slots == 1 ? "" : "s");
            for (std::size_t i = 0; i < optimizer.slotNames.size(); ++i)
                line += (i == 0 ? ": " : ", ") + optimizer.slotNames[i];
            card.notes.push_back(std::move(line));
        }
        card.reason = "An object with slots or with what only optimizers have.";
        card.variables = optimizer.variables;
        return card;
    }

    void addLoose(SketchMaker &maker) const
    {
        if (m_loose.empty())
            return;
        SketchCard card;
        card.key = "#slots";
        card.title = "optimizer state";
        card.text = fmt::format("{} slot{} that no optimizer lists", m_loose.size(), m_loose.size() == 1 ? "" : "s");
        card.reason = "Variables that an optimizer kept, from their keys.";
        card.variables = m_loose;
        maker.addOther(std::move(card));
    }

    const Checkpoint &m_checkpoint;
    const ObjectGraph &m_graph;
    const JobControl &m_control;
    ObjectPaths m_paths;
    ConfiguredModels m_configured;
    Sketch m_sketch;
    bool m_anyReached = false;
    std::unordered_map<VariableId, const SlotVariable *> m_slots;
    std::map<ObjectId, Optimizer> m_optimizers;
    std::map<std::string, Holder> m_holders;
    std::vector<VariableId> m_counters, m_loose;
};

} // namespace

std::optional<Sketch> sketchFromObjects(
    const Checkpoint &checkpoint, const ObjectGraph &graph, const JobControl &control)
{
    return ObjectSketcher(checkpoint, graph, control).run();
}

} // namespace ckpt
