// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/archive.h"
#include "format/arrays/arrayindex.h"
#include "format/arrays/arrayparts.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

class NpzReader {
public:
    NpzReader(std::shared_ptr<const Archive> archive, const Limits &limits)
        : m_archive(std::move(archive))
        , m_path(m_archive->file().path())
        , m_limits(limits)
        , m_log(m_index.issues, limits.maxIssuesOfOneFault)
    {
    }

    Result<CheckpointIndex> read(const JobControl &control)
    {
        m_index.archive = m_archive;
        m_index.shardCount = 1;
        m_index.shards.push_back({ 0, m_path, m_archive->file().size() });
        for (std::uint32_t number = 0; number < m_archive->memberCount(); ++number) {
            if (control.cancelled())
                return fail(Fault::Cancelled, m_path);
            auto member = m_archive->member(number);
            if (!member)
                return tl::unexpected(member.error());
            if (!member->name.ends_with('/')) // a folder
                add(number, *member);
            control.report(number + 1, m_archive->memberCount());
        }
        addEntries(m_index, std::move(m_entries), m_path, true, m_limits);
        return std::move(m_index);
    }

private:
    void add(std::uint32_t number, const ArchiveMember &member)
    {
        const bool named = member.name.size() > 4 && member.name.ends_with(".npy");
        ArrayEntry entry;
        entry.variable.key = named ? member.name.substr(0, member.name.size() - 4) : member.name;
        entry.layout.archived = true;
        entry.layout.compressed = member.compressed;
        entry.layout.member = number;
        entry.layout.crc32 = member.crc32;
        bool isArray = named;
        if (auto described = read(entry, number, isArray); !described) {
            described.error().path = m_path;
            described.error().key = entry.variable.key;
            entry.variable.error = described.error();
        }
        if (isArray)
            m_entries.push_back(std::move(entry));
        else
            skip(member.name);
    }

    // `isArray` becomes true when the member begins like one, whatever its name.
    Result<void> read(ArrayEntry &entry, std::uint32_t number, bool &isArray)
    {
        auto opened = m_archive->read(number);
        if (!opened)
            return tl::unexpected(opened.error());
        MemberReader &reader = **opened;
        std::string bytes(std::min<std::uint64_t>(kNpyStartBytes, reader.member().size), '\0');
        if (auto done = reader.read(std::span(bytes)); !done)
            return done;
        isArray = isArray || startsLikeNpy(bytes);
        const auto size = npyHeaderSize(bytes, m_limits);
        if (!size)
            return entryError(size.error());
        if (*size > reader.member().size)
            return entryError(Error{ .fault = Fault::ArrayFileDamaged,
                .detail =
                    fmt::format("Its header should have {} bytes, but it has {}.", *size, reader.member().size) });
        const std::size_t had = std::min<std::size_t>(bytes.size(), *size);
        if (had < bytes.size())
            return entryError(Error{ .fault = Fault::ArrayFileDamaged, .detail = "Its header is too short." });
        bytes.resize(*size);
        if (auto done = reader.read(std::span(bytes).subspan(had)); !done)
            return done;
        const auto header = parseNpyHeader(bytes);
        if (!header)
            return entryError(header.error());
        place(entry, *header, reader);
        return {};
    }

    void place(ArrayEntry &entry, const NpyHeader &header, const MemberReader &reader)
    {
        const ArchiveMember &member = reader.member();
        entry.layout.headerBytes = static_cast<std::uint32_t>(header.bytes);
        const std::uint64_t elements = member.size - header.bytes;
        entry.variable.at = StoredAt{ 0, 0, elements, 0, false };
        describe(entry, header, m_path, true, m_limits);
        // The bytes of a compressed array are those of its whole member: its header is in them.
        StoredAt &at = *entry.variable.at;
        at.offset = *reader.begin() + (member.compressed ? 0 : header.bytes);
        at.size = member.compressed ? member.packedSize : elements;
    }

    // What is wrong with a header is wrong with one entry of this file, not with the file.
    static Result<void> entryError(Error error)
    {
        if (error.fault == Fault::ArrayFileDamaged)
            error.fault = Fault::EntryDamaged;
        return fail(std::move(error));
    }

    void skip(const std::string &name)
    {
        Error error{ .fault = Fault::ArchiveMemberUnreadable, .path = m_path, .key = name };
        error.detail = "It is not an array.";
        m_log.add({ Severity::Note, std::move(error) });
    }

    std::shared_ptr<const Archive> m_archive;
    const std::string m_path;
    const Limits &m_limits;
    CheckpointIndex m_index;
    IssueLog m_log;
    std::vector<ArrayEntry> m_entries;
};

} // namespace

Result<CheckpointIndex> readNpzIndex(const std::string &path, const Limits &limits, const JobControl &control)
{
    auto file = openArrayFile(path);
    if (!file)
        return tl::unexpected(file.error());
    auto archive = Archive::open(*file, limits);
    if (!archive)
        return tl::unexpected(archive.error());
    return NpzReader(std::move(*archive), limits).read(control);
}

} // namespace ckpt
