// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is left: likelihoods of pairs of one shape, made probabilities against all rivals (NOTES.md, "Guesses").
#include "format/doctor/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ckpt {

namespace {

using Kind = Reason::Kind;

constexpr double kNoPartner = 1.2; // score of "it is not there"
constexpr double kSiblings = 3.0;
constexpr std::array<double, 3> kLevelWeights{ 1, 0.7, 0.5 }; // of the scope, the one above, the one above that
constexpr double kProposal = 0.5; // below it a pair is a candidate only
constexpr double kMostByName = 0.89; // names, roles and order alone never make sure
constexpr double kMostByOtherNumbers = 0.55; // measured: about half of them are right
constexpr double kMostByValues = 0.995;
constexpr double kWeakest = 0.05; // of candidates that are told

class Guesses {
public:
    Guesses(Matching &matching, const JobControl &control)
        : m_m(matching)
        , m_control(control)
        , m_counts(matching)
    {
    }

    bool run()
    {
        m_pairs = candidatePairs(m_m, m_control);
        if (m_control.cancelled())
            return false;
        m_siblings.assign(m_pairs.size(), 0);
        judge();
        for (int pass = 0; pass < 2; ++pass) {
            if (!askSiblings())
                return false;
            judge();
        }
        choose();
        tellCandidates();
        return !m_control.cancelled();
    }

private:
    double score(std::size_t k) const { return static_cast<double>(m_pairs[k].score) + m_siblings[k]; }

    // Probabilities: the smaller of those against the rivals in the row and in the column.
    void judge()
    {
        std::vector<double> rows(m_m.wanted.items.size()), columns(m_m.have.items.size());
        const auto weight = [&](std::size_t k) { return std::exp(std::min(30.0, score(k))); };
        for (std::size_t k = 0; k < m_pairs.size(); ++k) {
            rows[static_cast<std::size_t>(m_pairs[k].wanted)] += weight(k);
            columns[static_cast<std::size_t>(m_pairs[k].have)] += weight(k);
        }
        m_confidence.resize(m_pairs.size());
        const double none = std::exp(kNoPartner);
        for (std::size_t k = 0; k < m_pairs.size(); ++k) {
            const double rivals = std::max(
                rows[static_cast<std::size_t>(m_pairs[k].wanted)], columns[static_cast<std::size_t>(m_pairs[k].have)]);
            m_confidence[k] = weight(k) / (none + rivals);
        }
    }

    // The heads of the scopes of a name, nearest first.
    static std::vector<std::uint64_t> scopes(const NameForm &form)
    {
        std::vector<std::uint64_t> heads;
        for (std::size_t level = 0; level < kLevelWeights.size() && form.segments.size() > level + 1; ++level)
            heads.push_back(form.heads[form.segments.size() - 1 - level]);
        return heads;
    }

    struct Support {
        std::unordered_map<std::uint64_t, double> pairs, wanted, have;
        void add(const std::vector<std::uint64_t> &w, const std::vector<std::uint64_t> &h, double confidence)
        {
            for (std::size_t level = 0; level < std::min(w.size(), h.size()); ++level) {
                pairs[mixedHash(w[level], h[level])] += confidence;
                wanted[w[level]] += confidence;
                have[h[level]] += confidence;
            }
        }
    };

    // Whether the other variables of the two scopes match.
    bool askSiblings()
    {
        Support support;
        for (std::size_t i = 0; i < m_m.findings.size(); ++i) {
            const Finding &finding = m_m.findings[i];
            if (finding.have >= 0 && finding.restores())
                support.add(scopes(m_m.wanted.items[i].best()), scopes(m_m.h(finding.have).best()), finding.confidence);
        }
        std::vector<std::vector<std::uint64_t>> left(m_pairs.size()), right(m_pairs.size());
        for (std::size_t k = 0; k < m_pairs.size(); ++k) {
            if (k % 256 == 0 && m_control.cancelled())
                return false;
            left[k] = scopes(m_m.w(m_pairs[k].wanted).best());
            right[k] = scopes(m_m.h(m_pairs[k].have).best());
            if (m_confidence[k] >= kWeakest)
                support.add(left[k], right[k], m_confidence[k]);
        }
        for (std::size_t k = 0; k < m_pairs.size(); ++k) {
            const double own = m_confidence[k] >= kWeakest ? m_confidence[k] : 0;
            double best = 0;
            for (std::size_t level = 0; level < std::min(left[k].size(), right[k].size()); ++level) {
                const double with = support.pairs[mixedHash(left[k][level], right[k][level])] - own;
                const double all = std::max(support.wanted[left[k][level]], support.have[right[k][level]]) - own;
                if (all > 0.2 && with > 0)
                    best = std::max(best, with / (all + 0.5) * kLevelWeights[level]);
            }
            m_siblings[k] = kSiblings * best;
        }
        return true;
    }

    double told(std::size_t k) const
    {
        const CandidatePair &pair = m_pairs[k];
        return std::min(m_confidence[k],
            pair.sameValues         ? kMostByValues
                : pair.otherNumbers ? kMostByOtherNumbers
                                    : kMostByName);
    }

    // The surest first; each variable once.
    void choose()
    {
        std::vector<std::size_t> order(m_pairs.size());
        for (std::size_t k = 0; k < order.size(); ++k)
            order[k] = k;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (m_confidence[a] != m_confidence[b])
                return m_confidence[a] > m_confidence[b];
            if (score(a) != score(b))
                return score(a) > score(b);
            return a < b;
        });
        for (const std::size_t k : order) {
            const CandidatePair &pair = m_pairs[k];
            if (m_confidence[k] < kProposal)
                break;
            if (m_m.isOpen(pair.wanted) && m_m.isFree(pair.have))
                m_m.pairUp(pair.wanted, pair.have,
                    told(k) >= kSureConfidence ? MatchState::Renamed : MatchState::Proposed, told(k), reasons(k));
        }
    }

    std::vector<Reason> reasons(std::size_t k) const
    {
        const CandidatePair &pair = m_pairs[k];
        const MatchItem &item = m_m.w(pair.wanted);
        std::vector<Reason> why;
        if (pair.otherNumbers && !pair.sameValues)
            why.push_back({ .kind = Kind::OtherNumbers });
        if (pair.sameValues)
            why.push_back({ .kind = Kind::SameValues });
        if (m_counts.onlyOne(item.shape))
            why.push_back({ .kind = Kind::OnlyOfShape });
        else if (const auto found = m_counts.have.find(item.shape);
                 found != m_counts.have.end() && item.shape != kAnyShape)
            why.push_back({ .kind = Kind::SomeOfShape, .number = static_cast<double>(found->second) });
        if (item.shape == kAnyShape)
            why.push_back({ .kind = Kind::ShapeUnknown });
        if (pair.likeness >= 0)
            why.push_back({ .kind = Kind::NameLikeness, .number = static_cast<double>(pair.likeness) });
        if (!item.detail.empty() && item.detail == m_m.h(pair.have).detail)
            why.push_back({ .kind = Kind::SameRole, .text = std::string(item.detail) });
        if (pair.order)
            why.push_back({ .kind = Kind::Order });
        if (m_siblings[k] > 0.3)
            why.push_back({ .kind = Kind::Siblings });
        return why;
    }

    void tellCandidates()
    {
        for (std::size_t k = 0; k < m_pairs.size(); ++k) {
            const CandidatePair &pair = m_pairs[k];
            Finding &finding = m_m.findings[static_cast<std::size_t>(pair.wanted)];
            if (finding.have == pair.have || m_confidence[k] < kWeakest || finding.state == MatchState::Found)
                continue;
            finding.others.push_back({ pair.have, told(k), reasons(k) });
        }
        for (Finding &finding : m_m.findings) {
            std::stable_sort(finding.others.begin(), finding.others.end(),
                [](const Candidate &a, const Candidate &b) { return a.confidence > b.confidence; });
            if (finding.others.size() > kMostCandidates)
                finding.others.resize(kMostCandidates);
        }
    }

    Matching &m_m;
    const JobControl &m_control;
    ShapeCounts m_counts;
    std::vector<CandidatePair> m_pairs;
    std::vector<double> m_siblings, m_confidence;
};

} // namespace

bool matchByGuess(Matching &matching, const JobControl &control)
{
    return Guesses(matching, control).run();
}

} // namespace ckpt
