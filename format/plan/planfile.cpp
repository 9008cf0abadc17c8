// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/planfile.h"

#include "format/base/crc32c.h"
#include "format/base/file.h"
#include "format/base/jsondepth.h"
#include "format/base/paths.h"
#include "format/base/percent.h"
#include "format/plan/planmembers.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace ckpt {

namespace {

using nlohmann::json;

constexpr std::uint64_t kMostBytes = 64 << 20; // 100,000 edited variables are 10 MB
constexpr int kMostDepth = 32; // a plan has 4
constexpr std::uint64_t kMostIndexBytes = 1 << 28;

// The first thing that is wrong ends the reading; everything after it returns at once.
class PlanReader {
public:
    PlanReader(const std::string &path)
        : m_path(path)
        , m_complaint(path)
    {
    }

    Result<ExportPlan> read(const json &document)
    {
        const json *schema = document.is_object() && document.contains("schema") ? &document["schema"] : nullptr;
        if (!schema || !schema->is_string() || *schema != std::string(kPlanSchema))
            return fail(Fault::PlanUnreadable, m_path, fmt::format("its “schema” is not {}", kPlanSchema));
        PlanMembers members(m_complaint, document, "");
        members.skip("schema");
        members.skip("comment");
        members.object("sources", [&](const json &value, const std::string &at) { readSources(value, at); });
        members.boolean("strict", m_plan.strict);
        members.within("combine", [&](PlanMembers &combine) { readCombine(combine); });
        members.each("select", [&](PlanMembers &line) { readSelect(line); });
        members.each("rename", [&](PlanMembers &rule) { readRename(rule); });
        members.each("items", [&](PlanMembers &item) { readItem(item); });
        members.within("cast", [&](PlanMembers &cast) {
            cast.type("default", m_plan.cast.type);
            cast.text("only", m_plan.cast.only);
            cast.text("keep", m_plan.cast.keep);
        });
        members.word("partitions", kPartitionWords, m_plan.joinParts);
        members.word("object_graph", kObjectGraphWords, m_plan.objectGraph);
        members.within("target", [&](PlanMembers &target) { readTarget(target); });
        members.within("expect", [&](PlanMembers &expect) {
            expect.natural("variables", m_plan.expectVariables);
            expect.natural("bytes", m_plan.expectBytes);
        });
        members.finish();
        if (const auto &error = m_complaint.error())
            return fail(*error);
        return std::move(m_plan);
    }

private:
    std::string joined(const std::string &path) const
    {
        return path.empty() || path.front() == '/' ? path : joinPath(directoryOf(m_path), path);
    }

    void readSources(const json &sources, const std::string &at)
    {
        if (sources.empty() || sources.size() > kMostPlanSources)
            return m_complaint.wrong(at, fmt::format("1 to {} sources", kMostPlanSources));
        for (const auto &[id, source] : sources.items()) { // sorted
            const std::string place = fmt::format("{}/{}", at, id);
            if (id.empty() || !source.is_object())
                return m_complaint.wrong(place, "an object with a name");
            PlanMembers inner(m_complaint, source, place);
            readSource(inner, id);
            inner.finish();
        }
    }

    void readSource(PlanMembers &source, const std::string &id)
    {
        PlanSource &read = m_plan.sources.emplace_back();
        read.id = id;
        source.text("path", read.path);
        read.path = joined(read.path);
        source.natural("step", read.step);
        StorageFormat format{};
        if (source.word("format", kFormatWords, format))
            read.format = format;
        source.within("fingerprint", [&](PlanMembers &print) {
            std::optional<std::uint64_t> bytes;
            print.natural("index_bytes", bytes);
            std::string digits;
            if (print.text("index_crc32c", digits)) {
                std::size_t used = 0;
                std::uint32_t value = 0;
                for (; used < digits.size() && std::isxdigit(static_cast<unsigned char>(digits[used])) != 0; ++used)
                    value = value * 16 + static_cast<std::uint32_t>(std::stoi(digits.substr(used, 1), nullptr, 16));
                if (used != digits.size() || used != 8)
                    print.wrong("index_crc32c", "8 hexadecimal digits");
                read.fingerprint = PlanFingerprint{ bytes.value_or(0), value };
            }
        });
    }

    bool isSource(const std::string &id) const
    {
        return std::any_of(
            m_plan.sources.begin(), m_plan.sources.end(), [&](const PlanSource &source) { return source.id == id; });
    }

    // Which of several sources; of one it need not be said.
    void readSourceOf(PlanMembers &members, std::string &to)
    {
        if (!members.text("source", to))
            return;
        if (!isSource(to))
            members.wrong("source", "the name of a source");
        if (m_plan.sources.size() == 1)
            to.clear();
    }

    void readCombine(PlanMembers &members)
    {
        PlanCombine &combine = m_plan.combine;
        if (!members.has("op"))
            return members.wrong("op", "average, linear or pick");
        members.word("op", kCombineWords, combine.op);
        members.texts("sources", combine.sources);
        members.text("only", combine.only);
        std::optional<double> t;
        members.number("t", t);
        combine.t = t.value_or(0);
        std::set<std::string> ids(combine.sources.begin(), combine.sources.end());
        if (ids.size() != combine.sources.size()
            || !std::all_of(ids.begin(), ids.end(), [&](const std::string &id) { return isSource(id); }))
            return members.wrong("sources", "names of sources, each once");
        const bool linear = combine.op == PlanCombine::Op::Linear;
        const std::size_t count = combine.sources.empty() ? m_plan.sources.size() : combine.sources.size();
        if (linear && count != 2)
            return members.wrong("sources", "two sources, A and B");
        if (linear != t.has_value())
            members.wrong("t", linear ? "a number: A + t * (B - A)" : "none: it is for linear");
    }

    void readSelect(PlanMembers &members)
    {
        SelectLine line;
        readSourceOf(members, line.source);
        ExportPreset preset{};
        if (members.word("preset", kPresetWords, preset))
            line.preset = preset;
        members.text("query", line.query);
        readPatterns(members, "include", line);
        if (members.has("exclude")) {
            if (members.has("include"))
                return members.wrong("exclude", "no “include” beside it");
            line.takesOut = true;
            readPatterns(members, "exclude", line);
        }
        members.boolean("take_out", line.takesOut);
        m_plan.select.push_back(std::move(line));
    }

    static void readPatterns(PlanMembers &members, const char *name, SelectLine &line)
    {
        const json *value = members.take(name);
        if (!value)
            return;
        if (value->is_string()) {
            line.patterns.push_back(value->get<std::string>());
            return;
        }
        const bool texts = value->is_array()
            && std::all_of(value->begin(), value->end(), [](const json &each) { return each.is_string(); });
        if (!texts || value->empty())
            return members.wrong(name, "a pattern or a list of patterns");
        for (const json &each : *value)
            line.patterns.push_back(each.get<std::string>());
    }

    void readRename(PlanMembers &members)
    {
        RenameRule rule;
        members.text("only", rule.only);
        members.boolean("off", rule.off);
        if (members.text("table", rule.from)) {
            rule.kind = RenameRule::Kind::Table;
            members.object("parameters", [&](const json &values, const std::string &at) {
                for (const auto &[name, value] : values.items()) {
                    if (!value.is_string())
                        return m_complaint.wrong(fmt::format("{}/{}", at, name), "a text");
                    rule.parameters.emplace_back(name, value.get<std::string>());
                }
            });
        } else if (members.has("from")) {
            rule.kind = RenameRule::Kind::Name;
            members.text("from", rule.from);
            members.text("to", rule.to);
        } else if (members.text("find", rule.from)) {
            members.text("replace", rule.to);
            members.boolean("once", rule.once);
        } else {
            return m_complaint.wrong(members.place(), "“find”, “from” or “table”");
        }
        m_plan.rename.push_back(std::move(rule));
    }

    void readItem(PlanMembers &members)
    {
        PlanItem item;
        readSourceOf(members, item.source);
        if (!members.text("from", item.from))
            return members.wrong("from", "the name of a variable");
        members.boolean("skip", item.skip);
        members.text("to", item.to);
        members.type("cast", item.cast);
        members.text("slice", item.slice);
        members.text("set", item.value);
        if (!m_seen.insert({ item.source, item.from }).second)
            return members.wrong("from", "each variable once");
        m_plan.items.push_back(std::move(item));
    }

    void readTarget(PlanMembers &members)
    {
        PlanTarget &target = m_plan.target;
        members.text("path", target.path);
        target.path = joined(target.path);
        StorageFormat format{};
        if (members.word("format", kFormatWords, format))
            target.format = format;
        members.natural("shards", target.shards, 99'999);
        if (target.shards == 0)
            members.wrong("shards", "a whole number from 1 to 99999");
        members.word("meta", kMetaWords, target.meta);
        members.boolean("clear_devices", target.clearDevices);
        members.word("state", kStateWords, target.state);
        members.boolean("replace", target.replace);
        std::string floats;
        if (members.text("npz_bf16", floats)) {
            if (floats != "widen" && floats != "raw")
                members.wrong("npz_bf16", "“widen” or “raw”");
            target.rawFloats = floats == "raw";
        }
        if (const json *verify = members.take("verify"); verify && *verify != true)
            members.wrong("verify", "true: everything is read back always");
    }

    const std::string &m_path;
    ExportPlan m_plan;
    std::set<std::pair<std::string, std::string>> m_seen; // source, variable
    PlanComplaint m_complaint;
};

} // namespace

Result<ExportPlan> parsePlan(std::string_view text, const std::string &path)
{
    if (text.size() > kMostBytes || isDeeperThan(text, kMostDepth))
        return fail(Fault::PlanUnreadable, path, "it is larger or deeper than a plan can be");
    const json document = json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded())
        return fail(Fault::PlanUnreadable, path, "it is not JSON");
    return PlanReader(path).read(document);
}

Result<ExportPlan> readPlan(const std::string &path, const JobControl &control)
{
    const auto text = readWholeFile(path, kMostBytes, control);
    if (!text)
        return tl::unexpected(text.error());
    return parsePlan(*text, path);
}

std::optional<PlanFingerprint> fingerprintOf(const Checkpoint &source, const JobControl &control)
{
    if (source.format() != StorageFormat::V2)
        return std::nullopt;
    const auto bytes = readWholeFile(source.ref().prefix + ".index", kMostIndexBytes, control);
    if (!bytes)
        return std::nullopt;
    return PlanFingerprint{ bytes->size(), crc32c(*bytes) };
}

} // namespace ckpt
