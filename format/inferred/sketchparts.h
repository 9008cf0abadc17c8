// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What sketches from names and from objects have in common. For format/inferred only.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/graph/role.h"
#include "format/graph/sketch.h"

#include <string>
#include <vector>

namespace ckpt {

// Collects the layers of one sketch; they say what they are from `sketch.variables`, which are there before.
class SketchMaker {
public:
    SketchMaker(const Checkpoint &checkpoint, Sketch &sketch);

    // `card` with its key, scope, title, reason and variables in any order: gets its kind, text and the order of rows.
    // `details` (may be empty) are other words than those of the sketch, one per variable of the card. `names` may tell
    // more about the kind.
    void addLayer(SketchCard card, const std::string &names, const std::vector<std::string> &details = {});
    // Of all layers; then the cards that are none.
    void connect(const JobControl &control);
    void addOther(SketchCard card);
    void addCounters(const std::vector<VariableId> &variables);

    // Last parts of the names: "iterations, learning_rate", cut where it gets long.
    std::string listed(const std::vector<VariableId> &variables) const;

private:
    struct Ends {
        std::optional<std::int64_t> inputs, outputs;
    };
    std::string slotsText(const SketchCard &card) const;

    const Checkpoint &m_checkpoint;
    Sketch &m_sketch;
    std::vector<Ends> m_ends; // per layer
    std::vector<std::uint32_t> m_slots, m_averages; // per variable: how many it owns
    bool m_foreign = false;
};

// From names and shapes alone.
Sketch sketchFromNames(const Checkpoint &checkpoint, const JobControl &control);

} // namespace ckpt
