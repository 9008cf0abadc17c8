// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A V2 checkpoint and all its values. Input: two files (twofiles.h), the index and the data; the two lowest bits of the
// choices are the number of data files less one, which get equal parts of the data.
#include "format/bundle/bundleindex.h"
#include "tests/fuzz/checkpointchecks.h"
#include "tests/fuzz/scratchfolder.h"
#include "tests/fuzz/twofiles.h"

using namespace ckpt;
using namespace ckpt::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static ScratchFolder folder;
    const TwoFiles input = split(textOf(data, size));
    std::map<std::string, std::string_view> files{ { "model.index", input.first } };
    const std::int32_t count = 1 + (input.choices & 3);
    const std::size_t part = input.second.size() / static_cast<std::size_t>(count);
    for (std::int32_t number = 0; number < count; ++number) {
        const std::size_t begin = static_cast<std::size_t>(number) * part;
        files.emplace(shardPath("model", number, count),
            input.second.substr(begin, number + 1 < count ? part : std::string::npos));
    }
    folder.hold(files);

    CheckpointRef ref;
    ref.prefix = folder.path("model");
    openAndCheck(ref, seedOf(textOf(data, size)));
    return 0;
}
