// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The entries of a V2 index made to fit the data file, since a value of the wrong size or checksum is refused at once.
#pragma once

#include "tests/fuzz/mutators/table.h"

namespace ckpt::fuzz {

// Gives entries the size of their values and a place where these lie in `data`. Strings keep what they have.
void fitPlaces(Entries &entries, const std::string &data, Mutation &mutation);
// Computes the checksums of the values; those inside strings and variants are changed in `data`.
void sealTensors(Entries &entries, std::string &data);

} // namespace ckpt::fuzz
