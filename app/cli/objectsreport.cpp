// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/objectsreport.h"

#include "app/cli/texttable.h"
#include "format/base/faulttext.h"
#include "format/base/percent.h"
#include "format/plan/modelweights.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

std::uint64_t missingWeights(const Checkpoint &source, const Facts &facts, const ObjectsReport &report)
{
    const std::vector<bool> weights = modelWeights(source, facts.variables);
    return static_cast<std::uint64_t>(std::count_if(
        report.missing.begin(), report.missing.end(), [&](VariableId variable) { return weights[index(variable)]; }));
}

std::string missingText(const ObjectsReport &report, std::uint64_t weights)
{
    const std::size_t missing = report.missing.size() + report.missingInSource;
    const std::size_t all = report.values + missing;
    if (missing == 0)
        return fmt::format("note     A restore of objects finds all {}.\n", counted(all, "value", "values"));
    std::string text = fmt::format("{}  A restore of objects will not find {} of {}, {}: what the program has there "
                                   "stays as it is.",
        weights > 0 ? "warning" : "note   ", grouped(missing), counted(all, "value", "values"),
        weights == 0       ? "none of them a weight"
            : weights == 1 ? "one of them a weight"
                           : fmt::format("{} of them weights", grouped(weights)));
    if (report.rule == ObjectGraphRule::Cut)
        text += " TensorFlow's asserts fail because of them; with expect_partial() the others are restored.";
    else
        text += " TensorFlow's asserts pass all the same.";
    return text + "\n";
}

void writeNames(JsonWriter &json, const char *key, const std::vector<std::string> &names)
{
    json.key(key);
    json.beginArray();
    for (const std::string &name : names)
        json.string(escapedIfNeeded(name));
    json.endArray();
}

} // namespace

void printObjects(Output &out, const Checkpoint &source, const Facts &facts, const CopyPlan &plan)
{
    for (const CopyNote note : plan.notes)
        if (note == CopyNote::ObjectsCast)
            out.write("warning  TensorFlow 2 restores this only into variables that have the new type.\n");
        else if (note == CopyNote::ObjectsPart)
            out.write("warning  TensorFlow 2 restores this only into variables that have the new shape.\n");
    if (!plan.objects)
        return;
    const ObjectsReport &report = *plan.objects;
    out.write(missingText(report, missingWeights(source, facts, report)));
    for (const std::uint32_t item : report.unreached)
        out.write(fmt::format("warning  No restore of objects reaches “{}”: what belongs to it is left out, or has no "
                              "name that fits.\n",
            printable(plan.items[item].key)));
    if (report.ownSavers > 0)
        out.write(fmt::format("warning  {} in files of {} own, which are not copied.\n",
            counted(report.ownSavers, "object has values", "objects have values"),
            report.ownSavers == 1 ? "its" : "their"));
}

void writeObjects(JsonWriter &json, const Checkpoint &source, const Facts &facts, const CopyPlan &plan)
{
    if (!source.objectBased())
        return;
    json.key("object_graph");
    json.beginObject();
    if (!plan.objects) {
        const bool along = std::any_of(
            plan.items.begin(), plan.items.end(), [](const CopyItem &item) { return item.key == kObjectGraphKey; });
        json.field("mode", along ? "unchanged" : "drop");
        json.endObject();
        return;
    }
    const ObjectsReport &report = *plan.objects;
    json.field("mode", report.rule == ObjectGraphRule::Cut ? "cut" : "keep");
    json.field("values", static_cast<std::uint64_t>(report.values));
    json.field("missing", static_cast<std::uint64_t>(report.missing.size() + report.missingInSource));
    json.field("missing_weights", missingWeights(source, facts, report));
    std::vector<std::string> names;
    for (const VariableId variable : report.missing)
        names.push_back(source.variable(variable).key);
    writeNames(json, "missing_names", names);
    names.clear();
    for (const std::uint32_t item : report.unreached)
        names.push_back(plan.items[item].key);
    writeNames(json, "unreached", names);
    json.field("own_savers", static_cast<std::uint64_t>(report.ownSavers));
    json.endObject();
}

} // namespace ckpt
