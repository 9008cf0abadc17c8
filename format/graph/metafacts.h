// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a graph file says besides its nodes: how the graph is fed and read (signatures), saved, and grouped
// (collections), which functions it brings, and which ops are not TensorFlow's own. Names are the bytes of the file.
// Made when asked for; everything is a copy.
#pragma once

#include "format/graph/metagraph.h"

namespace ckpt {

struct SignatureTensor {
    std::string key; // how a caller names it
    std::string tensor; // the tensor of the graph; empty where it consists of several
    std::string_view encoding; // "name", "coo_sparse", "composite_tensor", empty: not said
    std::int32_t dtype = 0; // TensorFlow's number; 0 for an op that is only run
    std::optional<std::vector<std::int64_t>> shape; // -1 = unknown dimension; not set = unknown rank
};
struct Signature {
    std::string name, method;
    std::vector<SignatureTensor> inputs, outputs; // by key
};
// By name. Empty for a bare GraphDef.
std::vector<Signature> signatures(const MetaGraph &graph);
// "float32", "float32_ref"; "DT_57" for a number that no type has.
std::string typeName(std::int32_t dtype);

struct SaverFacts {
    std::string filenameTensor, saveTensor, restoreOp;
    std::int32_t maxToKeep = 0;
    bool sharded = false;
    double keepEveryHours = 0;
    std::string version; // "V2", "V1", "LEGACY", or a number
};

struct Collection {
    std::string key;
    std::string_view kind; // "node_list", "bytes_list", "int64_list", "float_list", "any_list", empty: none
    std::uint64_t count = 0;
    // The first fifty where they are text: nodes, and names of variables. Not set for other bytes.
    std::optional<std::vector<std::string>> items;
};

struct FunctionFacts {
    std::string name;
    std::uint64_t nodes = 0;
};

// An op that TensorFlow does not have (knownops.h), with its arguments where the file documents it.
struct CustomOp {
    std::string name;
    std::uint64_t uses = 0; // in the graph and in the functions
    bool documented = false;
    std::vector<std::string> inputs, outputs;
};

// What a save op of the main graph writes.
struct SaverTensor {
    std::string key, slice; // the slice is empty for what is stored whole
    // The variable whose value it is; else the node at which following Identity, Cast and ReadVariableOp ends; None
    // where a node is missing or the way is too long.
    NodeIndex source = NodeIndex::None;
};
struct SaverOp {
    NodeIndex node = NodeIndex::None;
    bool named = false; // false: its keys are no constants, so that they are not known
    std::vector<SaverTensor> tensors; // in the order of its keys
};

struct MetaFacts {
    std::string gitVersion;
    bool strippedDefaults = false;
    std::uint64_t documentedOps = 0; // in stripped_op_list
    std::optional<SaverFacts> saver;
    std::vector<Collection> collections; // by key
    std::vector<std::string> assetFiles;
    std::uint64_t objectGraphNodes = 0;
    std::vector<FunctionFacts> functions; // in the order of the file
    std::vector<CustomOp> customOps; // by name
    std::vector<SaverOp> saverOps;
};
MetaFacts metaFacts(const MetaGraph &graph);

} // namespace ckpt
