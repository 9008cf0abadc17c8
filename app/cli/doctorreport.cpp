// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/doctorreport.h"

#include "app/cli/checkpointjson.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::size_t kUnusedShown = 10;

std::string matchText(const Finding &finding)
{
    switch (finding.state) {
    case MatchState::Found:
        return "same name";
    case MatchState::OtherType:
        return "other type";
    case MatchState::WrongShape:
        return "wrong shape";
    case MatchState::Missing:
        return "missing";
    case MatchState::Renamed:
    case MatchState::Proposed:
        break;
    }
    // 0.996 is not certain.
    return fmt::format("{} %", static_cast<int>(finding.confidence * 100));
}

std::string whyText(const Finding &finding, const NamedVariable &wanted, std::span<const NamedVariable> have)
{
    std::string why = reasonTexts(finding.reasons);
    const NamedVariable *found = finding.have < 0 ? nullptr : &have[static_cast<std::size_t>(finding.have)];
    if (finding.state == MatchState::WrongShape)
        why += fmt::format(" (wanted {}, file {})", shapeText(wanted), shapeText(*found));
    else if (found && !typesFit(wanted, *found))
        why += fmt::format(" (wanted {}, file {})", name(wanted.dtype), name(found->dtype));
    return why;
}

bool has(const Finding &finding, Reason::Kind kind)
{
    return std::any_of(
        finding.reasons.begin(), finding.reasons.end(), [kind](const Reason &reason) { return reason.kind == kind; });
}

std::string candidateLine(const Candidate &candidate, std::span<const NamedVariable> have)
{
    const std::string key = printable(have[static_cast<std::size_t>(candidate.have)].key);
    const std::string sure =
        candidate.confidence > 0 ? fmt::format("{} %, ", static_cast<int>(candidate.confidence * 100)) : "";
    return fmt::format("or {} ({}{})", key, sure, reasonTexts(candidate.reasons));
}

void printUnused(Output &out, const DoctorReport &report, bool all)
{
    const auto &unused = report.diagnosis.unused;
    if (unused.empty())
        return;
    const std::size_t shown = all ? unused.size() : std::min(unused.size(), kUnusedShown);
    out.write(fmt::format("\nNot wanted: {} of the file\n", counted(unused.size(), "variable", "variables")));
    for (std::size_t i = 0; i < shown; ++i) {
        const NamedVariable &each = report.have[static_cast<std::size_t>(unused[i])];
        out.write(fmt::format("  {}  {}\n", printable(each.key), shapeText(each)));
    }
    if (shown < unused.size())
        out.write(fmt::format("  and {} more\n", grouped(unused.size() - shown)));
}

void writeVariable(JsonWriter &json, const char *key, const NamedVariable *variable)
{
    json.key(key);
    if (!variable)
        return json.null();
    json.beginObject();
    json.textField("name", variable->key);
    if (!variable->alias.empty())
        json.textField("full_name", variable->alias);
    json.key("dtype");
    if (variable->dtype == DType::Invalid)
        json.null();
    else
        json.string(name(variable->dtype));
    json.key("shape");
    if (!variable->shape) {
        json.null();
    } else {
        json.beginArray();
        for (const std::int64_t size : *variable->shape)
            json.integer(size);
        json.endArray();
    }
    json.endObject();
}

void writeReasons(JsonWriter &json, std::span<const Reason> reasons)
{
    json.key("why");
    json.beginArray();
    for (const Reason &reason : reasons)
        json.string(reasonText(reason));
    json.endArray();
}

void writeFinding(JsonWriter &json, const DoctorReport &report, std::size_t i, bool accepted)
{
    const Finding &finding = report.diagnosis.findings[i];
    const auto at = [&](std::int32_t j) { return j < 0 ? nullptr : &report.have[static_cast<std::size_t>(j)]; };
    json.newLine();
    json.beginObject();
    writeVariable(json, "wanted", &report.wanted.variables[i]);
    json.field("state", name(finding.state));
    writeVariable(json, "found", at(finding.have));
    json.key("confidence");
    json.number(finding.confidence);
    writeReasons(json, finding.reasons);
    json.field("accepted", accepted);
    json.key("candidates");
    json.beginArray();
    for (const Candidate &candidate : finding.others) {
        json.beginObject();
        json.textField("name", at(candidate.have)->key);
        json.key("confidence");
        json.number(candidate.confidence);
        writeReasons(json, candidate.reasons);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

void writeCounts(JsonWriter &json, const DoctorReport &report)
{
    json.key("counts");
    json.beginObject();
    json.field("wanted", std::uint64_t{ report.diagnosis.findings.size() });
    for (const MatchState state : { MatchState::Found, MatchState::OtherType, MatchState::Renamed, MatchState::Proposed,
             MatchState::WrongShape, MatchState::Missing })
        json.field(name(state), std::uint64_t{ report.diagnosis.count(state) });
    json.field("unused", std::uint64_t{ report.diagnosis.unused.size() });
    json.field("accepted", std::uint64_t{ report.accepted.size() });
    json.endObject();
}

} // namespace

void printReport(Output &out, const DoctorReport &report, bool all)
{
    out.write(headline(report.diagnosis) + '\n');
    if (const std::string error = tensorflowError(report.diagnosis, report.wanted.variables, report.have);
        !error.empty())
        out.write(fmt::format("TensorFlow would stop with: {}\n", printable(error)));
    TextTable table({ { "Wanted" }, { "Found" }, { "Match", TextTable::Align::Right }, { "Why" } });
    bool any = false;
    std::size_t renumbered = 0;
    for (std::size_t i = 0; i < report.diagnosis.findings.size(); ++i) {
        const Finding &finding = report.diagnosis.findings[i];
        const bool misled = has(finding, Reason::Kind::ValuesElsewhere);
        if (finding.state == MatchState::Found && has(finding, Reason::Kind::OtherNumbers))
            ++renumbered;
        if (finding.state == MatchState::Found && !misled && !all)
            continue;
        any = true;
        const NamedVariable &wanted = report.wanted.variables[i];
        table.add({ printable(wanted.key),
            finding.have < 0 ? "-" : printable(report.have[static_cast<std::size_t>(finding.have)].key),
            matchText(finding), whyText(finding, wanted, report.have) });
        if (finding.state == MatchState::Missing || all) {
            for (const Candidate &candidate : finding.others)
                table.addBelow("    " + candidateLine(candidate, report.have));
        }
    }
    if (any) {
        out.write("\n");
        table.print(out);
    }
    if (renumbered > 0)
        out.write(
            fmt::format("\nThe two number their layers differently: {} under {} own name may be of another layer.\n",
                counted(renumbered, "variable", "variables"), renumbered == 1 ? "its" : "their"));
    printUnused(out, report, all);
}

void writeReportJson(Output &out, const DoctorReport &report)
{
    JsonWriter json(out);
    json.beginObject();
    json.field("schema", "ckptscope.doctor/1");
    json.key("wanted");
    json.beginObject();
    json.field("source", name(report.wanted.source));
    json.textField("path", report.wanted.path);
    json.endObject();
    json.key("have");
    json.beginObject();
    json.textField("prefix", report.havePath);
    json.endObject();
    json.field("headline", headline(report.diagnosis));
    json.textField("tensorflow_error", tensorflowError(report.diagnosis, report.wanted.variables, report.have));
    json.key("accept");
    json.number(report.leastConfidence);
    writeCounts(json, report);
    std::vector<bool> accepted(report.diagnosis.findings.size());
    for (const AcceptedPair &pair : report.accepted)
        accepted[static_cast<std::size_t>(pair.wanted)] = true;
    json.key("variables");
    json.beginArray();
    for (std::size_t i = 0; i < report.diagnosis.findings.size(); ++i)
        writeFinding(json, report, i, accepted[i]);
    json.endArray();
    json.key("unused");
    json.beginArray();
    for (const std::int32_t j : report.diagnosis.unused) {
        json.newLine();
        json.beginObject();
        json.textField("name", report.have[static_cast<std::size_t>(j)].key);
        json.endObject();
    }
    json.endArray();
    json.key("issues");
    json.beginArray();
    for (const Issue &issue : report.wanted.issues)
        writeIssue(json, issue);
    json.endArray();
    json.endObject();
    out.write("\n");
}

} // namespace ckpt
