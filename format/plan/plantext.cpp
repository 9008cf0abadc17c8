// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/paths.h"
#include "format/base/percent.h"
#include "format/plan/planfile.h"
#include "format/plan/planwords.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ckpt {

namespace {

using nlohmann::ordered_json;

void putText(ordered_json &to, const std::string &name, const std::string &bytes)
{
    to[name] = escapedIfNeeded(bytes);
    if (!isUtf8(bytes))
        to[name + "_encoding"] = "percent";
}
void putUnlessEmpty(ordered_json &to, const std::string &name, const std::string &bytes)
{
    if (!bytes.empty())
        putText(to, name, bytes);
}

std::string relativeTo(const std::string &folder, const std::string &path)
{
    if (path.empty())
        return path;
    std::error_code code;
    const auto from = std::filesystem::absolute(folder, code).lexically_normal();
    const auto to = std::filesystem::absolute(path, code).lexically_normal();
    const std::string relative = to.lexically_relative(from).string();
    return relative.empty() || relative.starts_with("..") ? to.string() : relative;
}

ordered_json sourceOf(const PlanSource &from, const std::string &folder)
{
    ordered_json source = ordered_json::object();
    putText(source, "path", relativeTo(folder, from.path));
    if (from.step)
        source["step"] = *from.step;
    if (from.format)
        source["format"] = toWord(kFormatWords, *from.format);
    if (const auto &print = from.fingerprint)
        source["fingerprint"] = { { "index_bytes", print->indexBytes },
            { "index_crc32c", fmt::format("{:08x}", print->indexCrc32c) } };
    return source;
}

ordered_json lineOf(const SelectLine &line)
{
    ordered_json out = ordered_json::object();
    putUnlessEmpty(out, "source", line.source);
    if (line.preset)
        out["preset"] = toWord(kPresetWords, *line.preset);
    putUnlessEmpty(out, "query", line.query);
    const bool excludes = line.takesOut && !line.patterns.empty();
    if (!line.patterns.empty())
        out[excludes ? "exclude" : "include"] = line.patterns;
    if (line.takesOut && !excludes)
        out["take_out"] = true;
    return out;
}

ordered_json ruleOf(const RenameRule &rule)
{
    ordered_json out = ordered_json::object();
    switch (rule.kind) {
    case RenameRule::Kind::Table:
        putText(out, "table", rule.from);
        for (const auto &[name, value] : rule.parameters)
            out["parameters"][name] = value;
        break;
    case RenameRule::Kind::Name:
        putText(out, "from", rule.from);
        putText(out, "to", rule.to);
        break;
    case RenameRule::Kind::Pattern:
        putText(out, "find", rule.from);
        putText(out, "replace", rule.to);
        if (rule.once)
            out["once"] = true;
        break;
    }
    putUnlessEmpty(out, "only", rule.only);
    if (rule.off)
        out["off"] = true;
    return out;
}

ordered_json itemOf(const PlanItem &item)
{
    ordered_json out = ordered_json::object();
    putText(out, "from", item.from);
    putUnlessEmpty(out, "source", item.source);
    if (item.skip)
        out["skip"] = true;
    if (item.to)
        putText(out, "to", *item.to);
    if (item.cast)
        out["cast"] = name(*item.cast);
    if (item.slice)
        out["slice"] = *item.slice;
    if (item.value)
        putText(out, "set", *item.value);
    return out;
}

ordered_json combineOf(const PlanCombine &combine)
{
    ordered_json out = ordered_json::object();
    out["op"] = toWord(kCombineWords, combine.op);
    if (!combine.sources.empty())
        out["sources"] = combine.sources;
    if (combine.op == PlanCombine::Op::Linear)
        out["t"] = combine.t;
    putUnlessEmpty(out, "only", combine.only);
    return out;
}

ordered_json targetOf(const PlanTarget &target, const std::string &folder)
{
    ordered_json out = ordered_json::object();
    putUnlessEmpty(out, "path", relativeTo(folder, target.path));
    if (target.format)
        out["format"] = toWord(kFormatWords, *target.format);
    if (target.shards)
        out["shards"] = *target.shards;
    out["meta"] = toWord(kMetaWords, target.meta);
    if (target.clearDevices)
        out["clear_devices"] = true;
    out["state"] = toWord(kStateWords, target.state);
    if (target.replace)
        out["replace"] = true;
    if (target.rawFloats)
        out["npz_bf16"] = "raw";
    return out;
}

template <typename T, typename Make>
void putList(ordered_json &to, const char *name, const std::vector<T> &values, Make make)
{
    if (values.empty())
        return;
    ordered_json list = ordered_json::array();
    for (const T &value : values)
        list.push_back(make(value));
    to[name] = std::move(list);
}

} // namespace

std::string planText(const ExportPlan &plan, const std::string &path)
{
    const std::string folder = directoryOf(path);
    ordered_json out = ordered_json::object();
    out["schema"] = kPlanSchema;
    for (const PlanSource &source : plan.sources)
        out["sources"][source.id] = sourceOf(source, folder);
    if (plan.strict)
        out["strict"] = true;
    putList(out, "select", plan.select, lineOf);
    if (plan.combine.op != PlanCombine::Op::None)
        out["combine"] = combineOf(plan.combine);
    putList(out, "rename", plan.rename, ruleOf);
    ordered_json cast = ordered_json::object();
    if (plan.cast.type)
        cast["default"] = name(*plan.cast.type);
    putUnlessEmpty(cast, "only", plan.cast.only);
    putUnlessEmpty(cast, "keep", plan.cast.keep);
    if (!cast.empty())
        out["cast"] = std::move(cast);
    putList(out, "items", plan.items, itemOf);
    if (plan.joinParts)
        out["partitions"] = toWord(kPartitionWords, true);
    if (plan.objectGraph != ObjectGraphChoice::Automatic)
        out["object_graph"] = toWord(kObjectGraphWords, plan.objectGraph);
    out["target"] = targetOf(plan.target, folder);
    if (plan.expectVariables)
        out["expect"]["variables"] = *plan.expectVariables;
    if (plan.expectBytes)
        out["expect"]["bytes"] = *plan.expectBytes;
    // Patterns may be no UTF-8; they have no place for an escape, and fnmatch would take a replacement for itself.
    return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace ckpt
