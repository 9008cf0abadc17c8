// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/checkpoint.h"

#include "format/arrays/arrayindex.h"
#include "format/base/checkedmath.h"
#include "format/bundle/bundleindex.h"
#include "format/slices/slicesindex.h"

#include <algorithm>
#include <map>

namespace ckpt {

namespace {

// A file of a million wrong entries needs no million sentences.
void capIssues(Issues &issues, std::size_t mostOfOneFault)
{
    std::map<Fault, std::size_t> seen;
    std::erase_if(issues, [&](const Issue &found) { return ++seen[found.error.fault] > mostOfOneFault; });
}

Result<CheckpointIndex> readIndex(const CheckpointRef &ref, const Limits &limits, const JobControl &control)
{
    switch (ref.format) {
    case StorageFormat::V1:
        return readSlicesIndex(ref.v1Files, limits, control);
    case StorageFormat::V2:
        return readBundleIndex(ref.prefix, limits, control);
    case StorageFormat::Npz:
        return readNpzIndex(ref.prefix, limits, control);
    case StorageFormat::Npy:
        return readNpyIndex(ref.prefix, limits, control);
    case StorageFormat::Safetensors:
        return readSafetensorsIndex(ref.prefix, limits, control);
    }
    return fail(Fault::Internal, ref.prefix, "A checkpoint of no format.");
}

} // namespace

Result<std::shared_ptr<const Checkpoint>> Checkpoint::open(
    const CheckpointRef &ref, const Limits &limits, const JobControl &control)
{
    auto index = readIndex(ref, limits, control);
    if (!index)
        return tl::unexpected(index.error());
    capIssues(index->issues, limits.maxIssuesOfOneFault);
    return std::shared_ptr<const Checkpoint>(new Checkpoint(ref, std::move(*index), limits));
}

std::shared_ptr<const Checkpoint> Checkpoint::declared(
    const std::string &graphFile, std::vector<Variable> variables, Issues issues)
{
    CheckpointRef ref;
    ref.prefix = graphFile;
    ref.graphFile = graphFile;
    CheckpointIndex index;
    index.variables = std::move(variables);
    index.issues = std::move(issues);
    const auto byKey = [](const Variable &a, const Variable &b) { return a.key < b.key; };
    std::stable_sort(index.variables.begin(), index.variables.end(), byKey);
    const auto sameKey = [](const Variable &a, const Variable &b) { return a.key == b.key; };
    index.variables.erase(std::unique(index.variables.begin(), index.variables.end(), sameKey), index.variables.end());
    for (Variable &variable : index.variables) {
        variable.error = Error{ .fault = Fault::OnlyDeclared, .path = graphFile, .key = variable.key };
    }
    std::shared_ptr<Checkpoint> checkpoint(new Checkpoint(std::move(ref), std::move(index), Limits{}));
    checkpoint->m_onlyDeclared = true;
    return checkpoint;
}

std::optional<VariableId> Checkpoint::find(std::string_view key) const
{
    const auto &variables = m_index.variables;
    const auto found = std::lower_bound(variables.begin(), variables.end(), key,
        [](const Variable &variable, std::string_view wanted) { return variable.key < wanted; });
    if (found == variables.end() || found->key != key)
        return std::nullopt;
    return static_cast<VariableId>(found - variables.begin());
}

const ShardFile *Checkpoint::shard(std::int32_t number) const
{
    const auto found = std::lower_bound(m_index.shards.begin(), m_index.shards.end(), number,
        [](const ShardFile &file, std::int32_t wanted) { return file.number < wanted; });
    return found != m_index.shards.end() && found->number == number ? &*found : nullptr;
}

bool Checkpoint::hasChecksum(VariableId id) const
{
    if (const ArrayLayout *how = layout(id); how && how->archived)
        return true;
    const Variable &what = variable(id);
    return format() == StorageFormat::V2 && (!what.at || what.at->crcStored);
}

bool Checkpoint::readsParts(VariableId id) const
{
    if (const ArrayLayout *how = layout(id))
        return !how->compressed;
    return format() != StorageFormat::V1 && isFixedSize(variable(id).dtype);
}

Checkpoint::Checkpoint(CheckpointRef ref, CheckpointIndex index, const Limits &limits)
    : m_ref(std::move(ref))
    , m_index(std::move(index))
    , m_limits(limits)
{
    for (const Variable &variable : m_index.variables) {
        m_totalElements = checkedAdd(m_totalElements, variable.elements()).value_or(INT64_MAX);
        m_totalBytes = checkedAdd(m_totalBytes, variable.byteSize()).value_or(UINT64_MAX);
    }
}

} // namespace ckpt
