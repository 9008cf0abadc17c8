// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Rules "these scopes in front became those", found by votes of names with equal ends (NOTES.md, "Scope rules").
#include "format/doctor/matchside.h"

#include <algorithm>
#include <set>

namespace ckpt {

namespace {

using Kind = Reason::Kind;

constexpr std::size_t kLongestTail = 6; // segments that two names must have in common to vote
constexpr std::size_t kMostHolders = 48; // a tail that more have says nothing
constexpr std::size_t kMostRules = 60, kMostRivals = 40, kMostRounds = 30;
constexpr std::uint64_t kMostLookups = 30'000'000; // of all rounds together; some seconds

struct Head {
    std::int32_t item = 0;
    std::uint32_t length = 0; // segments
};

// A rule and what is known of it.
struct Rule {
    Head wanted, have; // a name of each list and how much of it is the scope
    std::size_t votes = 0;
    struct Hit {
        std::int32_t wanted, have;
    };
    std::vector<Hit> hits{}, wrongShapes{};
    double score = -1, precision = 0, coverage = 0; // score < 0: not rated
};

class RuleMiner {
public:
    RuleMiner(Matching &matching, const JobControl &control)
        : m_m(matching)
        , m_control(control)
    {
    }

    bool run()
    {
        for (std::size_t round = 0; round < kMostRounds && m_lookups < kMostLookups; ++round) {
            m_round = {};
            collect();
            vote();
            if (m_control.cancelled())
                return false;
            Rule *best = bestRule();
            if (!best)
                return !m_control.cancelled();
            apply(*best);
        }
        return !m_control.cancelled();
    }

private:
    static std::uint64_t head(const NameForm &form, std::size_t length) { return form.heads[length]; }
    const NameForm &form(const Head &head, bool wanted) const
    {
        return (wanted ? m_m.w(head.item) : m_m.h(head.item)).best();
    }
    std::uint64_t ruleKey(const Rule &rule) const
    {
        return mixedHash(
            form(rule.wanted, true).heads[rule.wanted.length], form(rule.have, false).heads[rule.have.length]);
    }

    void collect()
    {
        const auto take = [](const MatchItem &item) {
            return item.owner == kNobody && !item.best().anonymous && !item.best().segments.empty();
        };
        for (std::size_t i = 0; i < m_m.wanted.items.size() && !m_control.cancelled(); ++i) {
            if (m_m.isOpen(static_cast<std::int32_t>(i)) && take(m_m.wanted.items[i]))
                addWanted(static_cast<std::int32_t>(i));
        }
        for (std::size_t j = 0; j < m_m.have.items.size() && !m_control.cancelled(); ++j) {
            if (m_m.isFree(static_cast<std::int32_t>(j)) && take(m_m.have.items[j]))
                addHave(static_cast<std::int32_t>(j));
        }
    }

    void addWanted(std::int32_t i)
    {
        m_round.wanted.push_back(i);
        const NameForm &form = m_m.w(i).best();
        for (std::uint32_t length = 0; length < form.segments.size(); ++length)
            m_round.under[head(form, length)].push_back({ i, length });
    }

    void addHave(std::int32_t j)
    {
        const NameForm &form = m_m.h(j).best();
        m_round.whole.try_emplace(form.whole(), j);
        const std::size_t n = form.segments.size();
        for (std::size_t tail = 1; tail <= std::min(n, kLongestTail); ++tail)
            m_round.tails[form.tail(n - tail)].push_back({ j, static_cast<std::uint32_t>(n - tail) });
        for (std::size_t length = 0; length < n; ++length)
            ++m_round.belowHave[head(form, length)];
    }

    void vote()
    {
        for (std::size_t k = 0; k < m_round.wanted.size(); ++k) {
            if (k % 256 == 0 && m_control.cancelled())
                return;
            const std::int32_t i = m_round.wanted[k];
            const NameForm &form = m_m.w(i).best();
            const std::size_t n = form.segments.size();
            for (std::size_t tail = 1; tail <= std::min(n, kLongestTail); ++tail) {
                const auto holders = m_round.tails.find(form.tail(n - tail));
                if (holders == m_round.tails.end())
                    break;
                if (holders->second.size() > kMostHolders)
                    continue;
                for (const Head &have : holders->second) {
                    if (m_m.fits(i, have.item))
                        addVote({ i, static_cast<std::uint32_t>(n - tail) }, have);
                }
            }
        }
        for (std::size_t r = 0; r < m_round.rules.size(); ++r) {
            const Rule &rule = m_round.rules[r];
            m_round.ofWanted[head(form(rule.wanted, true), rule.wanted.length)].push_back(r);
            m_round.ofHave[head(form(rule.have, false), rule.have.length)].push_back(r);
        }
    }

    void addVote(Head wanted, Head have)
    {
        Rule rule{ wanted, have };
        const auto [entry, isNew] = m_round.ruleNumbers.try_emplace(ruleKey(rule), m_round.rules.size());
        if (isNew)
            m_round.rules.push_back(std::move(rule));
        ++m_round.rules[entry->second].votes;
    }

    // By applying it to all names that begin with it.
    const Rule &rate(std::size_t number)
    {
        Rule &rule = m_round.rules[number];
        if (rule.score >= 0)
            return rule;
        const std::uint64_t from = head(form(rule.wanted, true), rule.wanted.length);
        const std::uint64_t to = head(form(rule.have, false), rule.have.length);
        const auto &under = m_round.under[from];
        double bad = 0;
        m_lookups += under.size();
        for (const Head &each : under) {
            const NameForm &name = m_m.w(each.item).best();
            const auto found =
                m_round.whole.find(joined(to, name.tail(each.length), name.segments.size() - each.length));
            if (found == m_round.whole.end())
                continue;
            const bool fits = m_m.fits(each.item, found->second);
            (fits ? rule.hits : rule.wrongShapes).push_back({ each.item, found->second });
            if (!fits)
                bad += m_m.w(each.item).rank == m_m.h(found->second).rank ? 0.25 : 1;
        }
        const auto share = [&](std::size_t of) {
            return static_cast<double>(rule.hits.size()) / static_cast<double>(std::max<std::size_t>(of, 1));
        };
        const std::size_t below = m_round.belowHave[to];
        const double hits = static_cast<double>(rule.hits.size());
        rule.precision = hits / std::max(1.0, hits + bad);
        rule.coverage = share(std::min(under.size(), below));
        rule.score = hits * rule.precision * rule.coverage * (1 + 0.5 * share(std::max(under.size(), below)));
        return rule;
    }

    bool isGood(const Rule &rule) const
    {
        return rule.precision >= 0.9 && rule.coverage >= 0.5 && rule.hits.size() >= 2;
    }

    std::vector<std::size_t> mostVotes(std::vector<std::size_t> numbers, std::size_t most) const
    {
        const auto more = [&](std::size_t a, std::size_t b) {
            return m_round.rules[a].votes != m_round.rules[b].votes ? m_round.rules[a].votes > m_round.rules[b].votes
                                                                    : a < b;
        };
        const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(std::min(most, numbers.size()));
        std::partial_sort(numbers.begin(), middle, numbers.end(), more);
        numbers.erase(middle, numbers.end());
        return numbers;
    }

    Rule *bestRule()
    {
        std::vector<std::size_t> numbers;
        for (std::size_t r = 0; r < m_round.rules.size(); ++r) {
            if (m_round.rules[r].votes >= 2 && !m_done.contains(ruleKey(m_round.rules[r])))
                numbers.push_back(r);
        }
        Rule *best = nullptr;
        for (const std::size_t number : mostVotes(std::move(numbers), kMostRules)) {
            if (m_control.cancelled())
                return nullptr;
            rate(number);
            Rule &rule = m_round.rules[number];
            if (isGood(rule) && (!best || rule.score > best->score))
                best = &rule;
        }
        return best;
    }

    // Rules from the same scope elsewhere, or from elsewhere to the same scope.
    std::vector<const Rule *> rivals(const Rule &rule)
    {
        std::vector<const Rule *> found;
        const auto take = [&](const std::vector<std::size_t> &numbers) {
            for (const std::size_t number : mostVotes(numbers, kMostRivals)) {
                if (&m_round.rules[number] != &rule)
                    found.push_back(&rate(number));
            }
        };
        take(m_round.ofWanted[head(form(rule.wanted, true), rule.wanted.length)]);
        take(m_round.ofHave[head(form(rule.have, false), rule.have.length)]);
        return found;
    }

    // What others claim, too: "i" or "j" of a hit with another partner.
    struct Claims {
        std::unordered_map<std::int32_t, std::int32_t> ofWanted, ofHave; // a partner in another rule
        bool contest(const Rule::Hit &hit) const
        {
            const auto w = ofWanted.find(hit.wanted);
            const auto h = ofHave.find(hit.have);
            return (w != ofWanted.end() && w->second != hit.have) || (h != ofHave.end() && h->second != hit.wanted);
        }
    };

    void apply(Rule &rule)
    {
        m_done.insert(ruleKey(rule));
        Claims claims;
        bool ambiguous = false;
        std::unordered_map<std::int32_t, std::int32_t> ofWanted, ofHave; // partners in this rule
        for (const Rule::Hit &hit : rule.hits) {
            ofWanted.emplace(hit.wanted, hit.have);
            ofHave.emplace(hit.have, hit.wanted);
        }
        for (const Rule *rival : rivals(rule)) {
            bool touches = false;
            for (const Rule::Hit &hit : rival->hits) {
                const auto w = ofWanted.find(hit.wanted);
                const auto h = ofHave.find(hit.have);
                const bool same = w != ofWanted.end() && w->second == hit.have;
                if (same || (w == ofWanted.end() && h == ofHave.end()))
                    continue;
                touches = true;
                claims.ofWanted.try_emplace(hit.wanted, hit.have);
                claims.ofHave.try_emplace(hit.have, hit.wanted);
            }
            ambiguous = ambiguous || (touches && rival->score >= 0.6 * rule.score);
        }
        const auto agree = static_cast<std::size_t>(std::count_if(rule.hits.begin(), rule.hits.end(),
            [&](const Rule::Hit &hit) { return m_m.sameChecksum(hit.wanted, hit.have); }));
        const bool blocked = ambiguous && 2 * agree < rule.hits.size();
        for (const Rule::Hit &hit : rule.wrongShapes)
            m_wrong.push_back({ hit, ruleText(rule), static_cast<double>(rule.hits.size()) });
        if (blocked) {
            for (const Rule::Hit &hit : rule.hits)
                m_m.hints[hit.wanted].push_back({ hit.have, false });
            return;
        }
        accept(rule, claims);
        for (const Wrong &wrong : m_wrong) {
            if (m_m.isOpen(wrong.hit.wanted) && m_m.isFree(wrong.hit.have))
                m_m.wrongShape(wrong.hit.wanted, wrong.hit.have,
                    { .kind = Kind::ScopeRule, .text = wrong.text, .number = wrong.explains });
        }
        m_wrong.clear();
    }

    std::size_t differentWords(const Rule &rule) const
    {
        std::set<NameToken> words;
        for (const Rule::Hit &hit : rule.hits) {
            const NameForm &name = m_m.w(hit.wanted).best();
            for (const NameToken token : flatTokens(m_m.forms, name, lengthOf(rule, name))) {
                if (!isNumber(token))
                    words.insert(token);
            }
            if (words.size() >= 3)
                break;
        }
        return words.size();
    }

    std::size_t lengthOf(const Rule &rule, const NameForm &name) const
    {
        return std::min<std::size_t>(rule.wanted.length, name.segments.size());
    }

    void accept(const Rule &rule, const Claims &claims)
    {
        NumberRuns runs; // of what is below the rule
        for (const Head &each : m_round.under[head(form(rule.wanted, true), rule.wanted.length)])
            runs.add(true, flatTokens(m_m.forms, m_m.w(each.item).best(), each.length));
        for (std::size_t j = 0; j < m_m.have.items.size(); ++j) {
            const NameForm &name = m_m.have.items[j].best();
            if (m_m.isFree(static_cast<std::int32_t>(j)) && name.segments.size() > rule.have.length
                && name.heads[rule.have.length] == head(form(rule.have, false), rule.have.length))
                runs.add(false, flatTokens(m_m.forms, name, rule.have.length));
        }
        const double hits = static_cast<double>(rule.hits.size());
        const double sure =
            std::min(0.99, 0.80 + 0.19 * (1 - 1 / hits) * rule.precision * std::min(1.0, 0.4 + 0.6 * rule.coverage));
        // "layer_0/ → layer_4/", where the layers in between have their own names: which is which is not known.
        const bool renumbered =
            m_m.runs.contradicted(headTokens(rule.wanted, true)) || m_m.runs.contradicted(headTokens(rule.have, false));
        const bool few = differentWords(rule) < 3; // nothing but kernel and bias below it
        for (const Rule::Hit &hit : rule.hits) {
            if (!m_m.isOpen(hit.wanted) || !m_m.isFree(hit.have))
                continue;
            const NameForm &name = m_m.w(hit.wanted).best();
            const bool same = m_m.sameChecksum(hit.wanted, hit.have);
            const bool doubtful = runs.doubtful(flatTokens(m_m.forms, name, lengthOf(rule, name)));
            // What a guess may still tell: whose order and siblings agree.
            if (!same
                && (doubtful || renumbered || few || sure < kSureConfidence || !m_m.shapeKnown(hit.wanted)
                    || claims.contest(hit))) {
                m_m.hints[hit.wanted].push_back({ hit.have, doubtful || renumbered });
                continue;
            }
            std::vector<Reason> why{ { .kind = Kind::ScopeRule, .text = ruleText(rule), .number = hits } };
            if (same)
                why.push_back({ .kind = Kind::SameValues });
            m_m.pairUp(hit.wanted, hit.have, MatchState::Renamed, same ? 0.99 : sure, std::move(why));
        }
    }

    std::vector<NameToken> headTokens(const Head &head, bool wanted) const
    {
        NameForm scope = form(head, wanted);
        scope.segments.resize(head.length);
        return flatTokens(m_m.forms, scope);
    }

    // As the names have it, from what is wanted to what is there.
    std::string ruleText(const Rule &rule) const
    {
        const auto text = [&](const Head &head, bool wanted) {
            const NameForm &name = form(head, wanted);
            const std::vector<SegmentId> scope(
                name.segments.begin(), name.segments.begin() + static_cast<std::ptrdiff_t>(head.length));
            return scope.empty() ? std::string("(top)") : m_m.forms.text(scope);
        };
        return text(rule.wanted, true) + " → " + text(rule.have, false);
    }

    struct Wrong {
        Rule::Hit hit;
        std::string text;
        double explains;
    };
    struct Round {
        std::vector<std::int32_t> wanted;
        std::unordered_map<std::uint64_t, std::vector<Head>> under; // wanted names by each of their heads
        std::unordered_map<std::uint64_t, std::vector<Head>> tails; // names of the file by each of their tails
        std::unordered_map<std::uint64_t, std::int32_t> whole; // names of the file
        std::unordered_map<std::uint64_t, std::size_t> belowHave; // how many names of the file have a head
        std::vector<Rule> rules;
        std::unordered_map<std::uint64_t, std::size_t> ruleNumbers;
        std::unordered_map<std::uint64_t, std::vector<std::size_t>> ofWanted, ofHave; // rules by each side
    };

    Matching &m_m;
    const JobControl &m_control;
    Round m_round;
    std::set<std::uint64_t> m_done;
    std::vector<Wrong> m_wrong;
    std::uint64_t m_lookups = 0;
};

} // namespace

bool matchByScopeRules(Matching &matching, const JobControl &control)
{
    return RuleMiner(matching, control).run();
}

} // namespace ckpt
