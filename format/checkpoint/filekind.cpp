// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/filekind.h"

#include "format/base/bytecursor.h"
#include "format/base/file.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace ckpt {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Cuts "-ddddd-of-ddddd" off the end. At least five digits each.
std::optional<std::int32_t> cutShard(std::string_view &name)
{
    const auto cutNumber = [&](std::int32_t *value) {
        std::size_t digits = 0;
        while (digits < name.size() && isDigit(name[name.size() - 1 - digits]))
            ++digits;
        if (digits < 5 || digits > 9)
            return false;
        std::from_chars(name.data() + name.size() - digits, name.data() + name.size(), *value);
        name.remove_suffix(digits);
        return true;
    };
    std::int32_t count = 0, number = 0;
    if (!cutNumber(&count) || !name.ends_with("-of-"))
        return std::nullopt;
    name.remove_suffix(4);
    if (!cutNumber(&number) || !name.ends_with('-'))
        return std::nullopt;
    name.remove_suffix(1);
    return count;
}

} // namespace

NameParts partsOf(std::string_view fileName)
{
    if (fileName == "checkpoint")
        return { NameKind::State, {}, 0 };
    for (const auto &[ending, kind] :
        { std::pair<std::string_view, NameKind>{ ".index", NameKind::Index }, { ".meta", NameKind::Meta } }) {
        if (fileName.size() > ending.size() && fileName.ends_with(ending))
            return { kind, std::string(fileName.substr(0, fileName.size() - ending.size())), 0 };
    }
    std::string_view stem = fileName;
    if (arrayFormatOf(fileName))
        return { NameKind::Array, std::string(fileName.substr(0, fileName.rfind('.'))), 0 };
    if (const auto count = cutShard(stem); count && !stem.empty()) {
        if (stem.ends_with(".data") && stem.size() > 5)
            return { NameKind::Data, std::string(stem.substr(0, stem.size() - 5)), *count };
        return { NameKind::V1Shard, std::string(stem), *count };
    }
    return { NameKind::Other, std::string(fileName), 0 };
}

std::optional<StorageFormat> arrayFormatOf(std::string_view fileName)
{
    for (const StorageFormat format : { StorageFormat::Npz, StorageFormat::Npy, StorageFormat::Safetensors }) {
        const std::string_view ending = name(format);
        if (fileName.size() > ending.size() + 1 && fileName.ends_with(ending)
            && fileName[fileName.size() - ending.size() - 1] == '.')
            return format;
    }
    return std::nullopt;
}

std::optional<std::int64_t> stepOf(std::string_view name)
{
    for (const std::string_view ending : { ".ckpt", ".tfl", ".model", ".weights" }) {
        if (name.ends_with(ending)) {
            name.remove_suffix(ending.size());
            break;
        }
    }
    std::size_t digits = 0;
    while (digits < name.size() && digits < 18 && isDigit(name[name.size() - 1 - digits]))
        ++digits;
    const std::string_view before = name.substr(0, name.size() - digits);
    if (digits == 0 || !(before.ends_with('-') || before.ends_with("epoch") || before.ends_with("step")))
        return std::nullopt;
    std::int64_t step = 0;
    std::from_chars(name.data() + name.size() - digits, name.data() + name.size(), step);
    return step;
}

bool endsLikeTable(const std::string &path)
{
    auto file = openFile(path);
    if (!file || (*file)->size() < 48)
        return false;
    std::string magic(8, '\0');
    return (*file)->readAt((*file)->size() - 8, std::span(magic))
        && *ByteCursor(magic).fixed64() == 0xDB4775248B80FB57ull;
}

bool isGraphName(std::string_view fileName)
{
    return fileName.ends_with(".pb") || fileName.ends_with(".pbtxt");
}

bool isSavedModelName(std::string_view fileName)
{
    return fileName == "saved_model.pb" || fileName == "saved_model.pbtxt" || fileName == "saved_model.cpb";
}

std::string describeContent(const std::string &path)
{
    auto file = openFile(path);
    if (!file)
        return {};
    if ((*file)->size() == 0)
        return "It is empty.";
    std::string bytes(std::min<std::uint64_t>((*file)->size(), 256), '\0');
    if (!(*file)->readAt(0, std::span(bytes)))
        return {};
    struct Known {
        std::string_view magic;
        const char *what;
    };
    constexpr Known kKnown[] = {
        { "PK\x03\x04", "a ZIP file (NumPy's .npz is one, and so is Keras' .keras)" },
        { "\x89HDF", "an HDF5 file, as Keras writes with .h5" },
        { "\x1F\x8B", "a gzip file" },
        { "\x93NUMPY", "a NumPy array" },
        { "\x89PNG", "a picture" },
        { "%PDF", "a PDF document" },
        { "\x7F"
          "ELF",
            "a program" },
        { "<!DOCTYPE", "a web page" },
        { "<html", "a web page" },
        { "{", "JSON text" },
        { "\x80\x02", "a Python pickle" },
        { "\x80\x04", "a Python pickle" },
    };
    std::string start;
    for (std::size_t i = 0; i < std::min<std::size_t>(4, bytes.size()); ++i)
        start += fmt::format("{}{:02X}", i ? " " : "", static_cast<unsigned char>(bytes[i]));
    for (const Known &known : kKnown) {
        if (bytes.starts_with(known.magic))
            return fmt::format("It starts with {}, which is {}.", start, known.what);
    }
    const bool text = std::all_of(bytes.begin(), bytes.end(),
        [](char c) { return static_cast<unsigned char>(c) >= 0x20 || (c >= 9 && c <= 13); });
    return text ? "It is a text file."
                : fmt::format("It starts with {}, and it does not end as a TensorFlow table does.", start);
}

} // namespace ckpt
