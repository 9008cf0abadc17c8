// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/graphagrees.h"

#include "format/graph/metafacts.h"
#include "format/tensor/dtype.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <unordered_map>
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

// What one Saver of the program wants: a sharded one has several ops in its scope.
struct Saver {
    std::vector<const SaverTensor *> tensors;
    std::size_t missing = 0; // not in the checkpoint
};

class Agreement {
public:
    Agreement(const Checkpoint &checkpoint, const MetaGraph &graph, IssueLog &log)
        : m_checkpoint(checkpoint)
        , m_graph(graph)
        , m_log(log)
    {
        for (const GraphVariable &variable : graph.variables())
            m_variables.emplace(variable.node, &variable);
    }

    // A program may have several savers, and one of them wrote the checkpoint: the one that misses least, of several
    // the one that wants most. Null: no saver tells its keys.
    const Saver *theSaver(const std::vector<SaverOp> &ops)
    {
        for (const SaverOp &op : ops) {
            const std::string_view name = m_graph.node(op.node).name;
            Saver &saver = m_savers[std::string(name.substr(0, name.rfind('/') == name.npos ? 0 : name.rfind('/')))];
            for (const SaverTensor &tensor : op.tensors) {
                saver.tensors.push_back(&tensor);
                saver.missing += !m_checkpoint.find(tensor.key);
            }
        }
        const Saver *best = nullptr;
        for (const auto &[scope, saver] : m_savers) {
            if (saver.tensors.empty())
                continue;
            if (!best || saver.missing < best->missing
                || (saver.missing == best->missing && saver.tensors.size() > best->tensors.size()))
                best = &saver;
        }
        return best;
    }

    void check(const SaverTensor &tensor)
    {
        m_wanted.insert(tensor.key);
        const auto id = m_checkpoint.find(tensor.key);
        if (!id)
            return report(Fault::GraphVariableMissing, tensor.key, {});
        const auto found = m_variables.find(tensor.source);
        if (found == m_variables.end())
            return; // computed, or a table: the graph does not declare what it is
        const GraphVariable &declared = *found->second;
        const Variable &stored = m_checkpoint.variable(*id);
        const std::int32_t type = declared.dtype % kReference;
        if (type != 0 && stored.dtype != DType::Invalid && type != stored.storedType)
            report(Fault::GraphTypeDiffers, tensor.key,
                fmt::format(
                    "The graph has {}, the checkpoint {}.", name(static_cast<DType>(type)), name(stored.dtype)));
        const Dims wanted = tensor.slice.empty() ? declared.shape : shapeOfPart(tensor.slice);
        if (!agree(wanted, stored.shape))
            report(Fault::GraphShapeDiffers, tensor.key,
                fmt::format("The graph has {}, the checkpoint {}.", dimsText(*wanted), dimsText(stored.shape.dims())));
    }

    void reportRest()
    {
        const auto others = m_graph.otherSavedKeys();
        for (const Variable &variable : m_checkpoint.variables()) {
            if (variable.key != kObjectGraphKey && !m_wanted.contains(variable.key)
                && !std::binary_search(others.begin(), others.end(), variable.key))
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
    std::unordered_map<NodeIndex, const GraphVariable *> m_variables;
    std::map<std::string, Saver> m_savers; // by scope
    std::unordered_set<std::string_view> m_wanted; // views into the saver ops
};

} // namespace

Result<void> checkGraphAgrees(
    const Checkpoint &checkpoint, const MetaGraph &graph, IssueLog &log, const JobControl &control)
{
    Agreement agreement(checkpoint, graph, log);
    const MetaFacts facts = metaFacts(graph);
    const Saver *saver = agreement.theSaver(facts.saverOps);
    if (!saver)
        return {};
    for (const SaverTensor *tensor : saver->tensors) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        agreement.check(*tensor);
    }
    agreement.reportRest();
    return {};
}

} // namespace ckpt
