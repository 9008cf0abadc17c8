// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The .meta of an exported checkpoint: the graph of the source, as far as it is wanted, with a saver that restores
// exactly the exported tensors. What stays and what goes is told in NOTES.md.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/limits.h"
#include "format/tensor/dtype.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ckpt {

enum class MetaMode {
    Whole, // everything but the old saver
    Pruned, // what the exported variables feed, and what that needs
    Variables, // variables, their reads and initializers
};

// A tensor of the new checkpoint.
struct MetaTensor {
    std::string from; // its key in the source
    std::string key; // in the new checkpoint; each once
    DType type = DType::Invalid; // in the new checkpoint
    std::vector<std::int64_t> shape; // of the whole tensor, in the new checkpoint
    // Where the new checkpoint has it in parts: the shape_and_slice of each ("7 4 0,3:-").
    std::vector<std::string> parts{};
};

struct MetaRequest {
    MetaMode mode = MetaMode::Pruned;
    bool v1 = false; // the saver writes V1 files
    bool clearDevices = false;
    std::vector<MetaTensor> tensors;
    // Pruned: names of nodes or tensors ("logits:0"). Where there are any, only what they need stays.
    std::vector<std::string> roots{};
};

enum class WhyLeftOut {
    NotInGraph, // the graph has no variable for it, or cannot save it
    HalfOfTable, // a lookup table needs its keys and its values
    OtherShape, // the variable has another shape
    OtherType, // and there is no cast between the two types
    PartsJoined, // the graph has it in parts, and TensorFlow cannot take a part out of a whole of this type
    VariableTaken, // another exported tensor goes into the same variable
};

struct MetaReport {
    MetaMode mode = MetaMode::Pruned;
    std::size_t nodesBefore = 0, nodesAfter = 0;
    std::size_t restored = 0; // tensors that the saver restores
    // Tensors that it does not restore, by their new keys.
    std::vector<std::pair<std::string, WhyLeftOut>> leftOut;
    std::vector<std::string> notRestored; // variables of the new graph that need their initializer
    std::vector<std::string> declared; // variables that are new: there was none with this type and shape
    std::vector<std::string> zeroed; // variables whose initial value went, and is zeros now
    std::vector<std::pair<std::string, std::string>> cutControl; // node, and what it no longer waits for
    std::map<std::string, std::size_t> collectionItems; // taken out of each collection, contexts among them
    std::vector<std::string> signatures; // that went
    std::size_t functionsBefore = 0, functionsAfter = 0;
    std::vector<std::string> rootsMissing; // there is no such node, or it needs what is not exported
    std::size_t broken = 0; // nodes that went because an input of theirs, or of what they need, does not exist
    // Read from text, where fields that this program does not know cannot be kept.
    bool fromText = false;
};

struct ExportedMeta {
    std::string bytes; // a MetaGraphDef; empty when the saver would have nothing to restore
    MetaReport report;
};

// `source` is a file as MetaGraph::read() takes it, `path` its name; without bytes there is no graph, and the tensors
// are declared as variables in any mode. The same input gives the same bytes. Fails as MetaGraph::read() does, with
// GraphDuplicateName, with GraphTooLarge when the result is, and with Cancelled.
Result<ExportedMeta> exportMeta(std::string_view source, const std::string &path, const MetaRequest &request,
    const Limits &limits = {}, const JobControl &control = {});

} // namespace ckpt
