// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The collections of the new MetaGraphDef. For format/savergraph only.
#pragma once

#include "format/savergraph/exportedmeta.h"
#include "format/savergraph/keptnodes.h"

namespace ckpt::pb {
class MetaGraphDef;
class SaverDef;
} // namespace ckpt::pb

namespace ckpt {

// Copies what names only what stays. Counts the rest in the report. `saver` replaces the entry of the old one.
void copyCollections(const LinkedGraph &graph, const KeptNodes &kept, const pb::SaverDef &saver, MetaMode mode,
    pb::MetaGraphDef &into, MetaReport &report);

} // namespace ckpt
