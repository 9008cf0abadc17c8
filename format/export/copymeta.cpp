// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copymeta.h"

#include "format/base/file.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

MetaTensor tensorOf(const Variable &variable, const CopyItem &item)
{
    MetaTensor tensor;
    tensor.from = variable.key;
    tensor.key = item.key;
    tensor.type = writtenType(variable, item);
    const TensorShape shape = writtenShape(variable, item);
    tensor.shape.assign(shape.dims().begin(), shape.dims().end());
    if (variable.isPartitioned() && !item.isWhole())
        for (const StoredSlice &stored : variable.slices)
            tensor.parts.push_back(
                fmt::format("{} {}", text(variable.shape, " "), text(stored.slice))); // as savers write it
    return tensor;
}

} // namespace

Result<ExportedMeta> metaOfCopy(const Checkpoint &source, const CopyPlan &plan, const std::string &graphFile,
    const CopyMetaOptions &options, const JobControl &control)
{
    MetaRequest request;
    request.mode = options.mode;
    request.v1 = plan.target.format == StorageFormat::V1;
    request.clearDevices = options.clearDevices;
    for (const CopyItem &item : plan.items)
        if (item.key != kObjectGraphKey)
            request.tensors.push_back(tensorOf(variableOf(source, item), item));
    std::string graph;
    if (!graphFile.empty()) {
        auto read = readWholeFile(graphFile, source.limits().maxGraphBytes, control);
        if (!read)
            return tl::unexpected(read.error());
        graph = std::move(*read);
    }
    return exportMeta(graph, graphFile, request, source.limits(), control);
}

} // namespace ckpt
