// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/passingindex.h"

#include "format/base/crc32c.h"
#include "format/proto/tensor_bundle.pb.h"
#include "format/table/tablereader.h"
#include "format/table/tablewriter.h"

namespace ckpt {

namespace {

// Every entry of an index but the header.
struct Entries {
    std::uint64_t count = 0;
    std::uint32_t checksum = 0;
    std::int32_t files = 0; // as the header says

    void add(std::string_view key, std::string_view value)
    {
        ++count;
        const std::uint64_t lengths[] = { key.size(), value.size() };
        checksum = crc32c({ reinterpret_cast<const char *>(lengths), sizeof lengths }, checksum);
        checksum = crc32c(value, crc32c(key, checksum));
    }
};

template <typename Visit>
Result<Entries> walk(const std::string &path, const JobControl &control, Visit &&visit)
{
    const auto file = openFile(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto table = TableReader::open(*file);
    if (!table)
        return tl::unexpected(table.error());
    Entries entries;
    Result<void> visited;
    Issues issues;
    const auto walked = table->forEach(
        [&](std::string_view key, std::string_view value) {
            pb::BundleHeaderProto header;
            if (!key.empty())
                entries.add(key, value);
            else if (header.ParseFromArray(value.data(), static_cast<int>(value.size())))
                entries.files = header.num_shards();
            visited = visit(key, value, header);
            return visited.has_value();
        },
        issues, control);
    if (!visited)
        return tl::unexpected(visited.error());
    if (!walked)
        return tl::unexpected(walked.error());
    if (!issues.empty())
        return fail(issues.front().error);
    return entries;
}

} // namespace

Result<void> writePassingIndex(const std::string &index, const std::string &passing, std::int32_t files,
    FileCalls &calls, const JobControl &control)
{
    auto file = createFile(passing, calls);
    if (!file)
        return tl::unexpected(file.error());
    TableWriter table(**file);
    const auto source =
        walk(index, control, [&](std::string_view key, std::string_view value, pb::BundleHeaderProto &header) {
            if (!key.empty())
                return table.add(key, value);
            header.set_num_shards(files);
            return table.add(key, header.SerializeAsString());
        });
    if (!source)
        return tl::unexpected(source.error());
    if (auto finished = table.finish(); !finished)
        return finished;
    if (auto synced = (*file)->sync(); !synced)
        return synced;
    if (auto closed = (*file)->close(); !closed)
        return closed;
    const auto written = walk(passing, control, [](auto &&...) { return Result<void>{}; });
    if (!written)
        return tl::unexpected(written.error());
    if (written->count != source->count || written->checksum != source->checksum || written->files != files)
        return fail(Fault::WrittenDiffers, passing);
    return {};
}

} // namespace ckpt
