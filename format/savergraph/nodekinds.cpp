// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/nodekinds.h"

#include <algorithm>
#include <array>

namespace ckpt {
namespace {

template <std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N> &all)
{
    return std::find(all.begin(), all.end(), text) != all.end();
}

std::string_view without(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

bool isSummary(std::string_view op)
{
    return op.ends_with("Summary") || op.ends_with("SummaryV2") || op.starts_with("WriteSummary");
}

bool scatters(std::string_view op)
{
    if (op.starts_with("ResourceScatter"))
        return true;
    if (!op.starts_with("Scatter"))
        return false;
    static constexpr std::array<std::string_view, 7> kHow{ "Add", "Sub", "Update", "Mul", "Div", "Min", "Max" };
    return isOneOf(without(op.substr(7), "Nd"), kHow);
}

// "gradients", "gradients_1" as a component of the path.
bool hasGradientScope(std::string_view name)
{
    while (true) {
        const std::size_t slash = name.find('/');
        std::string_view part = name.substr(0, slash);
        if (part.starts_with("gradients")) {
            part.remove_prefix(9);
            const bool numbered =
                part.size() > 1 && part.front() == '_' && part.find_first_not_of("0123456789", 1) == part.npos;
            if (part.empty() || numbered)
                return true;
        }
        if (slash == name.npos)
            return false;
        name.remove_prefix(slash + 1);
    }
}

} // namespace

bool holdsVariable(std::string_view op)
{
    static constexpr std::array<std::string_view, 4> kOps{ "Variable", "VariableV2", "AutoReloadVariable",
        "VarHandleOp" };
    return isOneOf(op, kOps);
}

bool restores(std::string_view op)
{
    static constexpr std::array<std::string_view, 3> kOps{ "RestoreV2", "Restore", "RestoreSlice" };
    return isOneOf(op, kOps);
}

std::size_t firstSavedInput(std::string_view op)
{
    return op == "SaveV2" || op == "SaveSlices" ? 3 : op == "Save" ? 2 : 0;
}

bool savesOrRestores(std::string_view op)
{
    static constexpr std::array<std::string_view, 3> kOps{ "MergeV2Checkpoints", "ShardedFilename", "ShardedFilespec" };
    return restores(op) || firstSavedInput(op) != 0 || isOneOf(op, kOps);
}

bool initializesObject(std::string_view op)
{
    return op.starts_with("InitializeTable") || op == "MakeIterator" || op == "LookupTableImport"
        || op == "LookupTableImportV2";
}

std::size_t initializedInput(std::string_view op)
{
    return op == "MakeIterator" ? 1 : 0;
}

bool appliesGradient(std::string_view op)
{
    return without(without(op, "Resource"), "Sparse").starts_with("Apply");
}

bool assignsVariable(std::string_view op)
{
    return op == "Assign" || op == "AssignVariableOp";
}

bool writesState(std::string_view op)
{
    static constexpr std::array<std::string_view, 6> kOps{ "CountUpTo", "ResourceCountUpTo", "MakeIterator",
        "ResourceStridedSliceAssign", "StridedSliceAssign", "AccumulatorApplyGradient" };
    const bool table =
        op.starts_with("Lookup") && (contains(op, "Import") || contains(op, "Insert") || contains(op, "Remove"));
    return op.starts_with("Assign") || scatters(op) || appliesGradient(op) || table || op.starts_with("InitializeTable")
        || op.starts_with("QueueEnqueue") || op.starts_with("QueueClose") || isOneOf(op, kOps);
}

bool isMachinery(std::string_view op, std::string_view name)
{
    static constexpr std::array<std::string_view, 4> kOps{ "NoOp", "IsVariableInitialized", "VarIsInitializedOp",
        "ReportUninitializedVariables" };
    return savesOrRestores(op) || writesState(op) || isSummary(op) || isOneOf(op, kOps) || hasGradientScope(name);
}

bool holdsVariableDefs(std::string_view collection)
{
    static constexpr std::array<std::string_view, 7> kNames{ "variables", "trainable_variables", "local_variables",
        "model_variables", "moving_average_variables", "metric_variables", "global_step" };
    return isOneOf(collection, kNames);
}

} // namespace ckpt
