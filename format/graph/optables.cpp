// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/optables.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <unordered_map>

namespace ckpt {
namespace {

using enum OpTrait;
using TraitMap = std::unordered_map<std::string_view, OpTraits>;

void mark(TraitMap &table, std::initializer_list<OpTrait> traits, std::initializer_list<std::string_view> ops)
{
    for (const std::string_view op : ops)
        for (const OpTrait trait : traits)
            table[op].add(trait);
}

void markState(TraitMap &t)
{
    mark(t, { Variable }, { "Variable", "VariableV2", "AutoReloadVariable", "VarHandleOp" });
    mark(t, { OpTrait::Table },
        { "HashTable", "HashTableV2", "MutableHashTable", "MutableHashTableV2", "MutableDenseHashTable",
            "MutableDenseHashTableV2", "MutableHashTableOfTensors", "MutableHashTableOfTensorsV2" });
    mark(t, { Save }, { "Save", "SaveV2", "SaveSlices", "MergeV2Checkpoints", "ShardedFilename", "ShardedFilespec" });
    mark(t, { Restore }, { "Restore", "RestoreV2", "RestoreSlice" });
    mark(t, { Assign },
        { "Assign", "AssignVariableOp", "AssignAdd", "AssignSub", "AssignAddVariableOp", "AssignSubVariableOp",
            "ScatterUpdate", "ScatterAdd", "ScatterSub", "ResourceScatterUpdate", "ResourceScatterAdd",
            "ResourceScatterSub", "CountUpTo", "ResourceCountUpTo", "ScatterNdUpdate", "ScatterNdAdd", "ScatterNdSub",
            "ResourceScatterNdUpdate", "ResourceScatterNdAdd", "ResourceScatterNdSub" });
    mark(t, { InitQuery }, { "IsVariableInitialized", "VarIsInitializedOp" });
    mark(t, { InitTable },
        { "InitializeTable", "InitializeTableV2", "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
            "LookupTableImport", "LookupTableImportV2" });
}

void markSources(TraitMap &t)
{
    mark(t, { DataSource, Placeholder }, { "Placeholder", "PlaceholderV2", "PlaceholderWithDefault", "_Arg" });
    mark(t, { DataSource, PipelineOutput },
        { "IteratorGetNext", "IteratorGetNextSync", "QueueDequeueV2", "QueueDequeueManyV2", "QueueDequeueUpToV2",
            "QueueDequeue", "QueueDequeueMany", "QueueDequeueUpTo", "InfeedDequeue", "InfeedDequeueTuple", "Unstage" });
    mark(t, { DataSource },
        { "ReaderRead", "ReaderReadV2", "ReaderReadUpTo", "ReaderReadUpToV2", "PyFunc", "PyFuncStateless",
            "EagerPyFunc", "Iterator", "IteratorV2", "OneShotIterator", "Recv", "_Recv", "ReadFile", "Stage" });
    mark(t, { Pipeline },
        { "ReadFile", "MatchingFiles", "WholeFileReader", "WholeFileReaderV2", "Stage", "Unstage",
            "FixedLengthRecordReader", "FixedLengthRecordReaderV2", "TextLineReader", "TextLineReaderV2",
            "TFRecordReader", "TFRecordReaderV2", "IdentityReader", "IdentityReaderV2", "InfeedDequeue",
            "InfeedDequeueTuple", "DecodeRaw", "DecodeJpeg", "DecodePng", "DecodeCSV", "DecodeImage", "DecodeGif",
            "DecodeBmp", "DecodeAndCropJpeg", "DecodePaddedRaw", "DecodeWav" });
    mark(t, { Random },
        { "RandomUniform", "RandomUniformInt", "RandomStandardNormal", "RandomShuffle", "RandomGamma", "RandomCrop",
            "RandomPoisson", "RandomPoissonV2", "TruncatedNormal", "ParameterizedTruncatedNormal", "Multinomial",
            "StatelessRandomUniform", "StatelessRandomUniformV2", "StatelessRandomNormal", "StatelessRandomNormalV2",
            "StatelessTruncatedNormal", "StatelessTruncatedNormalV2", "StatelessMultinomial" });
    mark(t, { Constant }, { "Const", "HostConst" });
    mark(t, { Call },
        { "PartitionedCall", "StatefulPartitionedCall", "While", "StatelessWhile", "If", "StatelessIf", "Case",
            "StatelessCase", "RemoteCall", "SymbolicGradient" });
    mark(t, { Check, Control }, { "Assert", "ControlTrigger", "Abort" });
    mark(t, { Check }, { "Print", "PrintV2" });
    mark(t, { Control }, { "NoOp", "LoopCond" });
}

void markForms(TraitMap &t)
{
    mark(t, { Pass, View },
        { "Identity", "DisableCopyOnRead", "IdentityN", "ReadVariableOp", "Enter", "RefEnter", "Exit", "RefExit",
            "Switch", "RefSwitch", "NextIteration", "RefNextIteration", "StopGradient", "PreventGradient",
            "CheckNumerics", "Snapshot", "EnsureShape", "GuaranteeConst", "LoopCond", "_Retval", "RefIdentity",
            "OptimizationBarrier", "DebugIdentity" });
    mark(t, { View },
        { "Cast", "Transpose", "Reshape", "Squeeze", "ExpandDims", "ConcatV2", "Concat", "StridedSlice", "Slice",
            "Pack" });
    mark(t, { LoopNext }, { "NextIteration", "RefNextIteration" });
    mark(t, { Merge }, { "Merge", "RefMerge" });
    mark(t, { ShapeQuery },
        { "Shape", "ShapeN", "Size", "Rank", "BroadcastGradientArgs", "ConcatOffset", "InvertPermutation",
            "BroadcastArgs" });
    mark(t, { Form }, { "Reshape", "Squeeze", "ExpandDims", "Transpose", "Cast", "Bitcast", "Identity", "Snapshot" });
    mark(t, { Activation },
        { "Relu", "Relu6", "Elu", "Selu", "Sigmoid", "Tanh", "Softplus", "Softsign", "LeakyRelu", "Softmax",
            "LogSoftmax" });
    mark(t, { Loss }, { "L2Loss", "NceLoss" });
    mark(t, { Compare }, { "Equal", "NotEqual", "InTopK", "InTopKV2" });
    mark(t, { Scalarish },
        { "Mean", "Sum", "AddN", "Add", "AddV2", "Mul", "Neg", "RealDiv", "Div", "Sub", "Sqrt", "Square", "Max",
            "Min" });
    mark(t, { Moving },
        { "Sub", "Mul", "Add", "AddV2", "RealDiv", "Div", "Square", "Sqrt", "Minimum", "Maximum", "Cast",
            "SquaredDifference", "Identity", "Pow", "AddN" });
    mark(t, { GradientTail },
        { "Identity", "NoOp", "Mul", "AddN", "RealDiv", "L2Loss", "Sum", "Pack", "Sqrt", "IsFinite", "Minimum" });
    mark(t, { Plumbing },
        { "Sub", "Add", "AddV2", "Mul", "RealDiv", "Div", "Cast", "Identity", "LogicalNot", "Maximum", "Minimum", "Neg",
            "Reciprocal", "Switch", "Floor" });
    mark(t, { OpTrait::Add }, { "Add", "AddV2" });
}

void markLayers(TraitMap &t)
{
    mark(t, { Head, Matmul },
        { "MatMul", "SparseMatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum", "XwPlusB",
            "SparseTensorDenseMatMul", "_FusedMatMul", "QuantizedMatMul" });
    mark(t, { Head, Conv },
        { "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2dNative", "QuantizedConv2D", "_FusedConv2D" });
    mark(t, { Head, Conv, TransposedConv },
        { "Conv2DBackpropInput", "Conv3DBackpropInput", "Conv3DBackpropInputV2",
            "DepthwiseConv2dNativeBackpropInput" });
    mark(t, { Head, Gather }, { "Gather", "GatherV2", "ResourceGather", "GatherNd" });
    mark(t, { Head, FusedNorm }, { "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" });
    mark(t, { Head },
        { "BatchNormWithGlobalNormalization", "LSTMBlockCell", "BlockLSTM", "BlockLSTMV2", "GRUBlockCell", "CudnnRNN",
            "CudnnRNNV2", "CudnnRNNV3" });
    mark(t, { Pool }, { "LRN" });
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

// Ops that occur in backpropagation only. Transposed convolutions and slices of stacks occur forward as well.
bool isGradientOp(std::string_view op)
{
    if (op == "StopGradient" || op == "PreventGradient")
        return false;
    if (contains(op, "Backprop") || op == "InvGrad" || op == "SymbolicGradient")
        return true;
    for (const std::string_view tail : { "Grad", "GradV2", "GradV3", "GradWithArgmax", "GradGrad", "GradGradV2" })
        if (op.ends_with(tail))
            return true;
    return op.starts_with("FusedBatchNormGrad");
}

// What only the form of the name tells.
OpTraits byPattern(std::string_view op, OpTraits traits)
{
    std::string_view rest = op;
    for (const std::string_view prefix : { "Resource", "Sparse" })
        if (rest.starts_with(prefix))
            rest.remove_prefix(prefix.size());
    if (rest.starts_with("Apply"))
        traits.add(Apply);
    if (op.ends_with("Summary") || op.ends_with("SummaryV2") || op.starts_with("SummaryWriter")
        || op.starts_with("CreateSummary"))
        traits.add(Summary);
    const bool parse = op.starts_with("Parse") && (op.ends_with("Example") || op.ends_with("ExampleV2"));
    if (parse || contains(op, "Queue") || contains(op, "Dataset") || contains(op, "Iterator")
        || op.starts_with("ReaderRead") || op.starts_with("Barrier") || op.ends_with("Reader")
        || op.ends_with("ReaderV2") || contains(op, "TFRecord"))
        traits.add(Pipeline);
    if (contains(op, "CrossEntropy") || op.starts_with("CTCLoss") || contains(op, "SampledSoftmax"))
        traits.add(Loss);
    if (contains(op, "Pool") || op.starts_with("Resize"))
        traits.add(Pool);
    return traits;
}

TraitMap makeTable()
{
    TraitMap table;
    markState(table);
    markSources(table);
    markForms(table);
    markLayers(table);
    return table;
}

} // namespace

OpTraits traitsOf(std::string_view op)
{
    static const TraitMap kTable = makeTable();
    const auto found = kTable.find(op);
    OpTraits traits = byPattern(op, found == kTable.end() ? OpTraits() : found->second);
    if (!traits.has(TransposedConv) && isGradientOp(op))
        traits.add(Gradient);
    return traits;
}

bool isVariableOp(std::string_view op)
{
    return op == "VariableV2" || op == "VarHandleOp" || op == "Variable" || op == "AutoReloadVariable";
}

std::string_view layerKind(std::string_view headOp)
{
    static const std::unordered_map<std::string_view, std::string_view> kKinds{ { "Conv2D", "Conv2D" },
        { "Conv1D", "Conv1D" }, { "Conv3D", "Conv3D" }, { "DepthwiseConv2dNative", "DepthwiseConv2D" },
        { "QuantizedConv2D", "Conv2D" }, { "_FusedConv2D", "Conv2D" }, { "Conv2DBackpropInput", "Conv2DTranspose" },
        { "Conv3DBackpropInput", "Conv3DTranspose" }, { "Conv3DBackpropInputV2", "Conv3DTranspose" },
        { "DepthwiseConv2dNativeBackpropInput", "DepthwiseConv2DTranspose" }, { "MatMul", "Dense" },
        { "SparseMatMul", "Dense" }, { "QuantizedMatMul", "Dense" }, { "_FusedMatMul", "Dense" },
        { "XwPlusB", "Dense" }, { "BatchMatMul", "BatchMatMul" }, { "BatchMatMulV2", "BatchMatMul" },
        { "BatchMatMulV3", "BatchMatMul" }, { "Einsum", "Einsum" }, { "SparseTensorDenseMatMul", "SparseDense" },
        { "Gather", "Embedding" }, { "GatherV2", "Embedding" }, { "ResourceGather", "Embedding" },
        { "GatherNd", "Embedding" }, { "FusedBatchNorm", "BatchNorm" }, { "FusedBatchNormV2", "BatchNorm" },
        { "FusedBatchNormV3", "BatchNorm" }, { "BatchNormWithGlobalNormalization", "BatchNorm" },
        { "LSTMBlockCell", "LSTM" }, { "BlockLSTM", "LSTM" }, { "BlockLSTMV2", "LSTM" }, { "GRUBlockCell", "GRU" },
        { "CudnnRNN", "CudnnRNN" }, { "CudnnRNNV2", "CudnnRNN" }, { "CudnnRNNV3", "CudnnRNN" } };
    const auto found = kKinds.find(headOp);
    return found == kKinds.end() ? std::string_view() : found->second;
}

namespace {

// Bit k: input k; bit 31: the last input.
constexpr unsigned kLastInput = 1u << 31;
const std::unordered_map<std::string_view, unsigned> &shapeInputs()
{
    static const std::unordered_map<std::string_view, unsigned> kInputs{ { "Reshape", 2 }, { "Fill", 1 }, { "Tile", 2 },
        { "Slice", 6 }, { "StridedSlice", 14 }, { "Transpose", 2 }, { "ExpandDims", 2 }, { "Sum", 2 }, { "Mean", 2 },
        { "Max", 2 }, { "Min", 2 }, { "Prod", 2 }, { "All", 2 }, { "Any", 2 }, { "ArgMax", 2 }, { "ArgMin", 2 },
        { "Pad", 2 }, { "PadV2", 6 }, { "MirrorPad", 2 }, { "RandomUniform", 1 }, { "RandomStandardNormal", 1 },
        { "TruncatedNormal", 1 }, { "RandomUniformInt", 7 }, { "Conv2DBackpropInput", 1 },
        { "Conv3DBackpropInputV2", 1 }, { "DepthwiseConv2dNativeBackpropInput", 1 }, { "BroadcastTo", 2 },
        { "GatherV2", 4 }, { "Split", 1 }, { "SplitV", 6 }, { "ConcatV2", kLastInput }, { "Concat", 1 },
        { "ReverseV2", 2 }, { "Reverse", 2 }, { "ResizeBilinear", 2 }, { "ResizeNearestNeighbor", 2 },
        { "ResizeBicubic", 2 }, { "ResizeArea", 2 }, { "OneHot", 14 }, { "Range", 7 }, { "TopKV2", 2 }, { "TopK", 2 },
        { "SpaceToBatchND", 6 }, { "BatchToSpaceND", 6 }, { "Cumsum", 2 }, { "Roll", 6 },
        { "StatelessRandomUniform", 1 }, { "StatelessRandomUniformV2", 1 }, { "TensorArrayV3", 1 },
        { "TensorListReserve", 3 }, { "TensorListFromTensor", 2 }, { "TensorListStack", 2 }, { "TensorListGetItem", 4 },
        { "LinSpace", 7 }, { "UnsortedSegmentSum", 4 }, { "Bincount", 2 } };
    return kInputs;
}

constexpr std::array<ApplySlot, 5> kAdam{ { { 1, "Adam m", false }, { 2, "Adam v", false }, { 3, "beta1 power", true },
    { 4, "beta2 power", true }, { 5, "learning rate", true } } };
constexpr std::array<ApplySlot, 4> kAdaMax{ { { 1, "AdaMax m", false }, { 2, "AdaMax v", false },
    { 3, "beta1 power", true }, { 4, "learning rate", true } } };
constexpr std::array<ApplySlot, 6> kAmsgrad{ { { 1, "Adam m", false }, { 2, "Adam v", false },
    { 3, "Adam vhat", false }, { 4, "beta1 power", true }, { 5, "beta2 power", true }, { 6, "learning rate", true } } };
constexpr std::array<ApplySlot, 2> kMomentum{ { { 1, "momentum", false }, { 2, "learning rate", true } } };
constexpr std::array<ApplySlot, 3> kRmsProp{ { { 1, "RMSProp ms", false }, { 2, "RMSProp momentum", false },
    { 3, "learning rate", true } } };
constexpr std::array<ApplySlot, 4> kCentered{ { { 1, "RMSProp mg", false }, { 2, "RMSProp ms", false },
    { 3, "RMSProp momentum", false }, { 4, "learning rate", true } } };
constexpr std::array<ApplySlot, 2> kAdagrad{ { { 1, "Adagrad accumulator", false }, { 2, "learning rate", true } } };
constexpr std::array<ApplySlot, 2> kAdagradDa{ { { 1, "AdagradDA gradient accumulator", false },
    { 2, "AdagradDA squared accumulator", false } } };
constexpr std::array<ApplySlot, 3> kAdadelta{ { { 1, "Adadelta accumulator", false },
    { 2, "Adadelta update accumulator", false }, { 3, "learning rate", true } } };
constexpr std::array<ApplySlot, 3> kFtrl{ { { 1, "Ftrl accumulator", false }, { 2, "Ftrl linear", false },
    { 4, "learning rate", true } } };
constexpr std::array<ApplySlot, 1> kDescent{ { { 1, "learning rate", true } } };
constexpr std::array<ApplySlot, 2> kAddSign{ { { 1, "AddSign m", false }, { 2, "learning rate", true } } };
constexpr std::array<ApplySlot, 2> kPowerSign{ { { 1, "PowerSign m", false }, { 2, "learning rate", true } } };

} // namespace

bool hasShapeInputs(std::string_view op)
{
    return shapeInputs().contains(op);
}

bool isShapeInput(std::string_view op, std::size_t input, std::size_t count)
{
    const auto found = shapeInputs().find(op);
    if (found == shapeInputs().end() || input > 30)
        return found != shapeInputs().end() && (found->second & kLastInput) && input + 1 == count;
    return (found->second >> input & 1) || ((found->second & kLastInput) && input + 1 == count);
}

std::span<const ApplySlot> applySlots(std::string_view op)
{
    for (const std::string_view prefix : { "Resource", "Sparse", "Apply" })
        if (op.starts_with(prefix))
            op.remove_prefix(prefix.size());
    static const std::unordered_map<std::string_view, std::span<const ApplySlot>> kSlots{ { "Adam", kAdam },
        { "AdaMax", kAdaMax }, { "AdamWithAmsgrad", kAmsgrad }, { "Momentum", kMomentum },
        { "KerasMomentum", kMomentum }, { "RMSProp", kRmsProp }, { "CenteredRMSProp", kCentered },
        { "Adagrad", kAdagrad }, { "AdagradV2", kAdagrad }, { "AdagradDA", kAdagradDa }, { "Adadelta", kAdadelta },
        { "Ftrl", kFtrl }, { "FtrlV2", kFtrl }, { "GradientDescent", kDescent },
        { "ProximalGradientDescent", kDescent }, { "ProximalAdagrad", kAdagrad }, { "AddSign", kAddSign },
        { "PowerSign", kPowerSign } };
    const auto found = kSlots.find(op);
    return found == kSlots.end() ? std::span<const ApplySlot>() : found->second;
}

unsigned weightInputs(std::string_view op)
{
    static const std::unordered_map<std::string_view, unsigned> kInputs{ { "Conv2D", 2 }, { "Conv3D", 2 },
        { "DepthwiseConv2dNative", 2 }, { "Conv2DBackpropInput", 2 }, { "MatMul", 3 }, { "BatchMatMul", 3 },
        { "BatchMatMulV2", 3 }, { "Einsum", 3 }, { "BiasAdd", 2 }, { "Add", 3 }, { "AddV2", 3 }, { "Mul", 3 },
        { "Sub", 3 }, { "GatherV2", 1 }, { "Gather", 1 }, { "FusedBatchNorm", 30 }, { "FusedBatchNormV2", 30 },
        { "FusedBatchNormV3", 30 }, { "_FusedConv2D", 6 }, { "_FusedMatMul", 6 }, { "XwPlusB", 6 },
        { "SparseTensorDenseMatMul", 8 } };
    const auto found = kInputs.find(op);
    return found == kInputs.end() ? 0u : found->second;
}

} // namespace ckpt
