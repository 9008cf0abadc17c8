// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copycheckpoint.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/bundle/passingindex.h"
#include "format/export/readback.h"
#include "format/export/targetfiles.h"
#include "format/export/writecopy.h"

#include <cerrno>
#include <chrono>
#include <sys/statvfs.h>

namespace ckpt {

namespace {

constexpr std::uint64_t kMostStateBytes = std::uint64_t{ 16 } << 20;
constexpr int kStateTries = 5; // each lost to a program that has just saved

double secondsNow()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<void> writeWhole(const std::string &path, std::string_view bytes, FileCalls &calls)
{
    auto file = createFile(path, calls);
    if (!file)
        return tl::unexpected(file.error());
    if (auto appended = (*file)->append(bytes); !appended)
        return appended;
    if (auto synced = (*file)->sync(); !synced)
        return synced;
    return (*file)->close();
}

class Copy {
public:
    Copy(const Checkpoint &source, const CopyPlan &plan, const Placement &placement, Replacement &replacement,
        const JobControl &control, FileCalls &calls)
        : m_source(source)
        , m_plan(plan)
        , m_placement(placement)
        , m_replacement(replacement)
        , m_control(control)
        , m_calls(calls)
        , m_stamp(SourceStamp::of(sourcesOf(source, plan.items)))
    {
    }

    Result<CopyReport> run()
    {
        if (auto room = lookAtPlace(); !room)
            return tl::unexpected(room.error());
        if (auto written = write(); !written)
            return tl::unexpected(written.error());
        if (auto stamped = m_stamp.check(); !stamped)
            return tl::unexpected(stamped.error());
        if (auto state = writeState(); !state)
            return tl::unexpected(state.error());
        if (m_control.cancelled()) // not once names are being changed
            return fail(Fault::Cancelled);
        if (auto committed = m_replacement.commit(m_before, m_after, m_report.untidied); !committed)
            return tl::unexpected(committed.error());
        m_report.variables = m_plan.items.size();
        m_report.deviations = m_plan.deviations;
        m_report.notes = m_plan.notes;
        m_report.replaced = m_before.any();
        m_report.recovered = m_replacement.recovered();
        return std::move(m_report);
    }

private:
    bool isBundle() const { return m_plan.target.format == StorageFormat::V2; }

    Result<void> lookAtPlace()
    {
        const std::string prefix = m_replacement.prefix();
        if (!m_placement.replace) {
            if (auto nothing = checkNothingThere(prefix, !m_placement.meta.empty()); !nothing)
                return nothing;
        } else {
            const auto before = lookAtTarget(prefix, m_source.limits(), {});
            if (!before)
                return tl::unexpected(before.error());
            m_before = *before;
        }
        const CopyFiles files = copyFiles(m_plan, prefix);
        if (auto free = checkNamesFree(prefix, m_before, files.data); !free)
            return free;
        m_report.files = files.data;
        if (isBundle()) {
            m_report.files.push_back(files.index);
            m_after.bundle = m_plan.files;
            if (m_before.bundle == m_after.bundle)
                m_after.passing = m_replacement.unusedCount(*m_before.bundle, *m_after.bundle);
        } else {
            m_after.tables = m_plan.files;
            if (m_before.any() && m_after.tables > 1)
                return fail(Fault::AlreadyThere, prefix); // their names cannot be changed all at once
        }
        return checkRoom();
    }

    Result<void> checkRoom() const
    {
        struct statvfs room = {};
        if (::statvfs(m_replacement.directory().c_str(), &room) == 0
            && static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize < m_plan.bytes)
            return failWriting(m_replacement.prefix(), ENOSPC);
        return {};
    }

    Result<void> write()
    {
        const std::string fresh = m_replacement.path(m_replacement.names().fresh());
        const CopyFiles files = copyFiles(m_plan, fresh);
        const std::uint64_t total = 2 * m_plan.bytes;
        const auto bytes = writeCopy(m_source, m_plan, files, m_calls, m_control, 0, total, &m_report.figures);
        if (!bytes)
            return tl::unexpected(bytes.error());
        m_report.bytes = *bytes;
        if (m_after.passing) {
            const std::string passing = m_replacement.path(m_replacement.names().passingIndex());
            if (auto written = writePassingIndex(files.index, passing, *m_after.passing, m_calls); !written)
                return written;
        }
        if (!m_placement.meta.empty()) {
            if (auto written = writeWhole(fresh + ".meta", m_placement.meta, m_calls); !written)
                return written;
            m_after.meta = true;
            m_report.bytes += m_placement.meta.size();
        }
        if (auto synced = syncDirectory(m_replacement.directory(), m_calls); !synced)
            return synced;
        return readBack(fresh, files, total);
    }

    Result<void> readBack(const std::string &fresh, const CopyFiles &files, std::uint64_t total) const
    {
        CheckpointRef ref;
        ref.prefix = fresh;
        ref.format = m_plan.target.format;
        if (!isBundle())
            ref.v1Files = files.data;
        // Without `m_control`: it would report the bytes of the index as if they were all there is to do. Of 100,000
        // variables it takes 50 ms.
        const auto written = Checkpoint::open(ref, m_source.limits());
        if (!written)
            return tl::unexpected(written.error());
        if (auto same = compareCopy(m_source, m_plan, **written, m_control, m_plan.bytes, total); !same)
            return same;
        if (m_placement.meta.empty())
            return {};
        const auto meta = readWholeFile(fresh + ".meta", m_placement.meta.size());
        if (!meta || *meta != m_placement.meta)
            return fail(Fault::WrittenDiffers, fresh + ".meta");
        return {};
    }

    // Another program may be saving into the folder: what it wrote last is what is built on.
    Result<void> writeState()
    {
        const std::string path = joinPath(m_replacement.directory(), "checkpoint");
        const std::string fresh = m_replacement.path(m_replacement.names().state());
        const std::string base(baseName(m_replacement.prefix()));
        auto before = stateText(path);
        for (int left = kStateTries; left > 0; --left) {
            if (!before)
                return tl::unexpected(before.error());
            const auto text = newStateText(*before, path, base, m_placement.state, secondsNow());
            if (!text)
                return tl::unexpected(text.error());
            if (!*text)
                return {};
            if (auto written = writeWhole(fresh, **text, m_calls); !written)
                return written;
            auto now = stateText(path);
            if (now && *now == *before) {
                m_after.state = m_report.stateWritten = true;
                return {};
            }
            if (m_calls.unlink(fresh.c_str()) != 0)
                return failWriting(fresh, errno);
            before = std::move(now);
        }
        return fail(Fault::SourceChanged, path);
    }

    static Result<std::optional<std::string>> stateText(const std::string &path)
    {
        auto text = readWholeFile(path, kMostStateBytes);
        if (text)
            return std::optional(std::move(*text));
        if (text.error().fault == Fault::NothingThere)
            return std::nullopt;
        return tl::unexpected(text.error());
    }

    const Checkpoint &m_source;
    const CopyPlan &m_plan;
    const Placement &m_placement;
    Replacement &m_replacement;
    const JobControl &m_control;
    FileCalls &m_calls;
    const SourceStamp m_stamp;
    OldFiles m_before;
    NewFiles m_after;
    CopyReport m_report;
};

} // namespace

Result<CopyReport> copyCheckpoint(const Checkpoint &source, const CopyPlan &plan, const Placement &placement,
    const JobControl &control, FileCalls &calls)
{
    const auto replacement = Replacement::begin(placement.prefix, calls);
    if (!replacement)
        return tl::unexpected(replacement.error());
    return Copy(source, plan, placement, **replacement, control, calls).run();
}

Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const Placement &placement,
    const CopyTarget &target, const JobControl &control, FileCalls &calls)
{
    const auto plan = planCopy(source, std::move(items), target, control);
    if (!plan)
        return tl::unexpected(plan.error());
    return copyCheckpoint(source, *plan, placement, control, calls);
}

Result<CopyReport> copyCheckpoint(const Checkpoint &source, std::vector<CopyItem> items, const std::string &prefix,
    const CopyTarget &target, const JobControl &control, FileCalls &calls)
{
    const Placement placement{ .prefix = prefix, .replace = false, .state = StateRule::Keep, .meta = {} };
    return copyCheckpoint(source, std::move(items), placement, target, control, calls);
}

} // namespace ckpt
