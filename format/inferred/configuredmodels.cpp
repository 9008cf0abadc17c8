// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/configuredmodels.h"

#include "format/checkpoint/valuereader.h"
#include "format/objects/objectkey.h"

#include <algorithm>
#include <unordered_map>

namespace ckpt {
namespace {

constexpr std::string_view kAttribute = "OBJECT_CONFIG_JSON";
// Each layer has one, and so has each model around it; those of all layers together repeat the model's.
constexpr std::size_t kMostConfigurations = 20'000;
constexpr std::size_t kMostModels = 256;
constexpr std::uint64_t kMostBytes = 16 << 20;

class Reader {
public:
    Reader(const Checkpoint &checkpoint, const ObjectGraph &graph, const ObjectPaths &paths, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_graph(graph)
        , m_paths(paths)
        , m_control(control)
    {
    }

    ConfiguredModels run()
    {
        ConfiguredModels found;
        readAll();
        for (auto &[object, config] : m_configurations) {
            if (m_control.cancelled())
                return found;
            if (!config.name.empty())
                found.names.emplace(pathOf(object), config.name);
            if (config.model && found.models.size() < kMostModels)
                found.models.push_back(modelOf(object, std::move(*config.model)));
        }
        return found;
    }

private:
    void readAll()
    {
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < m_graph.size(); ++i) {
            const ObjectId object{ static_cast<std::int32_t>(i) };
            if (m_control.cancelled() || m_configurations.size() >= kMostConfigurations)
                return;
            if (!m_paths.isReached(object))
                continue;
            for (const ObjectAttribute &attribute : m_graph.attributes(object)) {
                if (attribute.name != kAttribute || !attribute.variable)
                    continue;
                const Variable &variable = m_checkpoint.variable(*attribute.variable);
                bytes += variable.byteSize();
                if (variable.error || variable.dtype != DType::String || variable.elements() != 1 || bytes > kMostBytes)
                    continue;
                const auto value = readVariable(m_checkpoint, *attribute.variable, m_control);
                if (!value || value->strings.size() != 1) // damaged: the table says so
                    continue;
                if (auto config = parseKerasConfig(value->strings.front()))
                    m_configurations.emplace(object, std::move(*config));
            }
        }
    }

    std::string pathOf(ObjectId object) const
    {
        std::string path;
        for (const std::string_view name : m_paths.segments(object))
            path += (path.empty() ? "" : "/") + escapedName(name);
        return path;
    }

    // Its layers are children of the model's object, under names that count them; each says its own name.
    ConfiguredModels::Model modelOf(ObjectId model, KerasModel configuration) const
    {
        std::unordered_map<std::string_view, ObjectId> children;
        for (const ObjectEdge &edge : m_graph.children(model))
            if (const auto config = m_configurations.find(edge.child); config != m_configurations.end()) {
                const auto [child, isNew] = children.emplace(config->second.name, edge.child);
                if (!isNew && child->second != edge.child)
                    child->second = ObjectId::None; // one name for two says nothing
            }
        ConfiguredModels::Model made{ std::move(configuration), {} };
        for (const KerasModel::Layer &layer : made.configuration.layers) {
            const auto child = children.find(layer.name);
            made.paths.push_back(
                child == children.end() || child->second == ObjectId::None ? std::string() : pathOf(child->second));
        }
        return made;
    }

    const Checkpoint &m_checkpoint;
    const ObjectGraph &m_graph;
    const ObjectPaths &m_paths;
    const JobControl &m_control;
    std::map<ObjectId, KerasConfig> m_configurations;
};

} // namespace

ConfiguredModels configuredModels(
    const Checkpoint &checkpoint, const ObjectGraph &graph, const ObjectPaths &paths, const JobControl &control)
{
    return Reader(checkpoint, graph, paths, control).run();
}

} // namespace ckpt
