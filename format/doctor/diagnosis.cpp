// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/diagnosis.h"

#include "format/doctor/candidates.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

using Kind = Reason::Kind;

constexpr std::string_view kAverage = "/ExponentialMovingAverage";
constexpr double kAverageForWeight = 0.7, kWeightForAverage = 0.6;
constexpr std::size_t kMostToRank = 64; // taken variables of one shape that are compared by name

// A weight where its average is wanted, and the other way round: they restore, but they are not the same variable.
void matchAverages(Matching &matching)
{
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        const auto wanted = static_cast<std::int32_t>(i);
        if (!matching.isOpen(wanted))
            continue;
        const std::string &key = matching.wanted.variables[i].key;
        const bool average = key.ends_with(kAverage);
        const std::string other = average ? key.substr(0, key.size() - kAverage.size()) : key + std::string(kAverage);
        const auto found = matching.have.byKey.find(other);
        if (found == matching.have.byKey.end() || !matching.isFree(found->second)
            || !matching.fits(wanted, found->second))
            continue;
        matching.pairUp(wanted, found->second, MatchState::Proposed, average ? kWeightForAverage : kAverageForWeight,
            { { .kind = average ? Kind::WeightInstead : Kind::AverageInstead } });
    }
}

// What has the wanted name and another shape, where nothing better was found; and why nothing was.
bool explainTheRest(Matching &matching, const JobControl &control)
{
    std::unordered_map<ShapeId, std::vector<std::int32_t>> byShape;
    for (std::size_t j = 0; j < matching.have.items.size(); ++j)
        byShape[matching.have.items[j].shape].push_back(static_cast<std::int32_t>(j));
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        if (i % 64 == 0 && control.cancelled())
            return false;
        const auto wanted = static_cast<std::int32_t>(i);
        Finding &finding = matching.findings[i];
        if (finding.have >= 0)
            continue;
        const auto same = matching.have.byKey.find(matching.wanted.variables[i].key);
        if (same != matching.have.byKey.end() && matching.isFree(same->second)) {
            matching.wrongShape(wanted, same->second, { .kind = Kind::SameName });
            continue;
        }
        const MatchItem &item = matching.wanted.items[i];
        const auto alike = byShape.find(item.shape);
        if (finding.others.empty() && item.shape != kAnyShape && alike != byShape.end()
            && alike->second.size() <= kMostToRank) {
            for (const CandidatePair &pair : alikeButTaken(matching, wanted, alike->second)) {
                const bool taken = !matching.isFree(pair.have);
                Reason why{ .kind = Kind::NameLikeness, .number = static_cast<double>(pair.likeness) };
                if (taken)
                    why = { .kind = Kind::Taken,
                        .text = matching.w(matching.usedBy[static_cast<std::size_t>(pair.have)]).variable->key };
                finding.others.push_back({ pair.have, 0, { std::move(why) } });
            }
        }
        finding.reasons = { { .kind = Kind::NothingAlike } };
    }
    return true;
}

// The first in the order in which TensorFlow looks: by name.
std::int32_t firstOf(const Diagnosis &diagnosis, std::span<const NamedVariable> wanted, auto which)
{
    std::int32_t first = -1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (which(diagnosis.findings[i], wanted[i])
            && (first < 0 || wanted[i].key < wanted[static_cast<std::size_t>(first)].key))
            first = static_cast<std::int32_t>(i);
    }
    return first;
}

// As TensorFlow's own messages call it.
std::string_view messageName(DType type)
{
    return type == DType::Float32 ? "float"
        : type == DType::Float64  ? "double"
        : type == DType::Float16  ? "half"
                                  : name(type);
}

std::string shapeList(const NamedVariable &variable)
{
    std::string text;
    for (const std::int64_t size : *variable.shape)
        text += fmt::format("{}{}", text.empty() ? "" : ",", size);
    return '[' + text + ']';
}

} // namespace

const char *name(MatchState state)
{
    switch (state) {
    case MatchState::Found:
        return "found";
    case MatchState::OtherType:
        return "other-type";
    case MatchState::Renamed:
        return "renamed";
    case MatchState::Proposed:
        return "proposed";
    case MatchState::WrongShape:
        return "wrong-shape";
    case MatchState::Missing:
        break;
    }
    return "missing";
}

std::size_t Diagnosis::count(MatchState state) const
{
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [state](const Finding &finding) { return finding.state == state; }));
}

Result<Diagnosis> diagnose(
    std::span<const NamedVariable> wanted, std::span<const NamedVariable> have, const JobControl &control)
{
    auto prepared = prepareMatching(wanted, have, control);
    if (!prepared)
        return fail(prepared.error());
    Matching &matching = *prepared;
    control.report(10, 100);
    if (!matchSameNames(matching, control) || !matchSureNames(matching, control))
        return fail(Fault::Cancelled);
    control.report(20, 100);
    if (!matchByScopeRules(matching, control))
        return fail(Fault::Cancelled);
    control.report(30, 100);
    matchAverages(matching);
    if (!matchByGuess(matching, control) || !matchSlots(matching, control) || !explainTheRest(matching, control))
        return fail(Fault::Cancelled);
    Diagnosis diagnosis{ .findings = std::move(matching.findings) };
    for (std::size_t j = 0; j < have.size(); ++j) {
        if (matching.usedBy[j] == kNobody)
            diagnosis.unused.push_back(static_cast<std::int32_t>(j));
    }
    control.report(100, 100);
    return diagnosis;
}

std::string headline(const Diagnosis &diagnosis)
{
    const std::size_t all = diagnosis.findings.size();
    const std::size_t found = diagnosis.count(MatchState::Found), cast = diagnosis.count(MatchState::OtherType);
    const std::size_t renamed = diagnosis.count(MatchState::Renamed) + diagnosis.count(MatchState::Proposed);
    const std::size_t lost = diagnosis.count(MatchState::WrongShape) + diagnosis.count(MatchState::Missing);
    if (all == 0)
        return "Nothing is wanted.";
    if (found == all)
        return all == 1 ? "The wanted variable is there under its own name."
                        : fmt::format("All {} wanted variables are there under their own names.", all);
    std::string text = fmt::format("{} of {} wanted variable{} {} there under {} own name", found, all,
        all == 1 ? "" : "s", found == 1 ? "is" : "are", found == 1 ? "its" : "their");
    if (cast > 0)
        text += fmt::format("; {} more {} another type", cast, cast == 1 ? "has" : "have");
    if (renamed > 0)
        text += fmt::format("; {} more {} renamed", renamed, renamed == 1 ? "looks" : "look");
    if (lost > 0)
        text += fmt::format("; {} cannot be restored", lost);
    return text + '.';
}

std::string tensorflowError(
    const Diagnosis &diagnosis, std::span<const NamedVariable> wanted, std::span<const NamedVariable> have)
{
    const std::int32_t missing = firstOf(diagnosis, wanted, [&](const Finding &finding, const NamedVariable &variable) {
        return finding.state != MatchState::Found && finding.state != MatchState::OtherType
            && !(finding.have >= 0 && have[static_cast<std::size_t>(finding.have)].key == variable.key);
    });
    if (missing >= 0)
        return fmt::format("Key {} not found in checkpoint", wanted[static_cast<std::size_t>(missing)].key);
    const std::int32_t type = firstOf(
        diagnosis, wanted, [](const Finding &finding, const auto &) { return finding.state == MatchState::OtherType; });
    const std::int32_t shape = firstOf(diagnosis, wanted,
        [](const Finding &finding, const auto &) { return finding.state == MatchState::WrongShape; });
    const auto at = [&](std::int32_t i) -> const NamedVariable & { return wanted[static_cast<std::size_t>(i)]; };
    const auto partner = [&](std::int32_t i) -> const NamedVariable & {
        return have[static_cast<std::size_t>(diagnosis.findings[static_cast<std::size_t>(i)].have)];
    };
    if (type >= 0)
        return fmt::format("tensor_name = {}; expected dtype {} does not equal original dtype {}", at(type).key,
            messageName(at(type).dtype), messageName(partner(type).dtype));
    if (shape >= 0 && at(shape).shape && partner(shape).shape)
        return fmt::format("Assign requires shapes of both tensors to match. lhs shape= {} rhs shape= {}",
            shapeList(at(shape)), shapeList(partner(shape)));
    return {};
}

} // namespace ckpt
