// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Functions that are drawn by themselves, because nothing calls them or because the calls are nested too deep. For
// format/graph only.
#pragma once

#include "format/graph/drawnpart.h"
#include "format/graph/metagraphdata.h"

#include <memory>
#include <string_view>
#include <vector>

namespace ckpt {

// Functions of the file that its main graph does not reach, not even through others; by name, each once.
std::vector<DrawableFunction> unreachedFunctions(const MetaGraphData &graph);

// The body as a graph of its own: arguments are nodes "_Arg", results nodes "_Retval". Keeps `graph` alive, shares its
// library. Null: it has no such function. Fails only with Cancelled.
Result<std::shared_ptr<const MetaGraphData>> functionGraph(
    const std::shared_ptr<const MetaGraphData> &graph, std::string_view function, const JobControl &control);

} // namespace ckpt
