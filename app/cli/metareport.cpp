// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/metareport.h"

#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/percent.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr const char *kModes[] = { "whole", "pruned", "variables" };
// By WhyLeftOut.
constexpr const char *kWhyLeftOut[] = { "the graph has no variable for it",
    "a lookup table needs its keys and its values", "the variable has another shape", "the variable has another type",
    "the graph has it in parts, which TensorFlow cannot take out of a whole of this type",
    "another tensor goes into the same variable" };

} // namespace

void printMeta(Output &out, const std::optional<ExportedMeta> &meta)
{
    if (!meta)
        return;
    const MetaReport &report = meta->report;
    if (meta->bytes.empty()) {
        out.write("note     There is no .meta: it would have nothing to restore.\n");
        return;
    }
    out.write(fmt::format("note     The .meta ({}) has {} of {} nodes and restores {}.\n",
        kModes[static_cast<int>(report.mode)], grouped(report.nodesAfter), grouped(report.nodesBefore),
        counted(report.restored, "tensor", "tensors")));
    for (const auto &[key, why] : report.leftOut)
        out.write(fmt::format(
            "note     It does not restore “{}”: {}.\n", printable(key), kWhyLeftOut[static_cast<int>(why)]));
    if (!report.notRestored.empty())
        out.write(fmt::format("note     {} of the graph {} not restored; run the initializers.\n",
            counted(report.notRestored.size(), "variable", "variables"),
            report.notRestored.size() == 1 ? "is" : "are"));
}

void writeMeta(JsonWriter &json, const std::optional<ExportedMeta> &meta)
{
    if (!meta)
        return;
    const MetaReport &report = meta->report;
    json.key("meta");
    json.beginObject();
    json.field("mode", kModes[static_cast<int>(report.mode)]);
    json.field("written", !meta->bytes.empty());
    json.field("nodes_before", static_cast<std::uint64_t>(report.nodesBefore));
    json.field("nodes_after", static_cast<std::uint64_t>(report.nodesAfter));
    json.field("restored", static_cast<std::uint64_t>(report.restored));
    json.key("not_restored");
    json.beginArray();
    for (const auto &[key, why] : report.leftOut)
        json.string(escapedIfNeeded(key));
    json.endArray();
    json.field("need_initializer", static_cast<std::uint64_t>(report.notRestored.size()));
    json.endObject();
}

} // namespace ckpt
