// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/valuescan.h"

#include "format/checkpoint/openshard.h"
#include "format/checkpoint/storedpieces.h"
#include "format/checkpoint/v1tables.h"

namespace ckpt {

namespace {

// Position in the whole variable of a position in one of its parts.
std::int64_t positionInWhole(const Variable &variable, std::size_t piece, std::int64_t position)
{
    if (variable.at || variable.slices[piece].slice.isFull())
        return position;
    const auto slice = resolve(variable.slices[piece].slice, variable.shape);
    std::int64_t whole = 0, stride = 1;
    for (std::size_t axis = variable.shape.rank(); slice && axis-- > 0;) {
        const TensorSlice::Extent &extent = slice->extents[axis];
        whole += (extent.start + position % extent.length) * stride;
        position /= extent.length;
        stride *= variable.shape.dim(axis);
    }
    return whole;
}

// Statistics of parts, which come one after the other.
class PartStatistics {
public:
    explicit PartStatistics(const Variable &variable)
        : m_variable(variable)
        , m_whole(variable.dtype)
        , m_part(variable.dtype)
    {
    }
    void add(std::size_t piece, std::string_view elements)
    {
        if (piece != m_piece)
            finishPart();
        m_piece = piece;
        m_part.add(elements);
    }
    void addText(std::string_view text) { m_whole.addString(text); }
    Statistics result()
    {
        finishPart();
        return m_whole.result();
    }

private:
    void finishPart()
    {
        m_whole.merge(m_part, [this](std::int64_t position) { return positionInWhole(m_variable, m_piece, position); });
        m_part = StatisticsBuilder(m_variable.dtype);
    }

    const Variable &m_variable;
    StatisticsBuilder m_whole, m_part;
    std::size_t m_piece = 0;
};

// Strings or variants, part by part. Those whose checksum is wrong are damage and not looked at.
Result<std::vector<Error>> visitTexts(const Checkpoint &checkpoint, const Variable &variable,
    const std::function<void(const std::string &)> &visit, const JobControl &control)
{
    std::vector<Error> damage;
    V1Tables tables(checkpoint);
    const auto read = [&](const std::optional<StoredAt> &at, const StoredSlice *slice,
                          const TensorShape &shape) -> Result<std::vector<std::string>> {
        if (control.cancelled())
            return fail(Fault::Cancelled);
        if (shape.elements() == 0)
            return {};
        if (at)
            return readTexts(checkpoint, variable, *at, shape.elements(), true, control);
        return tables.read(variable, *slice, shape).map([](TensorData &&data) { return std::move(data.strings); });
    };
    const auto take = [&](Result<std::vector<std::string>> texts) -> Result<void> {
        if (!texts && texts.error().fault != Fault::TensorChecksum)
            return tl::unexpected(texts.error());
        if (!texts && damage.size() < checkpoint.limits().maxIssuesOfOneFault)
            damage.push_back(texts.error());
        for (std::size_t i = 0; texts && i < texts->size(); ++i)
            visit((*texts)[i]);
        return {};
    };
    Result<void> done = variable.at ? take(read(variable.at, nullptr, variable.shape)) : Result<void>{};
    for (std::size_t piece = 0; done && piece < variable.slices.size(); ++piece) {
        const StoredSlice &stored = variable.slices[piece];
        const auto slice = resolve(stored.slice, variable.shape);
        done = slice ? take(read(stored.at, &stored, shapeOf(*slice))) : tl::unexpected(slice.error());
    }
    if (!done)
        return tl::unexpected(done.error());
    return damage;
}

} // namespace

Result<ValueScan> scanValues(const Checkpoint &checkpoint, VariableId id, ScanWhat what, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    const Variable &variable = **readable;
    const bool counted = what == ScanWhat::ChecksumsAndStatistics;
    PartStatistics statistics(variable);
    const auto add = [&](std::size_t piece, std::string_view elements) {
        if (counted)
            statistics.add(piece, elements);
        return true;
    };
    const auto addText = [&](const std::string &text) { statistics.addText(text); };
    auto damage = isFixedSize(variable.dtype) ? visitPieces(checkpoint, variable, add, control)
                                              : visitTexts(checkpoint, variable, addText, control);
    if (!damage)
        return tl::unexpected(damage.error());
    ValueScan scan;
    if (checkpoint.hasChecksum(id))
        scan.checksum = damage->empty() ? ChecksumState::Good : ChecksumState::Wrong;
    scan.damage = std::move(*damage);
    if (counted && (scan.damage.empty() || isFixedSize(variable.dtype)))
        scan.statistics = statistics.result();
    return scan;
}

ChecksumResult checksumOf(const Result<ValueScan> &scan)
{
    if (scan)
        return { scan->checksum, scan->damage.empty() ? std::nullopt : std::optional(scan->damage.front()) };
    const bool wrong = scan.error().fault == Fault::StringsDamaged;
    return { wrong ? ChecksumState::Wrong : ChecksumState::Unreadable, scan.error() };
}

ChecksumResult verify(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    return checksumOf(scanValues(checkpoint, id, ScanWhat::Checksums, control));
}

Result<Statistics> statistics(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics, control);
    if (!scan)
        return tl::unexpected(scan.error());
    if (!scan->damage.empty())
        return fail(std::move(scan->damage.front()));
    return *scan->statistics;
}

Result<Histogram> histogram(
    const Checkpoint &checkpoint, VariableId id, double low, double high, std::size_t bins, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    const Variable &variable = **readable;
    Histogram found = emptyHistogram(low, high, bins);
    if (!isFixedSize(variable.dtype))
        return found;
    const auto add = [&](std::size_t, std::string_view elements) {
        addToHistogram(found, variable.dtype, elements);
        return true;
    };
    auto damage = visitPieces(checkpoint, variable, add, control);
    if (!damage)
        return tl::unexpected(damage.error());
    if (!damage->empty())
        return fail(std::move(damage->front()));
    return found;
}

} // namespace ckpt
