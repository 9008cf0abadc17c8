// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/texts.h"
#include "format/proto/meta_graph.pb.h"

#include "format/tensor/dtype.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ckpt {
namespace {

std::optional<Dims> kernelShape(const Tree &tree, const Part *layer)
{
    for (const Node variable : layer->variables) {
        const std::string &role = tree.roleOf(variable);
        if (role == "kernel" || role == "depthwise kernel" || role == "LSTM kernel" || role == "GRU kernel"
            || role == "embedding")
            return tree.g.declaredShape(variable);
    }
    return tree.a.constantWeightShape(layer->nodes.front(), 2);
}

// Units of a GRU: kernels for three gates in one (Keras), two and one (GRUCell).
std::int64_t gruUnits(const Tree &tree, const Part *layer, const Dims &kernel)
{
    std::vector<std::int64_t> columns;
    for (const Node variable : layer->variables) {
        const auto shape = tree.g.declaredShape(variable);
        const std::string &role = tree.roleOf(variable);
        if (shape && shape->size() == 2 && (role == "kernel" || role == "GRU kernel"))
            columns.push_back(shape->back());
    }
    if (columns.size() < 2)
        return (columns.empty() ? kernel[1] : columns.front()) / 2;
    const auto [least, most] = std::minmax_element(columns.begin(), columns.end());
    return *least == *most && *least % 3 == 0 ? *least / 3 : *least;
}

std::string sizeText(const Tree &tree, const Part *layer, const Dims &kernel)
{
    const std::string &kind = layer->kinds.front();
    const std::size_t rank = kernel.size();
    const bool transposed = kind == "Conv2DTranspose";
    if ((kind == "Conv2D" || kind == "Conv3D" || transposed) && rank >= 4)
        return fmt::format(
            " {}, {}", fmt::join(kernel.begin(), kernel.end() - 2, "×"), transposed ? kernel[rank - 2] : kernel.back());
    if (kind == "DepthwiseConv2D" && rank == 4)
        return fmt::format(" {}×{}", kernel[0], kernel[1]);
    if (rank != 2)
        return {};
    if (kind == "Dense" || kind == "SparseDense") {
        const pb::AttrValue *transpose = tree.g.attr(layer->nodes.front(), "transpose_b");
        return fmt::format(" {}", transpose && transpose->b() ? kernel[0] : kernel[1]);
    }
    if (kind == "LSTM")
        return fmt::format(" {}", kernel[1] / 4);
    if (kind == "GRU")
        return fmt::format(" {}", gruUnits(tree, layer, kernel));
    return kind == "Embedding" ? fmt::format(" {}×{}", kernel[0], kernel[1]) : std::string();
}

std::string strideText(const Tree &tree, Node v)
{
    const std::vector<std::int64_t> strides = tree.g.intListAttr(v, "strides");
    if (strides.size() != 4)
        return {};
    const std::int64_t most = *std::max_element(strides.begin(), strides.end());
    return most > 1 ? fmt::format(", /{}", most) : std::string();
}

} // namespace

std::string layerText(const Tree &tree, const Part *layer)
{
    if (!layer->text.empty())
        return layer->text;
    std::string text = layer->kinds.front();
    if (const auto kernel = kernelShape(tree, layer))
        text += sizeText(tree, layer, *kernel);
    text += strideText(tree, layer->nodes.front());
    for (std::size_t i = 1; i < layer->kinds.size(); ++i)
        if (layer->kinds[i] != "bias")
            text += " · " + layer->kinds[i];
    return text;
}

std::string opText(const Tree &tree, const Part *op)
{
    if (!op->text.empty())
        return op->text;
    const Node v = op->nodes.front();
    const std::string name(tree.g.op(v));
    if (const pb::FunctionDef *function = tree.g.closedFunction(v)) {
        const std::string &called = function->signature().name();
        return fmt::format("function{}, {} nodes", called.size() <= kLongestFunctionName ? " " + called : std::string(),
            function->node_def_size());
    }
    if (tree.a.is(v, NodeClass::Input)) {
        const int type = tree.g.typeAttr(v, "dtype");
        const auto shape = tree.g.outputShape(v);
        std::string text(
            type > 0 && isKnown(static_cast<DType>(type)) ? ckpt::name(static_cast<DType>(type)) : std::string_view());
        if (shape)
            text += (text.empty() ? "" : " ") + shapeLabel(shape);
        return text;
    }
    const std::vector<std::int64_t> window = tree.g.intListAttr(v, "ksize"), strides = tree.g.intListAttr(v, "strides");
    if (name.find("Pool") != std::string::npos && window.size() >= 3 && !strides.empty())
        return fmt::format(
            "{} {}×{}, /{}", name, window[1], window[2], *std::max_element(strides.begin(), strides.end()));
    return name;
}

} // namespace ckpt
