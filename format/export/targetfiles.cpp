// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/targetfiles.h"

#include "format/bundle/bundleindex.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

namespace ckpt {

namespace {

std::filesystem::file_type typeOf(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::symlink_status(path, ignored).type();
}

Result<std::int32_t> dataFilesOf(const CheckpointRef &ref, const Limits &limits, const JobControl &control)
{
    const auto opened = Checkpoint::open(ref, limits, control);
    if (!opened)
        return tl::unexpected(opened.error());
    return (*opened)->shardCount();
}

} // namespace

Result<OldFiles> lookAtTarget(const std::string &prefix, const Limits &limits, const JobControl &control)
{
    using Type = std::filesystem::file_type;
    OldFiles old;
    for (const std::string &path : { prefix, prefix + ".index", prefix + ".meta" }) {
        const Type type = typeOf(path);
        if (type == Type::symlink)
            return fail(Fault::TargetIsLink, path);
        if (type == Type::not_found || (type == Type::directory && path == prefix))
            continue;
        if (type != Type::regular)
            return fail(Fault::AlreadyThere, path);
        if (path == prefix)
            old.table = true;
        else if (path == prefix + ".meta")
            old.meta = true;
        else
            old.bundle = 0;
    }
    CheckpointRef ref;
    ref.prefix = prefix;
    if (old.bundle) {
        const auto count = dataFilesOf(ref, limits, control);
        if (!count)
            return tl::unexpected(count.error());
        old.bundle = *count;
        for (std::int32_t i = 0; i < *count; ++i)
            if (const std::string path = shardPath(prefix, i, *count); typeOf(path) == Type::symlink)
                return fail(Fault::TargetIsLink, path);
    }
    if (old.table) {
        ref.format = StorageFormat::V1;
        ref.v1Files = { prefix };
        if (const auto tables = dataFilesOf(ref, limits, control); !tables)
            return fail(Fault::AlreadyThere, prefix); // some other file
    }
    return old;
}

Result<void> checkNothingThere(const std::string &prefix, bool meta)
{
    using Type = std::filesystem::file_type;
    std::vector<std::string> names{ prefix + ".index", prefix };
    if (meta)
        names.push_back(prefix + ".meta");
    for (const std::string &path : names) {
        const Type type = typeOf(path);
        const bool folder = type == Type::directory && path == prefix; // may have the name of a prefix
        if (type != Type::not_found && !folder)
            return fail(Fault::AlreadyThere, path);
    }
    return {};
}

Result<void> checkNamesFree(const std::string &prefix, const OldFiles &before, const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        if (typeOf(name) == std::filesystem::file_type::not_found || (before.table && name == prefix))
            continue;
        bool old = false;
        for (std::int32_t i = 0; i < before.bundle.value_or(0) && !old; ++i)
            old = name == shardPath(prefix, i, *before.bundle);
        if (!old)
            return fail(Fault::AlreadyThere, name);
    }
    return {};
}

SourceStamp SourceStamp::of(const std::vector<const Checkpoint *> &sources)
{
    SourceStamp stamp;
    for (const Checkpoint *source : sources) {
        if (source->format() == StorageFormat::V2)
            stamp.m_stamps.push_back(stampOf(source->ref().prefix + ".index"));
        for (const ShardFile &shard : source->shards())
            stamp.m_stamps.push_back(stampOf(shard.path));
    }
    return stamp;
}

SourceStamp::Stamp SourceStamp::stampOf(const std::string &path)
{
    struct stat status = {};
    Stamp stamp;
    stamp.path = path;
    if (::stat(path.c_str(), &status) == 0) {
        stamp.device = static_cast<std::uint64_t>(status.st_dev);
        stamp.number = static_cast<std::uint64_t>(status.st_ino);
        stamp.bytes = static_cast<std::uint64_t>(status.st_size);
        stamp.seconds = status.st_mtim.tv_sec;
        stamp.nanoseconds = status.st_mtim.tv_nsec;
    }
    return stamp;
}

Result<void> SourceStamp::check() const
{
    for (const Stamp &stamp : m_stamps)
        if (stampOf(stamp.path) != stamp)
            return fail(Fault::SourceChanged, stamp.path);
    return {};
}

} // namespace ckpt
