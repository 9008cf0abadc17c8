// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Names that are the same, or are known to mean the same.
#include "format/doctor/matchside.h"
#include "format/plan/renamerules.h"
#include "format/plan/renametables.h"

#include <algorithm>
#include <array>
#include <re2/re2.h>

namespace ckpt {

namespace {

using Kind = Reason::Kind;

constexpr double kFullName = 0.99, kKnownRename = 0.98;
// The most that a name alone may claim where something speaks against it: numbers that end elsewhere, no known shape.
constexpr double kDoubted = 0.89;
// The tables that change spelling alone; those that add or strip scopes are what scope rules find.
constexpr std::array<std::string_view, 8> kSpellings{ "rnn-1.0-to-1.2", "rnn-0.x-to-1.2", "rnn-1.2-to-1.0",
    "slim-to-keras", "keras-to-slim", "object-keys-readable", "strip-colon-zero", "pytorch-names" };

// Pairs up where both have only each other.
class OneToOne {
public:
    explicit OneToOne(Matching &matching)
        : m_matching(matching)
        , m_wanted(matching.wanted.items.size(), kNobody)
        , m_have(matching.have.items.size(), kNobody)
    {
    }

    void claim(std::int32_t wanted, std::int32_t have)
    {
        note(m_wanted[static_cast<std::size_t>(wanted)], have);
        note(m_have[static_cast<std::size_t>(have)], wanted);
    }

    void pairUp(double confidence, const Reason &reason)
    {
        for (std::size_t i = 0; i < m_wanted.size(); ++i) {
            const auto wanted = static_cast<std::int32_t>(i);
            const std::int32_t have = m_wanted[i];
            if (have < 0 || m_have[static_cast<std::size_t>(have)] != wanted || !m_matching.isOpen(wanted)
                || !m_matching.isFree(have))
                continue;
            pairUp(wanted, have, confidence, reason);
        }
    }

private:
    static constexpr std::int32_t kSeveral = -2;
    static void note(std::int32_t &place, std::int32_t partner)
    {
        place = place == kNobody || place == partner ? partner : kSeveral;
    }

    void pairUp(std::int32_t wanted, std::int32_t have, double confidence, const Reason &reason)
    {
        if (!m_matching.fits(wanted, have))
            return m_matching.wrongShape(wanted, have, reason);
        std::vector<Reason> why{ reason };
        const bool same = m_matching.sameChecksum(wanted, have);
        if (same)
            why.push_back({ .kind = Kind::SameValues });
        if (!same && reason.kind != Kind::FullName) {
            // Another layer may have this number now: order and siblings decide, in a guess.
            if (m_matching.runs.doubtful(flatTokens(m_matching.forms, m_matching.w(wanted).best()))) {
                m_matching.hints[wanted].push_back({ have, true });
                return;
            }
            if (!m_matching.shapeKnown(wanted)) {
                why.push_back({ .kind = Kind::ShapeUnknown });
                confidence = std::min(confidence, kDoubted);
            }
        }
        m_matching.pairUp(wanted, have, confidence < kSureConfidence ? MatchState::Proposed : MatchState::Renamed,
            confidence, std::move(why));
    }

    Matching &m_matching;
    std::vector<std::int32_t> m_wanted, m_have; // the partner, or kSeveral
};

void matchFullNames(Matching &matching)
{
    std::unordered_map<std::string_view, std::int32_t> byAlias;
    for (std::size_t j = 0; j < matching.have.variables.size(); ++j) {
        const std::string &alias = matching.have.variables[j].alias;
        if (!alias.empty() && matching.isFree(static_cast<std::int32_t>(j)))
            byAlias.try_emplace(alias, static_cast<std::int32_t>(j)); // of copies the first key
    }
    OneToOne pairs(matching);
    for (std::size_t i = 0; i < matching.wanted.variables.size(); ++i) {
        const auto wanted = static_cast<std::int32_t>(i);
        if (!matching.isOpen(wanted))
            continue;
        const NamedVariable &variable = matching.wanted.variables[i];
        if (const auto found = byAlias.find(variable.key); found != byAlias.end())
            pairs.claim(wanted, found->second);
        if (variable.alias.empty())
            continue;
        if (const auto found = matching.have.byKey.find(variable.alias); found != matching.have.byKey.end())
            pairs.claim(wanted, found->second);
        if (const auto found = byAlias.find(variable.alias); found != byAlias.end())
            pairs.claim(wanted, found->second);
    }
    pairs.pairUp(kFullName, { .kind = Kind::FullName });
}

bool matchByTable(Matching &matching, std::string_view id, const JobControl &control)
{
    const RenameTable *table = findRenameTable(id);
    const auto renames = table
        ? Renames::compile(std::array{ RenameRule{ .kind = RenameRule::Kind::Table, .from = std::string(id) } })
        : tl::unexpected(RenameError{});
    if (!renames)
        return true;
    const RE2 applies(std::string(table->applies), RE2::Quiet);
    OneToOne pairs(matching);
    for (std::size_t j = 0; j < matching.have.variables.size(); ++j) {
        if (j % 256 == 0 && control.cancelled())
            return false;
        const auto have = static_cast<std::int32_t>(j);
        const std::string &key = matching.have.variables[j].key;
        if (!matching.isFree(have) || (!table->applies.empty() && !RE2::PartialMatch(key, applies)))
            continue;
        const std::string renamed = renames->apply({}, {}, key);
        const auto found = matching.wanted.byKey.find(renamed);
        if (found != matching.wanted.byKey.end() && matching.isOpen(found->second))
            pairs.claim(found->second, have);
    }
    pairs.pairUp(kKnownRename, { .kind = Kind::Table, .text = std::string(table->title) });
    return true;
}

bool matchNormalForms(Matching &matching, const JobControl &control)
{
    // By normal form; of each list those that are not matched.
    std::unordered_map<std::uint64_t, std::int32_t> have;
    constexpr std::int32_t kSeveral = -2;
    const auto forms = [](const MatchItem &item, auto take) {
        if (!item.form.anonymous && !item.form.segments.empty())
            take(item.form.flat);
        if (item.alias && !item.alias->anonymous && item.alias->flat != item.form.flat)
            take(item.alias->flat);
    };
    for (std::size_t j = 0; j < matching.have.items.size(); ++j) {
        const auto position = static_cast<std::int32_t>(j);
        if (!matching.isFree(position) || matching.have.items[j].owner != kNobody)
            continue;
        forms(matching.have.items[j], [&](std::uint64_t flat) {
            const auto [entry, isNew] = have.try_emplace(flat, position);
            if (!isNew)
                entry->second = kSeveral;
        });
    }
    OneToOne pairs(matching);
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        if (i % 256 == 0 && control.cancelled())
            return false;
        const auto wanted = static_cast<std::int32_t>(i);
        if (!matching.isOpen(wanted) || matching.wanted.items[i].owner != kNobody)
            continue;
        forms(matching.wanted.items[i], [&](std::uint64_t flat) {
            const auto found = have.find(flat);
            if (found != have.end() && found->second != kSeveral)
                pairs.claim(wanted, found->second);
        });
    }
    pairs.pairUp(kKnownRename, { .kind = Kind::NormalForm });
    return true;
}

// Where the file has the wanted values under other names: by checksum, where only one variable has it.
class ElsewhereFinder {
public:
    explicit ElsewhereFinder(const Matching &matching)
        : m_matching(matching)
    {
        for (std::size_t j = 0; j < matching.have.variables.size(); ++j) {
            if (const auto &checksum = matching.have.variables[j].checksum) {
                const auto [entry, isNew] = m_byChecksum.try_emplace(*checksum, static_cast<std::int32_t>(j));
                if (!isNew)
                    entry->second = kNobody;
            }
        }
    }

    std::int32_t find(std::int32_t wanted) const
    {
        const NamedVariable &variable = *m_matching.w(wanted).variable;
        const auto found = variable.checksum ? m_byChecksum.find(*variable.checksum) : m_byChecksum.end();
        if (found == m_byChecksum.end() || found->second == kNobody || !m_matching.sameChecksum(wanted, found->second)
            || !m_matching.fits(wanted, found->second))
            return kNobody;
        return found->second;
    }

private:
    const Matching &m_matching;
    std::unordered_map<std::uint32_t, std::int32_t> m_byChecksum;
};

} // namespace

bool matchSameNames(Matching &matching, const JobControl &control)
{
    const ElsewhereFinder elsewhere(matching);
    for (std::size_t i = 0; i < matching.wanted.items.size(); ++i) {
        if (i % 256 == 0 && control.cancelled())
            return false;
        const auto wanted = static_cast<std::int32_t>(i);
        const MatchItem &item = matching.wanted.items[i];
        const auto found = matching.have.byKey.find(item.variable->key);
        if (found == matching.have.byKey.end())
            continue;
        const bool doubtful = matching.runs.doubtful(flatTokens(matching.forms, item.best()));
        if (!matching.fits(wanted, found->second)) {
            // A number may have moved: then another one has the shape.
            if (!item.form.anonymous && !doubtful)
                matching.wrongShape(wanted, found->second, { .kind = Kind::SameName });
            continue;
        }
        std::vector<Reason> why{ { .kind = Kind::SameName } };
        const bool same = matching.sameChecksum(wanted, found->second);
        const std::int32_t other = same ? kNobody : elsewhere.find(wanted);
        if (other != kNobody)
            why.push_back({ .kind = Kind::ValuesElsewhere, .text = matching.h(other).variable->key });
        else if (doubtful && !same)
            why.push_back({ .kind = Kind::OtherNumbers });
        const bool fits = typesFit(*item.variable, *matching.h(found->second).variable);
        matching.pairUp(wanted, found->second, fits ? MatchState::Found : MatchState::OtherType, 1, std::move(why));
    }
    return true;
}

bool matchSureNames(Matching &matching, const JobControl &control)
{
    matchFullNames(matching);
    for (const std::string_view table : kSpellings) {
        if (!matchByTable(matching, table, control))
            return false;
    }
    return matchNormalForms(matching, control);
}

} // namespace ckpt
