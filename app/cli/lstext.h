// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The listings of `ls` for people and as CSV. Each returns why variables could not be read.
#pragma once

#include "app/cli/checkpointjson.h"
#include "app/cli/console.h"

#include <span>
#include <vector>

namespace ckpt {

struct Listing {
    const Checkpoint &checkpoint;
    const Facts &facts;
    std::span<const VariableId> order;
    ValueDetails details;
    bool longColumns = false;
};

std::vector<Error> printTable(Output &out, const Listing &listing, const JobControl &control);
// Scopes with the sums of what is in them. Ignores order and details.
std::vector<Error> printTree(Output &out, const Listing &listing);
void printCsvHeading(Output &out);
std::vector<Error> printCsv(Output &out, const Listing &listing);

// "model.ckpt-600 (V2, step 600): 45 variables, 9,611 elements, 38,448 bytes in 1 data file"
std::string totalsLine(const Checkpoint &checkpoint);

} // namespace ckpt
