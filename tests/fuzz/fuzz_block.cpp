// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// One block of a table. Input: the type byte, then the stored bytes; the checksum is always right.
#include "format/table/block.h"
#include "tests/format/table/memoryfile.h"
#include "tests/fuzz/ensure.h"
#include "tests/support/tablebuilder.h"

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

void walk(std::string_view contents, const Limits &limits)
{
    auto walker = BlockWalker::make(contents, limits);
    if (!walker)
        return checkError(walker.error());
    std::uint64_t keyBytes = 0, steps = 0;
    const char *last = contents.data();
    for (;;) {
        const auto more = walker->next();
        if (!more)
            return checkError(more.error());
        if (!*more)
            return;
        ensure(++steps <= contents.size(), "an entry takes bytes");
        keyBytes += walker->key().size();
        ensure(keyBytes <= limits.maxKeyRatio * contents.size(), "keys are in proportion to their block");
        const std::string_view value = walker->value();
        ensure(value.data() >= last && value.data() + value.size() <= contents.data() + contents.size(),
            "values lie in the block, one after the other");
        last = value.data() + value.size();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view stored = textOf(data, size).substr(1);
    const Limits limits = smallLimits();
    walk(stored, limits);

    const auto file = test::memoryFile(test::storedBlock(stored, data[0]));
    BlockContents contents;
    const BlockHandle handle{ 0, stored.size() };
    if (auto read = readBlock(*file, handle, file->size(), limits, contents); !read) {
        checkError(read.error());
        return 0;
    }
    ensure(data[0] <= 1, "unknown compression is refused");
    ensure(contents.compressed == (data[0] == 1), "compression is told");
    ensure(contents.compressed || contents.bytes == stored, "a plain block is what is stored");
    ensure(contents.bytes.size() <= limits.maxSnappyRatio * (stored.size() + 1), "a block does not explode");
    walk(contents.bytes, limits);
    return 0;
}
