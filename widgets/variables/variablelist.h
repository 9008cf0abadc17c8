// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the table shows: a checkpoint, what is known of each of its variables, and the tree of their scopes. Immutable
// and without Qt, so that it is made outside the GUI thread (100,000 variables: about 35 ms) and shared without locks.
#pragma once

#include "widgets/variables/variabletree.h"

#include <memory>
#include <vector>

namespace ckpt {

class VariableList {
public:
    // `facts` in the order of the variables (factsFromNames(), GraphView::facts()); missing ones are empty.
    VariableList(std::shared_ptr<const Checkpoint> checkpoint, std::vector<VariableFacts> facts)
        : m_checkpoint(std::move(checkpoint))
        , m_facts(std::move(facts))
    {
        m_facts.resize(m_checkpoint->variables().size());
        m_scopes = VariableTree::scopes(*m_checkpoint, m_facts);
    }

    const std::shared_ptr<const Checkpoint> &checkpoint() const { return m_checkpoint; } // never null
    const std::vector<VariableFacts> &facts() const { return m_facts; }
    const VariableTree &scopes() const { return m_scopes; }

private:
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::vector<VariableFacts> m_facts;
    VariableTree m_scopes; // its names are views into the checkpoint
};

} // namespace ckpt
