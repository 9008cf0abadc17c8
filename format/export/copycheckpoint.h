// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Copies variables of a checkpoint into a new one, in a place where there was none.
#pragma once

#include "format/base/newfile.h"
#include "format/export/copyplan.h"

#include <string>
#include <vector>

namespace ckpt {

struct CopyReport {
    std::vector<std::string> files; // V2: the index comes last
    std::uint64_t bytes = 0; // of all files
    std::size_t variables = 0;
    std::vector<Deviation> deviations;
};

// Plans, writes, waits for the disk, reads everything back and compares it with the source. `prefix` is as TensorFlow
// takes it; its folder exists. All or nothing: what was made is taken away again when it fails, with AlreadyThere where
// there is a checkpoint of this prefix, WrittenDiffers, and what planCopy() and writeCopy() fail with. The index of V2
// is made when all data are on the disk. An object graph is copied as it is: with a part of its variables, or with
// other names, it names what is not there.
Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const std::string &prefix,
    const CopyTarget &target, const JobControl &control = {}, FileCalls &calls = FileCalls::system());

} // namespace ckpt
