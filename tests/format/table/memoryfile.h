// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Bytes in memory as a file, which also counts what is read of it.
#pragma once

#include "format/base/file.h"

#include <algorithm>
#include <memory>
#include <string>

namespace ckpt::test {

class MemoryFile final : public RandomAccessFile {
public:
    explicit MemoryFile(std::string bytes)
        : m_bytes(std::move(bytes))
    {
    }
    const std::string &path() const override { return m_path; }
    std::uint64_t size() const override { return m_bytes.size(); }
    Result<void> readAt(std::uint64_t offset, std::span<char> into) const override
    {
        if (offset > m_bytes.size() || into.size() > m_bytes.size() - offset)
            return fail(Fault::ShardTooShort, m_path);
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
        read += into.size();
        return {};
    }

    mutable std::uint64_t read = 0;

private:
    std::string m_path = "memory";
    std::string m_bytes;
};

inline std::shared_ptr<const MemoryFile> memoryFile(std::string bytes)
{
    return std::make_shared<const MemoryFile>(std::move(bytes));
}

} // namespace ckpt::test
