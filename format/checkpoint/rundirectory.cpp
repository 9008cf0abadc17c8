// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/rundirectory.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/checkpoint/filekind.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fmt/format.h>

namespace ckpt {

namespace fs = std::filesystem;

namespace {

// Looking at the end of every unknown file is cheap, but a folder of a million pictures should not take minutes.
constexpr std::size_t kMostUnknownFiles = 5000;

bool neverV1(std::string_view name)
{
    constexpr std::string_view kEndings[] = { ".txt", ".json", ".py", ".png", ".jpg", ".csv", ".md", ".log", ".h5",
        ".pbtxt", ".pb" };
    return name.find(".tempstate") != std::string_view::npos || name.starts_with("events.out.")
        || std::any_of(
            std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::optional<double> modificationTime(const std::string &path)
{
    std::error_code code;
    const auto time = fs::last_write_time(path, code);
    if (code)
        return std::nullopt;
    return std::chrono::duration<double>(fs::file_time_type::clock::to_sys(time).time_since_epoch()).count();
}

struct Listing {
    std::vector<std::string> files;
    std::vector<std::string> directories;
    bool cutOff = false;
};

Result<Listing> listNames(const std::string &directory, const Limits &limits, const JobControl &control)
{
    Listing listing;
    std::error_code code;
    fs::directory_iterator entry(directory, code);
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        if (control.cancelled())
            return fail(Fault::Cancelled, directory);
        if (listing.files.size() + listing.directories.size() >= limits.maxDirectoryEntries) {
            listing.cutOff = true;
            break;
        }
        std::error_code kind;
        const bool isDirectory = entry->is_directory(kind);
        (isDirectory ? listing.directories : listing.files).push_back(entry->path().filename().string());
    }
    if (code == std::errc::permission_denied)
        return fail(Fault::NoPermission, directory);
    if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory)
        return fail(Fault::NothingThere, directory);
    if (code)
        return fail(Fault::ReadFailed, directory, code.message());
    std::sort(listing.files.begin(), listing.files.end());
    std::sort(listing.directories.begin(), listing.directories.end());
    return listing;
}

// In the order in which TensorFlow looks for them.
constexpr const char *kSavedModelNames[] = { "saved_model.pb", "saved_model.pbtxt", "saved_model.cpb" };

std::string savedModelOf(const std::vector<std::string> &names)
{
    for (const char *wanted : kSavedModelNames)
        if (std::find(names.begin(), names.end(), wanted) != names.end())
            return wanted;
    return {};
}

CheckpointRef bundleRef(const std::string &directory, const std::string &stem)
{
    CheckpointRef ref;
    ref.prefix = joinPath(directory, stem);
    ref.format = StorageFormat::V2;
    ref.step = stepOf(stem);
    ref.savedAt = modificationTime(ref.prefix + ".index");
    return ref;
}

void addV1(RunDirectory &found, CheckpointRef ref, const std::string &name)
{
    const auto [place, isNew] = found.byPrefix.try_emplace(name, std::move(ref));
    if (!isNew)
        place->second.alsoV1 = true;
}

} // namespace

std::optional<std::string> savedModelAround(const std::string &directory)
{
    std::error_code code;
    const bool here = directory == ".";
    const std::string name = here ? fs::current_path(code).filename().string() : std::string(baseName(directory));
    const std::string around = here ? ".." : directoryOf(directory);
    // A folder with a state file is a run of its own, whatever it is called.
    if (name != "variables" || fs::exists(joinPath(directory, "checkpoint"), code))
        return std::nullopt;
    for (const char *file : kSavedModelNames)
        if (fs::is_regular_file(joinPath(around, file), code))
            return around;
    return std::nullopt;
}

CheckpointRef v1Ref(const std::string &directory, const std::string &name)
{
    CheckpointRef ref;
    ref.prefix = joinPath(directory, name);
    ref.format = StorageFormat::V1;
    ref.v1Files = { ref.prefix };
    ref.step = stepOf(name);
    ref.savedAt = modificationTime(ref.prefix);
    return ref;
}

CheckpointRef arrayRef(const std::string &directory, const std::string &name)
{
    CheckpointRef ref;
    ref.prefix = joinPath(directory, name);
    ref.format = arrayFormatOf(name).value_or(StorageFormat::Npz);
    ref.step = stepOf(partsOf(name).stem);
    ref.savedAt = modificationTime(ref.prefix);
    return ref;
}

Result<RunDirectory> listDirectory(const std::string &directory, const Limits &limits, const JobControl &control)
{
    auto listing = listNames(directory, limits, control);
    if (!listing)
        return tl::unexpected(listing.error());
    RunDirectory found;
    found.files = listing->files.size();
    found.cutOff = listing->cutOff;
    found.directories = std::move(listing->directories);
    std::map<std::string, std::vector<std::string>> v1Shards;
    std::vector<std::string> unknown;
    // A directory that is called like an index is a damaged checkpoint, not a sub-directory.
    std::vector<std::string> names = listing->files;
    std::copy_if(found.directories.begin(), found.directories.end(), std::back_inserter(names),
        [](const std::string &name) { return partsOf(name).kind == NameKind::Index; });
    for (const std::string &name : names) {
        NameParts parts = partsOf(name);
        switch (parts.kind) {
        case NameKind::Index:
            found.byPrefix.emplace(parts.stem, bundleRef(directory, parts.stem));
            break;
        case NameKind::Data:
            found.dataStems.insert(parts.stem);
            break;
        case NameKind::Meta:
            found.metaStems.push_back(parts.stem);
            break;
        case NameKind::State:
            found.hasState = true;
            break;
        case NameKind::V1Shard:
            v1Shards[fmt::format("{}-????"
                                 "?-of-{:05}",
                         parts.stem, parts.count)]
                .push_back(name);
            break;
        case NameKind::Array:
            found.arrays.push_back(arrayRef(directory, name));
            break;
        case NameKind::Other:
            unknown.push_back(name);
            break;
        }
        if (isGraphName(name))
            found.graphNames.push_back(name);
    }
    found.savedModel = savedModelOf(names);
    if (!found.savedModel.empty())
        std::erase_if(found.graphNames, [](const std::string &name) {
            return isSavedModelName(name) || name == "fingerprint.pb" || name == "keras_metadata.pb";
        });
    for (const auto &[pattern, shards] : v1Shards) {
        // One that is whole suffices: a damaged shard must not hide the others.
        if (std::none_of(shards.begin(), shards.end(),
                [&](const std::string &shard) { return endsLikeTable(joinPath(directory, shard)); }))
            continue;
        CheckpointRef ref = v1Ref(directory, pattern);
        ref.v1Files.clear();
        for (const std::string &shard : shards)
            ref.v1Files.push_back(joinPath(directory, shard));
        ref.step = stepOf(pattern.substr(0, pattern.find("-?")));
        ref.savedAt = modificationTime(ref.v1Files.front());
        addV1(found, std::move(ref), pattern);
    }
    std::size_t looked = 0;
    for (const std::string &name : unknown) {
        if (control.cancelled())
            return fail(Fault::Cancelled, directory);
        if (neverV1(name) || looked++ >= kMostUnknownFiles)
            continue;
        if (endsLikeTable(joinPath(directory, name)))
            addV1(found, v1Ref(directory, name), name);
        else if (name.find(".ckpt") != std::string::npos)
            found.perhapsV1.push_back(name);
    }
    return found;
}

std::vector<std::string> missingV1Shards(const CheckpointRef &ref, std::size_t most)
{
    std::vector<std::string> missing;
    if (ref.format != StorageFormat::V1 || ref.v1Files.empty() || ref.prefix == ref.v1Files.front())
        return missing;
    const std::string directory = directoryOf(ref.prefix);
    const NameParts parts = partsOf(baseName(ref.v1Files.front()));
    for (std::int32_t number = 0; number < parts.count && missing.size() < most; ++number) {
        const std::string path = joinPath(directory, fmt::format("{}-{:05}-of-{:05}", parts.stem, number, parts.count));
        if (!std::binary_search(ref.v1Files.begin(), ref.v1Files.end(), path))
            missing.push_back(path);
    }
    return missing;
}

SubRuns findSubRuns(const std::string &directory, std::size_t most, const Limits &limits, const JobControl &control)
{
    constexpr int kDeepest = 4;
    constexpr std::size_t kMostDirectories = 2000;
    std::vector<std::string> runs, arrays;
    std::deque<std::pair<std::string, int>> queue{ { directory, 0 } };
    for (std::size_t looked = 0; !queue.empty() && looked < kMostDirectories && runs.size() < most; ++looked) {
        const auto [current, depth] = queue.front();
        queue.pop_front();
        auto found = listDirectory(current, limits, control);
        if (!found)
            continue;
        if (depth > 0 && (!found->byPrefix.empty() || !found->savedModel.empty() || !found->metaStems.empty())) {
            runs.push_back(current);
            continue;
        }
        if (depth > 0 && !found->arrays.empty() && arrays.size() < most)
            arrays.push_back(current);
        if (depth < kDeepest) {
            for (const std::string &name : found->directories)
                queue.emplace_back(joinPath(current, name), depth + 1);
        }
    }
    SubRuns found{ std::move(runs), false };
    if (found.directories.empty())
        found = { std::move(arrays), true };
    std::sort(found.directories.begin(), found.directories.end(), naturalLess);
    return found;
}

} // namespace ckpt
