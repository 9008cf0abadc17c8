// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes the .meta of an exported checkpoint for tests that hand it to TensorFlow.
//   exportmeta SOURCE.meta|- TARGET.meta whole|pruned|variables V1|V2 LIST
// LIST is a file with a line for each tensor: old key, new key, TensorFlow's name of the type, shape as "2,3", and its
// parts, all with tabs between. A line "root<tab>NAME" gives a root. Prints the report, a fact a line.
#include "format/base/file.h"
#include "format/savergraph/exportedmeta.h"

#include <cstdio>
#include <fstream>
#include <sstream>

using namespace ckpt;

namespace {

std::vector<std::string> split(const std::string &text, char at)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        parts.push_back(part);
    return parts;
}

bool readList(const char *path, MetaRequest &request)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto parts = split(line, '\t');
        if (parts.size() == 2 && parts[0] == "root") {
            request.roots.push_back(parts[1]);
            continue;
        }
        const auto type = parts.size() >= 3 ? dtypeFromName(parts[2]) : std::nullopt;
        if (!type)
            return false;
        MetaTensor &tensor = request.tensors.emplace_back();
        tensor.from = parts[0];
        tensor.key = parts[1];
        tensor.type = *type;
        if (parts.size() > 3)
            for (const std::string &dim : split(parts[3], ','))
                tensor.shape.push_back(std::stoll(dim));
        for (std::size_t i = 4; i < parts.size(); ++i)
            tensor.parts.push_back(parts[i]);
    }
    return true;
}

void print(const MetaReport &report)
{
    std::printf("nodes\t%zu\t%zu\nrestored\t%zu\n", report.nodesBefore, report.nodesAfter, report.restored);
    for (const auto &[key, why] : report.leftOut)
        std::printf("left out\t%s\t%d\n", key.c_str(), static_cast<int>(why));
    for (const std::string &name : report.notRestored)
        std::printf("not restored\t%s\n", name.c_str());
    for (const auto &[node, waited] : report.cutControl)
        std::printf("cut\t%s\t%s\n", node.c_str(), waited.c_str());
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 6)
        return 2;
    MetaRequest request;
    const std::string path = arguments[1], mode = arguments[3];
    request.mode = mode == "whole" ? MetaMode::Whole : mode == "pruned" ? MetaMode::Pruned : MetaMode::Variables;
    request.v1 = std::string(arguments[4]) == "V1";
    if (!readList(arguments[5], request))
        return 2;
    std::string bytes;
    if (path != "-") {
        auto read = readWholeFile(path, Limits().maxGraphBytes);
        if (!read)
            return 1;
        bytes = std::move(*read);
    }
    const auto exported = exportMeta(bytes, path, request);
    if (!exported) {
        std::fprintf(stderr, "%s\n", exported.error().message().c_str());
        return 1;
    }
    print(exported->report);
    if (exported->bytes.empty())
        return 3; // there is nothing to restore
    std::ofstream(arguments[2], std::ios::binary) << exported->bytes;
    return 0;
}
