// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/slices/slicesvalues.h"

#include "format/proto/saved_tensor_slice.pb.h"

#include <cstring>
#include <fmt/format.h>
#include <google/protobuf/arena.h>

namespace ckpt {

namespace {

// What came of turning the repeated field of a type into little-endian bytes.
struct Conversion {
    std::int64_t values = 0;
    bool inRange = true; // every value fits its type
};

template <typename Stored, typename Field>
Conversion pack(const Field &field, std::string &out)
{
    Conversion conversion{ field.size(), true };
    out.resize(static_cast<std::size_t>(field.size()) * sizeof(Stored));
    char *into = out.data();
    for (const auto value : field) {
        const auto stored = static_cast<Stored>(value);
        conversion.inRange &= static_cast<std::remove_cvref_t<decltype(value)>>(stored) == value || value != value;
        std::memcpy(into, &stored, sizeof stored);
        into += sizeof stored;
    }
    return conversion;
}

// Pairs of real and imaginary part: twice the numbers.
template <typename Stored, typename Field>
Conversion packPairs(const Field &field, std::string &out)
{
    Conversion conversion = pack<Stored>(field, out);
    conversion.inRange &= conversion.values % 2 == 0;
    conversion.values /= 2;
    return conversion;
}

// V1 keeps all small integers in int_val, half-precision bits in half_val.
Conversion convert(const pb::TensorProto &proto, TensorData &data)
{
    switch (data.dtype) {
    case DType::Float32:
        return pack<float>(proto.float_val(), data.bytes);
    case DType::Float64:
        return pack<double>(proto.double_val(), data.bytes);
    case DType::Int32:
    case DType::QInt32:
        return pack<std::int32_t>(proto.int_val(), data.bytes);
    case DType::UInt16:
    case DType::QUInt16:
        return pack<std::uint16_t>(proto.int_val(), data.bytes);
    case DType::Int16:
    case DType::QInt16:
        return pack<std::int16_t>(proto.int_val(), data.bytes);
    case DType::UInt8:
    case DType::QUInt8:
        return pack<std::uint8_t>(proto.int_val(), data.bytes);
    case DType::Int8:
    case DType::QInt8:
        return pack<std::int8_t>(proto.int_val(), data.bytes);
    case DType::Int64:
        return pack<std::int64_t>(proto.int64_val(), data.bytes);
    case DType::UInt32:
        return pack<std::uint32_t>(proto.uint32_val(), data.bytes);
    case DType::UInt64:
        return pack<std::uint64_t>(proto.uint64_val(), data.bytes);
    case DType::Bool:
        return pack<std::uint8_t>(proto.bool_val(), data.bytes);
    case DType::Float16:
        return pack<std::uint16_t>(proto.half_val(), data.bytes);
    case DType::Complex64:
        return packPairs<float>(proto.scomplex_val(), data.bytes);
    case DType::Complex128:
        return packPairs<double>(proto.dcomplex_val(), data.bytes);
    case DType::String:
        data.strings.assign(proto.string_val().begin(), proto.string_val().end());
        return { proto.string_val_size(), true };
    default:
        return { -1, false };
    }
}

} // namespace

Result<TensorData> readSliceValues(const std::string &path, const std::string &v1Key, DType dtype,
    const TensorShape &shape, const std::string &variable, const Limits &limits)
{
    auto file = openFile(path);
    if (!file)
        return tl::unexpected(file.error());
    auto table = TableReader::open(*file, limits);
    if (!table)
        return tl::unexpected(table.error());
    return readSliceValues(*table, v1Key, dtype, shape, variable);
}

Result<TensorData> readSliceValues(const TableReader &table, const std::string &v1Key, DType dtype,
    const TensorShape &shape, const std::string &variable)
{
    const std::string &path = table.file().path();
    auto value = table.find(v1Key);
    if (!value) {
        value.error().key = variable;
        return tl::unexpected(value.error());
    }
    if (!*value)
        return fail(Error{ .fault = Fault::SliceMissing,
            .path = path,
            .key = variable,
            .where = {},
            .expected = {},
            .actual = {},
            .detail = fmt::format("of shape [{}]", text(shape, ", ")) });
    google::protobuf::Arena arena;
    auto *slices = google::protobuf::Arena::CreateMessage<pb::SavedTensorSlices>(&arena);
    if ((*value)->size() > INT32_MAX || !slices->ParseFromArray((*value)->data(), static_cast<int>((*value)->size())))
        return fail(Error{ .fault = Fault::EntryDamaged,
            .path = path,
            .key = variable,
            .where = {},
            .expected = {},
            .actual = {},
            .detail = "Its values are no message." });
    value->reset();
    TensorData data{ dtype, shape, {}, {} };
    const Conversion conversion = convert(slices->data().data(), data);
    if (conversion.values != shape.elements()) {
        Error error{ .fault = Fault::ValueCount, .path = path, .key = variable };
        error.expected = shape.elements();
        error.actual = conversion.values;
        return fail(std::move(error));
    }
    if (!conversion.inRange)
        return fail(Error{ .fault = Fault::EntryDamaged,
            .path = path,
            .key = variable,
            .where = {},
            .expected = {},
            .actual = {},
            .detail = "A value does not fit its type." });
    return data;
}

} // namespace ckpt
