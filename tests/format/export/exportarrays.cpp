// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes a checkpoint as arrays, for tests that compare the result with what NumPy and safetensors write.
//   exportarrays SOURCE TARGET npz|npy|safetensors [raw] [leave-out] [KEY=VALUE]…
// KEY=VALUE: notes of .safetensors.
#include "format/export/writearrays.h"

#include <cstdio>
#include <string_view>

using namespace ckpt;

namespace {

int say(const Error &error)
{
    (void)std::fprintf(stderr, "%s\n", error.message().c_str());
    return 1;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 4)
        return 2;
    const auto run = scanRun(arguments[1]);
    if (!run)
        return say(run.error());
    if (run->checkpoints.empty())
        return 2;
    const auto source = Checkpoint::open(run->checkpoints[run->current]);
    if (!source)
        return say(source.error());
    const std::string_view format = arguments[3];
    ArrayTarget target;
    target.format = format == "npz" ? StorageFormat::Npz
        : format == "npy"           ? StorageFormat::Npy
                                    : StorageFormat::Safetensors;
    for (int i = 4; i < count; ++i) {
        const std::string_view word = arguments[i];
        if (word == "raw")
            target.rawFloats = true;
        else if (word == "leave-out")
            target.leaveOut = true;
        else
            target.metadata.emplace_back(word.substr(0, word.find('=')), word.substr(word.find('=') + 1));
    }
    const auto written = exportArrays(**source, copyAll(**source), arguments[2], target);
    if (!written)
        return say(written.error());
    for (const std::string &key : written->leftOut)
        std::printf("%s\n", key.c_str());
    return 0;
}
