// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The state file "checkpoint", and the folder that it describes. Input: the file.
#include "format/checkpoint/run.h"
#include "tests/fuzz/ensure.h"
#include "tests/fuzz/scratchfolder.h"
#include "tests/support/checkpointbuilder.h"

#include <fmt/format.h>

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

std::string quoted(std::string_view bytes)
{
    std::string text = "\"";
    for (const char c : bytes)
        text += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    return text + "\"";
}

std::string written(const StateFile &state)
{
    std::string text = "model_checkpoint_path: " + quoted(state.latest) + "\n";
    for (const std::string &path : state.all)
        text += "all_model_checkpoint_paths: " + quoted(path) + "\n";
    for (const double time : state.timestamps)
        text += fmt::format("all_model_checkpoint_timestamps: {}\n", time);
    if (state.lastPreserved)
        text += fmt::format("last_preserved_timestamp: {}\n", *state.lastPreserved);
    return text;
}

bool same(double a, double b)
{
    return a == b || (a != a && b != b);
}

void checkRoundTrip(const StateFile &state)
{
    Issues issues;
    const auto again = parseStateFile(written(state), state.path, issues);
    ensure(again.has_value() && issues.empty(), "what was read can be written and read");
    ensure(again->latest == state.latest && again->all == state.all, "paths stay the same");
    ensure(again->timestamps.size() == state.timestamps.size(), "timestamps stay as many");
    for (std::size_t i = 0; i < state.timestamps.size(); ++i)
        ensure(same(again->timestamps[i], state.timestamps[i]), "timestamps stay the same");
    ensure(again->lastPreserved.has_value() == state.lastPreserved.has_value()
            && same(again->lastPreserved.value_or(0), state.lastPreserved.value_or(0)),
        "the last preserved time stays the same");
}

std::string smallIndex()
{
    test::BundleBuilder bundle;
    bundle.add("w", 4, { 1 }, "a");
    return bundle.index();
}

void checkRun(std::string_view text, const Limits &limits)
{
    static ScratchFolder folder;
    static const std::string index = smallIndex();
    static const std::string v1 = test::TableBuilder().finish();
    folder.hold({ { "checkpoint", text }, { "model.ckpt-10.index", index },
        { "model.ckpt-10.data-00000-of-00001", "a" }, { "model.ckpt-20.index", index }, { "old-30", v1 } });
    const auto run = scanRun(folder.path(), limits);
    ensure(run.has_value(), "a state file hides no checkpoint");
    checkIssues(run->issues, limits);
    ensure(run->current < run->checkpoints.size(), "there is a checkpoint to show first");
    std::size_t here = 0;
    for (const CheckpointRef &ref : run->checkpoints)
        here += ref.prefix == folder.path("model.ckpt-10") || ref.prefix == folder.path("model.ckpt-20")
            || ref.prefix == folder.path("old-30");
    ensure(here == 3, "every checkpoint of the folder is listed once");
    for (std::size_t i = 1; i < run->checkpoints.size(); ++i)
        ensure(run->checkpoints[i - 1].step.value_or(-1) <= run->checkpoints[i].step.value_or(-1), "steps ascend");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = textOf(data, size);
    Issues issues;
    const auto state = parseStateFile(text, "checkpoint", issues);
    const Limits limits = smallLimits();
    checkIssues(issues, limits);
    if (state)
        checkRoundTrip(*state);
    else
        checkError(state.error());
    checkRun(text, limits);
    return 0;
}
