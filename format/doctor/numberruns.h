// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Whether two lists of names number their layers alike (NOTES.md, "Numbers").
#pragma once

#include "format/doctor/nameforms.h"

namespace ckpt {

// Which numbers follow each beginning, on both sides. Where the least or the greatest differ, layers may have been
// numbered anew, and a name with such a number may mean another layer; a gap in the middle shows the contrary.
class NumberRuns {
public:
    void add(bool wanted, const std::vector<NameToken> &tokens);
    bool doubtful(const std::vector<NameToken> &tokens) const;
    // The same for beginnings that both sides have.
    bool contradicted(const std::vector<NameToken> &tokens) const;

private:
    bool differ(const std::vector<NameToken> &tokens, bool onOneSide) const;
    struct Ends {
        NameToken least[2] = {}, greatest[2] = {};
        bool seen[2] = {};
    };
    std::unordered_map<std::uint64_t, Ends> m_ends; // by hash of what is before the number
};

} // namespace ckpt
