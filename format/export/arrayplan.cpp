// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/arrayplan.h"

#include "format/base/paths.h"
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/valuereader.h"
#include "format/export/arraynames.h"
#include "format/export/arrayvalues.h"
#include "format/objects/objectkey.h"
#include "format/tensor/cast.h"
#include "format/tensor/elementparse.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace ckpt {

namespace {

constexpr std::size_t kLongestMember = UINT16_MAX - 4; // with ".npy"

// In the order in which the reference implementation lays data out.
struct TypeName {
    DType type;
    const char *text;
};
constexpr std::array kSafetensorsTypes{ TypeName{ DType::UInt64, "U64" }, TypeName{ DType::Int64, "I64" },
    TypeName{ DType::Float64, "F64" }, TypeName{ DType::Complex64, "C64" }, TypeName{ DType::Float32, "F32" },
    TypeName{ DType::UInt32, "U32" }, TypeName{ DType::Int32, "I32" }, TypeName{ DType::BFloat16, "BF16" },
    TypeName{ DType::Float16, "F16" }, TypeName{ DType::UInt16, "U16" }, TypeName{ DType::Int16, "I16" },
    TypeName{ DType::Float8E5M2FNUZ, "F8_E5M2FNUZ" }, TypeName{ DType::Float8E4M3FNUZ, "F8_E4M3FNUZ" },
    TypeName{ DType::Float8E4M3FN, "F8_E4M3" }, TypeName{ DType::Float8E5M2, "F8_E5M2" }, TypeName{ DType::Int8, "I8" },
    TypeName{ DType::UInt8, "U8" }, TypeName{ DType::Bool, "BOOL" } };

std::size_t placeOf(DType type)
{
    const auto found = std::find_if(
        kSafetensorsTypes.begin(), kSafetensorsTypes.end(), [type](auto &one) { return one.type == type; });
    return static_cast<std::size_t>(found - kSafetensorsTypes.begin());
}

bool numpyHasFloat(DType type)
{
    return type == DType::Float64 || type == DType::Float32 || type == DType::Float16;
}

// The type of the elements in a NumPy file: quantized and packed integers as plain ones.
DType numpyType(DType type, bool rawFloats)
{
    switch (type) {
    case DType::QInt8:
    case DType::Int4:
    case DType::Int2:
        return DType::Int8;
    case DType::QUInt8:
    case DType::UInt4:
    case DType::UInt2:
        return DType::UInt8;
    case DType::QInt16:
        return DType::Int16;
    case DType::QUInt16:
        return DType::UInt16;
    case DType::QInt32:
        return DType::Int32;
    default:
        return numberClass(type) == NumberClass::Float && !numpyHasFloat(type) && !rawFloats ? DType::Float32 : type;
    }
}

std::string numpyText(DType type)
{
    const std::size_t size = elementSize(type);
    switch (numberClass(type)) {
    case NumberClass::Float: // ml_dtypes has given a letter to one of its types
        return fmt::format("<{}{}", numpyHasFloat(type) || type == DType::Float8E5M2 ? 'f' : 'V', size);
    case NumberClass::Bool:
        return "|b1";
    case NumberClass::Complex:
        return fmt::format("<c{}", size);
    default:
        return fmt::format("{}{}{}", size == 1 ? '|' : '<', isSigned(type) ? 'i' : 'u', size);
    }
}

tl::unexpected<Error> refuse(Fault fault, const std::string &key, std::string detail = {})
{
    Error error;
    error.fault = fault;
    error.key = key;
    error.detail = std::move(detail);
    return fail(std::move(error));
}

class ArrayPlanner {
public:
    ArrayPlanner(
        const Checkpoint &source, std::vector<CopyItem> items, const ArrayTarget &target, const JobControl &control)
        : m_source(source)
        , m_control(control)
    {
        m_plan.target = target;
        m_plan.items = std::move(items);
        std::stable_sort(
            m_plan.items.begin(), m_plan.items.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    }

    Result<ArrayPlan> plan()
    {
        if (!isArrayFormat(m_plan.target.format))
            return fail(Fault::Internal, m_source.ref().prefix, "This is no format of arrays.");
        for (std::uint32_t item = 0; item < m_plan.items.size(); ++item) {
            if (m_control.cancelled())
                return fail(Fault::Cancelled);
            if (auto added = add(item); !added)
                return tl::unexpected(added.error());
        }
        std::stable_sort(m_plan.arrays.begin(), m_plan.arrays.end(), [this](const FlatArray &a, const FlatArray &b) {
            const std::size_t placeA = safetensors() ? placeOf(a.type) : 0,
                              placeB = safetensors() ? placeOf(b.type) : 0;
            return placeA != placeB ? placeA < placeB : a.name < b.name;
        });
        if (auto good = checkNames(); !good)
            return tl::unexpected(good.error());
        for (const FlatArray &array : m_plan.arrays)
            m_plan.bytes += array.bytes;
        return std::move(m_plan);
    }

private:
    bool safetensors() const { return m_plan.target.format == StorageFormat::Safetensors; }

    Result<void> add(std::uint32_t number)
    {
        const CopyItem &item = m_plan.items[number];
        const auto readable = readableVariable(sourceOf(m_source, item), item.from);
        if (!readable)
            return tl::unexpected(readable.error());
        const Variable &variable = **readable;
        if (variable.key == kObjectGraphKey || variable.key == kSaveCounterKey) {
            m_plan.leftOut.push_back(item.key);
            return {};
        }
        if (auto good = checkValues(variable, item); !good)
            return good;
        if (item.combination) {
            if (auto good = checkCombination(m_source, item); !good)
                return good;
            m_plan.items[number].joined = true;
        }
        FlatArray array;
        array.item = number;
        array.name = safetensors() ? item.key : escapedArrayName(item.key);
        const TensorShape shape = writtenShape(variable, item);
        array.dims.assign(shape.dims().begin(), shape.dims().end());
        const DType type = writtenType(variable, item);
        const bool possible =
            safetensors() ? placeOf(type) < kSafetensorsTypes.size() : type == DType::String || isFixedSize(type);
        if (!possible) {
            if (!m_plan.target.leaveOut)
                return refuse(Fault::TypeNotWritable, item.key,
                    fmt::format("{} has no place for {}.", safetensors() ? "safetensors" : "NumPy", name(type)));
            m_plan.leftOut.push_back(item.key);
            return {};
        }
        if (type == DType::String)
            return addTexts(std::move(array), shape.elements());
        array.type = safetensors() ? type : numpyType(type, m_plan.target.rawFloats);
        array.typeText = safetensors() ? kSafetensorsTypes[placeOf(type)].text : numpyText(array.type);
        array.bytes = static_cast<std::uint64_t>(shape.elements()) * elementSize(array.type);
        m_plan.arrays.push_back(std::move(array));
        return {};
    }

    static Result<void> checkValues(const Variable &variable, const CopyItem &item)
    {
        const DType type = writtenType(variable, item);
        if (type != variable.dtype && !canCast(variable.dtype, type))
            return refuse(Fault::TypeNotWritable, item.key,
                fmt::format("{} cannot be cast to {}.", name(variable.dtype), name(type)));
        if (!item.value)
            return {};
        if (writtenShape(variable, item).elements() != 1)
            return refuse(Fault::ValueNotWritable, item.key, "It has more elements than one, or none.");
        if (auto parsed = parseElement(type, *item.value); !parsed)
            return refuse(Fault::ValueNotWritable, item.key, parsed.error().detail);
        return {};
    }

    // One array where NumPy gives the strings back as they were; it drops NULs at their ends.
    Result<void> addTexts(FlatArray array, std::int64_t count)
    {
        const auto texts = readTexts(m_source, m_plan.items[array.item]);
        if (!texts)
            return tl::unexpected(texts.error());
        std::uint64_t bytes = 0, longest = 0;
        bool fixed = true;
        for (const std::string &text : texts->strings) {
            bytes += text.size();
            longest = std::max<std::uint64_t>(longest, text.size());
            fixed &= text.empty() || text.back() != '\0';
        }
        if (fixed && longest >= 1) {
            array.content = FlatArray::Content::FixedText;
            array.type = DType::String;
            array.typeText = fmt::format("|S{}", longest);
            array.width = longest;
            if (longest > std::numeric_limits<std::uint64_t>::max() / static_cast<std::uint64_t>(count))
                return refuse(Fault::TooLargeToWrite, array.name);
            array.bytes = longest * static_cast<std::uint64_t>(count);
            m_plan.arrays.push_back(std::move(array));
            return {};
        }
        FlatArray offsets = array;
        array.name += "#bytes";
        array.content = FlatArray::Content::TextBytes;
        array.type = DType::UInt8;
        array.typeText = "|u1";
        array.dims = { static_cast<std::int64_t>(bytes) };
        array.bytes = bytes;
        offsets.name += "#offsets";
        offsets.content = FlatArray::Content::TextOffsets;
        offsets.type = DType::Int64;
        offsets.typeText = "<i8";
        offsets.dims = { count + 1 };
        offsets.bytes = static_cast<std::uint64_t>(count + 1) * sizeof(std::int64_t);
        m_plan.arrays.push_back(std::move(array));
        m_plan.arrays.push_back(std::move(offsets));
        return {};
    }

    Result<void> checkNames()
    {
        std::set<std::string_view> names;
        for (const FlatArray &array : m_plan.arrays) {
            const std::string &key = m_plan.items[array.item].key;
            if (!names.insert(array.name).second)
                return refuse(Fault::NameTwice, key);
            if (safetensors() && (!isUtf8(array.name) || array.name == "__metadata__"))
                return refuse(Fault::NameNotWritable, key, "A name in .safetensors is UTF-8, and not “__metadata__”.");
            if (array.name.empty() || array.name.size() > kLongestMember)
                return refuse(Fault::NameNotWritable, key, "It is empty or too long.");
        }
        if (safetensors())
            return {};
        std::set<std::string> folded;
        for (const FlatArray &array : m_plan.arrays) {
            const std::string &key = m_plan.items[array.item].key;
            if (auto good = m_plan.target.format == StorageFormat::Npz ? checkMember(array, names, key)
                                                                       : checkFile(array, names, key);
                !good)
                return good;
            std::string lower = array.name;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
            if (m_plan.target.format == StorageFormat::Npy && !folded.insert(std::move(lower)).second)
                m_plan.caseTwins.push_back(array.name);
        }
        return {};
    }

    static Result<void> checkMember(
        const FlatArray &array, const std::set<std::string_view> &names, const std::string &key)
    {
        const std::string_view name = array.name;
        if (name.ends_with(".npy") && names.contains(name.substr(0, name.size() - 4)))
            return refuse(Fault::NameNotWritable, key, "NumPy would take it for the array without “.npy”.");
        return {};
    }

    static Result<void> checkFile(
        const FlatArray &array, const std::set<std::string_view> &names, const std::string &key)
    {
        const std::string_view name = array.name;
        if (name.find("//") != name.npos || name.ends_with('/'))
            return refuse(Fault::NameNotWritable, key, "A folder in it has no name.");
        for (std::size_t slash = name.find('/'); slash != name.npos; slash = name.find('/', slash + 1)) {
            const std::string_view folder = name.substr(0, slash);
            if (folder.ends_with(".npy") && names.contains(folder.substr(0, folder.size() - 4)))
                return refuse(Fault::NameNotWritable, key, "A folder in it has the name of another array's file.");
        }
        return {};
    }

    const Checkpoint &m_source;
    const JobControl &m_control;
    ArrayPlan m_plan;
};

} // namespace

Result<ArrayPlan> planArrays(
    const Checkpoint &source, std::vector<CopyItem> items, const ArrayTarget &target, const JobControl &control)
{
    return ArrayPlanner(source, std::move(items), target, control).plan();
}

} // namespace ckpt
