// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An index that counts other data files: with it the data of a checkpoint can lie under other names for a while.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/newfile.h"

#include <cstdint>
#include <string>

namespace ckpt {

// Makes `passing` with the entries of `index` and a header that counts `files`; reads it back and compares. Fails as
// TableReader and createFile() do, with Cancelled and WrittenDiffers; on the disk when it succeeds.
Result<void> writePassingIndex(const std::string &index, const std::string &passing, std::int32_t files,
    FileCalls &calls = FileCalls::system(), const JobControl &control = {});

} // namespace ckpt
