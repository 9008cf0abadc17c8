// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/namedvariables.h"

#include "format/base/crc32c.h"
#include "format/graph/metagraph.h"
#include "format/objects/objectgraph.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <unordered_map>

namespace ckpt {

namespace {

// Fresh biases, slots and statistics of norms are all 0 or all 1: an equal checksum says nothing then. Larger ones
// than this are hardly ever.
constexpr std::uint64_t kMostConstantBytes = 1 << 20;

class Constants {
public:
    // The checksums that values of all zeros and all ones would have.
    bool hold(DType dtype, std::uint64_t bytes, std::uint32_t maskedCrc)
    {
        if (bytes > kMostConstantBytes)
            return false;
        const auto [entry, isNew] = m_crcs.try_emplace({ dtype, bytes });
        if (isNew) {
            std::string values(bytes, '\0');
            entry->second.push_back(maskCrc(crc32c(values)));
            if (dtype == DType::Float32) {
                const float one = 1;
                for (std::size_t at = 0; at + sizeof one <= values.size(); at += sizeof one)
                    std::memcpy(values.data() + at, &one, sizeof one);
                entry->second.push_back(maskCrc(crc32c(values)));
            }
        }
        return std::find(entry->second.begin(), entry->second.end(), maskedCrc) != entry->second.end();
    }

private:
    std::map<std::pair<DType, std::uint64_t>, std::vector<std::uint32_t>> m_crcs;
};

} // namespace

Result<std::vector<NamedVariable>> namedVariables(
    const Checkpoint &checkpoint, const MetaGraph *graph, const JobControl &control)
{
    std::vector<NamedVariable> named;
    named.reserve(checkpoint.variables().size());
    Constants constants;
    for (const Variable &variable : checkpoint.variables()) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        NamedVariable each{ .key = variable.key, .dtype = variable.dtype };
        each.shape.emplace(variable.shape.dims().begin(), variable.shape.dims().end());
        if (variable.at && variable.at->crcStored && variable.elements() > 1 && !isArrayFormat(checkpoint.format())
            && !variable.error && !constants.hold(variable.dtype, variable.at->size, variable.at->maskedCrc))
            each.checksum = variable.at->maskedCrc;
        named.push_back(std::move(each));
    }
    if (checkpoint.objectBased()) {
        const auto objects = ObjectGraph::read(checkpoint, control);
        if (!objects && objects.error().fault == Fault::Cancelled)
            return fail(objects.error());
        if (objects) {
            for (const ObjectAttribute &attribute : (*objects)->attributes()) {
                if (attribute.variable && attribute.fullName != attribute.key)
                    named[index(*attribute.variable)].alias = attribute.fullName;
            }
        }
    }
    if (graph) {
        for (const GraphVariable &declared : graph->variables()) {
            for (const std::string &key : declared.keys) {
                if (const auto id = checkpoint.find(key))
                    named[index(*id)].order = static_cast<std::int64_t>(index(declared.node));
            }
        }
    }
    return named;
}

bool shapesFit(const NamedVariable &wanted, const NamedVariable &have)
{
    if (!wanted.shape || !have.shape)
        return true;
    return std::equal(wanted.shape->begin(), wanted.shape->end(), have.shape->begin(), have.shape->end(),
        [](std::int64_t a, std::int64_t b) { return a == b || a < 0 || b < 0; });
}

bool typesFit(const NamedVariable &wanted, const NamedVariable &have)
{
    return wanted.dtype == have.dtype || wanted.dtype == DType::Invalid || have.dtype == DType::Invalid;
}

std::string shapeText(const NamedVariable &variable)
{
    if (!variable.shape)
        return {};
    std::string text;
    for (const std::int64_t size : *variable.shape)
        text += (text.empty() ? "" : " × ") + (size < 0 ? std::string("?") : std::to_string(size));
    return text.empty() ? "scalar" : text;
}

} // namespace ckpt
