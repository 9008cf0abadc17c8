// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exportreport.h"

#include "app/cli/jsonwriter.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr const char *kSchema = "ckptscope.export/1";

// Why the bytes will be others than TensorFlow's of the same variables: for people, and for programs.
struct DeviationText {
    Deviation deviation;
    const char *id;
    const char *sentence;
};
constexpr DeviationText kDeviations[] = {
    { Deviation::OtherFormat, "other-format", "It has another format." },
    { Deviation::OtherShards, "other-shards", "It has another number of data files." },
    { Deviation::CompressedIndex, "compressed-index", "The index of the source is compressed, the new one is not." },
    { Deviation::LooseData, "loose-data", "The data of the source have gaps or shared bytes; the new ones are dense." },
    { Deviation::OtherHeader, "other-header", "The header of the source is none that TensorFlow writes." },
    { Deviation::BigEndian, "big-endian", "The source is big-endian, the new checkpoint is little-endian." },
    { Deviation::UnusedShards, "unused-shards", "Data files of the source without a variable are left out." },
};

const DeviationText &textOf(Deviation deviation)
{
    for (const DeviationText &text : kDeviations)
        if (text.deviation == deviation)
            return text;
    return kDeviations[0];
}

void writeDeviations(JsonWriter &json, const std::vector<Deviation> &deviations)
{
    json.key("differs_because");
    json.beginArray();
    for (const Deviation deviation : deviations)
        json.string(textOf(deviation).id);
    json.endArray();
}

void printDeviations(Output &out, const std::vector<Deviation> &deviations)
{
    for (const Deviation deviation : deviations)
        out.write(fmt::format("note     {}\n", textOf(deviation).sentence));
}

void writeHead(JsonWriter &json, const Checkpoint &source, const std::string &target, bool dryRun)
{
    json.beginObject();
    json.field("schema", kSchema);
    json.textField("source", source.ref().prefix);
    json.textField("target", target);
    json.field("dry_run", dryRun);
}

const char *idOf(Recovered recovered)
{
    switch (recovered) {
    case Recovered::Nothing:
        return "nothing";
    case Recovered::Undone:
        return "undone";
    case Recovered::Finished:
        return "finished";
    case Recovered::Overtaken:
        return "overtaken";
    }
    return "nothing";
}

} // namespace

void printPlan(Output &out, const ExportPlanView &view)
{
    TextTable table(
        { { "Name" }, { "Role" }, { "Type" }, { "Shape" }, { "Bytes", TextTable::Align::Right }, { "New name" } });
    for (const CopyItem &item : view.plan.items) {
        const Variable &variable = view.source.variable(item.from);
        table.add({ printable(variable.key), roleText(view.facts.variables[index(item.from)]),
            std::string(name(variable.dtype)), text(variable.shape), grouped(variable.byteSize()),
            item.key == variable.key ? "" : printable(item.key) });
    }
    table.print(out);
    const std::size_t leftOut = view.source.variables().size() - view.plan.items.size();
    out.write(fmt::format("{} would be written to {}, {} of values in {}; {} left out. Nothing is written yet.\n",
        counted(view.plan.items.size(), "variable", "variables"), printable(view.target),
        counted(view.plan.bytes, "byte", "bytes"),
        counted(static_cast<std::uint64_t>(view.plan.files), "data file", "data files"),
        counted(leftOut, "variable is", "variables are")));
    if (view.targetExists)
        out.write("note     A checkpoint of this name is there already; --force replaces it.\n");
    printDeviations(out, view.plan.deviations);
}

void writePlanJson(Output &out, const ExportPlanView &view)
{
    JsonWriter json(out);
    writeHead(json, view.source, view.target, true);
    json.field("format", name(view.plan.target.format));
    json.field("files", view.plan.files);
    json.field("bytes", view.plan.bytes);
    json.field("target_exists", view.targetExists);
    json.key("variables");
    json.beginArray();
    for (const CopyItem &item : view.plan.items) {
        const Variable &variable = view.source.variable(item.from);
        json.newLine();
        json.beginObject();
        json.textField("from", variable.key);
        json.textField("to", item.key);
        json.field("role", queryKey(view.facts.variables[index(item.from)].role));
        json.field("dtype", std::string(name(variable.dtype)));
        json.field("bytes", variable.byteSize());
        json.endObject();
    }
    json.endArray();
    writeDeviations(json, view.plan.deviations);
    json.endObject();
    out.write("\n");
}

void printReport(Output &out, const CopyReport &report, const std::string &target, std::size_t leftOut)
{
    if (report.recovered != Recovered::Nothing)
        out.write(fmt::format(
            "note     An earlier export to this name was interrupted; {}.\n", recoveredText(report.recovered)));
    printDeviations(out, report.deviations);
    out.write(fmt::format("{} {} {}; {} left out. {} in {}, read back and compared.\n",
        counted(report.variables, "variable was", "variables were"),
        report.replaced ? "written in place of" : "written to", printable(target),
        counted(leftOut, "variable was", "variables were"), counted(report.bytes, "byte", "bytes"),
        counted(report.files.size(), "file", "files")));
    if (report.stateWritten)
        out.write("The file “checkpoint” lists it.\n");
}

void writeReportJson(
    Output &out, const Checkpoint &source, const CopyReport &report, const std::string &target, std::size_t leftOut)
{
    JsonWriter json(out);
    writeHead(json, source, target, false);
    json.field("variables", static_cast<std::uint64_t>(report.variables));
    json.field("left_out", static_cast<std::uint64_t>(leftOut));
    json.field("bytes", report.bytes);
    json.key("files");
    json.beginArray();
    for (const std::string &file : report.files)
        json.string(escapedIfNeeded(file));
    json.endArray();
    json.field("replaced", report.replaced);
    json.field("state_written", report.stateWritten);
    json.field("recovered", idOf(report.recovered));
    json.field("tidy", !report.untidied.has_value());
    writeDeviations(json, report.deviations);
    json.endObject();
    out.write("\n");
}

std::string_view recoveredText(Recovered recovered)
{
    switch (recovered) {
    case Recovered::Nothing:
        return "there was nothing to do";
    case Recovered::Undone:
        return "it was undone, and what was there before is there";
    case Recovered::Finished:
        return "it was finished, and its checkpoint is complete";
    case Recovered::Overtaken:
        return "another program has saved under its name since, and that was left as it is";
    }
    return "";
}

std::string queryErrorText(std::string_view query, const QueryError &error)
{
    const std::string_view term = query.substr(error.position, error.length);
    switch (error.kind) {
    case QueryError::Kind::UnclosedQuote:
        return fmt::format("“{}” has a quote without an end.", term);
    case QueryError::Kind::MissingValue:
        return fmt::format("Something must follow “{}”.", term);
    case QueryError::Kind::UnknownField:
        return fmt::format("“{}”: variables cannot be asked for “{}”.", term, error.detail);
    case QueryError::Kind::UnknownValue:
        return fmt::format("“{}”: “{}” cannot stand here.", term, error.detail);
    case QueryError::Kind::BadPattern:
        return fmt::format("The pattern of “{}” is wrong: {}.", term, error.detail);
    }
    return "";
}

} // namespace ckpt
