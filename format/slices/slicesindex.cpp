// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/slices/slicesindex.h"

#include "format/bundle/protoshape.h"
#include "format/proto/saved_tensor_slice.pb.h"
#include "format/table/tablereader.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace ckpt {

namespace {

constexpr std::int32_t kFormatVersion = 1; // TF_CHECKPOINT_VERSION

bool storable(DType type)
{
    switch (type) {
    case DType::BFloat16:
    case DType::Resource:
    case DType::Variant:
        return false;
    default:
        return static_cast<std::int32_t>(type) <= static_cast<std::int32_t>(DType::UInt64);
    }
}

class ContentsReader {
public:
    explicit ContentsReader(const Limits &limits)
        : m_limits(limits)
        , m_log(m_index.issues, limits.maxIssuesOfOneFault)
    {
    }

    Result<void> add(const std::string &path, const JobControl &control)
    {
        const auto number = static_cast<std::int32_t>(m_index.shards.size());
        m_index.shards.push_back({ number, path, {} });
        auto file = openFile(path);
        if (!file)
            return tl::unexpected(file.error());
        m_index.shards.back().size = (*file)->size();
        auto table = TableReader::open(*file, m_limits);
        if (!table)
            return tl::unexpected(table.error());
        auto contents = readContents(*table, path, control);
        if (!contents)
            return tl::unexpected(contents.error());
        if (auto allowed = checkVersion(*contents, path); !allowed)
            return allowed;
        ++m_index.table.files;
        m_index.table.blocks += static_cast<std::uint32_t>(table->blockCount());
        addTensors(*contents, path, static_cast<std::uint32_t>(number));
        return {};
    }

    Result<CheckpointIndex> finish(const JobControl &control)
    {
        m_index.shardCount = static_cast<std::int32_t>(m_index.shards.size());
        for (auto &[key, variable] : m_variables) {
            if (control.cancelled())
                return fail(Fault::Cancelled);
            if (!variable.error) {
                if (auto checked = checkSlices(variable); !checked) {
                    variable.error = checked.error();
                    variable.error->path = m_index.shards.front().path;
                }
            }
            if (variable.error)
                m_log.add(issue(*variable.error));
            m_index.variables.push_back(std::move(variable));
        }
        return std::move(m_index);
    }

    void addIssue(Error error) { m_log.add(issue(std::move(error))); }

private:
    Result<pb::SavedTensorSliceMeta> readContents(
        const TableReader &table, const std::string &path, const JobControl &control)
    {
        std::optional<Error> wrong =
            Error{ .fault = Fault::HeaderMissing, .path = path, .detail = "It has no entries." };
        pb::SavedTensorSlices slices;
        Issues damage;
        auto walked = table.forEach(
            [&](std::string_view key, std::string_view value) {
                wrong.reset();
                if (!key.empty())
                    wrong = Error{ .fault = Fault::HeaderMissing,
                        .path = path,
                        .detail = "Its first entry is not a table of contents." };
                else if (value.starts_with('\x08'))
                    wrong = Error{
                        .fault = Fault::HeaderDamaged, .path = path, .detail = "It is the index of a V2 checkpoint."
                    };
                else if (value.size() > INT32_MAX
                    || !slices.ParseFromArray(value.data(), static_cast<int>(value.size())) || !slices.has_meta())
                    wrong = Error{
                        .fault = Fault::HeaderDamaged, .path = path, .detail = "Its table of contents is damaged."
                    };
                return false;
            },
            damage, control);
        if (!walked)
            return tl::unexpected(walked.error());
        if (!damage.empty())
            return fail(damage.front().error);
        if (wrong)
            return fail(std::move(*wrong));
        return std::move(*slices.mutable_meta());
    }

    Result<void> checkVersion(const pb::SavedTensorSliceMeta &contents, const std::string &path)
    {
        const pb::VersionDef &versions = contents.versions();
        if (versions.producer() < 0 || versions.min_consumer() > kFormatVersion)
            return fail(Fault::VersionTooNew, path,
                fmt::format("Its version is {} and it asks for readers of version {} or later.", versions.producer(),
                    versions.min_consumer()));
        if (std::find(versions.bad_consumers().begin(), versions.bad_consumers().end(), kFormatVersion)
            != versions.bad_consumers().end())
            return fail(Fault::VersionTooNew, path, "It names version 1 among those that must not read it.");
        return {};
    }

    void addTensors(const pb::SavedTensorSliceMeta &contents, const std::string &path, std::uint32_t number)
    {
        m_index.producer = contents.versions().producer();
        m_index.minConsumer = contents.versions().min_consumer();
        m_index.badConsumers.assign(
            contents.versions().bad_consumers().begin(), contents.versions().bad_consumers().end());
        std::set<std::string> seen;
        for (const pb::SavedSliceMeta &meta : contents.tensor()) {
            if (!seen.insert(meta.name()).second) {
                m_log.add(
                    { Severity::Warning, { .fault = Fault::TensorListedTwice, .path = path, .key = meta.name() } });
                continue;
            }
            addTensor(meta, path, number);
        }
    }

    void addTensor(const pb::SavedSliceMeta &meta, const std::string &path, std::uint32_t number)
    {
        auto shape = shapeFrom(meta.shape(), m_limits);
        const auto [place, isNew] = m_variables.try_emplace(meta.name());
        Variable &variable = place->second;
        if (!isNew && (variable.storedType != meta.type() || (shape && !(*shape == variable.shape)))) {
            m_log.add({ Severity::Error, { .fault = Fault::TensorListedTwice, .path = path, .key = meta.name() } });
            return;
        }
        variable.key = meta.name();
        variable.storedType = meta.type();
        if (isKnown(static_cast<DType>(meta.type())))
            variable.dtype = static_cast<DType>(meta.type());
        if (shape)
            variable.shape = *shape;
        else
            variable.error = Error{ .fault = shape.error().fault,
                .path = path,
                .key = variable.key,
                .where = {},
                .expected = {},
                .actual = {},
                .detail = shape.error().detail };
        if (variable.dtype == DType::Invalid) {
            variable.error = Error{ .fault = Fault::TypeUnknown, .path = path, .key = variable.key };
            variable.error->actual = meta.type();
        } else if (!storable(variable.dtype)) {
            variable.error = Error{ .fault = Fault::TypeNotStorable,
                .path = path,
                .key = variable.key,
                .where = {},
                .expected = {},
                .actual = {},
                .detail = std::string(name(variable.dtype)) };
        }
        if (variable.slices.size() + static_cast<std::size_t>(meta.slice_size()) > m_limits.maxSlices) {
            variable.error = Error{
                .fault = Fault::LimitExceeded, .path = path, .key = variable.key, .detail = "Parts of a variable."
            };
            variable.error->expected = static_cast<std::int64_t>(m_limits.maxSlices);
            variable.error->actual = static_cast<std::int64_t>(variable.slices.size()) + meta.slice_size();
            return;
        }
        for (const auto &proto : meta.slice())
            variable.slices.push_back({ sliceFrom(proto), {}, number });
    }

    const Limits &m_limits;
    CheckpointIndex m_index;
    IssueLog m_log;
    std::map<std::string, Variable> m_variables;
};

} // namespace

Result<CheckpointIndex> readSlicesIndex(
    std::span<const std::string> files, const Limits &limits, const JobControl &control)
{
    ContentsReader reader(limits);
    std::optional<Error> firstError;
    std::size_t readable = 0;
    for (const std::string &path : files) {
        if (control.cancelled())
            return fail(Fault::Cancelled, path);
        if (auto added = reader.add(path, control); added) {
            ++readable;
        } else {
            if (added.error().fault == Fault::Cancelled)
                return tl::unexpected(added.error());
            reader.addIssue(added.error());
            if (!firstError)
                firstError = added.error();
        }
    }
    if (readable == 0)
        return fail(firstError.value_or(Error{ .fault = Fault::Internal }));
    return reader.finish(control);
}

} // namespace ckpt
