// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes variables of a checkpoint as arrays: .npz, a folder of .npy, .safetensors.
#pragma once

#include "format/base/newfile.h"
#include "format/export/arrayplan.h"
#include "format/export/measurecasts.h"

#include <string>
#include <vector>

namespace ckpt {

struct ArrayReport {
    std::vector<std::string> files;
    std::uint64_t bytes = 0; // of all files
    std::size_t arrays = 0;
    std::vector<std::string> leftOut, caseTwins; // as ArrayPlan has them
    CopyFigures figures; // by position in ArrayPlan::items
};

// What was made, in the order in which it has to be taken away.
struct MadeArrays {
    std::vector<std::string> files, folders; // inner folders first
    std::uint64_t bytes = 0;
};

// Plans, writes, waits for the disk, reads everything back and compares it bit by bit. `path` is the file, or the
// folder for Npy; none of it may be there. All or nothing: what was made is taken away when it fails, with what
// planArrays(), writeArrays() and compareArrays() fail with.
Result<ArrayReport> exportArrays(const Checkpoint &source, std::vector<CopyItem> items, const std::string &path,
    const ArrayTarget &target, const JobControl &control = {}, FileCalls &calls = FileCalls::system());

// Its steps. Files and folders are on the disk afterwards; the folder of `path` is synced as well. `made` says what was
// made even when it fails: with AlreadyThere, TooLargeToWrite (the header of .safetensors), what passElements() and
// NewFile fail with. Progress is in bytes of elements: two of three parts of `total` for an archive, whose headers
// carry checksums and come first, else one of two.
Result<void> writeArrays(const Checkpoint &source, const ArrayPlan &plan, const std::string &path, FileCalls &calls,
    const JobControl &control, MadeArrays &made, CopyFigures *figures = nullptr);
// What is there against what would be written now, and against what our own readers say. WrittenDiffers.
Result<void> compareArrays(
    const Checkpoint &source, const ArrayPlan &plan, const std::string &path, const JobControl &control);
// Takes away what writeArrays() made.
void removeArrays(const MadeArrays &made, FileCalls &calls);

} // namespace ckpt
