// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A V1 checkpoint and all its values. Input: two files (twofiles.h), which are its tables; an empty second one is left
// out.
#include "tests/fuzz/checkpointchecks.h"
#include "tests/fuzz/scratchfolder.h"
#include "tests/fuzz/twofiles.h"

using namespace ckpt;
using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static ScratchFolder folder;
    const TwoFiles input = split(textOf(data, size));
    CheckpointRef ref;
    ref.prefix = folder.path("model");
    ref.format = StorageFormat::V1;
    std::map<std::string, std::string_view> files{ { "model", input.first } };
    if (!input.second.empty())
        files.emplace("more", input.second);
    folder.hold(files);
    for (const auto &[name, bytes] : files)
        ref.v1Files.push_back(folder.path(name));
    openAndCheck(ref, seedOf(textOf(data, size)));
    return 0;
}
