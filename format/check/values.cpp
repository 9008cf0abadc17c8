// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/values.h"

#include "format/checkpoint/valuescan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <stop_token>
#include <thread>
#include <tuple>

namespace ckpt {

namespace {

using namespace std::chrono_literals;

// More threads than this wait for the memory, not for the processor.
constexpr unsigned kUsefulThreads = 4;
// How soon a request to stop is seen and progress is told.
constexpr auto kBeat = 20ms;

// Everything in the order in which it lies on the disk.
std::vector<VariableId> readingOrder(const Checkpoint &checkpoint)
{
    const auto place = [&](VariableId id) {
        const Variable &variable = checkpoint.variable(id);
        if (variable.at)
            return std::tuple(static_cast<std::int64_t>(variable.at->shard), variable.at->offset);
        if (variable.slices.empty())
            return std::tuple(std::int64_t{ -1 }, std::uint64_t{ 0 });
        const StoredSlice &first = variable.slices.front();
        return first.at ? std::tuple(static_cast<std::int64_t>(first.at->shard), first.at->offset)
                        : std::tuple(static_cast<std::int64_t>(first.v1File), std::uint64_t{ 0 });
    };
    std::vector<VariableId> order(checkpoint.variables().size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<VariableId>(i);
    std::stable_sort(order.begin(), order.end(), [&](VariableId a, VariableId b) { return place(a) < place(b); });
    return order;
}

std::optional<Error> healthOf(const Variable &variable, const Statistics &statistics)
{
    const NumberClass numbers = numberClass(variable.dtype);
    if (numbers == NumberClass::None || numbers == NumberClass::String || numbers == NumberClass::Bool)
        return std::nullopt;
    Error error{ .key = variable.key };
    if (statistics.nans > 0 || statistics.infinities > 0) {
        error.fault = Fault::ValuesNonFinite;
        error.detail =
            fmt::format("{} of {} are NaN, {} infinite.", statistics.nans, statistics.count, statistics.infinities);
    } else if (statistics.count > 1 && statistics.zeros == statistics.count) {
        error.fault = Fault::ValuesAllZero;
        error.detail = fmt::format("It has {}.", statistics.count);
    } else if (statistics.count > 1 && statistics.constant && statistics.min) {
        error.fault = Fault::ValuesConstant;
        error.detail = fmt::format("All {} are {}.", statistics.count, *statistics.min);
    } else {
        return std::nullopt;
    }
    return error;
}

bool isDamage(Fault fault)
{
    switch (fault) {
    case Fault::StringsDamaged:
    case Fault::BlockChecksum:
    case Fault::BlockCompression:
    case Fault::BlockDamaged:
    case Fault::EntryDamaged:
    case Fault::ValueCount:
    case Fault::SizeMismatch:
        return true;
    default:
        return false;
    }
}

ValueFinding readOne(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    ValueFinding finding;
    auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics, control);
    if (!scan) {
        finding.state = isDamage(scan.error().fault) ? ValueState::Damaged : ValueState::Unreadable;
        finding.errors.push_back(std::move(scan.error()));
        return finding;
    }
    // V1 has checksums over blocks, and a block with a wrong one is not read.
    const bool checked = scan->checksum == ChecksumState::Good || checkpoint.format() == StorageFormat::V1;
    finding.state = !scan->damage.empty() ? ValueState::Damaged : checked ? ValueState::Good : ValueState::NoChecksum;
    finding.errors = std::move(scan->damage);
    if (scan->statistics && finding.errors.empty()) // of damaged values, nothing can be said
        finding.health = healthOf(checkpoint.variable(id), *scan->statistics);
    return finding;
}

// The variables, handed out one by one to threads. The thread that waits for them listens to the one who asked.
class Readers {
public:
    explicit Readers(const Checkpoint &checkpoint)
        : m_checkpoint(checkpoint)
        , m_order(readingOrder(checkpoint))
        , m_findings(m_order.size())
    {
    }

    Result<std::vector<ValueFinding>> run(unsigned threads, const JobControl &control)
    {
        const std::uint64_t total = m_checkpoint.totalBytes();
        std::stop_source stop;
        m_running = threads;
        std::vector<std::jthread> readers;
        for (unsigned i = 0; i < threads; ++i)
            readers.emplace_back([this, &stop] { read(stop.get_token()); });
        std::unique_lock lock(m_mutex);
        while (!m_ended.wait_for(lock, kBeat, [this] { return m_running == 0; })) {
            if (control.cancelled())
                stop.request_stop();
            control.report(std::min(m_done.load(), total), total);
        }
        lock.unlock();
        readers.clear();
        if (control.cancelled())
            return fail(Fault::Cancelled);
        control.report(total, total);
        return std::move(m_findings);
    }

private:
    void read(std::stop_token stop)
    {
        for (std::size_t next = m_next++; next < m_order.size() && !stop.stop_requested(); next = m_next++) {
            const VariableId id = m_order[next];
            std::uint64_t told = 0;
            const JobControl control(stop, [&](std::uint64_t done, std::uint64_t) {
                if (done > told)
                    m_done += done - told;
                told = std::max(told, done);
            });
            m_findings[index(id)] = readOne(m_checkpoint, id, control);
            const std::uint64_t all = m_checkpoint.variable(id).byteSize();
            m_done += all > told ? all - told : 0;
        }
        const std::lock_guard lock(m_mutex);
        --m_running;
        m_ended.notify_all();
    }

    const Checkpoint &m_checkpoint;
    const std::vector<VariableId> m_order;
    std::vector<ValueFinding> m_findings; // each written by the thread that reads the variable
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::uint64_t> m_done = 0;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    unsigned m_running = 0; // guarded by m_mutex
};

} // namespace

Result<std::vector<ValueFinding>> readAllValues(
    const Checkpoint &checkpoint, unsigned threads, const JobControl &control)
{
    if (threads == 0)
        threads = std::clamp(std::thread::hardware_concurrency(), 1U, kUsefulThreads);
    threads =
        static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(1, checkpoint.variables().size())));
    return Readers(checkpoint).run(threads, control);
}

} // namespace ckpt
