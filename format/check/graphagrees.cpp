// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/graphagrees.h"

#include "format/tensor/dtype.h"

#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unordered_set>

namespace ckpt {

namespace {

// TensorFlow's numbers of reference types are those of the values plus this.
constexpr std::int32_t kReference = 100;

using Dims = std::optional<std::vector<std::int64_t>>; // as GraphVariable::shape

// The whole shape of a part: "4 3 0,2:0,3" → [4, 3] (tensor_slice.cc, shape_and_slice). Nothing where it says none.
Dims shapeOfPart(std::string_view spec)
{
    std::vector<std::int64_t> dims;
    for (std::size_t space = spec.find(' '); space != std::string_view::npos; space = spec.find(' ')) {
        std::int64_t dim = 0;
        const auto [end, failed] = std::from_chars(spec.data(), spec.data() + space, dim);
        if (failed != std::errc() || end != spec.data() + space)
            return std::nullopt;
        dims.push_back(dim);
        spec.remove_prefix(space + 1);
    }
    return dims;
}

bool agree(const Dims &wanted, const TensorShape &stored)
{
    if (!wanted)
        return true;
    if (wanted->size() != stored.rank())
        return false;
    for (std::size_t axis = 0; axis < wanted->size(); ++axis) {
        if ((*wanted)[axis] >= 0 && (*wanted)[axis] != stored.dim(axis))
            return false;
    }
    return true;
}

std::string dimsText(std::span<const std::int64_t> dims)
{
    return fmt::format("[{}]", fmt::join(dims, ", "));
}

class Agreement {
public:
    Agreement(const Checkpoint &checkpoint, const MetaGraph &graph, IssueLog &log)
        : m_checkpoint(checkpoint)
        , m_graph(graph)
        , m_log(log)
    {
    }

    void check(const GraphVariable &variable, std::size_t i)
    {
        const std::string &key = variable.keys[i];
        m_wanted.insert(key);
        const auto id = m_checkpoint.find(key);
        if (!id) {
            report(Fault::GraphVariableMissing, key, {});
            return;
        }
        const Variable &stored = m_checkpoint.variable(*id);
        if (stored.dtype != DType::Invalid && variable.dtype % kReference != stored.storedType)
            report(Fault::GraphTypeDiffers, key,
                fmt::format("The graph has {}, the checkpoint {}.",
                    name(static_cast<DType>(variable.dtype % kReference)), name(stored.dtype)));
        const bool isPart = variable.savedAs[i].size() > key.size();
        const Dims wanted =
            isPart ? shapeOfPart(std::string_view(variable.savedAs[i]).substr(key.size() + 1)) : variable.shape;
        if (!agree(wanted, stored.shape))
            report(Fault::GraphShapeDiffers, key,
                fmt::format("The graph has {}, the checkpoint {}.", dimsText(*wanted), dimsText(stored.shape.dims())));
    }

    bool wantsSomething() const { return !m_wanted.empty(); }

    void reportRest()
    {
        for (const Variable &variable : m_checkpoint.variables()) {
            if (variable.key != kObjectGraphKey && !m_wanted.contains(variable.key))
                report(Fault::VariableNotInGraph, variable.key, {});
        }
    }

private:
    void report(Fault fault, const std::string &key, std::string detail)
    {
        m_log.add(issue(Error{ .fault = fault, .path = m_graph.path(), .key = key, .detail = std::move(detail) }));
    }

    const Checkpoint &m_checkpoint;
    const MetaGraph &m_graph;
    IssueLog &m_log;
    std::unordered_set<std::string_view> m_wanted; // views into the graph
};

} // namespace

Result<void> checkGraphAgrees(
    const Checkpoint &checkpoint, const MetaGraph &graph, IssueLog &log, const JobControl &control)
{
    Agreement agreement(checkpoint, graph, log);
    for (const GraphVariable &variable : graph.variables()) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        for (std::size_t i = 0; i < variable.savedAs.size() && i < variable.keys.size(); ++i)
            agreement.check(variable, i);
    }
    if (agreement.wantsSomething())
        agreement.reportRest();
    return {};
}

} // namespace ckpt
