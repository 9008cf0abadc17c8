// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/matchside.h"

#include "format/graph/rolenames.h"
#include "format/objects/objectkey.h"

#include <algorithm>
#include <map>

namespace ckpt {

namespace {

constexpr std::string_view kAverage = "/ExponentialMovingAverage";
constexpr std::size_t kMostOuterScopes = 4; // of an optimizer, before the name of its variable

std::int32_t find(const MatchSide &side, std::string_view key)
{
    const auto found = side.byKey.find(key);
    return found == side.byKey.end() ? kNobody : found->second;
}

void findOwner(const MatchSide &side, MatchItem &item)
{
    const std::string_view key = item.variable->key;
    if (const auto object = parseObjectKey(key); object && object->slot) {
        item.owner = find(side, objectKey(object->object, object->attribute));
        item.slot = *object->slot;
        return;
    }
    if (key.ends_with(kAverage)) {
        item.owner = find(side, key.substr(0, key.size() - kAverage.size()));
        item.slot = kAverage.substr(1);
        return;
    }
    const std::string_view slot = slotFromSegment(lastSegment(key));
    std::string_view owner = parentPath(key);
    for (std::size_t i = 0; !slot.empty() && !owner.empty() && i <= kMostOuterScopes; ++i) {
        if (item.owner = find(side, owner); item.owner != kNobody) {
            item.slot = slot;
            return;
        }
        const std::size_t slash = owner.find('/');
        owner = slash == std::string_view::npos ? std::string_view() : owner.substr(slash + 1);
    }
}

class ShapeNumbers {
public:
    ShapeId number(const NamedVariable &variable)
    {
        if (!variable.shape
            || std::any_of(variable.shape->begin(), variable.shape->end(), [](std::int64_t n) { return n < 0; }))
            return kAnyShape;
        return m_numbers.try_emplace(*variable.shape, static_cast<ShapeId>(m_numbers.size() + 1)).first->second;
    }

private:
    std::map<std::vector<std::int64_t>, ShapeId> m_numbers;
};

bool fill(MatchSide &side, std::span<const NamedVariable> variables, NameForms &forms, ShapeNumbers &shapes,
    const JobControl &control)
{
    side.variables = variables;
    side.items.reserve(variables.size());
    for (const NamedVariable &variable : variables) {
        if (side.items.size() % 256 == 0 && control.cancelled())
            return false;
        MatchItem item{ .variable = &variable, .form = forms.form(variable.key) };
        if (!variable.alias.empty())
            item.alias = forms.form(variable.alias);
        item.detail = detailFromName(variable.alias.empty() ? variable.key : variable.alias);
        item.shape = shapes.number(variable);
        item.rank = variable.shape ? static_cast<std::uint32_t>(variable.shape->size()) : 0;
        side.byKey.emplace(variable.key, static_cast<std::int32_t>(side.items.size()));
        side.items.push_back(std::move(item));
    }
    for (MatchItem &item : side.items)
        findOwner(side, item);
    return true;
}

} // namespace

bool Matching::sameChecksum(std::int32_t i, std::int32_t j) const
{
    const NamedVariable &a = *w(i).variable, &b = *h(j).variable;
    return a.checksum && a.checksum == b.checksum && a.dtype == b.dtype;
}

void Matching::pairUp(std::int32_t i, std::int32_t j, MatchState state, double confidence, std::vector<Reason> why)
{
    Finding &finding = findings[static_cast<std::size_t>(i)];
    finding.state = state;
    finding.have = j;
    finding.confidence = confidence;
    if (!typesFit(*w(i).variable, *h(j).variable))
        why.push_back({ .kind = Reason::Kind::TypesDiffer });
    finding.reasons = std::move(why);
    usedBy[static_cast<std::size_t>(j)] = i;
}

void Matching::wrongShape(std::int32_t i, std::int32_t j, Reason why)
{
    pairUp(i, j, MatchState::WrongShape, 0, { std::move(why), { .kind = Reason::Kind::ShapesDiffer } });
}

Result<Matching> prepareMatching(
    std::span<const NamedVariable> wanted, std::span<const NamedVariable> have, const JobControl &control)
{
    Matching matching;
    ShapeNumbers shapes;
    if (!fill(matching.wanted, wanted, matching.forms, shapes, control)
        || !fill(matching.have, have, matching.forms, shapes, control))
        return fail(Fault::Cancelled);
    matching.findings.resize(wanted.size());
    matching.closed.resize(wanted.size());
    matching.usedBy.assign(have.size(), kNobody);
    for (const bool isWanted : { true, false }) {
        for (const MatchItem &item : (isWanted ? matching.wanted : matching.have).items) {
            if (item.best().anonymous)
                continue;
            matching.runs.add(isWanted, flatTokens(matching.forms, item.best()));
            for (const SegmentId segment : item.best().segments)
                matching.segmentRuns.add(isWanted, matching.forms.tokens(segment));
        }
    }
    return matching;
}

bool matchSlots(Matching &matching, const JobControl &control)
{
    // What belongs to each variable of the file: (owner, slot).
    std::map<std::pair<std::int32_t, std::string_view>, std::int32_t> slots;
    for (std::size_t j = 0; j < matching.have.items.size(); ++j) {
        const MatchItem &item = matching.have.items[j];
        if (item.owner != kNobody && matching.isFree(static_cast<std::int32_t>(j)))
            slots.try_emplace({ item.owner, item.slot }, static_cast<std::int32_t>(j));
    }
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        if (i % 256 == 0 && control.cancelled())
            return false;
        const auto wanted = static_cast<std::int32_t>(i);
        const MatchItem &item = matching.wanted.items[i];
        if (item.owner == kNobody || !matching.isOpen(wanted))
            continue;
        const Finding &owner = matching.findings[static_cast<std::size_t>(item.owner)];
        if (!owner.restores())
            continue;
        // "m" of an object is "Adam m" of a name.
        auto found = slots.find({ owner.have, item.slot });
        if (found == slots.end())
            found = slots.find({ owner.have, slotFromSegment(item.slot) });
        for (const std::string_view plain : { std::string_view("m"), std::string_view("v") }) {
            if (found == slots.end() && slotFromSegment(plain) == item.slot)
                found = slots.find({ owner.have, plain });
        }
        if (found == slots.end() || !matching.isFree(found->second) || !matching.fits(wanted, found->second))
            continue;
        const double confidence = owner.confidence < 1 ? owner.confidence : 0.99;
        matching.pairUp(wanted, found->second,
            confidence >= kSureConfidence ? MatchState::Renamed : MatchState::Proposed, confidence,
            { { .kind = Reason::Kind::Slot, .text = matching.h(owner.have).variable->key } });
    }
    return true;
}

} // namespace ckpt
