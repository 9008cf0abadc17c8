// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/savedmodel.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/base/wirefield.h"
#include "format/graph/metagraphdata.h"
#include "format/proto/saved_model.pb.h"

#include <algorithm>
#include <filesystem>

namespace ckpt {
namespace {

constexpr std::uint64_t kMostFingerprintBytes = 1 << 16; // real ones have about a hundred

// FingerprintDef: 1 saved_model_checksum, 2 graph_def_program_hash, 3 signature_def_hash, 4 saved_object_graph_hash,
// 5 checkpoint_hash, 6 version {1 producer}, 7 uuid.
std::optional<Fingerprint> parseFingerprint(std::string_view bytes)
{
    Fingerprint print;
    ByteCursor cursor(bytes);
    while (const auto field = nextWireField(cursor)) {
        switch (field->number) {
        case 1:
            print.savedModelChecksum = field->value;
            break;
        case 2:
            print.graphDefProgramHash = field->value;
            break;
        case 3:
            print.signatureDefHash = field->value;
            break;
        case 4:
            print.savedObjectGraphHash = field->value;
            break;
        case 5:
            print.checkpointHash = field->value;
            break;
        case 6: {
            ByteCursor version(field->bytes);
            while (const auto inner = nextWireField(version))
                if (inner->number == 1)
                    print.producer = static_cast<std::int32_t>(inner->value);
            break;
        }
        case 7:
            print.uuid = field->bytes;
            break;
        default:
            break;
        }
    }
    return cursor.atEnd() ? std::optional(print) : std::nullopt;
}

} // namespace

std::vector<std::string> assetNames(const std::string &file, const Limits &limits)
{
    namespace fs = std::filesystem;
    std::vector<std::string> names;
    std::error_code code;
    fs::directory_iterator entry(joinPath(directoryOf(file), "assets"), code);
    for (; !code && entry != fs::directory_iterator() && names.size() < limits.maxDirectoryEntries;
         entry.increment(code))
        names.push_back(entry->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

Result<SavedModel> readSavedModel(const std::string &file, const Limits &limits, const JobControl &control)
{
    auto graphs = MetaGraph::readAll(file, limits, control);
    if (!graphs)
        return tl::unexpected(std::move(graphs.error()));
    SavedModel model;
    model.file = file;
    model.metaGraphs = std::move(*graphs);
    if (!model.metaGraphs.empty())
        model.schemaVersion = static_cast<const MetaGraphData &>(*model.metaGraphs.front()).schemaVersion();
    model.assets = assetNames(file, limits);
    if (const auto bytes = readWholeFile(joinPath(directoryOf(file), "fingerprint.pb"), kMostFingerprintBytes, control))
        model.fingerprint = parseFingerprint(*bytes);
    return model;
}

} // namespace ckpt
