// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A SavedModel folder as a whole: every MetaGraph of its file, and what lies beside it.
#pragma once

#include "format/graph/metagraph.h"

namespace ckpt {

// fingerprint.pb: hashes that TensorFlow computes when it exports. They are shown, not verified.
struct Fingerprint {
    std::uint64_t savedModelChecksum = 0, graphDefProgramHash = 0, signatureDefHash = 0, savedObjectGraphHash = 0;
    std::uint64_t checkpointHash = 0;
    std::string uuid;
    std::int32_t producer = 0;
};

struct SavedModel {
    std::string file;
    std::int64_t schemaVersion = 0;
    std::vector<std::shared_ptr<const MetaGraph>> metaGraphs; // in the order of the file
    std::vector<std::string> assets; // names in the folder "assets", sorted
    std::optional<Fingerprint> fingerprint; // not set: there is none, or it cannot be read
};

// `file` is its saved_model.pb or .pbtxt. Fails as MetaGraph::readAll() does.
Result<SavedModel> readSavedModel(const std::string &file, const Limits &limits = {}, const JobControl &control = {});

// The names in the folder "assets" beside `file`, sorted.
std::vector<std::string> assetNames(const std::string &file, const Limits &limits = {});

} // namespace ckpt
