// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exportoptions.h"

#include "app/cli/commands.h"

#include <CLI/CLI.hpp>

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

void addChoiceOptions(CLI::App &command, ExportOptions &options)
{
    command
        .add_option("--preset", options.variables.preset,
            "all (default); weights: no optimizer, averages and counters; ema: averages in place of weights; "
            "trainable; "
            "frozen")
        ->type_name("NAME")
        ->transform(oneOf(Names<ExportPreset>{ { "all", ExportPreset::All }, { "weights", ExportPreset::Weights },
            { "ema", ExportPreset::Averages }, { "trainable", ExportPreset::Trainable },
            { "frozen", ExportPreset::Frozen } }));
    command.add_option("--query", options.query, "variables that this holds for, e.g. \"role:kernel rank>2 -head\"")
        ->type_name("Q");
    command.add_option("--include", options.variables.include, "only names like this, e.g. \"dense*/kernel\"")
        ->type_name("PATTERN");
    command.add_option("--exclude", options.variables.exclude, "no names like this")->type_name("PATTERN");
    command.add_option("--rename", options.renames, "OLD=NEW, or s/RE/SUB/ on every name; several one after the other")
        ->type_name("RULE");
    command
        .add_option_function<DType>(
            "--cast", [&options](DType type) { options.cast = type; },
            "floating variables to this type: f16, bf16, f32, f64")
        ->type_name("TYPE")
        ->transform(oneOf(Names<DType>{ { "f16", DType::Float16 }, { "bf16", DType::BFloat16 },
            { "f32", DType::Float32 }, { "f64", DType::Float64 } }));
    command.add_option("--set", options.values, "NAME=VALUE gives a variable of one element another value")
        ->type_name("NAME=VALUE");
}

void addTargetOptions(CLI::App &command, ExportOptions &options)
{
    command
        .add_option_function<StorageFormat>(
            "--format", [&options](StorageFormat format) { options.format = format; },
            "of the new files; without it that of the source. npy is a folder")
        ->type_name("v2|v1|npz|npy|safetensors")
        ->transform(oneOf(Names<StorageFormat>{ { "v2", StorageFormat::V2 }, { "v1", StorageFormat::V1 },
            { "npz", StorageFormat::Npz }, { "npy", StorageFormat::Npy },
            { "safetensors", StorageFormat::Safetensors } }));
    command
        .add_option_function<std::int32_t>(
            "--shards", [&options](std::int32_t count) { options.shards = count; }, "data files of V2, at most")
        ->type_name("N")
        ->check(CLI::Range(std::int32_t{ 1 }, std::int32_t{ 99'999 }).description(""));
    command.add_flag("--raw-floats", options.rawFloats, "npz, npy: bfloat16 as bytes; without it as float32");
    command
        .add_option("--meta", options.meta,
            "the .meta: whole graph, pruned to what the variables feed, variables alone, or none; without it whole or "
            "pruned where the source has a graph")
        ->type_name("MODE")
        ->transform(oneOf(Names<MetaChoice>{ { "whole", MetaChoice::Whole }, { "pruned", MetaChoice::Pruned },
            { "variables", MetaChoice::Variables }, { "none", MetaChoice::None } }));
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

void addExportOptions(CLI::App &command, ExportOptions &options)
{
    CLI::Option *path =
        command.add_option("PATH", options.choice.path, "folder, checkpoint prefix, or any file of a checkpoint");
    CLI::Option *target = command
                              .add_option("-o,--output", options.target,
                                  "prefix of the new checkpoint, e.g. out/model.ckpt; of arrays the file or folder")
                              ->type_name("TARGET");
    addStepOption(command, options.choice);
    addChoiceOptions(command, options);
    addTargetOptions(command, options);
    addPlaceOptions(command, options);
    command
        .add_option(
            "--recover", options.recover, "finishes or undoes what interrupted exports have left in this folder")
        ->type_name("DIR")
        ->excludes(path)
        ->excludes(target);
}

std::optional<std::string> contradiction(const ExportOptions &options)
{
    if (options.recover.empty() && (options.choice.path.empty() || options.target.empty()))
        return "name a checkpoint, and where to write with --output.";
    if (options.choice.step == "all")
        return "--step must name one step.";
    const bool arrays = options.format && isArrayFormat(*options.format);
    if (arrays && (options.shards || options.state || options.latest || options.meta != MetaChoice::Automatic))
        return "--shards, --state, --latest and --meta go with the formats v1 and v2 alone.";
    if (arrays && options.force)
        return "--force replaces checkpoints of TensorFlow alone; choose another name for files of arrays.";
    if (options.rawFloats && (!arrays || options.format == StorageFormat::Safetensors))
        return "--raw-floats goes with the formats npz and npy alone.";
    return std::nullopt;
}

} // namespace ckpt
