// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Bytes written by hand, independent of the engine's own code, so that a test can also write what the engine must
// refuse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt::test {

void putVarint(std::string &out, std::uint64_t value);
void putFixed32(std::string &out, std::uint32_t value);
void putFixed64(std::string &out, std::uint64_t value);

// Plain and masked CRC-32C, bit by bit from the polynomial: the oracle for the engine's one.
std::uint32_t plainCrc(std::string_view bytes, std::uint32_t before = 0);
std::uint32_t maskedCrc(std::string_view bytes);

// A protobuf message, field by field in the order of the calls. Zero values are written too: leave out what shall be
// absent.
class Message {
public:
    Message &varint(int field, std::uint64_t value);
    Message &number(int field, std::int64_t value) { return varint(field, static_cast<std::uint64_t>(value)); }
    Message &fixed32(int field, std::uint32_t value);
    Message &bytes(int field, std::string_view value);
    Message &raw(std::string_view encoded);
    const std::string &str() const { return m_bytes; }

private:
    std::string m_bytes;
};

// TensorShapeProto as TensorFlow writes it.
std::string shapeMessage(const std::vector<std::int64_t> &dims);

// Part of one axis. length -1 = the whole axis.
struct Extent {
    std::int64_t start = 0;
    std::int64_t length = -1;
};
std::string sliceMessage(const std::vector<Extent> &extents);
// The key of a slice in both formats (OrderedCode).
std::string sliceKey(std::string_view name, const std::vector<Extent> &extents);

// Little-endian elements.
template <typename T>
std::string elements(const std::vector<T> &values)
{
    static_assert(sizeof(bool) == 1);
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

// Writes or replaces a file; ends the test program with a message when that fails.
void writeFile(const std::string &path, std::string_view bytes);
std::string readFile(const std::string &path);

} // namespace ckpt::test
