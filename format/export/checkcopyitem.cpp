// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/openshard.h"
#include "format/export/copyplan.h"
#include "format/export/piecereader.h"
#include "format/tensor/cast.h"
#include "format/tensor/elementparse.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

Error nameError(Fault fault, const std::string &key, std::string detail = {})
{
    return Error{
        .fault = fault, .path = {}, .key = key, .where = {}, .expected = {}, .actual = {}, .detail = std::move(detail)
    };
}

Result<void> checkValues(const Variable &variable, const CopyItem &item)
{
    const DType type = writtenType(variable, item);
    if (type != variable.dtype && !canCast(variable.dtype, type))
        return fail(nameError(Fault::TypeNotWritable, item.key,
            fmt::format("{} cannot be cast to {}.", name(variable.dtype), name(type))));
    if (!item.value)
        return {};
    if (writtenShape(variable, item).elements() != 1 || writtenPieces(variable, item) != 1)
        return fail(nameError(Fault::ValueNotWritable, item.key, "It has more elements than one, or none."));
    if (auto parsed = parseElement(type, *item.value); !parsed) {
        parsed.error().key = item.key;
        return tl::unexpected(parsed.error());
    }
    return {};
}

} // namespace

Result<void> checkCopyItem(const Checkpoint &source, const CopyItem &item, StorageFormat target)
{
    if (item.key.empty())
        return fail(nameError(Fault::NameNotWritable, item.key, "It is empty."));
    if (target == StorageFormat::V2 && item.key.front() == '\0')
        return fail(
            nameError(Fault::NameNotWritable, item.key, "It begins with a zero byte, as the keys of parts do in V2."));
    const auto variable = readableVariable(sourceOf(source, item), item.from);
    if (!variable)
        return tl::unexpected(variable.error());
    if (item.isWhole() && !isFixedSize((*variable)->dtype) && (*variable)->dtype != DType::String)
        return fail(nameError(Fault::TypeNotWritable, item.key, "Variants are written as they are stored alone."));
    return checkValues(**variable, item);
}

Result<void> checkCombination(const Checkpoint &source, const CopyItem &item)
{
    const Variable &variable = variableOf(source, item);
    if (!canCast(DType::Float64, writtenType(variable, item)) && numberClass(variable.dtype) == NumberClass::Float)
        return fail(nameError(Fault::TypeNotWritable, item.key,
            fmt::format("float64 cannot be cast to {}.", name(writtenType(variable, item)))));
    for (const Combination::Term &term : item.combination->terms) {
        const Checkpoint &checkpoint = sourceOf(source, term.source);
        const auto other = readableVariable(checkpoint, term.variable);
        if (!other)
            return tl::unexpected(other.error());
        if ((*other)->dtype == variable.dtype && (*other)->shape == variable.shape)
            continue;
        Error error = nameError(Fault::CombineDiffers, (*other)->key,
            fmt::format("It is {} {}, and {} {} in {}.", name((*other)->dtype), text((*other)->shape),
                name(variable.dtype), text(variable.shape), sourceOf(source, item).ref().displayName()));
        error.path = checkpoint.ref().prefix;
        return fail(std::move(error));
    }
    return {};
}

} // namespace ckpt
