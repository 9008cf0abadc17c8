// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// For an archive of arrays: members are taken out as they can be read, changed, and put into an archive with right
// checksums; or the archive is changed as it is.
#include "format/arrays/archive.h"
#include "tests/format/table/memoryfile.h"
#include "tests/fuzz/ensure.h"
#include "tests/fuzz/mutators/header.h"
#include "tests/support/zipbuilder.h"

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

std::vector<test::ZipMember> membersOf(const std::string &archive)
{
    std::vector<test::ZipMember> members;
    const auto opened = Archive::open(test::memoryFile(archive), smallLimits());
    for (std::uint32_t number = 0; opened && number < (*opened)->memberCount() && number < 64; ++number) {
        auto reader = (*opened)->read(number);
        if (!reader || (*reader)->member().size > 65536)
            continue;
        test::ZipMember member;
        member.name = (*reader)->member().name;
        member.deflated = (*reader)->member().compressed;
        member.content.resize((*reader)->member().size);
        if ((*reader)->read(std::span(member.content)))
            members.push_back(std::move(member));
    }
    return members;
}

void change(std::vector<test::ZipMember> &members, Mutation &mutation)
{
    test::ZipMember &member = members[mutation.below(members.size())];
    switch (mutation.below(10)) {
    case 0:
        mutation.shuffle(members);
        break;
    case 1:
        member.name = mutation.bytes(member.name, 8);
        break;
    case 2:
        member.deflated = !member.deflated;
        break;
    case 3:
        member.size = static_cast<std::uint32_t>(mutation.number(member.content.size()));
        break;
    case 4:
        member.packedSize = static_cast<std::uint32_t>(mutation.number(member.content.size()));
        break;
    case 5:
        member.flags = static_cast<std::uint16_t>(mutation.number(0));
        break;
    default:
        member.content = changedNpy(member.content, mutation);
    }
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(
    std::uint8_t *data, std::size_t size, std::size_t most, unsigned int seed)
{
    Mutation mutation(seed);
    const std::string archive(data, data + size);
    auto members = mutation.once(4) ? std::vector<test::ZipMember>() : membersOf(archive);
    if (members.empty())
        return give(mutation.bytes(archive), data, most);
    do
        change(members, mutation);
    while (!members.empty() && mutation.once(3));
    return give(test::zipArchive(members), data, most);
}
