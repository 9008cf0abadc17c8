// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A variable of a new checkpoint, and what its values are made of.
#pragma once

#include "format/checkpoint/checkpoint.h"
#include "format/tensor/dtype.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ckpt {

// Values computed element by element from variables of the same floating type and shape, in double, and rounded once.
struct Combination {
    enum class Kind {
        Average, // the sum of all terms in their order, divided by their number
        Linear, // A + t * (B - A) of two terms
    };
    struct Term {
        std::shared_ptr<const Checkpoint> source; // null: the source of the plan
        VariableId variable{};
    };
    Kind kind = Kind::Average;
    double t = 0; // Linear
    std::vector<Term> terms;
};

struct CopyItem {
    VariableId from{};
    std::string key; // in the new checkpoint
    // The type its values are cast to, if it is one of floating type; others are copied.
    std::optional<DType> cast{};
    // Instead of its values, for a variable of one element: as parseElement() reads it in the new type.
    std::optional<std::string> value{};
    // Instead of its value, for a scalar string. planCopy() sets it for the object graph.
    std::shared_ptr<const std::string> text{};
    // The checkpoint of `from`, where it is another than the source of the plan.
    std::shared_ptr<const Checkpoint> source{};
    // Instead of its values, for a floating type; its first term is `from`.
    std::shared_ptr<const Combination> combination{};
    // Its parts are written as one whole. planCopy() sets it where those of the terms of a combination are others.
    bool joined = false;
    // What is taken of it, and of each term: written as a whole, of another shape.
    std::optional<Selection> part{};
    bool isWhole() const { return joined || part; }
};

// `first` is the source of the plan.
inline const Checkpoint &sourceOf(const Checkpoint &first, const std::shared_ptr<const Checkpoint> &other)
{
    return other ? *other : first;
}
inline const Checkpoint &sourceOf(const Checkpoint &first, const CopyItem &item)
{
    return sourceOf(first, item.source);
}
inline const Variable &variableOf(const Checkpoint &first, const CopyItem &item)
{
    return sourceOf(first, item).variable(item.from);
}

// Its type in the new checkpoint.
inline DType writtenType(const Variable &variable, const CopyItem &item)
{
    return item.cast && numberClass(variable.dtype) == NumberClass::Float ? *item.cast : variable.dtype;
}
// Its values are those of another type than the variable's.
inline bool isCast(const Variable &variable, const CopyItem &item)
{
    return !item.value && writtenType(variable, item) != variable.dtype;
}
// The type of its values before castElements().
inline DType computedType(const Variable &variable, const CopyItem &item)
{
    return item.combination ? DType::Float64 : variable.dtype;
}

// Its shape in the new checkpoint.
inline TensorShape writtenShape(const Variable &variable, const CopyItem &item)
{
    return item.part ? item.part->resultShape() : variable.shape;
}
// In how many pieces it is written, and their shapes; SliceOutOfShape.
std::size_t writtenPieces(const Variable &variable, const CopyItem &item);
Result<TensorShape> writtenShape(const Variable &variable, const CopyItem &item, std::size_t piece);

// Every checkpoint that values of `items` are read from, `first` first, each once.
std::vector<const Checkpoint *> sourcesOf(const Checkpoint &first, const std::vector<CopyItem> &items);

} // namespace ckpt
