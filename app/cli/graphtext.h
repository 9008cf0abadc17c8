// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What `info` says of a graph file or SavedModel to people.
#pragma once

#include "app/cli/console.h"
#include "format/graph/savedmodel.h"

#include <string>

namespace ckpt {

// "Graph       model.meta  837 nodes, 1,000 edges"
void printLine(Output &out, std::string_view heading, std::string_view text);

void printGraph(Output &out, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph);
// All MetaGraphs, their signatures, and what lies beside the file.
void printSavedModel(Output &out, const std::string &file, const Result<SavedModel> &model);

} // namespace ckpt
