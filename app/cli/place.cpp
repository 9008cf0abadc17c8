// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/place.h"

#include "app/cli/jsonwriter.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <sys/stat.h>

namespace ckpt {

namespace {

bool somethingAt(const std::string &path)
{
    struct stat status { };
    return ::stat(path.c_str(), &status) == 0 || ::stat((path + ".index").c_str(), &status) == 0;
}

// "“a”, “b” and 3 more"
std::string listed(const std::vector<std::string> &names)
{
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
        text += fmt::format("{}“{}”", i == 0 ? "" : ", ", printable(names[i]));
    if (names.size() > shown)
        text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

Error wrongStep(const Run &run, const Choice &choice)
{
    std::vector<std::string> steps;
    for (const CheckpointRef &ref : run.checkpoints)
        if (ref.step)
            steps.push_back(fmt::format("{}", *ref.step));
    Error error;
    error.fault = Fault::WrongStep;
    error.path = choice.path;
    std::int64_t wanted = 0;
    std::from_chars(choice.step.data(), choice.step.data() + choice.step.size(), wanted);
    error.expected = wanted;
    error.detail =
        steps.empty() ? "Its checkpoints have no step numbers." : fmt::format("It has {}.", fmt::join(steps, ", "));
    return error;
}

Error noCheckpoint(const Run &run, const std::string &path)
{
    Error error;
    error.fault = Fault::NotACheckpoint;
    error.path = path;
    if (!run.subRuns.empty())
        error.detail = fmt::format("Folders in it hold some: {}.", listed(run.subRuns));
    else if (!run.graphFiles.empty())
        error.detail = fmt::format("It holds graphs, but no variables: {}.", listed(run.graphFiles));
    return error;
}

Result<CheckpointRef> inFormat(CheckpointRef ref, std::optional<StorageFormat> format)
{
    if (!format || *format == ref.format)
        return ref;
    if (*format == StorageFormat::V1 && ref.alsoV1) {
        ref.format = StorageFormat::V1;
        ref.v1Files = { ref.prefix };
        return ref;
    }
    return fail(Fault::NotACheckpoint, ref.prefix, fmt::format("It exists only as {}.", name(ref.format)));
}

} // namespace

Place splitPlace(const std::string &text)
{
    const std::size_t first = text.find("::");
    if (first == std::string::npos || somethingAt(text))
        return { text, std::nullopt };
    for (std::size_t at = first; at != std::string::npos; at = text.find("::", at + 1))
        if (somethingAt(text.substr(0, at)))
            return { text.substr(0, at), text.substr(at + 2) };
    return { text.substr(0, first), text.substr(first + 2) };
}

Result<VariablePart> findPart(const Checkpoint &checkpoint, const std::string &text)
{
    const auto find = [&checkpoint](const std::string &wanted) {
        const auto id = checkpoint.find(wanted);
        const std::string decoded = id ? std::string() : percentDecoded(wanted);
        return id || decoded.empty() ? id : checkpoint.find(decoded);
    };
    if (const auto id = find(text))
        return VariablePart{ *id, Selection::whole(checkpoint.variable(*id).shape) };

    const std::size_t bracket = text.ends_with(']') ? text.rfind('[') : std::string::npos;
    const std::string wanted = text.substr(0, bracket);
    const auto id = bracket == std::string::npos ? std::nullopt : find(wanted);
    if (!id) {
        Error error;
        error.fault = Fault::NoSuchVariable;
        error.path = checkpoint.ref().prefix;
        error.key = wanted;
        return fail(std::move(error));
    }
    const Variable &variable = checkpoint.variable(*id);
    Result<Selection> selection = parseSelection(std::string_view(text).substr(bracket), variable.shape);
    if (!selection)
        return fail(selection.error());
    return VariablePart{ *id, std::move(*selection) };
}

Result<std::vector<CheckpointRef>> choose(const Run &run, const Choice &choice)
{
    if (run.checkpoints.empty())
        return fail(noCheckpoint(run, choice.path));
    std::vector<CheckpointRef> chosen;
    if (choice.step.empty())
        chosen.push_back(run.checkpoints[run.current]);
    for (const CheckpointRef &ref : run.checkpoints)
        if (choice.step == "all" || (ref.step && choice.step == fmt::format("{}", *ref.step)))
            chosen.push_back(ref);
    if (chosen.empty())
        return fail(wrongStep(run, choice));
    // With --step all, the other format is taken where there is one; alone, its absence is an error.
    std::vector<CheckpointRef> wanted;
    std::optional<Error> absent;
    for (CheckpointRef &ref : chosen) {
        Result<CheckpointRef> one = inFormat(std::move(ref), choice.format);
        if (one)
            wanted.push_back(std::move(*one));
        else if (!absent)
            absent = one.error();
    }
    if (wanted.empty())
        return fail(std::move(*absent));
    return wanted;
}

} // namespace ckpt
