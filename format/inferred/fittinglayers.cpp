// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/fittinglayers.h"

#include "format/graph/rolenames.h"

#include <numeric>
#include <unordered_map>

namespace ckpt {
namespace {

constexpr std::int64_t kLeastAlone = 8; // smaller sizes are equal by chance
constexpr std::int64_t kLargestImage = 16384; // pixels that a dense layer may read flattened
constexpr int kDeepest = 64;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// k² for some k.
bool isSquare(std::int64_t number)
{
    std::int64_t root = 0;
    while (root * root < number)
        ++root;
    return root * root == number;
}

class Fitter {
public:
    Fitter(const std::vector<FittingLayer> &layers, const JobControl &control)
        : m_layers(layers)
        , m_control(control)
        , m_fed(layers.size())
        , m_read(layers.size())
        , m_image(layers.size())
    {
        for (std::size_t i = 0; i < layers.size(); ++i)
            m_image[i] = layers[i].isConvolution;
    }

    std::vector<SketchEdge> run()
    {
        makeScopes();
        layOut();
        // Inner scopes were made after those around them.
        for (std::size_t i = m_scopes.size(); i-- > 0 && !m_control.cancelled();)
            join(m_scopes[i]);
        return std::move(m_edges);
    }

private:
    struct Child {
        bool isLayer = true;
        std::size_t index = 0; // of the layer or scope
    };
    struct Scope {
        std::vector<Child> children; // in natural order
        std::size_t begin = 0, end = 0; // its layers in m_order
    };
    // A child as its neighbours see it.
    struct Ends {
        std::size_t first = kNone, last = kNone; // layers
        std::optional<std::int64_t> inputs, outputs;
    };
    // The children with an output of one size.
    struct Givers {
        std::size_t count = 0, a = kNone, b = kNone;
    };

    std::size_t scopeOf(std::string_view path)
    {
        std::vector<std::string_view> missing;
        while (!m_byPath.contains(path)) {
            missing.push_back(path);
            path = parentPath(path);
        }
        std::size_t scope = m_byPath.at(path);
        for (auto inner = missing.rbegin(); inner != missing.rend(); ++inner) {
            m_scopes[scope].children.push_back({ false, m_scopes.size() });
            scope = m_scopes.size();
            m_scopes.emplace_back();
            m_byPath.emplace(*inner, scope);
        }
        return scope;
    }

    void makeScopes()
    {
        m_scopes.emplace_back();
        m_byPath.emplace(std::string_view(), 0);
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            std::string_view path = m_layers[i].scope;
            std::size_t end = 0;
            for (int depth = 0; depth < kDeepest && end != std::string_view::npos; ++depth)
                end = path.find('/', end + 1);
            m_scopes[scopeOf(path.substr(0, end))].children.push_back({ true, i });
        }
    }

    // m_order: the layers of each scope in one piece.
    void layOut()
    {
        std::vector<std::pair<std::size_t, std::size_t>> stack{ { 0, 0 } }; // scope, next child
        while (!stack.empty()) {
            auto &[scope, next] = stack.back();
            if (next == m_scopes[scope].children.size()) {
                m_scopes[scope].end = m_order.size();
                stack.pop_back();
                continue;
            }
            const Child child = m_scopes[scope].children[next++];
            if (child.isLayer) {
                m_order.push_back(child.index);
            } else {
                m_scopes[child.index].begin = m_order.size();
                stack.emplace_back(child.index, 0);
            }
        }
    }

    bool hasSize(std::size_t layer) const
    {
        return m_layers[layer].inputs.has_value() || m_layers[layer].outputs.has_value();
    }

    // A scope takes in at its first layer that nothing feeds and gives out at its last that nothing reads.
    Ends endsOf(const Child &child) const
    {
        Ends ends;
        if (child.isLayer) {
            if (hasSize(child.index))
                ends.first = ends.last = child.index;
        } else {
            const Scope &scope = m_scopes[child.index];
            for (std::size_t i = scope.begin; i < scope.end; ++i) {
                const std::size_t layer = m_order[i];
                if (!hasSize(layer))
                    continue;
                if (ends.first == kNone && !m_fed[layer])
                    ends.first = layer;
                if (!m_read[layer])
                    ends.last = layer;
            }
        }
        if (ends.first != kNone)
            ends.inputs = m_layers[ends.first].inputs;
        if (ends.last != kNone)
            ends.outputs = m_layers[ends.last].outputs;
        return ends;
    }

    bool follows(const Ends &before, const Ends &after) const
    {
        if (!before.outputs || !after.inputs || *after.inputs <= 1)
            return false;
        const std::int64_t given = *before.outputs, wanted = *after.inputs;
        if (given == wanted)
            return true;
        return m_layers[after.first].isDense && m_image[before.last] && given > 1 && wanted % given == 0
            && wanted / given <= kLargestImage && isSquare(wanted / given);
    }

    void join(const Scope &scope)
    {
        std::vector<Ends> parts;
        std::unordered_map<std::int64_t, Givers> givers;
        for (const Child &child : scope.children) {
            const Ends ends = endsOf(child);
            if (!ends.inputs && !ends.outputs)
                continue;
            if (ends.outputs) {
                Givers &same = givers[*ends.outputs];
                (same.count == 0 ? same.a : same.b) = same.count < 2 ? parts.size() : same.b;
                ++same.count;
            }
            parts.push_back(ends);
        }
        m_group.resize(parts.size());
        std::iota(m_group.begin(), m_group.end(), std::size_t{ 0 });
        for (std::size_t i = 1; i < parts.size(); ++i) {
            if (i % 1024 == 0 && m_control.cancelled())
                return;
            if (follows(parts[i - 1], parts[i]))
                connect(parts, i - 1, i);
            else if (parts[i].inputs && *parts[i].inputs >= kLeastAlone)
                connectOnly(parts, i, givers);
        }
    }

    void connectOnly(const std::vector<Ends> &parts, std::size_t i, const std::unordered_map<std::int64_t, Givers> &all)
    {
        const auto found = all.find(*parts[i].inputs);
        if (found == all.end())
            return;
        const Givers &givers = found->second;
        const std::size_t others = givers.count - (parts[i].outputs == parts[i].inputs ? 1 : 0);
        if (others == 1)
            connect(parts, givers.a == i ? givers.b : givers.a, i);
    }

    // Each part is fed once at most, so a cycle of parts closes only within one tree of them.
    void connect(const std::vector<Ends> &parts, std::size_t source, std::size_t target)
    {
        const Ends &from = parts[source], &to = parts[target];
        const std::size_t a = groupOf(source), b = groupOf(target);
        if (to.first == kNone || from.last == kNone || a == b)
            return;
        m_group[b] = a;
        m_fed[to.first] = m_read[from.last] = 1;
        if (m_layers[to.first].isNorm)
            m_image[to.first] = m_image[from.last];
        m_edges.push_back(
            { static_cast<std::uint32_t>(from.last), static_cast<std::uint32_t>(to.first), *from.outputs, *to.inputs });
    }

    std::size_t groupOf(std::size_t part)
    {
        while (m_group[part] != part)
            part = m_group[part] = m_group[m_group[part]];
        return part;
    }

    const std::vector<FittingLayer> &m_layers;
    const JobControl &m_control;
    std::vector<Scope> m_scopes;
    std::unordered_map<std::string_view, std::size_t> m_byPath;
    std::vector<std::size_t> m_order;
    std::vector<char> m_fed, m_read, m_image;
    std::vector<std::size_t> m_group; // of the parts being joined: trees of edges
    std::vector<SketchEdge> m_edges;
};

} // namespace

std::vector<SketchEdge> fittingEdges(const std::vector<FittingLayer> &layers, const JobControl &control)
{
    return Fitter(layers, control).run();
}

} // namespace ckpt
