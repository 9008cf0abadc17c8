// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the casts of a copy do to the values, for a look before anything is written and for the report afterwards.
#pragma once

#include "format/export/copyplan.h"
#include "format/tensor/castfigures.h"

#include <cstdint>
#include <map>

namespace ckpt {

// By position in CopyPlan::items; of those that are cast.
using CopyFigures = std::map<std::uint32_t, CastFigures>;

// Reads, casts and counts what is cast, and writes nothing. Memory: a block; of V1 a piece. Progress is in bytes of
// cast values, from 0 to all of them. Fails with what PieceReader fails with.
Result<CopyFigures> measureCasts(const Checkpoint &source, const CopyPlan &plan, const JobControl &control = {});

} // namespace ckpt
