// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/archive.h"

#include "format/base/bytecursor.h"
#include "format/base/checkedmath.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <isa-l/crc.h>
#include <zip.h>

namespace ckpt {

namespace {

constexpr std::uint64_t kSmallestArchive = 22; // the end record alone; libzip takes an empty file for an archive

Error memberError(const RandomAccessFile &file, const ArchiveMember &member, std::string detail)
{
    return Error{
        .fault = Fault::ArchiveMemberUnreadable, .path = file.path(), .key = member.name, .detail = std::move(detail)
    };
}

// What the directory says against reading a member.
std::optional<Error> directoryError(
    const RandomAccessFile &file, const zip_stat_t &stat, const ArchiveMember &member, const Limits &limits)
{
    constexpr zip_uint64_t kNeeded =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((stat.valid & kNeeded) != kNeeded)
        return memberError(file, member, "Its entry in the archive's directory is incomplete.");
    if (stat.encryption_method != ZIP_EM_NONE)
        return memberError(file, member, "It is encrypted.");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        return memberError(file, member, fmt::format("Its compression method {} is not known.", stat.comp_method));
    if (member.packedSize > file.size())
        return memberError(
            file, member, fmt::format("It should have {} bytes in a file of {}.", member.packedSize, file.size()));
    const auto most = member.compressed ? checkedMul(member.packedSize, limits.maxDeflateRatio) : member.packedSize;
    if (member.size > most.value_or(UINT64_MAX) || (!member.compressed && member.size < member.packedSize))
        return memberError(
            file, member, fmt::format("Its {} bytes cannot be {} when unpacked.", member.packedSize, member.size));
    return std::nullopt;
}

// The name in the local header that ends where a member's bytes begin; `nearby` is where the library read of that
// header.
std::optional<std::string> localName(const RandomAccessFile &file, std::uint64_t nearby, std::uint64_t begin)
{
    constexpr std::uint64_t kHeader = 30, kLengths = 26;
    for (const std::uint64_t back : { std::uint64_t{ 0 }, kLengths }) {
        if (back > nearby || !fitsIn(nearby - back, kHeader, file.size()))
            continue;
        const std::uint64_t at = nearby - back;
        std::array<char, kHeader> header;
        if (!file.readAt(at, header))
            return std::nullopt;
        ByteCursor cursor(std::string_view(header.data(), header.size()));
        if (cursor.fixed32() != 0x04034b50u || !cursor.skip(kLengths - 4))
            continue;
        const std::uint32_t lengths = *cursor.fixed32();
        const std::uint32_t nameLength = lengths & 0xFFFF, extraLength = lengths >> 16;
        if (at + kHeader + nameLength + extraLength != begin)
            continue;
        std::string name(nameLength, '\0');
        return file.readAt(at + kHeader, name) ? std::optional(std::move(name)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

// One open archive of the library, and the file as it sees it.
struct Archive::Handle {
    explicit Handle(std::shared_ptr<const RandomAccessFile> from)
        : file(std::move(from))
    {
        zip_error_init(&error);
    }
    ~Handle()
    {
        if (member)
            zip_fclose(member);
        if (zip)
            zip_discard(zip);
        zip_error_fini(&error);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    Result<void> open()
    {
        zip_source_t *source = zip_source_function_create(&Handle::serve, this, &error);
        zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
        if (zip)
            return {};
        Error why{ .fault = Fault::ArchiveDamaged, .path = file->path() };
        why.detail = fmt::format("{}.", zip_error_strerror(&error));
        zip_source_free(source);
        return fail(failure ? *failure : std::move(why));
    }

    static zip_int64_t serve(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command)
    {
        return static_cast<Handle *>(self)->serve(data, length, command);
    }
    zip_int64_t serve(void *data, zip_uint64_t length, zip_source_cmd_t command);
    zip_int64_t readInto(std::span<char> into);

    std::shared_ptr<const RandomAccessFile> file;
    std::uint64_t position = 0;
    std::optional<std::uint64_t> firstRead; // where the library read first since this was cleared
    std::optional<Error> failure; // of the file
    zip_error_t error;
    zip_t *zip = nullptr;
    zip_file_t *member = nullptr;
};

zip_int64_t Archive::Handle::readInto(std::span<char> into)
{
    if (!firstRead)
        firstRead = position;
    into = into.first(std::min<std::uint64_t>(into.size(), file->size() - position));
    if (auto done = file->readAt(position, into); !done) {
        failure = done.error();
        zip_error_set(&error, ZIP_ER_READ, EIO);
        return -1;
    }
    position += into.size();
    return static_cast<zip_int64_t>(into.size());
}

zip_int64_t Archive::Handle::serve(void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_OPEN:
        position = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return readInto({ static_cast<char *>(data), length });
    case ZIP_SOURCE_SEEK: {
        const zip_int64_t to = zip_source_seek_compute_offset(position, file->size(), data, length, &error);
        if (to < 0)
            return -1;
        position = static_cast<std::uint64_t>(to);
        return 0;
    }
    case ZIP_SOURCE_TELL:
        return static_cast<zip_int64_t>(position);
    case ZIP_SOURCE_STAT: {
        if (length < sizeof(zip_stat_t))
            return -1;
        auto *stat = static_cast<zip_stat_t *>(data);
        zip_stat_init(stat);
        stat->size = file->size();
        stat->valid = ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

Archive::Archive(std::shared_ptr<const RandomAccessFile> file, const Limits &limits)
    : m_file(std::move(file))
    , m_limits(limits)
{
}

Archive::~Archive() = default;

Result<std::shared_ptr<const Archive>> Archive::open(std::shared_ptr<const RandomAccessFile> file, const Limits &limits)
{
    std::shared_ptr<Archive> archive(new Archive(std::move(file), limits));
    const std::string &path = archive->m_file->path();
    if (archive->m_file->size() < kSmallestArchive)
        return fail(Fault::ArchiveDamaged, path, fmt::format("It has {} bytes.", archive->m_file->size()));
    auto handle = archive->take();
    if (!handle)
        return tl::unexpected(handle.error());
    const zip_int64_t count = zip_get_num_entries((*handle)->zip, ZIP_FL_UNCHANGED);
    if (count < 0 || static_cast<std::uint64_t>(count) > std::min<std::uint64_t>(limits.maxTableEntries, UINT32_MAX)) {
        Error error{ .fault = Fault::LimitExceeded, .path = path, .detail = "These are the members of the archive." };
        error.expected = static_cast<std::int64_t>(limits.maxTableEntries);
        error.actual = count;
        return fail(std::move(error));
    }
    archive->m_count = static_cast<std::uint32_t>(count);
    archive->giveBack(std::move(*handle));
    return archive;
}

Result<std::unique_ptr<Archive::Handle>> Archive::take() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle)
            return std::move(m_idle);
    }
    auto handle = std::make_unique<Handle>(m_file);
    if (auto opened = handle->open(); !opened)
        return tl::unexpected(opened.error());
    return handle;
}

void Archive::giveBack(std::unique_ptr<Handle> handle) const
{
    const std::lock_guard lock(m_mutex);
    m_idle = std::move(handle);
}

Result<ArchiveMember> Archive::member(std::uint32_t number) const
{
    auto handle = take();
    if (!handle)
        return tl::unexpected(handle.error());
    ArchiveMember member;
    zip_stat_t stat;
    zip_stat_init(&stat);
    const bool known = zip_stat_index((*handle)->zip, number, ZIP_FL_UNCHANGED, &stat) == 0;
    if (known) {
        // Encoded as zipfile reads it: UTF-8 where the archive says so or it can be, else the code page of DOS.
        const char *name = zip_get_name((*handle)->zip, number, ZIP_FL_UNCHANGED | ZIP_FL_ENC_GUESS);
        member.name = name ? name : "";
        member.size = stat.size;
        member.packedSize = stat.comp_size;
        member.crc32 = stat.crc;
        member.compressed = stat.comp_method != ZIP_CM_STORE;
        member.error = directoryError(*m_file, stat, member, m_limits);
    }
    giveBack(std::move(*handle));
    if (!known)
        return fail(Fault::ArchiveDamaged, m_file->path(), fmt::format("Member {} cannot be described.", number));
    return member;
}

Result<std::unique_ptr<MemberReader>> Archive::read(std::uint32_t number) const
{
    auto described = member(number);
    if (!described)
        return tl::unexpected(described.error());
    if (described->error)
        return fail(*described->error);
    auto handle = take();
    if (!handle)
        return tl::unexpected(handle.error());
    std::unique_ptr<MemberReader> reader(new MemberReader(*this, std::move(*handle), std::move(*described)));
    if (auto opened = reader->open(number); !opened)
        return tl::unexpected(opened.error());
    return reader;
}

MemberReader::MemberReader(const Archive &archive, std::unique_ptr<Archive::Handle> handle, ArchiveMember member)
    : m_archive(archive)
    , m_handle(std::move(handle))
    , m_member(std::move(member))
{
}

MemberReader::~MemberReader()
{
    if (m_handle->member)
        zip_fclose(std::exchange(m_handle->member, nullptr));
    m_archive.giveBack(std::move(m_handle));
}

tl::unexpected<Error> MemberReader::unreadable(std::string detail) const
{
    if (m_handle->failure)
        return fail(*m_handle->failure);
    return fail(memberError(m_archive.file(), m_member, std::move(detail)));
}

Result<void> MemberReader::open(std::uint32_t number)
{
    m_handle->failure.reset();
    m_handle->firstRead.reset();
    m_handle->member = zip_fopen_index(m_handle->zip, number, ZIP_FL_UNCHANGED);
    if (!m_handle->member)
        return unreadable(fmt::format("{}.", zip_error_strerror(zip_get_error(m_handle->zip))));
    m_nearHeader = std::exchange(m_handle->firstRead, std::nullopt);
    if (const char *name = zip_get_name(m_handle->zip, number, ZIP_FL_UNCHANGED | ZIP_FL_ENC_RAW))
        m_rawName = name;
    return {};
}

Result<void> MemberReader::checkName() const
{
    const auto local = m_nearHeader ? localName(m_archive.file(), *m_nearHeader, *m_begin) : std::nullopt;
    if (local && std::string_view(*local).substr(0, local->find('\0')) != m_rawName)
        return unreadable("The archive's directory has another name for it than stands before its bytes.");
    return {};
}

Result<void> MemberReader::read(std::span<char> into)
{
    while (!into.empty()) {
        const zip_int64_t count = zip_fread(m_handle->member, into.data(), into.size());
        if (count == 0)
            return unreadable(fmt::format("It ends after {} of {} bytes.", m_position, m_member.size));
        if (count < 0)
            return unreadable(fmt::format("{}.", zip_error_strerror(zip_file_get_error(m_handle->member))));
        if (!m_begin && m_handle->firstRead) { // the library does not tell where a member's bytes begin
            m_begin = m_handle->firstRead;
            if (auto same = checkName(); !same)
                return same;
        }
        const auto taken = static_cast<std::size_t>(count);
        m_crc = crc32_gzip_refl(m_crc, reinterpret_cast<const unsigned char *>(into.data()), taken);
        m_position += taken;
        into = into.subspan(taken);
    }
    return {};
}

Result<void> MemberReader::finish()
{
    if (m_position == m_member.size && m_crc != m_member.crc32) {
        Error error{ .fault = Fault::TensorChecksum, .path = m_archive.file().path(), .key = m_member.name };
        error.expected = m_member.crc32;
        error.actual = m_crc;
        return fail(std::move(error));
    }
    char more = 0;
    const zip_int64_t count = zip_fread(m_handle->member, &more, 1);
    if (m_position != m_member.size || count > 0)
        return unreadable(fmt::format("It goes on after {} bytes.", m_member.size));
    if (count < 0)
        return unreadable(fmt::format("{}.", zip_error_strerror(zip_file_get_error(m_handle->member))));
    return {};
}

} // namespace ckpt
