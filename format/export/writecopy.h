// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes what a plan says, from the source, piece by piece.
#pragma once

#include "format/base/newfile.h"
#include "format/export/copyplan.h"
#include "format/export/measurecasts.h"

#include <string>
#include <vector>

namespace ckpt {

// Where the files of a copy go. V2: the index and as many data files as the plan counts; V1: as many tables, in `data`.
struct CopyFiles {
    std::string index;
    std::vector<std::string> data;
};
// Their names in a checkpoint of this prefix: `p.index`, `p.data-00000-of-00001`; V1: `p`, or `p-00000-of-00002` …
CopyFiles copyFiles(const CopyPlan &plan, const std::string &prefix);

// Makes the files, none of which may be there, and leaves them on the disk; their folder is not synced. Returns the
// bytes of all of them. Every checksum of the source is compared on the way. Memory: a block, and the entries of the
// index; of V1 sources and of strings for V1, a piece. What was written stays when it fails: with what PieceReader,
// BundleWriter and SlicesWriter fail with. Progress is in bytes of values, counted on from `done` to `total`. With
// `figures` what the casts did is counted on the way, into an empty map.
Result<std::uint64_t> writeCopy(const Checkpoint &source, const CopyPlan &plan, const CopyFiles &files,
    FileCalls &calls, const JobControl &control, std::uint64_t done, std::uint64_t total,
    CopyFigures *figures = nullptr);

} // namespace ckpt
