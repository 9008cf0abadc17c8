// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A ZIP archive of stored members, with the bytes that Python's zipfile makes of the same members for numpy.savez:
// times of 1980-01-01, Zip64 sizes in every local header.
#pragma once

#include "format/base/newfile.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Bytes of the checksum so far and more of them: CRC-32 of the archive format.
std::uint32_t zipCrc(std::string_view bytes, std::uint32_t crc = 0);

class ZipWriter {
public:
    explicit ZipWriter(NewFile &file)
        : m_file(file)
    {
    }
    // A member: begin(), its bytes, and the next one. Its header comes first in the file, so size and checksum have to
    // be known. `name` is UTF-8. All fail as NewFile does.
    Result<void> begin(std::string_view name, std::uint64_t size, std::uint32_t crc);
    Result<void> append(std::string_view bytes) { return m_file.append(bytes); }
    // The directory. The file is not closed.
    Result<void> finish();

private:
    struct Member {
        std::string name;
        std::uint64_t size = 0, offset = 0;
        std::uint32_t crc = 0;
    };

    NewFile &m_file;
    std::vector<Member> m_members;
};

} // namespace ckpt
