// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exportreport.h"

#include "app/cli/deviations.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/metareport.h"
#include "app/cli/objectsreport.h"
#include "app/cli/texttable.h"
#include "format/base/faulttext.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ckpt {

namespace {

constexpr const char *kSchema = "ckptscope.export/1";

void writeHead(JsonWriter &json, const ExportSources &sources, const std::string &target, bool dryRun)
{
    json.beginObject();
    json.field("schema", kSchema);
    json.textField("source", sources.first().ref().prefix);
    if (sources.checkpoints.size() > 1) {
        json.key("sources");
        json.beginArray();
        for (const auto &source : sources.checkpoints)
            json.string(escapedIfNeeded(source->ref().prefix));
        json.endArray();
    }
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

const CastFigures *figuresOf(const CopyFigures &figures, std::size_t item)
{
    const auto found = figures.find(static_cast<std::uint32_t>(item));
    return found == figures.end() ? nullptr : &found->second;
}

// "= 0", "float16, at most 0.0002 off, 3 overflow"
std::string changeText(const CopyItem &item, const CastFigures *figures)
{
    if (item.value)
        return "= " + printable(*item.value);
    if (!figures)
        return "";
    std::string text = fmt::format("{}, at most {:.3g} off", name(figures->to), figures->maxAbsolute);
    if (figures->overflows > 0)
        text += fmt::format(", {} overflow", grouped(static_cast<std::uint64_t>(figures->overflows)));
    return text;
}

// Where its values come from, in an export of several sources: "average of 3", "model.ckpt-200".
std::string originText(const ExportSources &sources, const CopyItem &item)
{
    if (item.value || item.text)
        return "";
    if (!item.combination)
        return printable(sources.checkpoints[sources.numberOf(item)]->ref().displayName());
    if (item.combination->kind == Combination::Kind::Average)
        return fmt::format("average of {}", item.combination->terms.size());
    return fmt::format("linear, t = {}", item.combination->t);
}

void writeShape(JsonWriter &json, const TensorShape &shape)
{
    json.key("shape");
    json.beginArray();
    for (const std::int64_t dim : shape.dims())
        json.numberText(std::to_string(dim));
    json.endArray();
}

// Of its values before a cast.
std::uint64_t bytesOf(const Variable &variable, const CopyItem &item)
{
    return item.part ? static_cast<std::uint64_t>(item.part->elements()) * elementSize(variable.dtype)
                     : variable.byteSize();
}

void writeOrigin(JsonWriter &json, const ExportSources &sources, const CopyItem &item)
{
    if (sources.checkpoints.size() == 1)
        return;
    json.field("source", static_cast<std::uint64_t>(sources.numberOf(item)));
    if (!item.combination)
        return;
    json.field("combined", item.combination->kind == Combination::Kind::Average ? "average" : "linear");
    json.field("terms", static_cast<std::uint64_t>(item.combination->terms.size()));
}

void writeFigures(JsonWriter &json, const CastFigures &figures)
{
    json.key("cast");
    json.beginObject();
    json.field("from", std::string(name(figures.from)));
    json.field("to", std::string(name(figures.to)));
    json.key("max_absolute");
    json.number(figures.maxAbsolute);
    json.key("max_relative");
    json.number(figures.maxRelative);
    json.key("max_ulp");
    json.number(figures.maxUlp);
    json.field("overflows", figures.overflows);
    json.field("underflows", figures.underflows);
    json.field("denormals", figures.denormals);
    json.endObject();
}

void writeFiles(JsonWriter &json, const std::vector<std::string> &files)
{
    json.key("files");
    json.beginArray();
    for (const std::string &file : files)
        json.string(escapedIfNeeded(file));
    json.endArray();
}

} // namespace

std::size_t ExportSources::numberOf(const CopyItem &item) const
{
    const auto found = std::find(checkpoints.begin(), checkpoints.end(), item.source);
    return item.source && found != checkpoints.end() ? static_cast<std::size_t>(found - checkpoints.begin()) : 0;
}

void printPlan(Output &out, const ExportPlanView &view)
{
    const bool several = view.sources.checkpoints.size() > 1;
    std::vector<TextTable::Column> columns{ { "Name" }, { "Role" }, { "Type" }, { "Shape" },
        { "Bytes", TextTable::Align::Right }, { "New name" }, { "Cast" } };
    if (several)
        columns.push_back({ "From" });
    TextTable table(std::move(columns));
    for (std::size_t i = 0; i < view.plan.items.size(); ++i) {
        const CopyItem &item = view.plan.items[i];
        const Variable &variable = variableOf(view.sources.first(), item);
        std::vector<std::string> row{ printable(variable.key), roleText(view.sources.factsOf(item)),
            std::string(name(variable.dtype)), text(writtenShape(variable, item)), grouped(bytesOf(variable, item)),
            item.key == variable.key ? "" : printable(item.key), changeText(item, figuresOf(view.figures, i)) };
        if (several)
            row.push_back(originText(view.sources, item));
        table.add(std::move(row));
    }
    table.print(out);
    out.write(fmt::format("{} would be written to {}, {} of values in {}; {} left out. Nothing is written yet.\n",
        counted(view.plan.items.size(), "variable", "variables"), printable(view.target),
        counted(view.plan.bytes, "byte", "bytes"),
        counted(static_cast<std::uint64_t>(view.plan.files), "data file", "data files"),
        counted(view.leftOut, "variable is", "variables are")));
    if (view.targetExists)
        out.write("note     A checkpoint of this name is there already; --force replaces it.\n");
    printDeviations(out, view.plan.deviations);
    printObjects(out, view.sources.first(), view.sources.facts.front(), view.plan);
    printMeta(out, view.meta);
}

void writePlanJson(Output &out, const ExportPlanView &view)
{
    JsonWriter json(out);
    writeHead(json, view.sources, view.target, true);
    json.field("format", name(view.plan.target.format));
    json.field("files", view.plan.files);
    json.field("bytes", view.plan.bytes);
    json.field("target_exists", view.targetExists);
    json.key("variables");
    json.beginArray();
    for (std::size_t i = 0; i < view.plan.items.size(); ++i) {
        const CopyItem &item = view.plan.items[i];
        const Variable &variable = variableOf(view.sources.first(), item);
        json.newLine();
        json.beginObject();
        json.textField("from", variable.key);
        json.textField("to", item.key);
        writeOrigin(json, view.sources, item);
        json.field("role", queryKey(view.sources.factsOf(item).role));
        json.field("dtype", std::string(name(writtenType(variable, item))));
        writeShape(json, writtenShape(variable, item));
        json.field("bytes", bytesOf(variable, item));
        if (const CastFigures *figures = figuresOf(view.figures, i))
            writeFigures(json, *figures);
        json.endObject();
    }
    json.endArray();
    writeDeviations(json, view.plan.deviations);
    writeObjects(json, view.sources.first(), view.sources.facts.front(), view.plan);
    writeMeta(json, view.meta);
    json.endObject();
    out.write("\n");
}

void printReport(Output &out, const ExportReportView &view)
{
    const CopyReport &report = view.report;
    if (report.recovered != Recovered::Nothing)
        out.write(fmt::format(
            "note     An earlier export to this name was interrupted; {}.\n", recoveredText(report.recovered)));
    printDeviations(out, report.deviations);
    printObjects(out, view.sources.first(), view.sources.facts.front(), view.plan);
    for (const auto &[item, figures] : report.figures)
        if (figures.overflows > 0)
            out.write(fmt::format("warning  {} of “{}” became infinite.\n",
                counted(static_cast<std::uint64_t>(figures.overflows), "value", "values"),
                printable(view.plan.items[item].key)));
    printMeta(out, view.meta);
    out.write(fmt::format("{} {} {}; {} left out. {} in {}, read back and compared.\n",
        counted(report.variables, "variable was", "variables were"),
        report.replaced ? "written in place of" : "written to", printable(view.target),
        counted(view.leftOut, "variable was", "variables were"), counted(report.bytes, "byte", "bytes"),
        counted(report.files.size() + view.metaWritten, "file", "files")));
    if (report.stateWritten)
        out.write("The file “checkpoint” lists it.\n");
}

void writeReportJson(Output &out, const ExportReportView &view)
{
    const CopyReport &report = view.report;
    JsonWriter json(out);
    writeHead(json, view.sources, view.target, false);
    json.field("variables", static_cast<std::uint64_t>(report.variables));
    json.field("left_out", static_cast<std::uint64_t>(view.leftOut));
    json.field("bytes", report.bytes);
    writeFiles(json, report.files);
    json.field("replaced", report.replaced);
    json.field("state_written", report.stateWritten);
    json.field("recovered", idOf(report.recovered));
    json.field("tidy", !report.untidied.has_value());
    writeDeviations(json, report.deviations);
    json.key("casts");
    json.beginArray();
    for (const auto &[item, figures] : report.figures) {
        json.newLine();
        json.beginObject();
        json.textField("name", view.plan.items[item].key);
        writeFigures(json, figures);
        json.endObject();
    }
    json.endArray();
    writeObjects(json, view.sources.first(), view.sources.facts.front(), view.plan);
    writeMeta(json, view.meta);
    json.endObject();
    out.write("\n");
}

void printPlan(Output &out, const ArrayPlanView &view)
{
    TextTable table(
        { { "Name" }, { "Type" }, { "Shape" }, { "Bytes", TextTable::Align::Right }, { "Name in the file" } });
    for (const FlatArray &array : view.plan.arrays) {
        const Variable &variable = variableOf(view.sources.first(), view.plan.items[array.item]);
        table.add({ printable(variable.key), array.typeText, fmt::format("{}", fmt::join(array.dims, " × ")),
            grouped(array.bytes), array.name == variable.key ? "" : printable(array.name) });
    }
    table.print(out);
    out.write(fmt::format("{} would be written to {}, {}; {} left out. Nothing is written yet.\n",
        counted(view.plan.arrays.size(), "array", "arrays"), printable(view.target),
        counted(view.plan.bytes, "byte", "bytes"), counted(view.plan.leftOut.size(), "variable is", "variables are")));
}

void writePlanJson(Output &out, const ArrayPlanView &view)
{
    JsonWriter json(out);
    writeHead(json, view.sources, view.target, true);
    json.field("format", name(view.plan.target.format));
    json.field("bytes", view.plan.bytes);
    json.key("arrays");
    json.beginArray();
    for (const FlatArray &array : view.plan.arrays) {
        json.newLine();
        json.beginObject();
        json.textField("from", variableOf(view.sources.first(), view.plan.items[array.item]).key);
        json.textField("to", array.name);
        writeOrigin(json, view.sources, view.plan.items[array.item]);
        json.field("type", array.typeText);
        json.field("bytes", array.bytes);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    out.write("\n");
}

void printReport(Output &out, const ExportSources &sources, const ArrayReport &report, const std::string &target)
{
    for (const std::string &key : report.leftOut)
        out.write(fmt::format("note     “{}” of {} is left out: the format has no place for it.\n", printable(key),
            printable(sources.first().ref().displayName())));
    for (const std::string &twin : report.caseTwins)
        out.write(fmt::format("note     Some file systems cannot tell “{}” from another name.\n", printable(twin)));
    out.write(fmt::format("{} written to {}. {} in {}, read back and compared.\n",
        counted(report.arrays, "array was", "arrays were"), printable(target), counted(report.bytes, "byte", "bytes"),
        counted(report.files.size(), "file", "files")));
}

void writeReportJson(Output &out, const ExportSources &sources, const ArrayReport &report, const std::string &target)
{
    JsonWriter json(out);
    writeHead(json, sources, target, false);
    json.field("arrays", static_cast<std::uint64_t>(report.arrays));
    json.field("bytes", report.bytes);
    writeFiles(json, report.files);
    json.key("left_out");
    json.beginArray();
    for (const std::string &key : report.leftOut)
        json.string(escapedIfNeeded(key));
    json.endArray();
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
    case QueryError::Kind::UnmatchedBracket:
        return fmt::format("The brackets of “{}” do not match.", query);
    }
    return "";
}

std::string planWordsText(const PlanWordsError &error)
{
    if (error.where != PlanWordsError::Where::Rename)
        return queryErrorText(error.query, error.queryError);
    return renameErrorText(error.renameError);
}

} // namespace ckpt
