// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/arraywriter.h"

#include "format/arrays/npyheader.h"
#include "format/base/putbytes.h"
#include "format/export/arrayvalues.h"
#include "format/export/zipwriter.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

std::string npyHead(const FlatArray &array)
{
    return npyHeaderBytes(array.typeText, array.dims);
}

// As the reference implementation writes it: nothing is escaped that need not be.
std::string jsonText(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
        case '"':
        case '\\':
            out += '\\';
            out += c;
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("\\u{:04x}", static_cast<int>(c));
            else
                out += c;
        }
    }
    return out + '"';
}

} // namespace

std::string npyPath(const std::string &folder, const FlatArray &array)
{
    return folder + '/' + array.name + ".npy";
}

Result<void> ArrayWriter::pass(const FlatArray &array, const std::function<Result<void>(std::string_view)> &take)
{
    return passElements(
        m_source, m_plan, array,
        [&](std::string_view bytes) {
            m_done += bytes.size();
            m_control.report(m_done, m_total);
            return take(bytes);
        },
        m_control, m_figures);
}

Result<MemberCrcs> ArrayWriter::checksums()
{
    MemberCrcs crcs;
    for (const FlatArray &array : m_plan.arrays) {
        std::uint32_t crc = zipCrc(npyHead(array));
        auto passed = pass(array, [&crc](std::string_view bytes) {
            crc = zipCrc(bytes, crc);
            return Result<void>{};
        });
        if (!passed)
            return tl::unexpected(passed.error());
        crcs[array.name] = crc;
    }
    return crcs;
}

Result<std::uint64_t> ArrayWriter::write(const std::string &path, const MemberCrcs &crcs, CopyFigures *figures)
{
    m_figures = figures;
    if (m_plan.target.format == StorageFormat::Npy)
        return writeFolder(path);
    auto file = m_open(path);
    if (!file)
        return tl::unexpected(file.error());
    auto written = m_plan.target.format == StorageFormat::Npz ? writeArchive(**file, crcs) : writeSafetensors(**file);
    if (written)
        written = (*file)->sync();
    if (written)
        written = (*file)->close();
    if (!written)
        return tl::unexpected(written.error());
    return (*file)->size();
}

Result<void> ArrayWriter::writeArchive(NewFile &file, const MemberCrcs &crcs)
{
    ZipWriter zip(file);
    for (const FlatArray &array : m_plan.arrays) {
        const std::string head = npyHead(array);
        const auto known = crcs.find(array.name);
        const std::uint32_t expected = known == crcs.end() ? 0 : known->second;
        std::uint32_t crc = zipCrc(head);
        auto written = zip.begin(array.name + ".npy", head.size() + array.bytes, expected);
        if (written)
            written = zip.append(head);
        if (written)
            written = pass(array, [&](std::string_view bytes) {
                crc = zipCrc(bytes, crc);
                return zip.append(bytes);
            });
        if (!written)
            return written;
        if (crc != expected)
            return fail(Fault::ReadFailed, m_source.ref().prefix, "the file changed while it was read");
    }
    return zip.finish();
}

Result<std::string> ArrayWriter::safetensorsHeader() const
{
    std::string json = "{";
    const auto comma = [&json] { json += json.size() > 1 ? "," : ""; };
    if (!m_plan.target.metadata.empty()) {
        json += "\"__metadata__\":{";
        for (const auto &[key, value] : m_plan.target.metadata)
            json += fmt::format("{}{}:{}", json.back() == '{' ? "" : ",", jsonText(key), jsonText(value));
        json += '}';
    }
    std::uint64_t offset = 0;
    for (const FlatArray &array : m_plan.arrays) {
        comma();
        json += fmt::format("{}:{{\"dtype\":\"{}\",\"shape\":[{}],\"data_offsets\":[{},{}]}}", jsonText(array.name),
            array.typeText, fmt::join(array.dims, ","), offset, offset + array.bytes);
        offset += array.bytes;
    }
    json += '}';
    json.resize((json.size() + 7) / 8 * 8, ' ');
    const std::uint64_t limit = Limits{}.maxSafetensorsHeaderBytes;
    if (json.size() > limit) {
        Error error;
        error.fault = Fault::TooLargeToWrite;
        error.key = "__metadata__";
        error.expected = static_cast<std::int64_t>(limit);
        error.actual = static_cast<std::int64_t>(json.size());
        return fail(std::move(error));
    }
    std::string header;
    putFixed64(header, json.size());
    return header + json;
}

Result<void> ArrayWriter::writeSafetensors(NewFile &file)
{
    const auto header = safetensorsHeader();
    if (!header)
        return tl::unexpected(header.error());
    Result<void> written = file.append(*header);
    for (const FlatArray &array : m_plan.arrays) {
        if (written)
            written = pass(array, [&file](std::string_view bytes) { return file.append(bytes); });
        if (!written)
            return written;
    }
    return written;
}

Result<std::uint64_t> ArrayWriter::writeFolder(const std::string &path)
{
    std::uint64_t bytes = 0;
    for (const FlatArray &array : m_plan.arrays) {
        auto file = m_open(npyPath(path, array));
        if (!file)
            return tl::unexpected(file.error());
        NewFile &out = **file;
        Result<void> written = out.append(npyHead(array));
        if (written)
            written = pass(array, [&out](std::string_view elements) { return out.append(elements); });
        if (written)
            written = out.sync();
        if (written)
            written = out.close();
        if (!written)
            return tl::unexpected(written.error());
        bytes += out.size();
    }
    return bytes;
}

} // namespace ckpt
