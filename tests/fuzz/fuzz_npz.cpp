// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// An .npz archive of arrays and all its values. Input: the file.
#include "tests/fuzz/checkpointchecks.h"
#include "tests/fuzz/scratchfolder.h"

using namespace ckpt;
using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static ScratchFolder folder;
    const std::string_view bytes = textOf(data, size);
    folder.hold({ { "model.npz", bytes } });
    CheckpointRef ref;
    ref.prefix = folder.path("model.npz");
    ref.format = StorageFormat::Npz;
    openAndCheck(ref, seedOf(bytes));
    return 0;
}
