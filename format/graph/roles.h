// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 5: what every variable is for. Apply ops name slots by input position; then the strongest use; then
// updates; then names and shapes.
#pragma once

#include "format/graph/analysis.h"

namespace ckpt {

class RoleFinder {
public:
    explicit RoleFinder(Analysis &analysis)
        : m_a(analysis)
        , m_g(analysis.g)
    {
    }
    bool run(const JobControl &control);

private:
    struct Candidate {
        std::string_view detail;
        int strength = 0;
    };

    // views.cpp
    void findViews();
    void findReads();
    void readCollections();
    void findCopies();
    void findInitializers();

    void applySlotsOfOptimizers();
    void roleOfVariable(Node variable);
    Candidate candidate(Node reader, std::int32_t input, Node variable) const;
    Candidate elementwise(Node reader, std::int32_t input, Node variable) const;
    std::string_view kernelOfMatmul(Node matmul) const;
    bool feedsGate(Node split) const;
    std::vector<Node> opsBehind(Node v) const;
    VariableUse fromUpdates(Node variable, std::string_view byName) const;
    void averageOf(Node update, Node variable, std::string_view byName, VariableUse &use) const;
    void ownersByName();
    void globalSteps();

    Analysis &m_a;
    const WorkGraph &m_g;
};

} // namespace ckpt
