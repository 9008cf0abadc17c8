// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Facts of variables from names, shapes and types alone (DIAGRAM notes 5.4, 5.5, 14b).
#include "format/graph/role.h"

#include "format/graph/namelayers.h"
#include "format/graph/rolenames.h"

#include <algorithm>

namespace ckpt {
namespace {

bool isInteger(DType type)
{
    return numberClass(type) == NumberClass::Integer;
}

// A name that says nothing, or only little, together with the shape.
std::string refined(std::string_view detail, std::string_view key, const Variable &variable)
{
    const std::size_t rank = variable.shape.rank();
    const bool open = detail.empty() || detail == "kernel" || detail == "bias";
    if (variable.dtype == DType::String || variable.dtype == DType::Variant)
        return open ? std::string() : std::string(detail);
    if (variable.dtype == DType::Bool && open)
        return "flag";
    if (rank == 0 && open)
        return isInteger(variable.dtype) ? "counter" : "scalar";
    if (detail == "recurrent kernel" && rank == 2)
        return containsIgnoringCase(key, "lstm") || variable.shape.dim(1) == 4 * variable.shape.dim(0) ? "LSTM kernel"
            : variable.shape.dim(1) == 3 * variable.shape.dim(0)                                       ? "GRU kernel"
                                                                 : "recurrent kernel";
    if (!open || (detail.empty() && isInteger(variable.dtype)))
        return std::string(detail);
    if (detail.empty())
        detail = rank >= 2 && !containsIgnoringCase(lastSegment(key), "bias") ? "kernel" : "bias";
    if (detail == "kernel" && rank == 2 && containsIgnoringCase(key, "lstm"))
        return "LSTM kernel";
    if (detail == "kernel" && rank == 2 && containsIgnoringCase(key, "gru"))
        return "GRU kernel";
    return std::string(detail);
}

struct Slot {
    std::string_view detail;
    std::string owner; // empty: not found
};

// `path` or a tail of it that is a variable of the checkpoint, as its key.
std::string existing(const Checkpoint &checkpoint, std::string_view path, bool object, std::string_view self)
{
    for (int cut = 0; cut < 16 && !path.empty(); ++cut) {
        std::string key = object ? std::string(path) + std::string(kObjectKeyTail) : std::string(path);
        if (key != self && checkpoint.find(key))
            return key;
        const std::size_t slash = path.find('/');
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return {};
}

// "<owner>/Adam", "<anything>/<owner>/Adam", "<owner>/.OPTIMIZER_SLOT/<optimizer>/m", "<optimizer>/m/<owner>".
std::optional<Slot> slotOf(const Checkpoint &checkpoint, std::string_view key)
{
    const std::string_view path = withoutPart(withoutObjectTail(key));
    const bool object = key.ends_with(kObjectKeyTail);
    const std::string_view last = lastSegment(path);
    constexpr std::string_view kSlotMark = "/.OPTIMIZER_SLOT/";
    if (const std::size_t mark = path.find(kSlotMark); mark != std::string_view::npos) {
        const std::string_view detail = slotFromSegment(last);
        const std::string owner = std::string(path.substr(0, mark)) + std::string(kObjectKeyTail);
        return Slot{ detail.empty() ? "optimizer state" : detail, checkpoint.find(owner) ? owner : std::string() };
    }
    if (path.find("optimizer/_variables/") != std::string_view::npos)
        return Slot{ "optimizer state", {} };
    const bool average = last == "ExponentialMovingAverage";
    const std::string_view detail = average ? "EMA shadow" : slotFromSegment(last);
    if (!detail.empty() && last.size() < path.size()) {
        std::string owner = existing(checkpoint, parentPath(path), object, key);
        const bool sure = average || (last.size() > 1 && last.front() >= 'A' && last.front() <= 'Z');
        if (!owner.empty() || sure)
            return Slot{ detail, std::move(owner) };
    }
    std::string_view rest = path;
    for (int depth = 0; depth < 4; ++depth) {
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos)
            break;
        const std::string_view slot = depth > 0 ? slotFromSegment(rest.substr(0, slash)) : std::string_view();
        rest.remove_prefix(slash + 1);
        std::string owner(rest);
        if (object)
            owner += kObjectKeyTail;
        if (!slot.empty() && checkpoint.find(owner))
            return Slot{ slot, std::move(owner) };
    }
    return std::nullopt;
}

VariableFacts factsOf(const Checkpoint &checkpoint, const Variable &variable)
{
    VariableFacts facts;
    facts.inferred = true;
    if (variable.key == kObjectGraphKey) {
        facts.detail = "object graph";
        return facts;
    }
    const std::string_view path = withoutPart(withoutObjectTail(variable.key));
    if (auto slot = slotOf(checkpoint, variable.key)) {
        facts.detail =
            variable.shape.rank() == 0 && slot->owner.empty() ? "optimizer setting" : std::string(slot->detail);
        facts.owner = std::move(slot->owner);
    } else {
        facts.detail = detailFromShape(path, variable);
    }
    facts.role = roleOfDetail(facts.detail);
    facts.trainable = facts.role == Role::Kernel || facts.role == Role::Bias || facts.role == Role::Norm;
    return facts;
}

} // namespace

const char *queryKey(Role role)
{
    switch (role) {
    case Role::Kernel:
        return "kernel";
    case Role::Bias:
        return "bias";
    case Role::Norm:
        return "norm";
    case Role::Statistic:
        return "stat";
    case Role::Slot:
        return "slot";
    case Role::Average:
        return "ema";
    case Role::Counter:
        return "counter";
    case Role::Other:
        break;
    }
    return "other";
}

std::string detailFromShape(std::string_view path, const Variable &variable)
{
    std::string_view detail = detailFromName(path);
    if (belongsToOther(detail) && detail != "EMA shadow")
        detail = {}; // "…/m" without an owner is a name like any other
    return refined(detail, path, variable);
}

std::vector<VariableFacts> factsFromNames(const Checkpoint &checkpoint)
{
    std::vector<VariableFacts> facts;
    facts.reserve(checkpoint.variables().size());
    for (const Variable &variable : checkpoint.variables())
        facts.push_back(factsOf(checkpoint, variable));
    nameLayers(checkpoint, facts);
    for (VariableFacts &fact : facts) {
        if (fact.owner.empty())
            continue;
        const VariableFacts &owner = facts[index(*checkpoint.find(fact.owner))];
        fact.layer = owner.layer;
        fact.order = owner.order;
    }
    return facts;
}

} // namespace ckpt
