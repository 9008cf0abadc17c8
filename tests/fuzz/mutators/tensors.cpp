// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutators/tensors.h"

#include "format/base/bytecursor.h"
#include "format/base/checkedmath.h"
#include "format/base/crc32c.h"
#include "format/tensor/dtype.h"
#include "tests/fuzz/mutators/message.h"
#include "tests/support/wire.h"

namespace ckpt::fuzz {

namespace {

// Fields of BundleEntryProto.
constexpr std::uint32_t kType = 1, kShape = 2, kOffset = 4, kSize = 5, kChecksum = 6;

std::uint64_t numberOf(WireMessage &entry, std::uint32_t number)
{
    const WireField *there = field(entry, number, 0);
    return there ? there->value : 0;
}

// Elements of the entry's shape, at most `most`.
std::uint64_t elementsOf(WireMessage &entry, std::uint64_t most)
{
    std::uint64_t product = 1;
    const WireField *shape = field(entry, kShape, 2);
    auto dims = shape ? messageFrom(shape->bytes) : std::nullopt;
    for (const WireField &dim : dims.value_or(WireMessage())) {
        auto inner = dim.number == 2 && dim.type == 2 ? messageFrom(dim.bytes) : std::nullopt;
        const WireField *size = inner ? field(*inner, 1, 0) : nullptr;
        product = checkedMul(product, size ? size->value : 0).value_or(most);
    }
    return product < most ? product : most;
}

std::string fixed32(std::uint32_t value)
{
    std::string bytes;
    test::putFixed32(bytes, value);
    return bytes;
}

// Of strings at `begin`: patches the checksum of the lengths, returns that of all.
std::uint32_t sealStrings(std::string &data, std::uint64_t begin, std::uint64_t size, std::uint64_t count)
{
    ByteCursor cursor(std::string_view(data).substr(begin, size));
    std::uint32_t crc = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto length = cursor.varint64();
        if (!length)
            return 0;
        std::string fixed = fixed32(static_cast<std::uint32_t>(*length));
        if (*length > UINT32_MAX)
            fixed += fixed32(static_cast<std::uint32_t>(*length >> 32));
        crc = crc32c(fixed, crc);
    }
    if (cursor.remaining() < 4)
        return 0;
    const std::size_t at = begin + cursor.position();
    const std::string stored = fixed32(maskCrc(crc));
    data.replace(at, 4, stored);
    return crc32c(std::string_view(data).substr(at, begin + size - at), crc);
}

// Of variants: patches the checksum behind each.
std::uint32_t sealVariants(std::string &data, std::uint64_t begin, std::uint64_t size, std::uint64_t count)
{
    const std::string piece = data.substr(begin, size);
    ByteCursor cursor(piece);
    std::uint32_t crc = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto length = cursor.varint64();
        const auto bytes = length ? cursor.bytes(*length) : std::nullopt;
        if (!bytes || cursor.remaining() < 4)
            return 0;
        std::string fixed;
        test::putFixed64(fixed, *length);
        crc = crc32c(*bytes, crc32c(fixed, crc));
        const std::string stored = fixed32(maskCrc(crc));
        data.replace(begin + cursor.position(), 4, stored);
        crc = crc32c(stored, crc);
        if (!cursor.skip(4))
            return 0;
    }
    return crc;
}

} // namespace

void fitPlaces(Entries &entries, const std::string &data, Mutation &mutation)
{
    for (auto &[key, value] : entries) {
        auto entry = key.empty() ? std::nullopt : messageFrom(value);
        const std::uint64_t width = entry ? elementSize(static_cast<DType>(numberOf(*entry, kType))) : 0;
        if (width == 0)
            continue;
        const std::uint64_t size = elementsOf(*entry, data.size() + 1) * width;
        if (size > data.size())
            continue;
        if (numberOf(*entry, kSize) != size)
            fieldMade(*entry, kSize, 0).value = size;
        if (numberOf(*entry, kOffset) > data.size() - size)
            fieldMade(*entry, kOffset, 0).value = mutation.below(data.size() - size + 1);
        value = encoded(*entry);
    }
}

void sealTensors(Entries &entries, std::string &data)
{
    for (auto &[key, value] : entries) {
        auto entry = key.empty() ? std::nullopt : messageFrom(value);
        if (!entry)
            continue;
        const std::uint64_t begin = numberOf(*entry, kOffset), size = numberOf(*entry, kSize);
        if (!fitsIn(begin, size, data.size()))
            continue;
        const auto type = static_cast<DType>(numberOf(*entry, kType));
        std::uint32_t crc = 0;
        if (type == DType::String)
            crc = sealStrings(data, begin, size, elementsOf(*entry, size + 1));
        else if (type == DType::Variant)
            crc = sealVariants(data, begin, size, elementsOf(*entry, size + 1));
        else
            crc = crc32c(std::string_view(data).substr(begin, size));
        fieldMade(*entry, kChecksum, 5).bytes = fixed32(maskCrc(crc));
        value = encoded(*entry);
    }
}

} // namespace ckpt::fuzz
