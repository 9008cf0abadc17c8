// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A training run: what lies in one directory. Built by scanning names and the state file; opens no table and reads no
// value.
#pragma once

#include "format/base/issue.h"
#include "format/base/jobcontrol.h"
#include "format/base/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ckpt {

enum class StorageFormat { V1, V2, Npz, Npy, Safetensors };
const char *name(StorageFormat format); // "V1", "V2", "npz", "npy", "safetensors"
inline bool isArrayFormat(StorageFormat format)
{
    return format != StorageFormat::V1 && format != StorageFormat::V2;
}

// One checkpoint on disk, not yet opened.
struct CheckpointRef {
    std::string prefix; // as TensorFlow takes it: path without .index; V1: the file, or the pattern of the shards;
                        // arrays: the file
    StorageFormat format = StorageFormat::V2;
    std::vector<std::string> v1Files; // V1: the files, shards in order
    bool alsoV1 = false; // V2 with a V1 file under the same prefix
    std::optional<std::int64_t> step; // from the name: model.ckpt-600 → 600
    std::optional<double> savedAt; // seconds since 1970: the state file's timestamp, else the file's modification time
    bool listed = false; // named by the state file
    bool latest = false; // the one the state file calls newest
    std::string graphFile; // its .meta, or empty

    std::string displayName() const; // last part of the prefix
};

// The state file "checkpoint" as text proto; paths as they stand there.
struct StateFile {
    std::string path;
    std::string latest;
    std::vector<std::string> all;
    std::vector<double> timestamps;
    std::optional<double> lastPreserved;
};

struct Run {
    std::string directory; // where the checkpoints lie
    std::vector<CheckpointRef> checkpoints; // oldest step first, V1 twins of V2 ones left out; arrays among them
    std::optional<StateFile> state;
    std::vector<std::string> graphFiles; // graphs without a checkpoint: graph.pbtxt, frozen .pb, lone .meta
    std::string savedModel; // saved_model.pb, .pbtxt or .cpb where the folder is a SavedModel, else empty
    std::vector<std::string> missing; // named by the state file, but not on disk: last part of the path
    std::vector<std::string> subRuns; // directories below that hold checkpoints, when this one has none
    std::size_t current = 0; // index of the checkpoint to show first (if there are any)
    Issues issues;
};

// `path` is a directory, a checkpoint prefix, or any file of a checkpoint. The newest step becomes current, or the one
// that `path` names. Fails when nothing can be shown: NothingThere, NoPermission, FolderEmpty, NoCheckpointInFolder,
// NotACheckpoint, GitLfsPointer. A run with only graph files is a success with no checkpoints, and so is a directory
// that has nothing but subRuns; with exactly one of those, it is the run that is returned. A SavedModel directory is a
// run with its variables as only checkpoint, and so are its "variables" and everything in that; one without variables
// is a run with its graph alone. Files of arrays (.npz, .npy, .safetensors) are checkpoints too, each of its own; in a
// directory they never come before TensorFlow's: they are not current beside those, and a directory that has only
// arrays, with checkpoints in folders below it, is taken for those.
Result<Run> scanRun(const std::string &path, const Limits &limits = {}, const JobControl &control = {});

// Text proto of the state file. Tolerates every escape and list form; unknown fields are skipped and reported in
// `issues`.
Result<StateFile> parseStateFile(std::string_view text, const std::string &path, Issues &issues);

} // namespace ckpt
