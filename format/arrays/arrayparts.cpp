// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/arrayparts.h"

#include "format/arrays/arraytype.h"
#include "format/base/checkedmath.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

// The first axis is the innermost one only where there are two axes that can be told apart.
bool ordersDiffer(const TensorShape &shape)
{
    return std::count_if(shape.dims().begin(), shape.dims().end(), [](std::int64_t dim) { return dim != 1; }) > 1;
}

Error unsupported(std::string type, const std::string &path, const std::string &key)
{
    return Error{ .fault = Fault::ArrayTypeUnsupported, .path = path, .key = key, .detail = std::move(type) };
}

// Why a type is not read, in the words of its sentence.
std::string typeWords(const NpyHeader &header)
{
    if (header.structured)
        return fmt::format("the structure {}", header.descr);
    if (header.descr == "|O" || header.descr == "O")
        return "“|O” (Python objects as a pickle, which is never run)";
    return fmt::format("“{}”", header.descr);
}

// Whether the bytes that are there fit the shape.
std::optional<Error> sizeError(const ArrayEntry &entry, const std::string &path, bool exact)
{
    const Variable &variable = entry.variable;
    const auto elements = static_cast<std::uint64_t>(variable.elements());
    const auto needed = checkedMul<std::uint64_t>(elements, entry.layout.width);
    const std::uint64_t there = variable.at->size;
    if (needed && (exact ? *needed == there : *needed <= there)) {
        // Strings without characters cost no byte of the file, but each costs some of memory.
        if (entry.layout.width > 0 || elements <= 4096)
            return std::nullopt;
        Error error{ .fault = Fault::LimitExceeded, .path = path, .key = variable.key };
        error.detail = "These are strings without a character.";
        error.expected = 4096;
        error.actual = variable.elements();
        return error;
    }
    Error error{ .fault = Fault::SizeMismatch, .path = path, .key = variable.key };
    error.expected = static_cast<std::int64_t>(std::min<std::uint64_t>(needed.value_or(INT64_MAX), INT64_MAX));
    error.actual = static_cast<std::int64_t>(there);
    return error;
}

} // namespace

Result<std::shared_ptr<const RandomAccessFile>> openArrayFile(const std::string &path)
{
    auto file = openFile(path);
    if (!file)
        return file;
    if ((*file)->size() > 0 && (*file)->size() < 512) {
        std::string bytes((*file)->size(), '\0');
        if ((*file)->readAt(0, std::span(bytes)) && isGitLfsPointer(bytes))
            return fail(Fault::GitLfsPointer, path);
    }
    return file;
}

void describe(ArrayEntry &entry, const NpyHeader &header, const std::string &path, bool exact, const Limits &limits)
{
    Variable &variable = entry.variable;
    auto shape = TensorShape::make(header.dims, limits);
    if (!shape) {
        variable.error = shape.error();
        variable.error->path = path;
        variable.error->key = variable.key;
        return;
    }
    variable.shape = std::move(*shape);
    const auto type = header.structured ? std::nullopt : npyType(header.descr);
    if (!type) {
        variable.error = unsupported(typeWords(header), path, variable.key);
        return;
    }
    variable.dtype = type->dtype;
    variable.storedType = static_cast<std::int32_t>(type->dtype);
    entry.layout.text = type->text;
    entry.layout.width = type->width;
    entry.layout.bigEndian = type->bigEndian;
    entry.layout.columnMajor = header.columnMajor && ordersDiffer(variable.shape);
    variable.error = sizeError(entry, path, exact);
}

void addEntries(CheckpointIndex &index, std::vector<ArrayEntry> entries, const std::string &path, bool withLayouts,
    const Limits &limits)
{
    IssueLog log(index.issues, limits.maxIssuesOfOneFault);
    std::stable_sort(entries.begin(), entries.end(),
        [](const ArrayEntry &a, const ArrayEntry &b) { return a.variable.key < b.variable.key; });
    for (ArrayEntry &entry : entries) {
        if (!index.variables.empty() && index.variables.back().key == entry.variable.key) {
            log.add(issue(Error{ .fault = Fault::KeyDuplicate, .path = path, .key = entry.variable.key }));
            continue;
        }
        if (entry.variable.error)
            log.add(issue(*entry.variable.error));
        index.variables.push_back(std::move(entry.variable));
        if (withLayouts)
            index.layouts.push_back(entry.layout);
    }
}

} // namespace ckpt
