// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What somebody wants to restore: the variables of a graph, those of another checkpoint, or a list of names.
#pragma once

#include "format/doctor/namedvariables.h"

#include <memory>
#include <string_view>

namespace ckpt {

enum class WantedSource { Graph, Checkpoint, Names };
const char *name(WantedSource source); // "graph", "checkpoint", "names"

struct WantedList {
    WantedSource source = WantedSource::Names;
    std::string path{}; // of the file; empty for pasted text
    std::vector<NamedVariable> variables{}; // each key once; as the graph made them, else in order of the keys, else
                                            // of the lines
    Issues issues{}; // of reading it
};

// What the saver of `graph` restores: that of its saver_def where there are several, each partitioned variable once.
// Where the graph has no saver: its variables under their names.
WantedList wantedOf(const MetaGraph &graph);

// The object graph itself is not wanted. Fails with Cancelled.
Result<WantedList> wantedOf(const Checkpoint &checkpoint, const MetaGraph *graph, const JobControl &control = {});

// A name in each line; behind it, parted by tabs or spaces, a type ("float32") and a shape ("[3,3,16]", "3x3x16", "[]",
// ? for any size), in either order or left out. Empty lines and those that begin with # are passed over. What is
// behind a name and is neither fails with NotACheckpoint, whose detail tells the line.
Result<WantedList> parseWantedNames(std::string_view text, const std::string &path = {});

// From a path: a graph file (.meta, .pb, .pbtxt), what scanRun() takes (its current checkpoint, or its graph where it
// has no checkpoint; `step` chooses), else a text file with names. Fails as reading those does.
Result<WantedList> readWanted(
    const std::string &path, std::optional<std::int64_t> step = {}, const JobControl &control = {});

// Without the state of optimizers, counters, averages and metrics, as names and shapes tell.
void keepModelWeights(WantedList &wanted);

} // namespace ckpt
