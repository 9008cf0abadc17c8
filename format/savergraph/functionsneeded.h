// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Functions and descriptions of ops that nodes need. For format/savergraph only.
#pragma once

namespace ckpt::pb {
class GraphDef;
class MetaGraphDef;
} // namespace ckpt::pb

namespace ckpt {

// Copies the functions that nodes of `into` call, with what those call, their gradients and other implementations of
// the same.
void copyFunctionsNeeded(const pb::GraphDef &from, pb::MetaGraphDef &into);
// Takes the ops that no node has, and the aliases of functions that are not there, out of the description of `meta`.
void filterDescription(pb::MetaGraphDef &meta);

} // namespace ckpt
