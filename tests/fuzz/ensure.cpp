// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/ensure.h"

#include "format/base/crc32c.h"
#include "format/base/faulttext.h"
#include "format/base/paths.h"

#include <cstdio>
#include <cstdlib>
#include <map>

namespace ckpt::fuzz {

void ensure(bool holds, const char *what, std::string_view detail)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s. %s\n", what, printable(detail).c_str());
    std::abort();
}

void checkError(const Error &error)
{
    const std::string message = error.message();
    ensure(!message.empty(), "every fault has a sentence", name(error.fault));
    ensure(isUtf8(message), "messages are UTF-8", message);
    ensure(printable(message) == message, "messages have no control characters", message);
    ensure(name(error.code()) != std::string_view("UNKNOWN"), "every fault has a code", name(error.fault));
    ensure(error.fault != Fault::Internal, "no file makes the program contradict itself", message);
}

void checkIssues(std::span<const Issue> issues, const Limits &limits)
{
    std::map<Fault, std::size_t> seen;
    for (const Issue &found : issues) {
        checkError(found.error);
        // One more than the limit: a line that counts the rest.
        ensure(++seen[found.error.fault] <= limits.maxIssuesOfOneFault + 1, "issues of one fault are few",
            name(found.error.fault));
    }
}

Limits smallLimits()
{
    Limits limits;
    limits.maxBlockBytes = 1 << 20;
    limits.maxTableEntries = 4096;
    limits.maxSlices = 256;
    limits.maxReadBytes = 1 << 20;
    limits.maxStrings = 4096;
    limits.maxGraphBytes = 1 << 20;
    limits.maxStateBytes = 1 << 16;
    limits.maxObjectGraphItems = 4096;
    limits.maxObjectGraphBytes = 1 << 16;
    limits.maxShards = 16;
    limits.maxDirectoryEntries = 64;
    limits.maxIssuesOfOneFault = 20;
    return limits;
}

std::uint32_t seedOf(std::string_view input)
{
    return crc32c(input);
}

} // namespace ckpt::fuzz
