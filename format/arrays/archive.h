// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A ZIP archive, as .npz files are. libzip is inside; its objects serve one thread at a time, so each reader has one of
// its own, and one that is no longer used is kept for the next. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/file.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

namespace ckpt {

struct ArchiveMember {
    std::string name; // UTF-8; a name and no path, whatever it looks like
    std::uint64_t size = 0; // bytes when unpacked
    std::uint64_t packedSize = 0; // bytes in the file
    std::uint32_t crc32 = 0; // over the unpacked bytes
    bool compressed = false;
    std::optional<Error> error; // why it cannot be read, as far as the directory tells: ArchiveMemberUnreadable
};

// Reads one member forwards. For one thread; must not outlive its archive.
class MemberReader;

// Immutable but for the kept handle, which is behind a lock: safe from many threads.
class Archive {
public:
    // Reads the directory. Fails with ArchiveDamaged, LimitExceeded, or a read error. The file stays open.
    static Result<std::shared_ptr<const Archive>> open(
        std::shared_ptr<const RandomAccessFile> file, const Limits &limits = {});
    ~Archive();
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    const RandomAccessFile &file() const { return *m_file; }
    std::uint32_t memberCount() const { return m_count; }
    // `number` < memberCount(). Fails when the archive cannot be opened again.
    Result<ArchiveMember> member(std::uint32_t number) const;
    // Fails with what member() says is wrong, ArchiveMemberUnreadable, or a read error.
    Result<std::unique_ptr<MemberReader>> read(std::uint32_t number) const;

private:
    friend class MemberReader;
    struct Handle;

    Archive(std::shared_ptr<const RandomAccessFile> file, const Limits &limits);
    Result<std::unique_ptr<Handle>> take() const;
    void giveBack(std::unique_ptr<Handle> handle) const;

    std::shared_ptr<const RandomAccessFile> m_file;
    Limits m_limits;
    std::uint32_t m_count = 0;
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<Handle> m_idle;
};

class MemberReader {
public:
    ~MemberReader();
    MemberReader(const MemberReader &) = delete;
    MemberReader &operator=(const MemberReader &) = delete;

    const ArchiveMember &member() const { return m_member; }
    // Unpacked bytes that were read.
    std::uint64_t position() const { return m_position; }
    // Fills all of `into`. Fails with ArchiveMemberUnreadable when the bytes cannot be unpacked or end before that, or
    // when another name stands before them than in the directory (other readers refuse that, too).
    Result<void> read(std::span<char> into);
    // After the last byte: TensorChecksum when they are not what the checksum was made of.
    Result<void> finish();
    // Where the (packed) bytes begin in the file; known once something was read.
    std::optional<std::uint64_t> begin() const { return m_begin; }

private:
    friend class Archive;
    MemberReader(const Archive &archive, std::unique_ptr<Archive::Handle> handle, ArchiveMember member);
    Result<void> open(std::uint32_t number);
    Result<void> checkName() const;
    tl::unexpected<Error> unreadable(std::string detail) const;

    const Archive &m_archive;
    std::unique_ptr<Archive::Handle> m_handle;
    ArchiveMember m_member;
    std::uint64_t m_position = 0;
    std::uint32_t m_crc = 0;
    std::string m_rawName; // as it stands in the directory
    std::optional<std::uint64_t> m_nearHeader; // where the library read of the local header
    std::optional<std::uint64_t> m_begin;
};

} // namespace ckpt
