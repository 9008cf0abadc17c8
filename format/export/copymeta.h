// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The .meta that belongs to a copy.
#pragma once

#include "format/export/copyplan.h"
#include "format/savergraph/exportedmeta.h"

#include <string>

namespace ckpt {

struct CopyMetaOptions {
    MetaMode mode = MetaMode::Pruned;
    bool clearDevices = false;
};

// From `graphFile`, the graph of the source; empty: the variables are declared anew. Fails as exportMeta() and
// readWholeFile() do.
Result<ExportedMeta> metaOfCopy(const Checkpoint &source, const CopyPlan &plan, const std::string &graphFile,
    const CopyMetaOptions &options, const JobControl &control = {});

} // namespace ckpt
