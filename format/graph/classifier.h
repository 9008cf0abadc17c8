// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 3.1: the rules that give every node its class, in their order. A node keeps its first class.
#pragma once

#include "format/graph/analysis.h"

#include <functional>

namespace ckpt {

class Classifier {
public:
    explicit Classifier(Analysis &analysis);
    // False: cancelled.
    bool run(const JobControl &control);

private:
    // A set of classes.
    using Classes = std::uint32_t;
    static constexpr Classes bit(NodeClass c) { return 1u << static_cast<unsigned>(c); }
    template <typename... C>
    static constexpr Classes set(C... c)
    {
        return (bit(c) | ...);
    }
    bool in(Node v, Classes classes) const { return m_a.isSet(v) && (bit(m_a.classOf(v)) & classes); }
    bool isFree(Node v) const { return !m_a.isSet(v); }
    void put(Node v, NodeClass c) { m_a.classes[Analysis::at(v)] = c; }

    // A node joins when every consumer (control edges too) is in `classes` and `condition` holds.
    void backward(Classes classes, const std::function<bool(Node)> &condition);
    // A node joins when every input is in `classes`, a variable or a Const, and at least one is in `classes`.
    void forward(Classes classes, const std::function<bool(Node)> &condition);
    bool allConsumersIn(Node v, Classes classes) const;
    bool shapeLike(Node v) const;
    bool integerLike(Node v) const;

    // in classifymachinery.cpp
    void variables();
    void dependence();
    void savers();
    void saverPlaceholders();
    void initializers();
    void initializerCollections();
    void gradientSeeds();
    void gradientScopesByOp();
    void gradientRest();
    void optimizersAndUpdates();
    void summaries();
    void optimizerHelpers();
    void updateHelpers();
    // in classify.cpp
    void assertGuards();
    void checks();
    void pipeline();
    void regularizers();
    void constants();
    void shapeArithmetic();
    void rest();
    void idle();
    bool looksLikeGate(Node v) const;
    std::vector<char> readByForward() const;
    void findGates();
    void scalarPlumbing();

    Analysis &m_a;
    const WorkGraph &m_g;
};

// True for names inside a scope that TensorFlow makes for gradients.
bool inGradientScope(std::string_view name);

} // namespace ckpt
