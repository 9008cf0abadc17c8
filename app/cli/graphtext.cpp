// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/graphtext.h"

#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"
#include "format/graph/knownops.h"
#include "format/graph/metafacts.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace ckpt {

namespace {

constexpr std::size_t kMostNames = 12;

// "a, b, c … and 9 more"
template <typename Items, typename Name>
std::string names(const Items &items, const Name &name)
{
    std::vector<std::string> shown;
    for (const auto &item : items) {
        if (shown.size() == kMostNames)
            break;
        shown.push_back(printable(name(item)));
    }
    std::string text = fmt::format("{}", fmt::join(shown, ", "));
    if (items.size() > shown.size())
        text += fmt::format(" … and {} more", grouped(items.size() - shown.size()));
    return text;
}

std::string names(const std::vector<std::string> &items)
{
    return names(items, [](const std::string &item) { return item; });
}

// "x float32 [?, 3]"
std::string tensorText(const SignatureTensor &tensor)
{
    if (tensor.dtype == 0)
        return fmt::format("{} (an op)", tensor.key);
    if (!tensor.shape)
        return fmt::format("{} {} [of any rank]", tensor.key, typeName(tensor.dtype));
    std::vector<std::string> dims;
    for (const std::int64_t dim : *tensor.shape)
        dims.push_back(dim < 0 ? "?" : fmt::format("{}", dim));
    return fmt::format("{} {} [{}]", tensor.key, typeName(tensor.dtype), fmt::join(dims, ", "));
}

void printFacts(Output &out, const MetaGraph &graph)
{
    const MetaFacts facts = metaFacts(graph);
    for (const Signature &signature : signatures(graph))
        printLine(out, "Signature",
            fmt::format("{}: {} → {}", printable(signature.name),
                signature.inputs.empty() ? "nothing" : names(signature.inputs, tensorText),
                signature.outputs.empty() ? "nothing" : names(signature.outputs, tensorText)));
    if (!facts.functions.empty())
        printLine(out, "Functions", names(facts.functions, [](const FunctionFacts &function) {
            return fmt::format("{} ({})", function.name, counted(function.nodes, "node", "nodes"));
        }));
    if (facts.saver && !facts.saver->restoreOp.empty())
        printLine(
            out, "Saver", fmt::format("{}, restored by {}", facts.saver->version, printable(facts.saver->restoreOp)));
    if (!facts.customOps.empty())
        printLine(out, "Other ops",
            fmt::format("{} (not of TensorFlow {})",
                names(facts.customOps,
                    [](const CustomOp &op) {
                        const std::string uses = fmt::format("{} {}", op.name, grouped(op.uses));
                        return op.documented
                            ? fmt::format("{} ({} → {})", uses, fmt::join(op.inputs, ", "), fmt::join(op.outputs, ", "))
                            : uses;
                    }),
                kKnownOpsVersion));
}

std::string sizesText(const GraphSummary &summary)
{
    std::string text =
        fmt::format("{}, {}", counted(summary.nodes, "node", "nodes"), counted(summary.edges, "edge", "edges"));
    if (summary.functions > 0)
        text += fmt::format(", {} with {}", counted(summary.functions, "function", "functions"),
            counted(summary.functionNodes, "node", "nodes"));
    if (!summary.tensorflowVersion.empty())
        text += fmt::format(", TensorFlow {}", printable(summary.tensorflowVersion));
    return text;
}

// The files that are there, then those that a graph names and that are not.
std::vector<std::string> assetsOf(const SavedModel &model)
{
    std::vector<std::string> assets = model.assets;
    for (const auto &graph : model.metaGraphs)
        for (const std::string &wanted : metaFacts(*graph).assetFiles)
            if (!std::binary_search(model.assets.begin(), model.assets.end(), wanted))
                assets.push_back(wanted + " (missing)");
    return assets;
}

} // namespace

void printLine(Output &out, std::string_view heading, std::string_view text)
{
    out.write(fmt::format("{:<12}{}\n", heading, text));
}

void printGraph(Output &out, const std::string &file, const Result<std::shared_ptr<const MetaGraph>> &graph)
{
    if (!graph)
        return printLine(out, "Graph", fmt::format("{}  cannot be read", printable(baseName(file))));
    printLine(out, "Graph", fmt::format("{}  {}", printable(baseName(file)), sizesText((*graph)->summary())));
    printFacts(out, **graph);
}

void printSavedModel(Output &out, const std::string &file, const Result<SavedModel> &model)
{
    if (!model)
        return printLine(out, "SavedModel", fmt::format("{}  cannot be read", printable(baseName(file))));
    printLine(out, "SavedModel",
        fmt::format("{}  schema version {}, {}", printable(baseName(file)), model->schemaVersion,
            counted(model->metaGraphs.size(), "graph", "graphs")));
    for (const auto &graph : model->metaGraphs) {
        const GraphSummary &summary = graph->summary();
        printLine(out, "Graph",
            fmt::format("{}  {}", summary.tags.empty() ? "(no tags)" : names(summary.tags), sizesText(summary)));
        printFacts(out, *graph);
    }
    if (const auto assets = assetsOf(*model); !assets.empty())
        printLine(out, "Assets", names(assets));
    if (const auto &print = model->fingerprint)
        printLine(out, "Fingerprint",
            fmt::format("{:016x}, checkpoint {:016x}{}", print->savedModelChecksum, print->checkpointHash,
                print->uuid.empty() ? "" : fmt::format(", {}", printable(print->uuid))));
}

} // namespace ckpt
