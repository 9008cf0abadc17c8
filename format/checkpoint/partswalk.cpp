// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/partswalk.h"

#include "format/base/crc32c.h"
#include "format/bundle/bundlevalues.h"
#include "format/checkpoint/meeting.h"
#include "format/checkpoint/openshard.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::int64_t kBlockBytes = 1 << 20;
constexpr std::uint64_t kMostMeetings = 20'000'000; // some seconds

// Row-major blocks of a shape: as many indices of one axis as fit, with everything inside them and one index of each
// axis outside.
class Blocks {
public:
    Blocks(const TensorShape &shape, std::int64_t maxElements)
        : m_shape(shape)
        , m_box(Selection::whole(shape))
        , m_done(shape.elements() == 0)
    {
        std::int64_t inner = 1;
        m_cut = shape.rank() - 1;
        for (; m_cut > 0 && shape.dim(m_cut) <= maxElements / inner; --m_cut)
            inner *= shape.dim(m_cut);
        m_atOnce = std::clamp<std::int64_t>(maxElements / inner, 1, std::max<std::int64_t>(shape.dim(m_cut), 1));
        for (std::size_t axis = 0; axis <= m_cut; ++axis)
            m_box.axes[axis].count = 1;
        m_box.axes[m_cut].count = m_atOnce;
    }

    bool done() const { return m_done; }
    const Selection &box() const { return m_box; }
    void next()
    {
        std::size_t axis = m_cut;
        m_box.axes[axis].start += m_box.axes[axis].count;
        while (m_box.axes[axis].start >= m_shape.dim(axis)) {
            if (axis == 0) {
                m_done = true;
                return;
            }
            m_box.axes[axis].start = 0;
            ++m_box.axes[--axis].start;
        }
        m_box.axes[m_cut].count = std::min(m_atOnce, m_shape.dim(m_cut) - m_box.axes[m_cut].start);
    }

private:
    const TensorShape &m_shape;
    Selection m_box;
    std::size_t m_cut = 0;
    std::int64_t m_atOnce = 1;
    bool m_done;
};

class PartsWalk {
public:
    PartsWalk(const Checkpoint &checkpoint, const Variable &variable)
        : m_checkpoint(checkpoint)
        , m_variable(variable)
        , m_part{ variable.dtype, {}, {}, {} }
        , m_whole{ variable.dtype, {}, {}, {} }
    {
    }

    Result<void> run(const BlockVisitor &visit, const JobControl &control)
    {
        for (const StoredSlice &stored : m_variable.slices) {
            auto slice = resolve(stored.slice, m_variable.shape);
            if (!slice || !stored.at)
                return fail(slice ? Error{ .fault = Fault::SliceMissing, .key = m_variable.key } : slice.error());
            m_parts.push_back({ std::move(*slice), *stored.at });
        }
        const auto size = static_cast<std::int64_t>(elementSize(m_variable.dtype));
        std::uint64_t done = 0;
        for (Blocks blocks(m_variable.shape, kBlockBytes / size); !blocks.done(); blocks.next()) {
            m_whole.bytes.resize(static_cast<std::size_t>(blocks.box().elements() * size));
            for (Part &part : m_parts) {
                if (control.cancelled())
                    return fail(Fault::Cancelled);
                if (auto read = readInto(part, blocks.box()); !read)
                    return read;
            }
            if (!visit(m_whole.bytes))
                return fail(Fault::Cancelled);
            done += m_whole.bytes.size();
            control.report(done, m_variable.byteSize());
        }
        return m_damage ? fail(std::move(*m_damage)) : Result<void>{};
    }

private:
    struct Part {
        TensorSlice slice;
        StoredAt at;
        std::uint64_t done = 0; // bytes of it that were read
        std::uint32_t crc = 0; // of them
    };

    // Reads what lies in the block, which are the next values of the part.
    Result<void> readInto(Part &part, const Selection &box)
    {
        const auto meeting = meet(part.slice, box);
        if (!meeting)
            return {};
        const std::uint64_t bytes =
            static_cast<std::uint64_t>(meeting->local.elements()) * elementSize(m_variable.dtype);
        if (bytes > part.at.size - part.done)
            return fail(Fault::Internal, m_checkpoint.ref().prefix, "A read beyond its part.");
        if (auto opened = openShardOf(part); !opened)
            return opened;
        m_part.bytes.resize(bytes);
        if (auto read = m_file->readAt(part.at.offset + part.done, m_part.bytes); !read) {
            read.error().key = m_variable.key;
            return read;
        }
        part.done += bytes;
        part.crc = crc32c(m_part.bytes, part.crc);
        if (part.done == part.at.size && !m_damage)
            m_damage = checksumError(*m_file, part.at, part.crc, m_variable.key);
        if (m_checkpoint.bigEndian())
            swapBytes(m_variable.dtype, m_part.bytes);
        scatter(m_part, *meeting, box, m_whole);
        return {};
    }

    // Neighbouring parts mostly lie in the same file.
    Result<void> openShardOf(const Part &part)
    {
        if (m_file && m_shard == part.at.shard && part.done > 0)
            return {};
        auto file = openShard(m_checkpoint, part.at, m_variable.key);
        if (!file)
            return tl::unexpected(file.error());
        m_file = std::move(*file);
        m_shard = part.at.shard;
        return {};
    }

    const Checkpoint &m_checkpoint;
    const Variable &m_variable;
    std::vector<Part> m_parts;
    TensorData m_part, m_whole; // reused by all blocks
    std::shared_ptr<const RandomAccessFile> m_file;
    std::int32_t m_shard = -1;
    std::optional<Error> m_damage;
};

} // namespace

bool canWalkParts(const Variable &variable)
{
    const std::uint64_t blocks = variable.byteSize() / kBlockBytes + 1;
    return variable.shape.rank() > 0 && blocks <= kMostMeetings / std::max<std::size_t>(variable.slices.size(), 1);
}

Result<void> walkParts(
    const Checkpoint &checkpoint, const Variable &variable, const BlockVisitor &visit, const JobControl &control)
{
    return PartsWalk(checkpoint, variable).run(visit, control);
}

} // namespace ckpt
