// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/zipbuilder.h"

#include <algorithm>

namespace ckpt::test {

namespace {

std::string little(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(i < 8 ? value >> (8 * i) : 0));
    return text;
}

std::uint32_t crc32(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

std::string deflate(std::string_view bytes)
{
    std::string packed;
    do {
        const std::string_view block = bytes.substr(0, 65535);
        bytes.remove_prefix(block.size());
        packed += little(bytes.empty() ? 1 : 0, 1) + little(block.size(), 2) + little(~block.size(), 2);
        packed += block;
    } while (!bytes.empty());
    return packed;
}

} // namespace

std::string zipArchive(const std::vector<ZipMember> &members)
{
    std::string out, directory;
    for (const ZipMember &member : members) {
        const std::string packed = member.deflated ? deflate(member.content) : member.content;
        const std::string facts = little(20, 2) + little(member.flags.value_or(0), 2)
            + little(member.method.value_or(member.deflated ? 8 : 0), 2) + little(0x21'0000, 4)
            + little(member.crc.value_or(crc32(member.content)), 4)
            + little(member.packedSize.value_or(packed.size()), 4)
            + little(member.size.value_or(member.content.size()), 4);
        const std::string local = member.localName.value_or(member.name);
        directory += "PK\1\2" + little(20, 2) + facts + little(member.name.size(), 2) + little(0, 12)
            + little(out.size(), 4) + member.name;
        out += "PK\3\4" + facts + little(local.size(), 2) + little(0, 2) + local + packed;
    }
    const std::string end = "PK\5\6" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2)
        + little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
    return out + directory + end;
}

std::string npyArray(std::string_view dictionary, std::string_view elements)
{
    return "\x93NUMPY" + little(1, 2) + little(dictionary.size(), 2) + std::string(dictionary) + std::string(elements);
}

std::string npyArray(std::string_view descr, std::string_view shape, std::string_view elements, bool columnMajor)
{
    const std::string order = columnMajor ? "True" : "False";
    return npyArray("{'descr': '" + std::string(descr) + "', 'fortran_order': " + order
            + ", 'shape': " + std::string(shape) + ", }\n",
        elements);
}

std::string safetensors(std::string_view json, std::string_view data)
{
    return little(json.size(), 8) + std::string(json) + std::string(data);
}

} // namespace ckpt::test
