// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copycheckpoint.h"

#include "format/base/paths.h"
#include "format/export/readback.h"
#include "format/export/writecopy.h"

#include <fcntl.h>
#include <filesystem>

namespace ckpt {

namespace {

// Passes calls on, and takes away the files that were made unless they shall stay.
class TidyCalls final : public FileCalls {
public:
    explicit TidyCalls(FileCalls &calls)
        : m_calls(calls)
    {
    }
    ~TidyCalls() override
    {
        for (const std::string &path : m_made)
            m_calls.unlink(path.c_str());
    }
    TidyCalls(const TidyCalls &) = delete;
    TidyCalls &operator=(const TidyCalls &) = delete;

    int open(const char *path, int flags, mode_t mode) override
    {
        const int descriptor = m_calls.open(path, flags, mode);
        if (descriptor >= 0 && (flags & O_CREAT) != 0)
            m_made.emplace_back(path);
        return descriptor;
    }
    ssize_t write(int descriptor, const void *bytes, std::size_t count) override
    {
        return m_calls.write(descriptor, bytes, count);
    }
    int fsync(int descriptor) override { return m_calls.fsync(descriptor); }
    int close(int descriptor) override { return m_calls.close(descriptor); }
    int unlink(const char *path) override { return m_calls.unlink(path); }

    std::vector<std::string> keep() { return std::exchange(m_made, {}); }

private:
    FileCalls &m_calls;
    std::vector<std::string> m_made;
};

// Of either format: a V2 index hides a V1 file of the same name.
Result<void> nothingThere(const std::string &prefix)
{
    std::error_code ignored;
    const auto isThere = [&](const std::string &path, bool orFolder) {
        const auto status = std::filesystem::symlink_status(path, ignored);
        return std::filesystem::exists(status) && (orFolder || !std::filesystem::is_directory(status));
    };
    if (isThere(prefix + ".index", true))
        return fail(Fault::AlreadyThere, prefix + ".index");
    if (isThere(prefix, false)) // a folder may have the name of a prefix
        return fail(Fault::AlreadyThere, prefix);
    return {};
}

Result<std::uint64_t> writeAndCompare(const Checkpoint &source, const CopyPlan &plan, const std::string &prefix,
    FileCalls &calls, const JobControl &control)
{
    const CopyFiles files = copyFiles(plan, prefix);
    const std::uint64_t total = 2 * plan.bytes;
    const auto bytes = writeCopy(source, plan, files, calls, control, 0, total);
    if (!bytes)
        return bytes;
    if (auto synced = syncDirectory(directoryOf(prefix), calls); !synced)
        return tl::unexpected(synced.error());
    CheckpointRef ref;
    ref.prefix = prefix;
    ref.format = plan.target.format;
    if (ref.format == StorageFormat::V1)
        ref.v1Files = files.data;
    // Without `control`: it would report the bytes of the index as if they were all there is to do. Of 100,000
    // variables it takes 50 ms.
    const auto written = Checkpoint::open(ref, source.limits());
    if (!written)
        return tl::unexpected(written.error());
    if (auto same = compareCopy(source, plan, **written, control, plan.bytes, total); !same)
        return tl::unexpected(same.error());
    return bytes;
}

} // namespace

Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const std::string &prefix,
    const CopyTarget &target, const JobControl &control, FileCalls &calls)
{
    auto plan = planCopy(source, std::move(items), target, control);
    if (!plan)
        return tl::unexpected(plan.error());
    if (auto nothing = nothingThere(prefix); !nothing)
        return tl::unexpected(nothing.error());
    TidyCalls tidy(calls);
    const auto bytes = writeAndCompare(source, *plan, prefix, tidy, control);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return CopyReport{ tidy.keep(), *bytes, plan->items.size(), std::move(plan->deviations) };
}

} // namespace ckpt
