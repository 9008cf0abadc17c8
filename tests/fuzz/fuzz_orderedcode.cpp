// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Numbers and strings whose bytes sort as they do. Input: sixteen bytes that are two numbers, the rest is read as
// codes.
#include "format/bundle/orderedcode.h"
#include "tests/fuzz/ensure.h"

#include <cstring>

using namespace ckpt;
using namespace ckpt::fuzz;

namespace {

template <typename T, typename Write, typename Read>
std::string roundTrip(const T &value, Write write, Read read)
{
    std::string code;
    write(code, value);
    ByteCursor cursor(code);
    const auto again = read(cursor);
    ensure(again && *again == value && cursor.atEnd(), "what is written is read back");
    return code;
}

// What can be read is exactly what would be written.
template <typename Write, typename Read>
void decode(std::string_view bytes, Write write, Read read)
{
    ByteCursor cursor(bytes);
    while (!cursor.atEnd()) {
        const std::size_t begin = cursor.position();
        const auto value = read(cursor);
        if (!value)
            return;
        std::string code;
        write(code, *value);
        ensure(code == bytes.substr(begin, cursor.position() - begin), "there is one code for a value");
    }
}

int sign(int order)
{
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = textOf(data, size);
    decode(bytes, writeOrderedUnsigned, readOrderedUnsigned);
    decode(bytes, writeOrderedSigned, readOrderedSigned);
    decode(bytes, writeOrderedString, readOrderedString);
    if (size < 16)
        return 0;
    std::uint64_t a = 0, b = 0;
    std::memcpy(&a, data, 8);
    std::memcpy(&b, data + 8, 8);
    const std::string codeA = roundTrip(a, writeOrderedUnsigned, readOrderedUnsigned);
    const std::string codeB = roundTrip(b, writeOrderedUnsigned, readOrderedUnsigned);
    ensure((a <=> b < 0) == (codeA.compare(codeB) < 0), "unsigned codes sort as their numbers");
    const auto x = static_cast<std::int64_t>(a), y = static_cast<std::int64_t>(b);
    const std::string codeX = roundTrip(x, writeOrderedSigned, readOrderedSigned);
    const std::string codeY = roundTrip(y, writeOrderedSigned, readOrderedSigned);
    ensure((x < y) == (codeX.compare(codeY) < 0), "signed codes sort as their numbers");
    const std::string_view rest = bytes.substr(16);
    const std::string left(rest.substr(0, rest.size() / 2)), right(rest.substr(rest.size() / 2));
    const std::string codeLeft = roundTrip(left, writeOrderedString, readOrderedString);
    const std::string codeRight = roundTrip(right, writeOrderedString, readOrderedString);
    ensure(sign(left.compare(right)) == sign(codeLeft.compare(codeRight)), "codes of strings sort as the strings");
    return 0;
}
