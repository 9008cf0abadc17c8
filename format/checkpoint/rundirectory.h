// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What lies in one directory, sorted into checkpoints by name. Names only; V1 files are recognised by their last eight
// bytes.
#pragma once

#include "format/checkpoint/run.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ckpt {

struct RunDirectory {
    std::map<std::string, CheckpointRef> byPrefix; // key: name in the directory (V1 shards: the pattern)
    std::vector<CheckpointRef> arrays; // files of arrays, each of its own
    std::vector<std::string> metaStems; // stems of .meta files
    std::vector<std::string> graphNames; // .pb and .pbtxt, without those of a SavedModel
    std::set<std::string> dataStems; // V2 data files without an index
    std::vector<std::string> directories; // names of sub-directories
    std::vector<std::string> perhapsV1; // called like a V1 checkpoint, but they do not end like one
    std::size_t files = 0;
    bool cutOff = false; // it holds more than Limits::maxDirectoryEntries; the rest was not looked at
    bool hasState = false;
    std::string savedModel; // name of the file, in the order in which TensorFlow looks: .pb, .pbtxt, .cpb
};

// Fails with NothingThere, NoPermission, ReadFailed, Cancelled.
Result<RunDirectory> listDirectory(const std::string &directory, const Limits &limits, const JobControl &control);

// The directory of the SavedModel that `directory` holds the variables of, if it does.
std::optional<std::string> savedModelAround(const std::string &directory);

// The V1 file `name` as a checkpoint, whatever it holds (opening it says what is wrong).
CheckpointRef v1Ref(const std::string &directory, const std::string &name);

// The file of arrays `name` as a checkpoint. Its ending is that of one.
CheckpointRef arrayRef(const std::string &directory, const std::string &name);

// Shards that the name of a V1 checkpoint counts and that are not there; at most `most` of them.
std::vector<std::string> missingV1Shards(const CheckpointRef &ref, std::size_t most);

// Directories below `directory`, at most four levels, that hold checkpoints or a SavedModel; where there are none,
// those that hold files of arrays. At most `most` of them.
struct SubRuns {
    std::vector<std::string> directories;
    bool onlyArrays = false;
};
SubRuns findSubRuns(const std::string &directory, std::size_t most, const Limits &limits, const JobControl &control);

} // namespace ckpt
