// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/run.h"

#include "format/base/faulttext.h"
#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/checkpoint/filekind.h"
#include "format/checkpoint/rundirectory.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace ckpt {

namespace fs = std::filesystem;

namespace {

class Scanner {
public:
    Scanner(std::string directory, const Limits &limits, const JobControl &control)
        : m_limits(limits)
        , m_control(control)
    {
        m_run.directory = std::move(directory);
    }

    // `wanted`: name of the prefix, or of the V1 file, that the user chose; empty for the directory itself.
    Result<Run> scan(const std::string &wanted)
    {
        auto found = listDirectory(m_run.directory, m_limits, m_control);
        if (!found)
            return tl::unexpected(found.error());
        m_found = std::move(*found);
        if (m_found.cutOff) {
            Error error{ .fault = Fault::FolderTooLarge, .path = m_run.directory };
            error.expected = static_cast<std::int64_t>(m_limits.maxDirectoryEntries);
            m_run.issues.push_back(issue(std::move(error)));
        }
        if (!m_found.savedModel.empty())
            addSavedModel();
        // Nothing but files that are cut short or not fetched: opening one says that, which helps more than "no
        // checkpoint".
        if (m_found.byPrefix.empty()) {
            for (const std::string &name : m_found.perhapsV1)
                m_found.byPrefix.emplace(name, v1Ref(m_run.directory, name));
        }
        if (!wanted.empty())
            addWanted(wanted);
        readState();
        attachGraphs();
        collect(wanted);
        if (m_control.cancelled())
            return fail(Fault::Cancelled, m_run.directory);
        if (m_run.checkpoints.empty() && m_run.graphFiles.empty())
            return nothingFound(wanted);
        return std::move(m_run);
    }

private:
    std::string full(std::string_view name) const { return joinPath(m_run.directory, name); }

    void addSavedModel()
    {
        m_run.savedModel = full(m_found.savedModel);
        auto variables = listDirectory(full("variables"), m_limits, m_control);
        if (!variables)
            return;
        for (auto &[name, ref] : variables->byPrefix) {
            ref.graphFile = m_run.savedModel;
            m_found.byPrefix.emplace("variables/" + name, ref);
        }
    }

    // A V1 file that is cut short does not end like one, but the user says that it is one. A file of arrays is one by
    // its name.
    void addWanted(const std::string &wanted)
    {
        std::error_code code;
        if (arrayFormatOf(wanted)) {
            const bool listed = std::any_of(m_found.arrays.begin(), m_found.arrays.end(),
                [&](const CheckpointRef &ref) { return ref.displayName() == wanted; });
            if (!listed && fs::is_regular_file(full(wanted), code)) // of a folder too large to be listed
                m_found.arrays.push_back(arrayRef(m_run.directory, wanted));
            return;
        }
        if (!m_found.byPrefix.contains(wanted) && fs::is_regular_file(full(wanted), code)
            && wanted.find("ckpt") != std::string::npos && partsOf(wanted).kind == NameKind::Other
            && !isGraphName(wanted))
            m_found.byPrefix.emplace(wanted, v1Ref(m_run.directory, wanted));
    }

    void readState()
    {
        const std::string path = full("checkpoint");
        if (!m_found.hasState) {
            const auto &folders = m_found.directories;
            if (!m_found.byPrefix.empty() && std::find(folders.begin(), folders.end(), "checkpoint") != folders.end())
                m_run.issues.push_back({ Severity::Note,
                    Error{ .fault = Fault::StateIsOther, .path = path, .detail = "It is a folder." } });
            return;
        }
        auto text = readWholeFile(path, m_limits.maxStateBytes, m_control);
        auto state = text ? parseStateFile(*text, path, m_run.issues) : tl::unexpected(text.error());
        if (!state) {
            if (state.error().fault != Fault::Cancelled)
                m_run.issues.push_back({ Severity::Warning, state.error() });
            return;
        }
        m_run.state = std::move(*state);
        applyState();
    }

    void applyState()
    {
        const StateFile &state = *m_run.state;
        std::vector<std::string> paths = state.all;
        if (!state.latest.empty() && std::find(paths.begin(), paths.end(), state.latest) == paths.end())
            paths.push_back(state.latest);
        if (state.latest.empty())
            m_run.issues.push_back({ Severity::Warning, { .fault = Fault::StatePointsNowhere, .path = state.path } });
        std::set<std::string> missing;
        for (std::size_t i = 0; i < paths.size() && !m_control.cancelled(); ++i) {
            CheckpointRef *ref = resolve(paths[i]);
            if (!ref) {
                if (const std::string name(foreignBaseName(paths[i])); missing.insert(name).second)
                    reportMissing(name);
                continue;
            }
            ref->listed = true;
            ref->latest |= paths[i] == state.latest; // two paths may mean the same files
            if (state.timestamps.size() == state.all.size() && i < state.timestamps.size())
                ref->savedAt = state.timestamps[i];
        }
    }

    void reportMissing(const std::string &name)
    {
        m_run.missing.push_back(name);
        if (m_run.missing.size() <= m_limits.maxIssuesOfOneFault)
            m_run.issues.push_back(
                { Severity::Warning, { .fault = Fault::StateStepMissing, .path = m_run.state->path, .key = name } });
    }

    // The checkpoint that a path of the state file means: where it says, else under its name beside the state file.
    CheckpointRef *resolve(const std::string &listed)
    {
        if (const auto here = m_found.byPrefix.find(listed); here != m_found.byPrefix.end())
            return &here->second;
        if (listed.find('\0') != std::string::npos)
            return nullptr; // the system would look for what stands before it
        const std::string directory = directoryOf(full(listed));
        std::error_code code;
        const bool isHere = fs::equivalent(directory, m_run.directory, code);
        if (!isHere && fs::is_directory(directory, code)) {
            if (CheckpointRef *elsewhere = literally(listed))
                return elsewhere;
        }
        const auto named = [&](std::string_view last) {
            const NameParts parts = partsOf(last);
            const bool member = parts.kind == NameKind::Index || parts.kind == NameKind::Meta;
            return m_found.byPrefix.find(member ? parts.stem : std::string(last));
        };
        if (const auto here = named(baseName(listed)); isHere && here != m_found.byPrefix.end())
            return &here->second;
        const std::string name(foreignBaseName(listed)); // a path of Windows is one odd name here
        const auto here = named(name);
        if (here == m_found.byPrefix.end())
            return nullptr;
        if (m_run.state && m_mapped.insert(listed).second && m_mapped.size() <= m_limits.maxIssuesOfOneFault) {
            m_run.issues.push_back({ Severity::Note,
                { .fault = Fault::StateForeignPath,
                    .path = m_run.state->path,
                    .key = name,
                    .where = {},
                    .expected = {},
                    .actual = {},
                    .detail = listed } });
        }
        return &here->second;
    }

    // Of another directory, which the state file names rightly.
    CheckpointRef *literally(const std::string &listed)
    {
        const std::string path = full(listed), name(baseName(path));
        std::error_code code;
        if (name.empty())
            return nullptr;
        CheckpointRef ref;
        if (fs::is_regular_file(path + ".index", code)) {
            ref.prefix = path;
            ref.step = stepOf(name);
        } else if (fs::is_regular_file(path, code) && endsLikeTable(path)) {
            ref = v1Ref(directoryOf(path), name);
        } else {
            return nullptr;
        }
        if (fs::is_regular_file(path + ".meta", code))
            ref.graphFile = path + ".meta";
        return &m_found.byPrefix.emplace(listed, std::move(ref)).first->second;
    }

    void attachGraphs()
    {
        for (const std::string &stem : m_found.metaStems) {
            bool taken = false;
            if (const auto same = m_found.byPrefix.find(stem); same != m_found.byPrefix.end()) {
                same->second.graphFile = full(stem + ".meta");
                taken = true;
            }
            const std::string pattern = stem + "-?"; // of V1 shards
            for (auto shards = m_found.byPrefix.lower_bound(pattern);
                 shards != m_found.byPrefix.end() && shards->first.starts_with(pattern); ++shards) {
                if (shards->second.format != StorageFormat::V1)
                    continue;
                shards->second.graphFile = full(stem + ".meta");
                taken = true;
            }
            if (!taken)
                m_run.graphFiles.push_back(full(stem + ".meta"));
        }
        if (!m_run.savedModel.empty() && m_found.byPrefix.empty())
            m_run.graphFiles.push_back(m_run.savedModel);
        for (const std::string &name : m_found.graphNames)
            m_run.graphFiles.push_back(full(name));
        // Estimators leave one graph.pbtxt for all steps.
        for (auto &[name, ref] : m_found.byPrefix) {
            if (ref.graphFile.empty() && m_run.graphFiles.size() == 1)
                ref.graphFile = m_run.graphFiles.front();
        }
    }

    void collect(const std::string &wanted)
    {
        IssueLog log(m_run.issues, m_limits.maxIssuesOfOneFault);
        for (auto &[name, ref] : m_found.byPrefix) {
            if (ref.alsoV1)
                log.add(issue(Error{ .fault = Fault::BothFormats, .path = ref.prefix }));
            if (m_run.state && !ref.listed && !m_run.state->latest.empty())
                log.add(issue(Error{ .fault = Fault::StateUnlisted, .path = m_run.state->path, .key = name }));
            for (const std::string &shard : missingV1Shards(ref, m_limits.maxIssuesOfOneFault))
                log.add(issue(Error{ .fault = Fault::ShardMissing, .path = shard }));
            m_run.checkpoints.push_back(ref);
        }
        // Beside nothing else, they may be data that happens to lie above a folder of checkpoints.
        if (!m_run.checkpoints.empty() || !m_run.graphFiles.empty() || arrayFormatOf(wanted))
            addArrays();
        sortCheckpoints(wanted);
    }

    void addArrays()
    {
        m_run.checkpoints.insert(m_run.checkpoints.end(), m_found.arrays.begin(), m_found.arrays.end());
        m_found.arrays.clear();
    }

    // Oldest step first. The newest one of TensorFlow becomes current, or the one that was asked for.
    void sortCheckpoints(const std::string &wanted)
    {
        std::stable_sort(
            m_run.checkpoints.begin(), m_run.checkpoints.end(), [](const CheckpointRef &a, const CheckpointRef &b) {
                if (a.step.value_or(-1) != b.step.value_or(-1))
                    return a.step.value_or(-1) < b.step.value_or(-1);
                return naturalLess(a.prefix, b.prefix);
            });
        if (m_run.checkpoints.empty())
            return;
        const auto newest = std::find_if(m_run.checkpoints.rbegin(), m_run.checkpoints.rend(),
            [](const CheckpointRef &ref) { return !isArrayFormat(ref.format); });
        m_run.current = newest == m_run.checkpoints.rend()
            ? m_run.checkpoints.size() - 1
            : static_cast<std::size_t>(m_run.checkpoints.rend() - newest) - 1;
        const std::string wantedPath = wanted.empty() ? std::string() : full(wanted);
        for (std::size_t i = 0; i < m_run.checkpoints.size(); ++i) {
            const CheckpointRef &ref = m_run.checkpoints[i];
            const bool named = ref.prefix == wantedPath
                || std::find(ref.v1Files.begin(), ref.v1Files.end(), wantedPath) != ref.v1Files.end();
            if (wanted.empty() ? ref.latest : named)
                m_run.current = i;
        }
    }

    Result<Run> nothingFound(const std::string &wanted)
    {
        if (!m_found.dataStems.empty())
            return fail(Fault::NothingThere, full(*m_found.dataStems.begin()) + ".index");
        if (!wanted.empty()) // a file was asked for: what lies in folders below is something else
            return fail(Fault::NothingThere, full(wanted));
        auto [subRuns, onlyArrays] = findSubRuns(m_run.directory, 200, m_limits, m_control);
        if (m_control.cancelled())
            return fail(Fault::Cancelled, m_run.directory);
        if (!m_found.arrays.empty() && (subRuns.empty() || onlyArrays)) {
            addArrays();
            sortCheckpoints({});
            return std::move(m_run);
        }
        if (subRuns.size() == 1)
            return Scanner(subRuns.front(), m_limits, m_control).scan({});
        const bool empty = m_found.files == 0 && m_found.directories.empty();
        Error error{ .fault = empty ? Fault::FolderEmpty : Fault::NoCheckpointInFolder, .path = m_run.directory };
        error.actual = static_cast<std::int64_t>(m_found.files);
        if (subRuns.empty())
            return fail(std::move(error));
        error.fault = Fault::CheckpointsBelow;
        error.actual = static_cast<std::int64_t>(subRuns.size());
        error.detail = printable(subRuns.front());
        m_run.subRuns = std::move(subRuns);
        m_run.issues.push_back({ Severity::Note, std::move(error) });
        return std::move(m_run);
    }

    Limits m_limits;
    const JobControl &m_control;
    Run m_run;
    RunDirectory m_found;
    std::set<std::string> m_mapped; // paths of the state file that mean files of their name beside it
};

// True when `name` was found as something that can be shown.
bool holds(const Run &run, const std::string &wantedPath)
{
    return std::any_of(run.checkpoints.begin(), run.checkpoints.end(), [&](const CheckpointRef &ref) {
        return ref.prefix == wantedPath
            || std::find(ref.v1Files.begin(), ref.v1Files.end(), wantedPath) != ref.v1Files.end();
    });
}

Result<Run> scanFile(const std::string &path, bool exists, const Limits &limits, const JobControl &control)
{
    const std::string name(baseName(path));
    const NameParts parts = partsOf(name);
    std::string directory = directoryOf(path);
    if (parts.kind == NameKind::State)
        return Scanner(directory, limits, control).scan({});
    const bool member = parts.kind == NameKind::Index || parts.kind == NameKind::Data || parts.kind == NameKind::Meta;
    std::string wanted = member ? parts.stem : name;
    if (const auto savedModel = savedModelAround(directory)) {
        wanted = joinPath(baseName(directory) == "." ? "variables" : baseName(directory), wanted);
        directory = *savedModel;
    }
    auto run = Scanner(directory, limits, control).scan(wanted);
    if (run && holds(*run, joinPath(directory, wanted)))
        return run;
    if (!run && run.error().fault == Fault::Cancelled)
        return run;
    if (!exists) {
        // What was asked for is not there; say so, whatever else the folder holds.
        const bool better = !run
            && (run.error().fault == Fault::NoPermission || run.error().path == joinPath(directory, wanted) + ".index");
        return fail(better ? run.error() : Error{ .fault = Fault::NothingThere, .path = path });
    }
    if (isSavedModelName(name) && run)
        return run;
    if (isGraphName(name) || parts.kind == NameKind::Meta) {
        Run graphOnly;
        graphOnly.directory = directory;
        graphOnly.graphFiles = { path };
        return graphOnly;
    }
    auto file = openFile(path);
    if (!file)
        return tl::unexpected(file.error());
    if (auto start = readWholeFile(path, 1024); start && isGitLfsPointer(*start))
        return fail(Fault::GitLfsPointer, path);
    if (parts.kind == NameKind::Data)
        return fail(Fault::NothingThere, joinPath(directory, wanted) + ".index");
    return fail(Fault::NotACheckpoint, path, describeContent(path));
}

} // namespace

Result<Run> scanRun(const std::string &given, const Limits &limits, const JobControl &control)
{
    std::string path = given.empty() ? "." : given;
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (fs::is_directory(status) && !fs::is_regular_file(path + ".index", code))
        return Scanner(savedModelAround(path).value_or(path), limits, control).scan({});
    if (status.type() == fs::file_type::none
        || (code && code != std::errc::no_such_file_or_directory && code != std::errc::not_a_directory)) {
        if (auto opened = openFile(path); !opened && opened.error().fault != Fault::NothingThere)
            return tl::unexpected(opened.error());
    }
    return scanFile(path, fs::exists(status), limits, control);
}

} // namespace ckpt
