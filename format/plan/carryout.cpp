// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/carryout.h"

#include "format/base/paths.h"
#include "format/base/percent.h"

#include <algorithm>

namespace ckpt {

namespace {

ArrayTarget arrayTarget(const Checkpoint &source, const ExportPlan &plan, StorageFormat format, bool leaveOut)
{
    ArrayTarget target;
    target.format = format;
    target.rawFloats = plan.target.rawFloats;
    target.leaveOut = leaveOut;
    if (format == StorageFormat::Safetensors)
        target.metadata = { { "format", "tf" }, { "ckptscope", CKPT_VERSION },
            { "source", escapedIfNeeded(baseName(source.ref().prefix)) } };
    return target;
}

CopyTarget copyTarget(const ExportPlan &plan, const ResolvedPlan &resolved)
{
    return { resolved.format, resolved.format == StorageFormat::V2 ? plan.target.shards : std::nullopt,
        resolved.objectGraph };
}

// Every variable of the first source goes, with its values or others.
bool coversSource(const Checkpoint &source, const CopyPlan &copy)
{
    std::vector<bool> goes(source.variables().size(), false);
    for (const CopyItem &item : copy.items) {
        const auto own = item.source ? source.find(variableOf(source, item).key) : std::optional(item.from);
        if (own)
            goes[index(*own)] = true;
    }
    return std::find(goes.begin(), goes.end(), false) == goes.end();
}

// Nothing: none is wanted, or none is possible and none was asked for by name.
std::optional<MetaMode> metaMode(const Checkpoint &source, const ExportPlan &plan, const CopyPlan &copy)
{
    switch (plan.target.meta) {
    case MetaChoice::None:
        return std::nullopt;
    case MetaChoice::Automatic:
        if (source.ref().graphFile.empty())
            return std::nullopt;
        return coversSource(source, copy) ? MetaMode::Whole : MetaMode::Pruned;
    case MetaChoice::Whole:
        return MetaMode::Whole;
    case MetaChoice::Pruned:
        return MetaMode::Pruned;
    case MetaChoice::Variables:
        return MetaMode::Variables;
    }
    return std::nullopt;
}

} // namespace

const std::vector<std::string> &ExportOutcome::files() const
{
    return std::visit([](const auto &each) -> const std::vector<std::string> & { return each.files; }, report);
}

std::uint64_t ExportOutcome::bytes() const
{
    return std::visit([](const auto &each) { return each.bytes; }, report);
}

Result<PlannedExport> planExport(const Checkpoint &source, const ExportPlan &plan, const ResolvedPlan &resolved,
    bool leaveOut, const JobControl &control)
{
    PlannedExport planned;
    if (isArrayFormat(resolved.format)) {
        auto arrays =
            planArrays(source, resolved.items(source), arrayTarget(source, plan, resolved.format, leaveOut), control);
        if (!arrays)
            return tl::unexpected(arrays.error());
        planned.plan = std::move(*arrays);
        return planned;
    }
    auto copy = planCopy(source, resolved.items(source), copyTarget(plan, resolved), control);
    if (!copy)
        return tl::unexpected(copy.error());
    if (const auto mode = metaMode(source, plan, *copy)) {
        auto made = metaOfCopy(source, *copy, source.ref().graphFile, { *mode, plan.target.clearDevices }, control);
        const bool required = plan.target.meta != MetaChoice::Automatic;
        if (!made && (required || made.error().fault == Fault::Cancelled))
            return tl::unexpected(made.error());
        if (made)
            planned.meta = std::move(*made);
        else
            planned.metaError = made.error();
    }
    planned.plan = std::move(*copy);
    return planned;
}

Result<ExportOutcome> carryOutPlan(const Checkpoint &source, const ExportPlan &plan, PlannedExport planned,
    const JobControl &control, FileCalls &calls)
{
    ExportOutcome outcome;
    if (const auto *arrays = std::get_if<ArrayPlan>(&planned.plan)) {
        auto made = exportArrays(source, arrays->items, plan.target.path, arrays->target, control, calls);
        if (!made)
            return tl::unexpected(made.error());
        outcome.report = std::move(*made);
    } else {
        const Placement placement{ .prefix = plan.target.path,
            .replace = plan.target.replace,
            .state = plan.target.state,
            .meta = planned.meta ? planned.meta->bytes : std::string() };
        auto copied = copyCheckpoint(source, std::get<CopyPlan>(planned.plan), placement, control, calls);
        if (!copied)
            return tl::unexpected(copied.error());
        outcome.report = std::move(*copied);
    }
    outcome.planned = std::move(planned);
    return outcome;
}

} // namespace ckpt
