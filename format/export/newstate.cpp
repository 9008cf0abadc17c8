// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/newstate.h"

#include "format/checkpoint/run.h"
#include "format/proto/checkpoint_state.pb.h"

#include <algorithm>
#include <google/protobuf/text_format.h>

namespace ckpt {

Result<std::optional<std::string>> newStateText(const std::optional<std::string> &before, const std::string &path,
    const std::string &base, StateRule rule, double now)
{
    if (rule == StateRule::Keep || (rule == StateRule::WhereNone && before))
        return std::nullopt;
    Issues issues;
    const auto state = before ? parseStateFile(*before, path, issues) : Result<StateFile>(StateFile{});
    if (!state)
        return tl::unexpected(state.error());
    if (!issues.empty()) // fields that would be lost
        return fail(issues.front().error);

    std::vector<std::string> all = state->all;
    std::vector<double> times = state->timestamps;
    const bool timed = !times.empty() && times.size() == all.size();
    if (const auto listed = std::find(all.begin(), all.end(), base); listed != all.end()) {
        if (timed)
            times.erase(times.begin() + (listed - all.begin()));
        all.erase(listed);
    }
    const bool newest = rule == StateRule::AddAsNewest || state->latest.empty() || state->latest == base;
    const std::ptrdiff_t at = newest ? std::ssize(all) : std::max<std::ptrdiff_t>(std::ssize(all) - 1, 0);
    if (timed) // in order, as TensorFlow wants them
        times.insert(
            times.begin() + at, newest || at == std::ssize(times) ? now : std::min(now, times[std::size_t(at)]));
    all.insert(all.begin() + at, base);

    pb::CheckpointState proto;
    proto.set_model_checkpoint_path(newest ? base : state->latest);
    for (const std::string &each : all)
        proto.add_all_model_checkpoint_paths(each);
    for (const double time : times)
        proto.add_all_model_checkpoint_timestamps(time);
    if (state->lastPreserved)
        proto.set_last_preserved_timestamp(*state->lastPreserved);
    std::string text;
    if (!google::protobuf::TextFormat::PrintToString(proto, &text))
        return fail(Fault::Internal, path);
    return text;
}

} // namespace ckpt
