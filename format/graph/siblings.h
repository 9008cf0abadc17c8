// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The children of one part as a graph of their own: which feeds which, in what order, and what leaves the part.
#pragma once

#include "format/graph/tree.h"

#include <vector>

namespace ckpt {

class Siblings {
public:
    // Edges among the children of `scope`, from the edges between the leaves below them.
    Siblings(const Tree &tree, Part *scope);

    int size() const { return static_cast<int>(m_parts.size()); }
    Part *part(int i) const { return m_parts[at(i)]; }
    static int indexOf(const Part *part) { return part->slot; }
    const std::vector<int> &out(int i) const { return m_out[at(i)]; } // ascending, each once
    const std::vector<int> &in(int i) const { return m_in[at(i)]; }
    bool hasEdge(int from, int to) const;
    // Feeds something that is not in `scope`.
    bool leaves(int i) const { return m_leaves[at(i)] != 0; }
    void setLeaves(int i) { m_leaves[at(i)] = 1; }
    // Contracts: what `from` was connected with is connected with `into` now, `from` with nothing.
    void merge(int from, int into);

    // By position: indices in data-flow order of their first node.
    const std::vector<int> &byPosition() const { return m_byPosition; }
    // Kahn, ties by position; cycles are broken at the earliest.
    std::vector<int> topological() const;
    // What is reached from the starts (which are not in it unless reached again).
    std::vector<char> reached(const std::vector<int> &starts, bool forward) const;

private:
    static std::size_t at(int i) { return static_cast<std::size_t>(i); }

    std::vector<Part *> m_parts;
    std::vector<std::vector<int>> m_out, m_in;
    std::vector<char> m_leaves;
    std::vector<int> m_byPosition;
};

void insertSorted(std::vector<int> &list, int value);
void eraseSorted(std::vector<int> &list, int value);

} // namespace ckpt
