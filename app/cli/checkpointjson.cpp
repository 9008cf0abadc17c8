// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/checkpointjson.h"

#include "app/cli/place.h"
#include "app/cli/valuetext.h"

#include <algorithm>
#include <fmt/format.h>
#include <sys/stat.h>

namespace ckpt {

namespace {

void writeFileItem(JsonWriter &json, const std::string &path, std::optional<std::uint64_t> size)
{
    json.beginObject();
    json.textField("name", path);
    json.key("bytes");
    size ? json.natural(*size) : json.null();
    json.endObject();
}

void writeFiles(JsonWriter &json, const Checkpoint &checkpoint)
{
    json.key("files");
    json.beginArray();
    if (checkpoint.format() == StorageFormat::V2) {
        const std::string index = checkpoint.ref().prefix + ".index";
        struct stat status { };
        const bool found = ::stat(index.c_str(), &status) == 0;
        writeFileItem(json, index, found ? std::optional(static_cast<std::uint64_t>(status.st_size)) : std::nullopt);
    }
    for (const ShardFile &shard : checkpoint.shards())
        writeFileItem(json, shard.path, shard.size);
    json.endArray();
}

// TensorFlow's formats have one; files of arrays may have notes of their own.
void writeHeader(JsonWriter &json, const Checkpoint &checkpoint)
{
    if (isArrayFormat(checkpoint.format())) {
        if (checkpoint.metadata().empty())
            return;
        json.key("metadata");
        json.beginObject();
        for (const auto &[key, value] : checkpoint.metadata())
            json.textField(key, value);
        json.endObject();
        return;
    }
    json.key("header");
    json.beginObject();
    json.field("num_shards", checkpoint.shardCount());
    json.field("endianness", checkpoint.bigEndian() ? "BIG" : "LITTLE");
    json.key("version");
    json.beginObject();
    json.field("producer", checkpoint.producer());
    json.field("min_consumer", checkpoint.minConsumer());
    json.key("bad_consumers");
    json.beginArray();
    for (const std::int32_t consumer : checkpoint.badConsumers())
        json.integer(consumer);
    json.endArray();
    json.endObject();
    json.endObject();

    const TableSummary &table = checkpoint.table();
    if (table.entries == 0) // V1 tables are not walked when opening
        return;
    json.key("table");
    json.beginObject();
    json.field("files", table.files);
    json.field("entries", table.entries);
    json.field("blocks", table.blocks);
    json.field("compression", table.compressed ? "snappy" : "none");
    json.endObject();
}

void writeSlices(JsonWriter &json, const Variable &variable)
{
    json.key("slices");
    json.beginArray();
    for (const StoredSlice &stored : variable.slices) {
        json.beginObject();
        json.field("spec", text(stored.slice));
        json.key("start");
        json.beginArray();
        for (const TensorSlice::Extent &extent : stored.slice.extents)
            json.integer(extent.start);
        json.endArray();
        json.key("length");
        json.beginArray();
        for (const TensorSlice::Extent &extent : stored.slice.extents)
            json.integer(extent.length);
        json.endArray();
        json.endObject();
    }
    json.endArray();
}

void writeStored(JsonWriter &json, const StoredAt &at, const ArrayLayout *layout)
{
    json.key("stored");
    json.beginObject();
    json.field("shard", at.shard);
    json.field("offset", at.offset);
    json.field("size", at.size);
    if (at.crcStored)
        json.field("crc32c", fmt::format("{:08x}", at.maskedCrc));
    if (layout && layout->archived) {
        json.field("crc32", fmt::format("{:08x}", layout->crc32));
        json.field("compression", layout->compressed ? "deflate" : "none");
    }
    json.endObject();
}

void writeDetails(JsonWriter &json, const Variable &variable, const VariableDetails &details)
{
    if (details.hash)
        json.field("sha256", *details.hash);
    if (details.firstValues) {
        json.key("first_values");
        json.beginArray();
        for (std::int64_t i = 0; i < details.firstValues->shape.elements(); ++i)
            writeValue(json, *details.firstValues, i);
        json.endArray();
    }
    if (details.statistics) {
        json.key("stats");
        writeStatistics(json, *details.statistics, variable.dtype);
    }
    if (details.error) {
        json.key("error");
        writeError(json, *details.error);
    }
}

void writeVariable(JsonWriter &json, const Variable &variable, const ArrayLayout *layout, const VariableFacts &facts,
    const VariableDetails &details)
{
    json.newLine();
    json.beginObject();
    json.textField("name", variable.key);
    json.field("dtype", name(variable.dtype));
    if (variable.dtype == DType::Invalid && variable.storedType != 0)
        json.field("dtype_number", variable.storedType);
    json.key("shape");
    json.beginArray();
    for (const std::int64_t dim : variable.shape.dims())
        json.integer(dim);
    json.endArray();
    json.field("n_elements", variable.elements());
    json.field("bytes", variable.byteSize());
    json.field("role", queryKey(facts.role));
    if (variable.isPartitioned())
        writeSlices(json, variable);
    if (variable.at)
        writeStored(json, *variable.at, layout);
    writeDetails(json, variable, details);
    json.endObject();
}

} // namespace

VariableDetails readDetails(
    const Checkpoint &checkpoint, VariableId id, const ValueDetails &wanted, const JobControl &control)
{
    const Variable &variable = checkpoint.variable(id);
    VariableDetails details;
    details.error = variable.error;
    const auto take = [&details](auto &&result, auto &into) {
        if (result)
            into = std::move(*result);
        else
            details.error = result.error();
    };
    if (!details.error && wanted.firstValues)
        take(readRange(checkpoint, id, 0, std::min(*wanted.firstValues, variable.elements()), control),
            details.firstValues);
    if (!details.error && wanted.statistics)
        take(statistics(checkpoint, id, control), details.statistics);
    if (!details.error && wanted.hash)
        take(sha256(checkpoint, id, control), details.hash);
    return details;
}

void writeError(JsonWriter &json, const Error &error)
{
    json.beginObject();
    json.field("code", name(error.code()));
    json.field("fault", name(error.fault));
    json.field("message", error.message());
    if (!error.path.empty())
        json.textField("file", error.path);
    if (!error.key.empty())
        json.textField("key", error.key);
    if (error.where) {
        json.field("begin", error.where->begin);
        json.field("length", error.where->length);
    }
    json.endObject();
}

void writeIssue(JsonWriter &json, const Issue &issue)
{
    static constexpr const char *words[] = { "note", "warning", "error" };
    json.newLine();
    json.beginObject();
    json.field("severity", words[static_cast<int>(issue.severity)]);
    json.key("error");
    writeError(json, issue.error);
    json.endObject();
}

void writeUnopened(JsonWriter &json, const std::string &prefix, std::optional<StorageFormat> format, const Error &error)
{
    json.newLine();
    json.beginObject();
    json.textField("prefix", prefix);
    if (format)
        json.field("format", name(*format));
    json.key("error");
    writeError(json, error);
    json.endObject();
}

std::vector<Error> writeCheckpoint(JsonWriter &json, const Checkpoint &checkpoint, const Facts &facts,
    std::span<const VariableId> order, const ValueDetails &details, const JobControl &control,
    const std::function<void()> &more)
{
    json.newLine();
    json.beginObject();
    json.textField("prefix", checkpoint.ref().prefix);
    json.field("format", name(checkpoint.format()));
    if (checkpoint.ref().step)
        json.field("step", *checkpoint.ref().step);
    writeFiles(json, checkpoint);
    writeHeader(json, checkpoint);
    json.field("object_based", checkpoint.objectBased());
    json.field("n_variables", static_cast<std::uint64_t>(checkpoint.variables().size()));
    json.field("n_elements", checkpoint.totalElements());
    json.field("bytes", checkpoint.totalBytes());
    json.key("variables");
    json.beginArray();
    std::vector<Error> unreadable;
    std::uint64_t done = 0;
    for (const VariableId id : order) {
        const VariableDetails read = readDetails(checkpoint, id, details, control);
        if (control.cancelled())
            break;
        if (read.error)
            unreadable.push_back(*read.error);
        writeVariable(json, checkpoint.variable(id), checkpoint.layout(id), facts.variables[index(id)], read);
        if (details.any())
            control.report(++done, order.size());
    }
    json.endArray();
    if (more)
        more();
    json.endObject();
    return unreadable;
}

} // namespace ckpt
