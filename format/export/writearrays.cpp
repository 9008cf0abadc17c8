// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/writearrays.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/export/arraywriter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace ckpt {

namespace {

tl::unexpected<Error> differs(const std::string &path, std::string detail)
{
    return fail(Fault::WrittenDiffers, path, std::move(detail));
}

// Takes what would be written and compares it with what is there.
class FileToCompare final : public NewFile {
public:
    explicit FileToCompare(std::shared_ptr<const RandomAccessFile> file)
        : m_file(std::move(file))
    {
    }
    const std::string &path() const override { return m_file->path(); }
    std::uint64_t size() const override { return m_size; }
    Result<void> append(std::string_view bytes) override
    {
        if (bytes.empty())
            return {};
        if (bytes.size() > m_file->size() - std::min(m_size, m_file->size()))
            return differs(path(), "It is too short.");
        m_block.resize(bytes.size());
        if (auto read = m_file->readAt(m_size, m_block); !read)
            return read;
        if (bytes != m_block)
            return differs(path(), fmt::format("Bytes at {} or soon after are others.", m_size));
        m_size += bytes.size();
        return {};
    }
    Result<void> sync() override { return {}; }
    Result<void> close() override
    {
        return m_size == m_file->size() ? Result<void>{} : differs(path(), "It is too long.");
    }

private:
    std::shared_ptr<const RandomAccessFile> m_file;
    std::uint64_t m_size = 0;
    std::string m_block;
};

Result<void> makeFolder(const std::string &path)
{
    if (::mkdir(path.c_str(), 0777) == 0)
        return {};
    const int code = errno;
    const Fault fault = code == EEXIST                     ? Fault::AlreadyThere
        : code == ENOENT || code == ENOTDIR                ? Fault::NothingThere
        : code == EACCES || code == EPERM || code == EROFS ? Fault::NoWritePermission
        : code == ENOSPC || code == EDQUOT                 ? Fault::DiskFull
                                                           : Fault::WriteFailed;
    return fail(fault, path, std::strerror(code));
}

// The folder itself and those that names of arrays ask for.
Result<void> makeFolders(const ArrayPlan &plan, const std::string &path, MadeArrays &made)
{
    std::set<std::string> folders{ path };
    for (const FlatArray &array : plan.arrays) {
        for (std::size_t slash = array.name.find('/'); slash != array.name.npos;
             slash = array.name.find('/', slash + 1))
            folders.insert(path + '/' + array.name.substr(0, slash));
    }
    for (const std::string &folder : folders) { // an outer one sorts before what is in it
        if (auto done = makeFolder(folder); !done)
            return done;
        made.folders.insert(made.folders.begin(), folder);
    }
    return {};
}

std::uint64_t totalProgress(const ArrayPlan &plan)
{
    return (plan.target.format == StorageFormat::Npz ? 3 : 2) * plan.bytes;
}

Result<std::shared_ptr<const Checkpoint>> openWritten(
    const std::string &path, StorageFormat format, const Limits &limits)
{
    CheckpointRef ref;
    ref.prefix = path;
    ref.format = format;
    return Checkpoint::open(ref, limits);
}

// Does our own reader see this array?
Result<void> compareHeader(const Checkpoint &written, const ArrayPlan &plan, const FlatArray &array)
{
    const bool folder = plan.target.format == StorageFormat::Npy;
    const auto id = folder && written.variables().size() == 1 ? VariableId{ 0 } : written.find(array.name);
    if (!id)
        return differs(written.ref().prefix, fmt::format("“{}” is not in it.", array.name));
    const Variable &variable = written.variable(*id);
    const bool typed = !array.typeText.starts_with("<V"); // else nothing in the file says what it is
    if (typed && variable.error)
        return fail(*variable.error);
    if (typed && (variable.dtype != array.type || !std::ranges::equal(variable.shape.dims(), array.dims)))
        return differs(written.ref().prefix, fmt::format("“{}” has another type or shape.", array.name));
    return {};
}

} // namespace

Result<void> writeArrays(const Checkpoint &source, const ArrayPlan &plan, const std::string &path, FileCalls &calls,
    const JobControl &control, MadeArrays &made, CopyFigures *figures)
{
    if (plan.target.format == StorageFormat::Npy) {
        if (auto folders = makeFolders(plan, path, made); !folders)
            return folders;
    }
    const auto open = [&](const std::string &name) {
        auto file = createFile(name, calls);
        if (file)
            made.files.push_back(name);
        return file;
    };
    ArrayWriter writer(source, plan, open, control, 0, totalProgress(plan));
    MemberCrcs crcs;
    if (plan.target.format == StorageFormat::Npz) {
        auto found = writer.checksums();
        if (!found)
            return tl::unexpected(found.error());
        crcs = std::move(*found);
    }
    const auto bytes = writer.write(path, crcs, figures);
    if (!bytes)
        return tl::unexpected(bytes.error());
    made.bytes = *bytes;
    for (const std::string &folder : made.folders) {
        if (auto synced = syncDirectory(folder, calls); !synced)
            return synced;
    }
    return syncDirectory(directoryOf(path), calls);
}

Result<void> compareArrays(
    const Checkpoint &source, const ArrayPlan &plan, const std::string &path, const JobControl &control)
{
    MemberCrcs crcs;
    const bool folder = plan.target.format == StorageFormat::Npy;
    std::shared_ptr<const Checkpoint> written;
    for (const FlatArray &array : plan.arrays) {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        if (folder || !written) {
            auto opened = openWritten(folder ? npyPath(path, array) : path, plan.target.format, source.limits());
            if (!opened)
                return tl::unexpected(opened.error());
            written = std::move(*opened);
            if (written->variables().size() != (folder ? 1 : plan.arrays.size()))
                return differs(path, "It has another number of arrays.");
        }
        if (auto same = compareHeader(*written, plan, array); !same)
            return same;
        if (plan.target.format == StorageFormat::Npz)
            crcs[array.name] = written->layout(*written->find(array.name))->crc32;
    }
    const auto open = [](const std::string &name) -> Result<std::unique_ptr<NewFile>> {
        auto file = openFile(name);
        if (!file)
            return tl::unexpected(file.error());
        return std::make_unique<FileToCompare>(std::move(*file));
    };
    const std::uint64_t total = totalProgress(plan);
    ArrayWriter writer(source, plan, open, control, total - plan.bytes, total);
    const auto bytes = writer.write(path, crcs);
    return bytes ? Result<void>{} : tl::unexpected(bytes.error());
}

void removeArrays(const MadeArrays &made, FileCalls &calls)
{
    for (const std::string &file : made.files)
        calls.unlink(file.c_str());
    for (const std::string &folder : made.folders)
        ::rmdir(folder.c_str());
}

Result<ArrayReport> exportArrays(const Checkpoint &source, std::vector<CopyItem> items, const std::string &path,
    const ArrayTarget &target, const JobControl &control, FileCalls &calls)
{
    auto plan = planArrays(source, std::move(items), target, control);
    if (!plan)
        return tl::unexpected(plan.error());
    MadeArrays made;
    CopyFigures figures;
    auto done = writeArrays(source, *plan, path, calls, control, made, &figures);
    if (done)
        done = compareArrays(source, *plan, path, control);
    if (!done) {
        removeArrays(made, calls);
        return tl::unexpected(done.error());
    }
    return ArrayReport{ std::move(made.files), made.bytes, plan->arrays.size(), std::move(plan->leftOut),
        std::move(plan->caseTwins), std::move(figures) };
}

} // namespace ckpt
