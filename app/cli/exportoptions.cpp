// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exportoptions.h"

#include "app/cli/commands.h"
#include "format/plan/planwords.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace ckpt {

namespace {

template <typename T>
using Names = std::vector<std::pair<std::string, T>>;

template <typename T>
CLI::CheckedTransformer oneOf(Names<T> names)
{
    CLI::CheckedTransformer transformer(std::move(names), CLI::ignore_case);
    transformer.description("");
    return transformer;
}

// The words of plan files are those of the options.
template <typename T, std::size_t n>
Names<T> wordsOf(const PlanWords<T, n> &words)
{
    Names<T> names;
    for (const auto &[word, value] : words)
        names.emplace_back(word, value);
    return names;
}

void addChoiceOptions(CLI::App &command, ExportOptions &options)
{
    command
        .add_option_function<ExportPreset>(
            "--preset", [&options](ExportPreset preset) { options.preset = preset; },
            "all (default); weights: no optimizer, averages and counters; ema: averages in place of weights; "
            "trainable; frozen")
        ->type_name("NAME")
        ->transform(oneOf(wordsOf(kPresetWords)));
    command.add_option("--query", options.query, "variables that this holds for, e.g. \"role:kernel rank>2 -head\"")
        ->type_name("Q");
    command.add_option("--include", options.include, "only names like this, e.g. \"dense*/kernel\"")
        ->type_name("PATTERN");
    command.add_option("--exclude", options.exclude, "no names like this")->type_name("PATTERN");
    command
        .add_option("--rename", options.renames,
            "OLD=NEW, s/RE/SUB/ on every name, or @TABLE (\"@slim-to-keras\"); several one after the other")
        ->type_name("RULE");
    command
        .add_option_function<DType>(
            "--cast", [&options](DType type) { options.cast = type; },
            "floating variables to this type: f16, bf16, f32, f64")
        ->type_name("TYPE")
        ->transform(oneOf(Names<DType>{ { "f16", DType::Float16 }, { "bf16", DType::BFloat16 },
            { "f32", DType::Float32 }, { "f64", DType::Float64 }, { "float16", DType::Float16 },
            { "bfloat16", DType::BFloat16 }, { "float32", DType::Float32 }, { "float64", DType::Float64 } }));
    command.add_option("--set", options.values, "NAME=VALUE gives a variable of one element another value")
        ->type_name("NAME=VALUE");
    command
        .add_option("--slice", options.slices,
            "NAME=[…] takes a part of a variable, as NumPy slices it: \"conv1/weights=[:, :, :1]\"")
        ->type_name("NAME=[…]");
}

void addTargetOptions(CLI::App &command, ExportOptions &options)
{
    command
        .add_option_function<StorageFormat>(
            "--format", [&options](StorageFormat format) { options.format = format; },
            "of the new files; without it that of the source. npy is a folder")
        ->type_name("v2|v1|npz|npy|safetensors")
        ->transform(oneOf(wordsOf(kFormatWords)));
    command
        .add_option_function<std::int32_t>(
            "--shards", [&options](std::int32_t count) { options.shards = count; }, "data files of V2, at most")
        ->type_name("N")
        ->check(CLI::Range(std::int32_t{ 1 }, std::int32_t{ 99'999 }).description(""));
    command.add_flag("--raw-floats", options.rawFloats, "npz, npy: bfloat16 as bytes; without it as float32");
    command
        .add_option_function<MetaChoice>(
            "--meta", [&options](MetaChoice meta) { options.meta = meta; },
            "the .meta: whole graph, pruned to what the variables feed, variables alone, or none; without it whole or "
            "pruned where the source has a graph")
        ->type_name("MODE")
        ->transform(oneOf(wordsOf(kMetaWords)));
    command
        .add_option_function<ObjectGraphChoice>(
            "--object-graph", [&options](ObjectGraphChoice choice) { options.objectGraph = choice; },
            "of TensorFlow 2, where variables are left out: keep every object, cut those without a value so that a "
            "restore complains of them, or drop the graph; without it cut where a weight is left out, else keep")
        ->type_name("keep|cut|drop")
        ->transform(oneOf(wordsOf(kObjectGraphWords)));
    command
        .add_option_function<bool>(
            "--partitions", [&options](bool join) { options.joinParts = join; },
            "of variables in parts: keep them (default), or join them into a whole")
        ->type_name("keep|join")
        ->transform(oneOf(wordsOf(kPartitionWords)));
    command.add_flag("--clear-devices", options.clearDevices, "no node of the .meta asks for a device");
}

void addPlaceOptions(CLI::App &command, ExportOptions &options)
{
    CLI::Option *state =
        command
            .add_option_function<StateRule>(
                "--state", [&options](StateRule rule) { options.state = rule; },
                "the file “checkpoint”: write lists the new one, keep leaves it; without it, it is made where there is "
                "none")
            ->type_name("write|keep")
            ->transform(oneOf(Names<StateRule>{ { "write", StateRule::Add }, { "keep", StateRule::Keep } }));
    command.add_flag("--latest", options.latest, "list the new one as the newest")->excludes(state);
    command.add_flag("--force", options.force, "replace a checkpoint of this name");
    command.add_flag("--dry-run", options.dryRun, "only tell what would be written");
    command.add_flag("--json", options.json, "one JSON document, schema ckptscope.export/1");
}

} // namespace

void addSharedExportOptions(CLI::App &command, ExportOptions &options)
{
    command
        .add_option("-o,--output", options.target,
            "prefix of the new checkpoint, e.g. out/model.ckpt; of arrays the file or folder")
        ->type_name("TARGET");
    addChoiceOptions(command, options);
    addTargetOptions(command, options);
    addPlaceOptions(command, options);
    command.add_option("--save-plan", options.savePlan, "write all of this as a plan, too; \"-\" is standard output")
        ->type_name("FILE");
}

void addExportOptions(CLI::App &command, ExportOptions &options)
{
    CLI::Option *path =
        command.add_option("PATH", options.choice.path, "folder, checkpoint prefix, or any file of a checkpoint");
    addStepOption(command, options.choice);
    addSharedExportOptions(command, options);
    command.add_option("--plan", options.planFile, "what to export, as the window or --save-plan has written it")
        ->type_name("FILE");
    command
        .add_option(
            "--recover", options.recover, "finishes or undoes what interrupted exports have left in this folder")
        ->type_name("DIR")
        ->excludes(path)
        ->excludes(command.get_option("--output"));
}

std::optional<std::string> contradiction(const ExportOptions &options, const ExportPlan &plan)
{
    const bool named = std::all_of(
        plan.sources.begin(), plan.sources.end(), [](const PlanSource &source) { return !source.path.empty(); });
    if (plan.sources.empty() || !named || plan.target.path.empty())
        return "name a checkpoint, and where to write with --output.";
    if (plan.sources.size() > 1 && (!options.choice.path.empty() || !options.choice.step.empty()))
        return "the plan names several checkpoints; leave out PATH and --step.";
    if (options.choice.step == "all")
        return "--step must name one step.";
    const bool arrays = plan.target.format && isArrayFormat(*plan.target.format);
    if (arrays && (options.shards || options.state || options.latest || options.meta))
        return "--shards, --state, --latest and --meta go with the formats v1 and v2 alone.";
    if (arrays && options.joinParts)
        return "--partitions goes with the formats v1 and v2 alone; arrays have no parts.";
    if (arrays && options.objectGraph)
        return "--object-graph goes with the formats v1 and v2 alone.";
    if (arrays && options.force)
        return "--force replaces checkpoints of TensorFlow alone; choose another name for files of arrays.";
    if (options.rawFloats && (!arrays || plan.target.format == StorageFormat::Safetensors))
        return "--raw-floats goes with the formats npz and npy alone.";
    return std::nullopt;
}

tl::expected<ExportPlan, std::string> withOptions(ExportPlan plan, const ExportOptions &options)
{
    if (!options.choice.path.empty())
        plan.sources.resize(std::max<std::size_t>(plan.sources.size(), 1));
    if (!options.choice.path.empty() && plan.sources.size() == 1)
        plan.sources.front() = { .id = plan.sources.front().id, .path = options.choice.path };
    const bool narrows = options.preset || !options.query.empty() || !options.include.empty();
    // A plan that chooses is added to; without one, everything is chosen.
    if (narrows || (plan.select.empty() && plan.items.empty()))
        plan.select.push_back({ {},
            options.preset ? options.preset
                : narrows  ? std::nullopt
                           : std::optional(ExportPreset::All),
            options.query, options.include, false });
    if (!options.exclude.empty())
        plan.select.push_back({ {}, std::nullopt, {}, options.exclude, true });
    for (const std::string &text : options.renames) {
        auto rule = parseRenameRule(text);
        if (!rule)
            return tl::unexpected(renameErrorText(rule.error()));
        plan.rename.push_back(std::move(*rule));
    }
    if (options.objectGraph)
        plan.objectGraph = *options.objectGraph;
    plan.joinParts = options.joinParts.value_or(plan.joinParts);
    if (options.cast)
        plan.cast = { .type = options.cast };
    PlanTarget &target = plan.target;
    if (!options.target.empty())
        target.path = options.target;
    if (options.format)
        target.format = options.format;
    if (options.shards)
        target.shards = options.shards;
    if (options.meta)
        target.meta = *options.meta;
    if (options.state || options.latest)
        target.state = options.latest ? StateRule::AddAsNewest : *options.state;
    target.clearDevices |= options.clearDevices;
    target.rawFloats |= options.rawFloats;
    target.replace |= options.force;
    return plan;
}

} // namespace ckpt
