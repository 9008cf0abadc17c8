// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/configurededges.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace ckpt {
namespace {

constexpr std::size_t kMostSources = 256; // of one layer; a concatenation of more is not followed
constexpr std::size_t kMostEdges = 200'000;

class Stater {
public:
    Stater(const std::vector<std::string> &paths, Sketch &sketch)
        : m_sketch(sketch)
    {
        for (std::uint32_t card = 0; card < paths.size(); ++card)
            m_cards.emplace(paths[card], card);
    }

    void state(const ConfiguredModels::Model &model)
    {
        const std::vector<KerasModel::Layer> &layers = model.configuration.layers;
        std::vector<Sources> outputs(layers.size()); // cards whose data a layer hands on
        std::set<std::uint32_t> members;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::vector<std::uint32_t> cards = cardsAt(model.paths[i]);
            Sources sources;
            for (const std::uint32_t input : layers[i].inputs)
                sources.insert(outputs[input].begin(), outputs[input].end());
            if (cards.size() == 1) {
                for (const std::uint32_t source : sources)
                    if (source != cards.front() && m_stated.size() < kMostEdges)
                        m_stated.emplace(source, cards.front());
                outputs[i] = { cards.front() };
                members.insert(cards.front());
            } else if (cards.empty() && !model.paths[i].empty() && sources.size() <= kMostSources) {
                outputs[i] = std::move(sources);
            }
        }
        m_members.push_back(std::move(members));
    }

    void finish()
    {
        std::unordered_set<std::uint32_t> fed;
        for (const auto &[from, to] : m_stated)
            fed.insert(to);
        std::erase_if(m_sketch.edges, [&](const SketchEdge &edge) {
            return fed.contains(edge.to) || std::any_of(m_members.begin(), m_members.end(), [&](const auto &members) {
                return members.contains(edge.from) && members.contains(edge.to);
            });
        });
        for (const auto &[from, to] : m_stated)
            m_sketch.edges.push_back({ from, to, 0, 0, true });
    }

private:
    using Sources = std::set<std::uint32_t>;

    // At most two of the cards of an object and what is below it.
    std::vector<std::uint32_t> cardsAt(const std::string &path) const
    {
        std::vector<std::uint32_t> cards;
        if (path.empty())
            return cards;
        if (const auto own = m_cards.find(path); own != m_cards.end())
            cards.push_back(own->second);
        const std::string below = path + '/';
        for (auto it = m_cards.lower_bound(below); it != m_cards.end() && it->first.starts_with(below); ++it) {
            cards.push_back(it->second);
            if (cards.size() > 1)
                break;
        }
        return cards;
    }

    Sketch &m_sketch;
    std::map<std::string, std::uint32_t> m_cards;
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_stated;
    std::vector<std::set<std::uint32_t>> m_members; // of each model
};

} // namespace

void stateEdges(const ConfiguredModels &models, const std::vector<std::string> &paths, Sketch &sketch)
{
    if (models.models.empty())
        return;
    Stater stater(paths, sketch);
    for (const ConfiguredModels::Model &model : models.models)
        stater.state(model);
    stater.finish();
}

} // namespace ckpt
