// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/tensor/tensordata.h"

#include "format/tensor/kernels.h"
#include "format/tensor/smallfloat.h"

#include <bit>
#include <cstring>
#include <limits>

static_assert(std::endian::native == std::endian::little, "values are kept little-endian and read as they are");

namespace ckpt {

namespace {

template <typename T>
T load(const char *bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

template <typename T>
void widen(std::string_view bytes, std::span<double> into)
{
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i] = static_cast<double>(load<T>(bytes.data() + i * sizeof(T)));
}

// Sign-extends the low `bits` bits.
std::int64_t lowSigned(char byte, int bits)
{
    const unsigned value = static_cast<unsigned char>(byte) & ((1u << bits) - 1);
    const unsigned sign = 1u << (bits - 1);
    return static_cast<std::int64_t>(value ^ sign) - static_cast<std::int64_t>(sign);
}

const char *elementAt(const TensorData &data, std::int64_t index)
{
    return data.bytes.data() + static_cast<std::size_t>(index) * elementSize(data.dtype);
}

} // namespace

void toDoubles(DType type, std::string_view bytes, std::span<double> into)
{
    switch (type) {
    case DType::Float32:
        return widen<float>(bytes, into);
    case DType::Float64:
        return widen<double>(bytes, into);
    case DType::Int32:
    case DType::QInt32:
        return widen<std::int32_t>(bytes, into);
    case DType::Int16:
    case DType::QInt16:
        return widen<std::int16_t>(bytes, into);
    case DType::Int8:
    case DType::QInt8:
        return widen<std::int8_t>(bytes, into);
    case DType::UInt8:
    case DType::QUInt8:
        return widen<std::uint8_t>(bytes, into);
    case DType::UInt16:
    case DType::QUInt16:
        return widen<std::uint16_t>(bytes, into);
    case DType::UInt32:
        return widen<std::uint32_t>(bytes, into);
    case DType::Int64:
        return widen<std::int64_t>(bytes, into);
    case DType::UInt64:
        return widen<std::uint64_t>(bytes, into);
    case DType::Bool:
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = bytes[i] != 0 ? 1 : 0;
        return;
    case DType::Float16:
        return halvesToDoubles(bytes, into);
    case DType::BFloat16:
        return bfloat16sToDoubles(bytes, into);
    case DType::Int4:
    case DType::Int2:
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = static_cast<double>(lowSigned(bytes[i], type == DType::Int4 ? 4 : 2));
        return;
    case DType::UInt4:
    case DType::UInt2:
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = static_cast<unsigned char>(bytes[i]) & (type == DType::UInt4 ? 0x0F : 0x03);
        return;
    case DType::Float8E5M2:
    case DType::Float8E4M3FN:
    case DType::Float8E4M3FNUZ:
    case DType::Float8E4M3B11FNUZ:
    case DType::Float8E5M2FNUZ:
    case DType::Float4E2M1FN: {
        const auto &table = smallFloatTable(type);
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = table[static_cast<unsigned char>(bytes[i])];
        return;
    }
    default:
        for (double &value : into)
            value = std::numeric_limits<double>::quiet_NaN();
    }
}

std::complex<double> toComplex(const TensorData &data, std::int64_t index)
{
    if (data.dtype == DType::Complex64)
        return { load<float>(elementAt(data, index)), load<float>(elementAt(data, index) + 4) };
    if (data.dtype == DType::Complex128)
        return { load<double>(elementAt(data, index)), load<double>(elementAt(data, index) + 8) };
    return toDouble(data, index);
}

double toDouble(const TensorData &data, std::int64_t index)
{
    const NumberClass numbers = numberClass(data.dtype);
    if (numbers == NumberClass::Complex)
        return toComplex(data, index).real();
    double value = std::numeric_limits<double>::quiet_NaN();
    if (elementSize(data.dtype) != 0)
        toDoubles(data.dtype, std::string_view(elementAt(data, index), elementSize(data.dtype)), std::span(&value, 1));
    return value;
}

std::int64_t toInt64(const TensorData &data, std::int64_t index)
{
    if (data.dtype == DType::Int64)
        return load<std::int64_t>(elementAt(data, index));
    if (data.dtype == DType::UInt64)
        return static_cast<std::int64_t>(load<std::uint64_t>(elementAt(data, index)));
    const double value = toDouble(data, index);
    return value >= -9.2e18 && value <= 9.2e18 ? static_cast<std::int64_t>(value) : 0;
}

std::uint64_t toUInt64(const TensorData &data, std::int64_t index)
{
    return static_cast<std::uint64_t>(toInt64(data, index));
}

} // namespace ckpt
