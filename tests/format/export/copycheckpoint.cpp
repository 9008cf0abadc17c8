// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Copies variables for tests that compare the result with what TensorFlow writes.
//   copycheckpoint SOURCE PREFIX V1|V2 SHARDS [KEY=NEWKEY]…
// SHARDS 0: as in the source. Without keys everything goes.
#include "format/export/copycheckpoint.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace ckpt;

namespace {

int say(const Error &error)
{
    std::fprintf(stderr, "%s\n", error.message().c_str());
    return 1;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 5)
        return 2;
    const auto run = scanRun(arguments[1]);
    if (!run)
        return say(run.error());
    if (run->checkpoints.empty())
        return 2;
    const auto source = Checkpoint::open(run->checkpoints[run->current]);
    if (!source)
        return say(source.error());
    std::vector<CopyItem> items;
    for (int i = 5; i < count; ++i) {
        const std::string_view pair = arguments[i];
        const std::size_t equals = pair.find('=');
        const auto found = (*source)->find(pair.substr(0, equals));
        if (!found || equals == pair.npos)
            return 2;
        items.push_back({ *found, std::string(pair.substr(equals + 1)) });
    }
    CopyTarget target{ std::string_view(arguments[3]) == "V1" ? StorageFormat::V1 : StorageFormat::V2, {} };
    if (const int shards = std::atoi(arguments[4]))
        target.shards = shards;
    const auto copied =
        copyCheckpoint(**source, items.empty() ? copyAll(**source) : std::move(items), arguments[2], target);
    return copied ? 0 : say(copied.error());
}
