// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is known of TensorFlow's ops by their names (DIAGRAM notes 3.2, 3.3, 4). Pure functions of the name.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ckpt {

// Properties of an op, as bits.
enum class OpTrait : std::uint64_t {
    Variable = 1u << 0, // holds a variable
    Table = 1u << 1, // lookup table
    Save = 1u << 2,
    Restore = 1u << 3,
    Assign = 1u << 4, // writes a variable, but see Apply
    Apply = 1u << 5, // optimizer step
    Summary = 1u << 6,
    DataSource = 1u << 7, // brings data into the graph
    Placeholder = 1u << 8,
    Pipeline = 1u << 9, // queues, datasets, readers, decoders
    PipelineOutput = 1u << 10,
    Gradient = 1u << 11, // occurs in backpropagation only
    Pass = 1u << 12, // hands its input on
    View = 1u << 13, // Pass, and reshapes and joins that keep a variable recognisable
    ShapeQuery = 1u << 14, // its result is a shape
    Activation = 1u << 15,
    Loss = 1u << 16,
    Check = 1u << 17, // Assert and the like
    Form = 1u << 18, // changes the form of a tensor, not its content
    Call = 1u << 19, // calls functions
    Random = 1u << 20,
    FusedNorm = 1u << 21,
    InitQuery = 1u << 22, // IsVariableInitialized
    InitTable = 1u << 23,
    TransposedConv = 1u << 24,
    Merge = 1u << 25,
    LoopNext = 1u << 26, // NextIteration
    Constant = 1u << 27,
    Pool = 1u << 28, // pooling, resizing
    Compare = 1u << 29, // Equal, InTopK: what metrics are made of
    Scalarish = 1u << 30, // arithmetic that losses end in
    Moving = std::uint64_t{ 1 } << 31, // arithmetic that moving averages are made of
    GradientTail = std::uint64_t{ 1 } << 32, // what gradient norms are made of
    Head = std::uint64_t{ 1 } << 33, // may be the head of a layer
    Plumbing = std::uint64_t{ 1 } << 34, // arithmetic on scalar gates
    Control = std::uint64_t{ 1 } << 35, // NoOp and its like
    Matmul = std::uint64_t{ 1 } << 36,
    Conv = std::uint64_t{ 1 } << 37,
    Add = std::uint64_t{ 1 } << 38, // Add, AddV2
    Gather = std::uint64_t{ 1 } << 39,
};

class OpTraits {
public:
    constexpr OpTraits() = default;
    constexpr bool has(OpTrait trait) const { return (m_bits & static_cast<std::uint64_t>(trait)) != 0; }
    constexpr void add(OpTrait trait) { m_bits |= static_cast<std::uint64_t>(trait); }

private:
    std::uint64_t m_bits = 0;
};

OpTraits traitsOf(std::string_view op);
bool isVariableOp(std::string_view op);

// Kind of the layer that this op is the head of ("Conv2D" for Conv2D, "Dense" for MatMul); empty for other ops.
std::string_view layerKind(std::string_view headOp);

// True when data input `input` of `count` carries a shape, an axis or a size.
bool isShapeInput(std::string_view op, std::size_t input, std::size_t count);
bool hasShapeInputs(std::string_view op);

// What the inputs of an Apply op are (input 0 is the variable). `op` as in the graph ("ResourceSparseApplyAdam").
struct ApplySlot {
    int input;
    std::string_view role; // "Adam m", "beta1 power", "learning rate"
    bool shared; // of the optimizer, not of the variable
};
std::span<const ApplySlot> applySlots(std::string_view op);

// Input numbers at which a constant of a frozen graph is a weight; bit k = input k.
unsigned weightInputs(std::string_view op);

} // namespace ckpt
