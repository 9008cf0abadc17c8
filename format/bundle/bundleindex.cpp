// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/bundleindex.h"

#include "format/base/checkedmath.h"
#include "format/bundle/bundleshards.h"
#include "format/bundle/orderedcode.h"
#include "format/bundle/protoshape.h"
#include "format/proto/tensor_bundle.pb.h"
#include "format/table/tablereader.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

namespace ckpt {

namespace {

constexpr std::int32_t kFormatVersion = 1; // kTensorBundleVersion

Error entryError(Fault fault, const std::string &path, std::string key, std::string detail = {})
{
    return Error{ .fault = fault,
        .path = path,
        .key = std::move(key),
        .where = {},
        .expected = {},
        .actual = {},
        .detail = std::move(detail) };
}

// A stored slice as its own entry describes it, waiting for the variable that lists it.
struct SliceEntry {
    std::int32_t storedType = 0;
    TensorShape shape;
    StoredAt at;
    std::optional<Error> error;
    bool used = false;
};
using SliceEntries = std::unordered_map<std::string, SliceEntry>; // by encodeExtents()

class IndexReader {
public:
    IndexReader(const std::string &prefix, const Limits &limits)
        : m_prefix(prefix)
        , m_path(prefix + ".index")
        , m_limits(limits)
        , m_log(m_index.issues, limits.maxIssuesOfOneFault)
    {
    }

    Result<CheckpointIndex> read(const JobControl &control)
    {
        auto file = openFile(m_path);
        if (!file)
            return tl::unexpected(file.error());
        auto table = TableReader::open(*file, m_limits);
        if (!table)
            return tl::unexpected(table.error());
        // Growing step by step would touch twice the memory; an entry has some 32 bytes.
        m_index.variables.reserve(std::min<std::uint64_t>((*file)->size() / 32, 250'000));
        std::optional<Error> headerError;
        bool first = true;
        auto walked = table->forEach(
            [&](std::string_view key, std::string_view value) {
                if (!first)
                    return addEntry(key, value);
                first = false;
                if (auto header = readHeader(key, value); !header)
                    headerError = header.error();
                return !headerError;
            },
            m_index.issues, control);
        if (!walked)
            return tl::unexpected(walked.error());
        if (headerError)
            return fail(std::move(*headerError));
        if (first)
            return fail(missingHeader());
        m_index.table = { 1, walked->entries, static_cast<std::uint32_t>(table->blockCount()), walked->damagedBlocks,
            walked->compressed };
        sortVariables();
        if (auto collected = collectSlices(control); !collected)
            return tl::unexpected(collected.error());
        if (auto looked = lookAtShards(m_index, m_prefix, m_limits, control); !looked)
            return tl::unexpected(looked.error());
        return std::move(m_index);
    }

private:
    Error missingHeader() const
    {
        // Whatever kept the first block from being read says more than its absence.
        for (const Issue &found : m_index.issues)
            return found.error;
        return Error{ .fault = Fault::HeaderMissing, .path = m_path, .detail = "It has no entries." };
    }

    Result<void> readHeader(std::string_view key, std::string_view value)
    {
        if (!key.empty())
            return fail(
                m_index.issues.empty() ? Error{ .fault = Fault::HeaderMissing, .path = m_path } : missingHeader());
        if (value.starts_with('\x0A'))
            return fail(Fault::HeaderDamaged, m_path, "It is a V1 checkpoint under the name of an index.");
        pb::BundleHeaderProto header;
        if (value.size() > INT32_MAX || !header.ParseFromArray(value.data(), static_cast<int>(value.size())))
            return fail(Fault::HeaderDamaged, m_path);
        m_index.shardCount = header.num_shards();
        m_index.bigEndian = header.endianness() == 1;
        m_index.producer = header.version().producer();
        m_index.minConsumer = header.version().min_consumer();
        m_index.badConsumers.assign(header.version().bad_consumers().begin(), header.version().bad_consumers().end());
        if (header.endianness() != 0 && header.endianness() != 1) {
            m_index.issues.push_back({ Severity::Warning,
                { .fault = Fault::HeaderDamaged,
                    .path = m_path,
                    .detail =
                        fmt::format("Byte order {} is unknown; little-endian is assumed.", header.endianness()) } });
        }
        if (m_index.producer < 0 || m_index.minConsumer > kFormatVersion)
            return fail(Fault::VersionTooNew, m_path,
                fmt::format("Its version is {} and it asks for readers of version {} or later.", m_index.producer,
                    m_index.minConsumer));
        if (std::find(m_index.badConsumers.begin(), m_index.badConsumers.end(), kFormatVersion)
            != m_index.badConsumers.end())
            return fail(Fault::VersionTooNew, m_path, "It names version 1 among those that must not read it.");
        return {};
    }

    bool addEntry(std::string_view key, std::string_view value)
    {
        const bool parsed =
            value.size() <= INT32_MAX && m_entry.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (key.starts_with('\0')) {
            addSlice(key, parsed);
            return true;
        }
        m_ascending &= m_index.variables.empty() || m_index.variables.back().key < key;
        Variable &variable = m_index.variables.emplace_back();
        variable.key = key;
        if (!parsed) {
            variable.error = entryError(Fault::EntryDamaged, m_path, variable.key, "It is no entry of a checkpoint.");
            return true;
        }
        fill(variable);
        return true;
    }

    void fill(Variable &variable)
    {
        variable.storedType = m_entry.dtype();
        if (isKnown(static_cast<DType>(m_entry.dtype())))
            variable.dtype = static_cast<DType>(m_entry.dtype());
        auto shape = shapeFrom(m_entry.shape(), m_limits);
        if (shape)
            variable.shape = std::move(*shape);
        variable.slices.reserve(static_cast<std::size_t>(m_entry.slices_size()));
        for (const auto &slice : m_entry.slices())
            variable.slices.push_back({ sliceFrom(slice), {}, 0 });
        if (variable.slices.empty())
            variable.at = storedAt();
        if (!shape) {
            variable.error = shape.error();
            variable.error->path = m_path;
            variable.error->key = variable.key;
        } else if (variable.slices.empty()) {
            variable.error = checkEntry(variable.key, variable.dtype, variable.storedType, variable.shape);
        } else if (variable.slices.size() > m_limits.maxSlices) {
            variable.error = entryError(Fault::LimitExceeded, m_path, variable.key, "Parts of a variable.");
            variable.error->expected = static_cast<std::int64_t>(m_limits.maxSlices);
            variable.error->actual = static_cast<std::int64_t>(variable.slices.size());
            variable.slices.clear();
        } else {
            variable.error = checkType(variable.key, variable.dtype, variable.storedType);
        }
    }

    StoredAt storedAt() const
    {
        return { m_entry.shard_id(), static_cast<std::uint64_t>(m_entry.offset()),
            static_cast<std::uint64_t>(m_entry.size()), m_entry.crc32c() };
    }

    std::optional<Error> checkType(const std::string &key, DType dtype, std::int32_t storedType) const
    {
        if (dtype == DType::Invalid) {
            Error error = entryError(Fault::TypeUnknown, m_path, key);
            error.actual = storedType;
            return error;
        }
        if (dtype == DType::Resource)
            return entryError(Fault::TypeNotStorable, m_path, key, std::string(name(dtype)));
        return std::nullopt;
    }

    // Of the entry just parsed: type, place and size.
    std::optional<Error> checkEntry(
        const std::string &key, DType dtype, std::int32_t storedType, const TensorShape &shape) const
    {
        if (auto wrong = checkType(key, dtype, storedType))
            return wrong;
        if (m_entry.offset() < 0 || m_entry.size() < 0)
            return entryError(Fault::EntryDamaged, m_path, key,
                fmt::format("It begins at byte {} and has {} bytes.", m_entry.offset(), m_entry.size()));
        // Strings and variants: at least a length byte for each element; an empty tensor may have no bytes at all.
        const auto bytes = static_cast<std::int64_t>(isFixedSize(dtype) ? elementSize(dtype) : 1);
        const auto needed = checkedMul(shape.elements(), bytes);
        if (!needed)
            return entryError(Fault::ShapeInvalid, m_path, key, "It has more bytes than can be counted.");
        if (isFixedSize(dtype) ? m_entry.size() == *needed : m_entry.size() >= *needed)
            return std::nullopt;
        Error error = entryError(Fault::SizeMismatch, m_path, key);
        error.expected = *needed;
        error.actual = m_entry.size();
        return error;
    }

    void addSlice(std::string_view key, bool parsed)
    {
        const auto decoded = decodeSliceKey(key);
        if (!decoded) {
            m_log.add({ Severity::Warning,
                entryError(Fault::SliceUnlisted, m_path, std::string(key), "Its key is damaged.") });
            return;
        }
        SliceEntry slice;
        if (!parsed) {
            slice.error = entryError(
                Fault::EntryDamaged, m_path, decoded->variable, "The entry of a part is no entry of a checkpoint.");
        } else if (auto shape = shapeFrom(m_entry.shape(), m_limits); !shape) {
            slice.error = shape.error();
            slice.error->path = m_path;
            slice.error->key = decoded->variable;
        } else {
            slice.shape = *shape;
            slice.storedType = m_entry.dtype();
            slice.at = storedAt();
            const auto dtype = static_cast<DType>(m_entry.dtype());
            slice.error =
                checkEntry(decoded->variable, isKnown(dtype) ? dtype : DType::Invalid, m_entry.dtype(), slice.shape);
        }
        // Of a key that stands twice, the first one counts.
        m_slices[decoded->variable].emplace(encodeExtents(decoded->slice), std::move(slice));
    }

    void sortVariables()
    {
        if (m_ascending)
            return;
        auto &variables = m_index.variables;
        std::stable_sort(
            variables.begin(), variables.end(), [](const Variable &a, const Variable &b) { return a.key < b.key; });
        const auto sameKey = [](const Variable &a, const Variable &b) { return a.key == b.key; };
        variables.erase(
            std::unique(variables.begin(), variables.end(), sameKey), variables.end()); // the first one stays
    }

    // Gives every listed slice its place, and reports those that no variable lists.
    Result<void> collectSlices(const JobControl &control)
    {
        for (Variable &variable : m_index.variables) {
            if (variable.slices.empty())
                continue;
            if (control.cancelled())
                return fail(Fault::Cancelled, m_path);
            SliceEntries &entries = m_slices[variable.key];
            for (StoredSlice &stored : variable.slices)
                collectSlice(variable, stored, entries);
            if (!variable.slices.empty() && !variable.error) {
                if (auto checked = checkSlices(variable); !checked)
                    variable.error = checked.error();
                if (variable.error)
                    variable.error->path = m_path;
            }
        }
        for (const auto &[name, entries] : m_slices) {
            if (std::any_of(entries.begin(), entries.end(), [](const auto &entry) { return !entry.second.used; }))
                m_log.add({ Severity::Warning, entryError(Fault::SliceUnlisted, m_path, name) });
        }
        return {};
    }

    void collectSlice(Variable &variable, StoredSlice &stored, SliceEntries &entries)
    {
        const auto found = entries.find(encodeExtents(stored.slice));
        // The first fault is told; making another sentence for each part would copy a long name each time.
        const bool blamed = variable.error.has_value();
        const auto blame = [&](Error error) { variable.error = std::move(error); };
        if (found == entries.end()) {
            if (!blamed)
                blame(entryError(Fault::SliceMissing, m_path, variable.key, fmt::format("[{}]", text(stored.slice))));
            return;
        }
        SliceEntry &entry = found->second;
        entry.used = true;
        stored.at = entry.at;
        if (blamed)
            return;
        if (entry.error)
            return blame(*entry.error);
        auto resolved = resolve(stored.slice, variable.shape);
        if (!resolved)
            return; // checkSlices() says it
        if (entry.storedType != variable.storedType || !(entry.shape == shapeOf(*resolved)))
            blame(entryError(Fault::SliceDiffers, m_path, variable.key,
                fmt::format("The part [{}] has type {} and shape {}.", text(stored.slice),
                    name(static_cast<DType>(entry.storedType)), text(entry.shape))));
    }

    const std::string m_prefix, m_path;
    const Limits &m_limits;
    CheckpointIndex m_index;
    pb::BundleEntryProto m_entry; // reused: parsing into it again costs no memory
    IssueLog m_log;
    bool m_ascending = true; // the keys so far
    std::map<std::string, SliceEntries>
        m_slices; // by variable, so that a long name is written once and not for each slice
};

} // namespace

Result<CheckpointIndex> readBundleIndex(const std::string &prefix, const Limits &limits, const JobControl &control)
{
    return IndexReader(prefix, limits).read(control);
}

} // namespace ckpt
