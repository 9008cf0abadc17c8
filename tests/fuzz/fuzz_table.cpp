// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A whole table. Input: the file.
#include "format/table/tablereader.h"
#include "tests/format/table/memoryfile.h"
#include "tests/fuzz/ensure.h"

#include <map>

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

bool orderIsDoubted(const Issues &issues)
{
    for (const Issue &found : issues)
        if (found.error.fault == Fault::KeysUnsorted || found.error.fault == Fault::KeyDuplicate)
            return true;
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto file = test::memoryFile(std::string(textOf(data, size)));
    const Limits limits = smallLimits();
    const auto table = TableReader::open(file, limits);
    if (!table) {
        checkError(table.error());
        return 0;
    }
    std::map<std::string, std::string, std::less<>> entries;
    bool ascending = true;
    std::uint64_t count = 0;
    std::string last;
    Issues issues;
    file->read = 0;
    const auto walked = table->forEach(
        [&](std::string_view key, std::string_view value) {
            ascending &= count == 0 || last < key;
            last = key;
            entries.emplace(key, value);
            return ++count > 0;
        },
        issues);
    checkIssues(issues, limits);
    ensure(file->read <= file->size() + table->blockCount() * kBlockTrailerSize, "no byte is read twice");
    if (!walked) {
        checkError(walked.error());
        return 0;
    }
    ensure(walked->entries == count && count <= limits.maxTableEntries, "all entries are shown");
    ensure(walked->damagedBlocks <= table->blockCount(), "damage is counted by blocks");
    ensure(ascending || orderIsDoubted(issues), "keys ascend, or an issue says that they do not");

    // In a table without doubt every key is found; in any, what is found is an entry.
    for (const auto &[key, value] : entries) {
        const auto found = table->find(key);
        if (!found) {
            checkError(found.error());
            ensure(walked->damagedBlocks > 0, "a table without damage can be searched", key);
            continue;
        }
        if (*found && ascending)
            ensure(**found == value, "the value that is found is the one that is listed", key);
    }
    return 0;
}
