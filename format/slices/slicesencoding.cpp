// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/slices/slicesencoding.h"

#include "format/base/putbytes.h"

#include <cstring>

namespace ckpt {

namespace {

// How the values of a type are encoded: as they are, or as the varint of a number of this kind.
enum class Form { No, Raw, Bool, I8, U8, I16, U16, I32, I64, Text };

struct Facts {
    Form form = Form::No;
    std::uint32_t field = 0; // of TensorProto
    std::uint64_t most = 0; // TensorFlow's MaxBytesPerElement (core/util/tensor_slice_writer.cc)
};

Facts factsOf(DType type)
{
    switch (type) {
    case DType::Float32:
        return { Form::Raw, 5, 4 };
    case DType::Float64:
        return { Form::Raw, 6, 8 };
    case DType::Int32:
    case DType::QInt32:
        return { Form::I32, 7, 10 };
    case DType::Int16:
        return { Form::I16, 7, 10 };
    case DType::Int8:
    case DType::QInt8:
        return { Form::I8, 7, 10 };
    case DType::UInt8:
    case DType::QUInt8:
        return { Form::U8, 7, 2 };
    case DType::UInt16:
        return { Form::U16, 7, 3 };
    case DType::String:
        return { Form::Text, 8, 10 };
    case DType::Complex64:
        return { Form::Raw, 9, 8 };
    case DType::Int64:
        return { Form::I64, 10, 10 };
    case DType::Bool:
        return { Form::Bool, 11, 1 };
    case DType::Complex128:
        return { Form::Raw, 12, 16 };
    case DType::Float16:
        return { Form::U16, 13, 3 };
    default:
        return {};
    }
}

// Calls see(number) for each element, sign-extended to 64 bits.
template <typename Stored, typename See>
void eachNumber(std::string_view elements, See &&see)
{
    for (std::size_t at = 0; at + sizeof(Stored) <= elements.size(); at += sizeof(Stored)) {
        Stored value;
        std::memcpy(&value, elements.data() + at, sizeof value);
        see(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
    }
}

template <typename See>
void eachNumber(Form form, std::string_view elements, See &&see)
{
    switch (form) {
    case Form::Bool:
        return eachNumber<std::uint8_t>(elements, [&](std::uint64_t value) { see(value != 0); });
    case Form::I8:
        return eachNumber<std::int8_t>(elements, see);
    case Form::U8:
        return eachNumber<std::uint8_t>(elements, see);
    case Form::I16:
        return eachNumber<std::int16_t>(elements, see);
    case Form::U16:
        return eachNumber<std::uint16_t>(elements, see);
    case Form::I32:
        return eachNumber<std::int32_t>(elements, see);
    case Form::I64:
        return eachNumber<std::int64_t>(elements, see);
    case Form::No:
    case Form::Raw:
    case Form::Text:
        return;
    }
}

} // namespace

bool slicesCanHold(DType type)
{
    return factsOf(type).form != Form::No;
}

std::uint64_t mostEncodedBytes(DType type)
{
    return factsOf(type).most;
}

std::uint32_t valuesField(DType type)
{
    return factsOf(type).field;
}

std::uint64_t encodedBytes(DType type, std::string_view elements)
{
    const Form form = factsOf(type).form;
    if (form == Form::Raw)
        return elements.size();
    std::uint64_t sum = 0;
    eachNumber(form, elements, [&sum](std::uint64_t value) { sum += varintSize(value); });
    return sum;
}

void encodeElements(DType type, std::string_view elements, std::string &out)
{
    const Form form = factsOf(type).form;
    if (form == Form::Raw)
        out += elements;
    else
        eachNumber(form, elements, [&out](std::uint64_t value) { putVarint(out, value); });
}

} // namespace ckpt
