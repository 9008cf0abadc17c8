// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/check/check.h"

#include "format/check/causes.h"
#include "format/check/graphagrees.h"
#include "format/check/pieces.h"
#include "format/check/tables.h"
#include "format/check/values.h"
#include "format/objects/objectgraph.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace ckpt {

namespace {

bool isCause(const Issue &issue)
{
    switch (issue.error.fault) {
    case Fault::CauseOtherData:
    case Fault::CauseCutShort:
    case Fault::CauseShardCount:
        return true;
    default:
        return false;
    }
}

class Checker {
public:
    Checker(const Checkpoint &checkpoint, const CheckOptions &options, const JobControl &control)
        : m_checkpoint(checkpoint)
        , m_options(options)
        , m_control(control)
        , m_log(m_report.issues, checkpoint.limits().maxIssuesOfOneFault)
        , m_health(m_report.health, checkpoint.limits().maxIssuesOfOneFault)
    {
    }

    Result<CheckReport> run()
    {
        for (const Issue &issue : m_checkpoint.issues())
            add(issue);
        if (!m_checkpoint.isOnlyDeclared()) {
            if (auto done = checkFiles(); !done)
                return tl::unexpected(done.error());
            if (auto done = checkValues(); !done)
                return tl::unexpected(done.error());
        }
        if (auto done = checkObjects(); !done)
            return tl::unexpected(done.error());
        if (m_options.graph) {
            if (auto done = checkGraphAgrees(m_checkpoint, *m_options.graph, m_log, m_control); !done)
                return tl::unexpected(done.error());
        }
        std::stable_sort(m_report.issues.begin(), m_report.issues.end(), [](const Issue &a, const Issue &b) {
            return std::pair(isCause(a), a.severity) > std::pair(isCause(b), b.severity);
        });
        return std::move(m_report);
    }

private:
    void add(const Issue &found)
    {
        const Error &error = found.error;
        const std::uint64_t begin = error.where ? error.where->begin : 0;
        if (m_known.insert({ error.fault, error.path, error.key, begin }).second)
            m_log.add(found);
    }

    Result<void> checkObjects()
    {
        const auto stored = m_checkpoint.find(kObjectGraphKey);
        if (!stored || m_checkpoint.variable(*stored).error) // what is not there has been said
            return {};
        const auto objects = ObjectGraph::read(m_checkpoint, m_control);
        if (!objects && objects.error().fault == Fault::Cancelled)
            return fail(Fault::Cancelled);
        if (!objects)
            add(issue(objects.error()));
        else
            for (const Issue &found : (*objects)->issues())
                if (found.error.fault != Fault::TensorChecksum) // the values have said so
                    m_log.add(found);
        return {};
    }

    Result<void> checkFiles()
    {
        if (isArrayFormat(m_checkpoint.format()))
            return {}; // opening has looked at where every byte belongs
        if (auto done = checkTables(m_checkpoint, m_log, m_control); !done)
            return done;
        if (m_checkpoint.format() == StorageFormat::V1)
            return {};
        m_pieces = piecesOf(m_checkpoint);
        if (auto done = checkPlaces(m_checkpoint, m_pieces, m_log, m_control); !done)
            return done;
        return checkNeighbours(m_checkpoint, m_log, m_control);
    }

    Result<void> checkValues()
    {
        auto findings = readAllValues(m_checkpoint, m_options.threads, m_control);
        if (!findings)
            return tl::unexpected(findings.error());
        Issues damage;
        for (std::size_t i = 0; i < findings->size(); ++i) {
            ValueFinding &finding = (*findings)[i];
            m_report.values.push_back(finding.state);
            if (finding.state != ValueState::Unreadable)
                m_report.bytesRead += m_checkpoint.variables()[i].byteSize();
            if (finding.health) {
                finding.health->path = m_checkpoint.ref().prefix;
                m_health.add(issue(std::move(*finding.health)));
            }
            // A file that is not there is said once; the states tell which variables it takes along.
            for (Error &error : finding.errors) {
                if (error.fault != Fault::ShardMissing && error.fault != Fault::GitLfsPointer)
                    damage.push_back({ Severity::Error, std::move(error) });
            }
        }
        for (const Issue &one : damage)
            add(one);
        return explainDamage(m_checkpoint, m_pieces, damage, m_options.siblings, m_log, m_control);
    }

    const Checkpoint &m_checkpoint;
    const CheckOptions &m_options;
    const JobControl &m_control;
    CheckReport m_report;
    IssueLog m_log, m_health;
    std::vector<Piece> m_pieces;
    std::set<std::tuple<Fault, std::string, std::string, std::uint64_t>> m_known; // what opening has said
};

bool anyOver(const Issues &issues, Severity severity)
{
    return std::any_of(issues.begin(), issues.end(), [&](const Issue &issue) { return issue.severity > severity; });
}

} // namespace

std::size_t CheckReport::count(ValueState state) const
{
    return static_cast<std::size_t>(std::count(values.begin(), values.end(), state));
}

bool CheckReport::isDamaged() const
{
    return anyOver(issues, Severity::Warning);
}

bool CheckReport::isClean() const
{
    return !anyOver(issues, Severity::Note);
}

Result<CheckReport> checkEverything(
    const Checkpoint &checkpoint, const CheckOptions &options, const JobControl &control)
{
    return Checker(checkpoint, options, control).run();
}

} // namespace ckpt
