// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/functionports.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace ckpt {
namespace {

// For ops with several results in files that do not document them.
std::int32_t usualPort(std::string_view op, std::string_view argument)
{
    static const std::unordered_map<std::string_view, std::vector<std::string_view>> kArguments{
        { "FusedBatchNorm", { "y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2" } },
        { "FusedBatchNormV2", { "y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2" } },
        { "FusedBatchNormV3",
            { "y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3" } },
        { "Switch", { "output_false", "output_true" } }, { "TopKV2", { "values", "indices" } },
        { "Unique", { "y", "idx" } }, { "SoftmaxCrossEntropyWithLogits", { "loss", "backprop" } },
        { "SparseSoftmaxCrossEntropyWithLogits", { "loss", "backprop" } }, { "Merge", { "output", "value_index" } }
    };
    const auto found = kArguments.find(op);
    if (found == kArguments.end())
        return 0;
    const auto at = std::find(found->second.begin(), found->second.end(), argument);
    return at == found->second.end() ? 0 : static_cast<std::int32_t>(at - found->second.begin());
}

// How many outputs of `node` one argument of its op stands for.
std::int64_t outputsOf(const pb::NodeDef &node, const pb::OpDef::ArgDef &argument)
{
    if (!argument.number_attr().empty()) {
        const pb::AttrValue *number = attribute(node, argument.number_attr().c_str());
        return number ? std::clamp<std::int64_t>(number->i(), 0, kMostPorts) : 1;
    }
    if (!argument.type_list_attr().empty()) {
        const pb::AttrValue *types = attribute(node, argument.type_list_attr().c_str());
        return types ? types->list().type_size() : 1;
    }
    return 1;
}

} // namespace

FunctionPorts::FunctionPorts(const MetaGraphData &graph)
{
    if (const pb::MetaGraphDef *meta = graph.wholeMeta())
        for (const pb::OpDef &op : meta->meta_info_def().stripped_op_list().op())
            m_signatures.emplace(op.name(), &op);
    for (const pb::FunctionDef &function : graph.library().function())
        m_signatures.emplace(function.signature().name(), &function.signature());
}

std::int32_t FunctionPorts::number(const pb::NodeDef &node, std::string_view argument, std::int32_t k) const
{
    const auto signature = m_signatures.find(node.op());
    if (signature == m_signatures.end())
        return k + usualPort(node.op(), argument);
    std::int64_t port = k;
    for (const pb::OpDef::ArgDef &output : signature->second->output_arg()) {
        if (output.name() == argument)
            return static_cast<std::int32_t>(std::min(port, kMostPorts));
        port = std::min(port + outputsOf(node, output), kMostPorts);
    }
    return k; // it has no such result
}

BodyInput parseBodyInput(std::string_view text)
{
    BodyInput input;
    input.control = text.starts_with('^');
    if (input.control)
        text.remove_prefix(1);
    const std::size_t first = text.find(':');
    input.name = text.substr(0, first);
    if (first == std::string_view::npos || input.control)
        return input;
    const std::string_view rest = text.substr(first + 1);
    const std::size_t second = rest.find(':');
    input.argument = rest.substr(0, second);
    const std::string_view number = second == std::string_view::npos ? rest : rest.substr(second + 1);
    std::from_chars(number.data(), number.data() + number.size(), input.k);
    input.k = std::clamp(input.k, 0, static_cast<std::int32_t>(kMostPorts));
    return input;
}

} // namespace ckpt
