// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The checkpoints that a plan is applied to. Their variables are rows in one numbering: those of the first source by
// VariableId, then those of the second one …
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/graph/role.h"
#include "format/plan/exportplan.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ckpt {

// A source of a plan that was opened. `facts` by VariableId; they outlive whatever gets them.
struct OpenedSource {
    std::shared_ptr<const Checkpoint> checkpoint;
    std::span<const VariableFacts> facts;
};

class PlanSources {
public:
    // `plan` names them in this order; one that names none, or one alone, is applied to `first`. All outlive this.
    PlanSources(const ExportPlan &plan, const Checkpoint &first, std::span<const VariableFacts> facts,
        std::span<const OpenedSource> others);

    std::size_t count() const { return m_sources.size(); }
    std::size_t rows() const { return m_rows; }
    const Checkpoint &checkpoint(std::size_t source) const { return *m_sources[source].checkpoint; }
    // Null for the first one.
    const std::shared_ptr<const Checkpoint> &other(std::size_t source) const { return m_sources[source].other; }
    std::string_view id(std::size_t source) const { return m_sources[source].id; }
    // Those that are meant: all of them where none is named.
    std::vector<std::size_t> numbers(const std::vector<std::string> &ids) const;

    std::size_t sourceOf(std::size_t row) const;
    VariableId variableId(std::size_t row) const { return VariableId(row - m_sources[sourceOf(row)].firstRow); }
    const Variable &variable(std::size_t row) const { return checkpoint(sourceOf(row)).variable(variableId(row)); }
    const VariableFacts &facts(std::size_t row) const { return m_sources[sourceOf(row)].facts[index(variableId(row))]; }
    std::optional<std::size_t> find(std::size_t source, std::string_view key) const;

private:
    struct One {
        const Checkpoint *checkpoint = nullptr;
        std::shared_ptr<const Checkpoint> other;
        std::span<const VariableFacts> facts;
        std::string_view id;
        std::size_t firstRow = 0;
    };
    std::vector<One> m_sources;
    std::size_t m_rows = 0;
};

} // namespace ckpt
