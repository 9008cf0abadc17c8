// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/checkpointchecks.h"

#include "format/base/paths.h"
#include "format/check/check.h"
#include "format/checkpoint/valuereader.h"
#include "format/checkpoint/valuescan.h"
#include "tests/support/wire.h"

#include <cmath>
#include <numeric>
#include <random>

namespace ckpt::fuzz {

namespace {

using Random = std::minstd_rand;

std::int64_t below(Random &random, std::int64_t limit)
{
    return limit <= 1 ? 0 : static_cast<std::int64_t>(random()) % limit;
}

// The slow and plain way to take a part.
TensorData partOf(const TensorData &whole, const Selection &selection)
{
    TensorData part{ whole.dtype, selection.resultShape(), {}, {} };
    const std::size_t width = elementSize(whole.dtype);
    for (std::int64_t number = 0; number < selection.elements(); ++number) {
        std::int64_t rest = number, source = 0, stride = 1;
        for (std::size_t axis = selection.axes.size(); axis-- > 0;) {
            const AxisRange &range = selection.axes[axis];
            source += (range.start + rest % range.count * range.step) * stride;
            rest /= range.count;
            stride *= whole.shape.dim(axis);
        }
        if (width != 0)
            part.bytes += whole.bytes.substr(static_cast<std::size_t>(source) * width, width);
        else
            part.strings.push_back(whole.strings[static_cast<std::size_t>(source)]);
    }
    return part;
}

Selection someSelection(const TensorShape &shape, Random &random)
{
    Selection selection;
    for (const std::int64_t dim : shape.dims()) {
        AxisRange range{ below(random, dim), 0, 1 + below(random, 3), below(random, 4) == 0 };
        if (below(random, 2) == 0)
            range.step = -range.step;
        if (below(random, 16) == 0)
            range.step = below(random, 2) == 0 ? INT64_MAX : INT64_MIN; // right where one index is taken
        const std::int64_t room = range.step > 0 ? dim - 1 - range.start : range.start;
        const std::int64_t most =
            dim == 0 ? 0 : 1 + (range.step == INT64_MIN ? 0 : room / (range.step > 0 ? range.step : -range.step));
        range.dropped &= dim > 0;
        range.count = range.dropped ? 1 : below(random, most + 1);
        if (below(random, 3) == 0)
            range = { 0, dim, 1, false };
        selection.axes.push_back(range);
    }
    return selection;
}

void checkData(const TensorData &data, const Variable &variable, const TensorShape &shape)
{
    ensure(data.dtype == variable.dtype && data.shape == shape, "values have the type and shape that was asked for");
    const auto count = static_cast<std::size_t>(shape.elements());
    if (isFixedSize(data.dtype))
        ensure(data.bytes.size() == count * elementSize(data.dtype) && data.strings.empty(), "bytes are elements");
    else
        ensure(data.strings.size() == count && data.bytes.empty(), "there is a string for each element");
    for (std::int64_t i = 0; i < std::min<std::int64_t>(shape.elements(), 4); ++i) {
        for (const NumberFormat format :
            { NumberFormat::Exact, NumberFormat::Short, NumberFormat::Scientific, NumberFormat::Hex })
            ensure(isUtf8(elementText(data, i, format)), "values are shown as UTF-8");
        toInt64(data, i);
    }
}

// What the checksums of values say that can be read with them.
ChecksumState goodState(const Checkpoint &checkpoint)
{
    const bool stored = checkpoint.format() == StorageFormat::V2 || checkpoint.format() == StorageFormat::Npz;
    return stored ? ChecksumState::Good : ChecksumState::NotStored;
}

bool equal(const TensorData &a, const TensorData &b)
{
    return a.bytes == b.bytes && a.strings == b.strings && a.shape == b.shape && a.dtype == b.dtype;
}

// Of a variable whose values could be read: parts of them are the same as parts that are read.
void checkParts(const Checkpoint &checkpoint, VariableId id, const TensorData &whole, Random &random)
{
    const Variable &variable = checkpoint.variable(id);
    for (int i = 0; i < 4; ++i) {
        const Selection selection = someSelection(variable.shape, random);
        if (selection.elements() > 4096)
            continue;
        const auto part = readSelection(checkpoint, id, selection);
        ensure(part.has_value(), "a part of readable values is readable", variable.key);
        checkData(*part, variable, selection.resultShape());
        ensure(equal(*part, partOf(whole, selection)), "a part is the part of the whole", variable.key);
    }
    const std::int64_t first = below(random, variable.elements());
    const std::int64_t count = std::min<std::int64_t>(below(random, variable.elements() - first + 1), 4096);
    const auto range = readRange(checkpoint, id, first, count);
    ensure(range.has_value(), "a range of readable values is readable", variable.key);
    TensorData flat = whole;
    flat.shape = *TensorShape::make(std::array{ variable.elements() });
    ensure(equal(*range, partOf(flat, Selection{ { { first, count, 1, false } } })), "a range is a part of the whole");
}

bool same(std::optional<double> a, std::optional<double> b)
{
    return a == b || (a && b && *a != *a && *b != *b);
}

// Counts and extremes again, the slow and plain way.
void checkStatistics(const Statistics &found, const TensorData &whole)
{
    ensure(found.count == whole.shape.elements(), "statistics are over all elements");
    const NumberClass numbers = numberClass(whole.dtype);
    if (numbers != NumberClass::Float && numbers != NumberClass::Integer)
        return;
    std::int64_t zeros = 0, nans = 0, infinities = 0;
    std::optional<double> least, greatest;
    std::int64_t leastAt = -1, greatestAt = -1;
    for (std::int64_t i = 0; i < found.count; ++i) {
        const double value = toDouble(whole, i);
        zeros += value == 0;
        nans += std::isnan(value);
        infinities += std::isinf(value);
        if (!std::isfinite(value))
            continue;
        if (!least || value < *least) {
            least = value;
            leastAt = i;
        }
        if (!greatest || value > *greatest) {
            greatest = value;
            greatestAt = i;
        }
    }
    ensure(
        found.zeros == zeros && found.nans == nans && found.infinities == infinities, "kinds of elements are counted");
    ensure(same(found.min, least) && same(found.max, greatest), "extremes are extremes");
    ensure(found.minIndex == leastAt && found.maxIndex == greatestAt, "the first extreme is named");
    if (least)
        ensure(*found.std >= 0 && *found.norm >= 0, "deviation and norm are not negative");
}

// One pass for all says what single functions say.
void checkScan(const Checkpoint &checkpoint, VariableId id, const TensorData &whole)
{
    const auto found = statistics(checkpoint, id);
    ensure(found.has_value(), "readable values have statistics");
    checkStatistics(*found, whole);
    const auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics);
    ensure(scan && scan->damage.empty() && scan->statistics, "readable values can be scanned");
    ensure(scan->checksum == goodState(checkpoint), "a scan sees that values are good");
    const Statistics &scanned = *scan->statistics;
    ensure(scanned.count == found->count && scanned.zeros == found->zeros && scanned.nans == found->nans
            && scanned.infinities == found->infinities && scanned.constant == found->constant
            && scanned.bytes == found->bytes,
        "a scan counts as statistics do");
    ensure(same(scanned.min, found->min) && same(scanned.max, found->max) && scanned.minIndex == found->minIndex
            && scanned.maxIndex == found->maxIndex,
        "a scan has the same extremes");
    if (!found->min)
        return;
    const auto bars = histogram(checkpoint, id, *found->min, *found->max, 7);
    ensure(bars && bars->counts.size() == 7, "readable numbers have a histogram");
    const std::int64_t sum = std::accumulate(bars->counts.begin(), bars->counts.end(), std::int64_t{ 0 });
    if (numberClass(whole.dtype) != NumberClass::Complex)
        ensure(sum == found->count - found->nans - found->infinities, "every finite value is in a bar");
}

// `whole`: what readVariable() gave, checksums included.
void checkPasses(const Checkpoint &checkpoint, VariableId id, const TensorData &whole)
{
    const ChecksumResult checked = verify(checkpoint, id);
    ensure(checked.state == goodState(checkpoint), "values that are read with their checksums are good");
    const auto again = readVariable(checkpoint, id);
    ensure(again && equal(*again, whole), "values stay the same");
    ensure(sha256(checkpoint, id).value_or("").size() == 64, "readable values have a hash");
    if (!isFixedSize(whole.dtype))
        return;
    std::string visited;
    const auto passed = visitValues(checkpoint, id, [&](std::string_view bytes) {
        visited += bytes;
        return true;
    });
    ensure(passed && visited == whole.bytes, "a pass over the values sees them");
    const std::optional<StoredAt> &at = checkpoint.variable(id).at;
    if (at && checkpoint.format() == StorageFormat::V2 && !checkpoint.bigEndian())
        ensure(at->size == 0 || test::maskedCrc(whole.bytes) == at->maskedCrc, "good values have the stored checksum");
}

void checkVariable(const Checkpoint &checkpoint, VariableId id, Random &random)
{
    const Variable &variable = checkpoint.variable(id);
    const auto whole = readVariable(checkpoint, id);
    if (whole) {
        ensure(!variable.error, "what is known to be damaged is not read", variable.key);
        checkData(*whole, variable, variable.shape);
        checkParts(checkpoint, id, *whole, random);
        checkPasses(checkpoint, id, *whole);
        checkScan(checkpoint, id, *whole);
        return;
    }
    checkError(whole.error());
    const Fault fault = whole.error().fault;
    const ChecksumResult checked = verify(checkpoint, id);
    if (fault != Fault::LimitExceeded)
        ensure(checked.state == ChecksumState::Wrong || checked.state == ChecksumState::Unreadable,
            "values that cannot be read are not good", variable.key);
    if (fault == Fault::TensorChecksum)
        ensure(checked.state == ChecksumState::Wrong, "a wrong checksum is told as one", variable.key);
    if (checked.error)
        checkError(*checked.error);
    // Of data files beyond the limit, only reading tells that they are not looked at.
    const bool isLookedAt =
        !variable.at || static_cast<std::uint32_t>(variable.at->shard) < checkpoint.limits().maxShards;
    const bool packed = checkpoint.format() == StorageFormat::Npz; // only reading tells whether bytes can be unpacked
    if (variable.at && isLookedAt && !packed && isFixedSize(variable.dtype) && !variable.error)
        ensure(fault == Fault::TensorChecksum || fault == Fault::LimitExceeded,
            "what the index calls readable is readable", whole.error().message());
    // Looking at damaged values must not do harm.
    const Selection selection = someSelection(variable.shape, random);
    if (const auto part = readSelection(checkpoint, id, selection))
        checkData(*part, variable, selection.resultShape());
    else
        checkError(part.error());
    if (const auto counted = statistics(checkpoint, id); !counted)
        checkError(counted.error());
    const auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics);
    if (!scan)
        return checkError(scan.error());
    for (const Error &wrong : scan->damage)
        checkError(wrong);
    if (fault != Fault::LimitExceeded)
        ensure(scan->checksum == ChecksumState::Wrong && !scan->damage.empty(), "a scan sees damage", variable.key);
}

// What checking everything says is what reading single variables says.
void checkReport(const Checkpoint &checkpoint, unsigned threads)
{
    CheckOptions options;
    options.threads = threads;
    const auto report = checkEverything(checkpoint, options);
    ensure(report && report->values.size() == checkpoint.variables().size(), "everything can be checked");
    const Limits &limits = checkpoint.limits();
    checkIssues(report->health, limits);
    for (const Issue &found : report->issues)
        checkError(found.error);
    for (std::size_t i = 0; i < std::min<std::size_t>(report->values.size(), 8); ++i) {
        const ChecksumState state = verify(checkpoint, VariableId{ static_cast<std::uint32_t>(i) }).state;
        ensure((report->values[i] == ValueState::Good) == (state == ChecksumState::Good)
                || goodState(checkpoint) == ChecksumState::NotStored,
            "the report says of a variable what its own check says", checkpoint.variables()[i].key);
    }
    ensure(report->isDamaged() || report->count(ValueState::Damaged) == 0, "damaged values are an issue");
}

void checkCheckpoint(const Checkpoint &checkpoint, std::uint32_t seed)
{
    Random random(seed);
    checkIssues(checkpoint.issues(), checkpoint.limits());
    ensure(checkpoint.totalElements() >= 0, "elements are counted");
    const auto variables = checkpoint.variables();
    for (std::size_t i = 0; i < variables.size(); ++i) {
        ensure(i == 0 || variables[i - 1].key < variables[i].key, "keys ascend", variables[i].key);
        ensure(checkpoint.find(variables[i].key) == VariableId{ static_cast<std::uint32_t>(i) },
            "a variable is found by its key", variables[i].key);
        if (variables[i].error)
            checkError(*variables[i].error);
    }
    const auto shards = checkpoint.shards();
    for (std::size_t i = 1; i < shards.size(); ++i)
        ensure(shards[i - 1].number < shards[i].number, "data files ascend");

    // All of a few, some of many.
    constexpr std::size_t kMost = 24;
    for (std::size_t i = 0; i < std::min(variables.size(), kMost); ++i) {
        const std::size_t at = variables.size() <= kMost
            ? i
            : static_cast<std::size_t>(below(random, static_cast<std::int64_t>(variables.size())));
        checkVariable(checkpoint, VariableId{ static_cast<std::uint32_t>(at) }, random);
    }
    if (seed % 4 == 0)
        checkReport(checkpoint, 1 + seed / 4 % 2);
}

} // namespace

void openAndCheck(const CheckpointRef &ref, std::uint32_t seed)
{
    const auto opened = Checkpoint::open(ref, smallLimits());
    if (opened)
        checkCheckpoint(**opened, seed);
    else
        checkError(opened.error());
}

} // namespace ckpt::fuzz
