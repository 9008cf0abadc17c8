// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/numberruns.h"

#include <algorithm>

namespace ckpt {

void NumberRuns::add(bool wanted, const std::vector<NameToken> &tokens)
{
    std::uint64_t before = 0;
    const std::size_t side = wanted ? 0 : 1;
    for (const NameToken token : tokens) {
        if (isNumber(token)) {
            Ends &ends = m_ends[before];
            ends.least[side] = ends.seen[side] ? std::min(ends.least[side], token) : token;
            ends.greatest[side] = ends.seen[side] ? std::max(ends.greatest[side], token) : token;
            ends.seen[side] = true;
        }
        before = mixedHash(before, static_cast<std::uint64_t>(token));
    }
}

bool NumberRuns::doubtful(const std::vector<NameToken> &tokens) const
{
    return differ(tokens, true);
}

bool NumberRuns::contradicted(const std::vector<NameToken> &tokens) const
{
    return differ(tokens, false);
}

bool NumberRuns::differ(const std::vector<NameToken> &tokens, bool onOneSide) const
{
    std::uint64_t before = 0;
    for (const NameToken token : tokens) {
        if (isNumber(token)) {
            const auto found = m_ends.find(before);
            const bool both = found != m_ends.end() && found->second.seen[0] && found->second.seen[1];
            if (both ? found->second.least[0] != found->second.least[1]
                        || found->second.greatest[0] != found->second.greatest[1]
                     : onOneSide)
                return true;
        }
        before = mixedHash(before, static_cast<std::uint64_t>(token));
    }
    return false;
}

} // namespace ckpt
