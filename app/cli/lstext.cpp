// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lstext.h"

#include "app/cli/place.h"
#include "app/cli/texttable.h"
#include "app/cli/valuetext.h"
#include "format/base/faulttext.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

// Names of a kilobyte of slashes exist; the rest of such a name is its leaf.
constexpr std::size_t kDeepestScope = 40;

std::string typeText(const Variable &variable)
{
    if (variable.dtype == DType::Invalid && variable.storedType != 0)
        return fmt::format("unknown ({})", variable.storedType);
    return std::string(name(variable.dtype));
}

std::string placeText(const Variable &variable)
{
    if (!variable.at)
        return variable.isPartitioned() ? fmt::format("{} slices", variable.slices.size()) : "";
    return fmt::format("{}:{}", variable.at->shard, variable.at->offset);
}

std::string crcText(const Variable &variable)
{
    return variable.at && variable.at->crcStored ? fmt::format("{:08x}", variable.at->maskedCrc) : std::string();
}

void addDetails(TextTable &table, const Variable &variable, const VariableDetails &details)
{
    if (details.firstValues) {
        std::string line = "values  ";
        const std::int64_t shown = details.firstValues->shape.elements();
        for (std::int64_t i = 0; i < shown; ++i)
            line += fmt::format("{}{}", i == 0 ? "" : "  ", elementText(*details.firstValues, i, NumberFormat::Exact));
        table.addBelow(line + (shown < variable.elements() ? "  …" : ""));
    }
    if (details.statistics) {
        const Statistics &s = *details.statistics;
        if (numberClass(variable.dtype) == NumberClass::String)
            table.addBelow(fmt::format("stats   {} in all, shortest {}, longest {}", counted(s.bytes, "byte", "bytes"),
                s.shortest, s.longest));
        else if (s.min)
            table.addBelow(
                fmt::format("stats   min {:.6g}  max {:.6g}  mean {:.6g}  std {:.6g}  zeros {}  NaN {}  infinite {}",
                    *s.min, *s.max, s.mean.value_or(0), s.std.value_or(0), s.zeros, s.nans, s.infinities));
        else
            table.addBelow(fmt::format("stats   zeros {}  NaN {}  infinite {}", s.zeros, s.nans, s.infinities));
    }
    if (details.hash)
        table.addBelow("sha256  " + *details.hash);
    if (details.error)
        table.addBelow("! " + details.error->message());
}

struct Scope {
    std::string path; // with the '/' at its end
    std::uint64_t variables = 0, elements = 0, bytes = 0;
};

// The parts of a name before its leaf: "a/b/c" gives "a/", "a/b/".
std::vector<std::string_view> scopesOf(std::string_view key)
{
    std::vector<std::string_view> scopes;
    for (std::size_t slash = key.find('/'); slash != std::string_view::npos && scopes.size() < kDeepestScope;
         slash = key.find('/', slash + 1))
        scopes.push_back(key.substr(0, slash + 1));
    return scopes;
}

// In the order in which they are met; variables() is sorted, so everything of a scope stands together.
std::vector<Scope> sums(const Checkpoint &checkpoint)
{
    std::vector<Scope> all;
    std::vector<std::size_t> open;
    for (const Variable &variable : checkpoint.variables()) {
        const std::vector<std::string_view> scopes = scopesOf(variable.key);
        std::size_t same = 0;
        while (same < open.size() && same < scopes.size() && all[open[same]].path == scopes[same])
            ++same;
        open.resize(same);
        for (std::size_t i = same; i < scopes.size(); ++i) {
            open.push_back(all.size());
            all.push_back({ std::string(scopes[i]) });
        }
        for (const std::size_t scope : open) {
            ++all[scope].variables;
            all[scope].elements += static_cast<std::uint64_t>(std::max<std::int64_t>(variable.elements(), 0));
            all[scope].bytes += variable.byteSize();
        }
    }
    return all;
}

} // namespace

std::string totalsLine(const Checkpoint &checkpoint)
{
    const CheckpointRef &ref = checkpoint.ref();
    const std::string step = ref.step ? fmt::format(", step {}", *ref.step) : std::string();
    return fmt::format("{} ({}{}): {}, {}, {} in {}", printable(ref.displayName()), name(ref.format), step,
        counted(checkpoint.variables().size(), "variable", "variables"),
        counted(static_cast<std::uint64_t>(checkpoint.totalElements()), "element", "elements"),
        counted(checkpoint.totalBytes(), "byte", "bytes"),
        counted(checkpoint.shards().size(), "data file", "data files"));
}

std::vector<Error> printTable(Output &out, const Listing &listing, const JobControl &control)
{
    using enum TextTable::Align;
    std::vector<TextTable::Column> columns{ { "Name" }, { "Role" }, { "Type" }, { "Shape" }, { "Elements", Right },
        { "Bytes", Right } };
    if (listing.longColumns)
        columns.insert(columns.end(), { { "Shard:offset" }, { "Stored", Right }, { "CRC32C" } });
    TextTable table(columns);
    std::vector<Error> unreadable;
    std::uint64_t done = 0;
    for (const VariableId id : listing.order) {
        const Variable &variable = listing.checkpoint.variable(id);
        std::vector<std::string> cells{ printable(variable.key), roleText(listing.facts.variables[index(id)]),
            typeText(variable), text(variable.shape), grouped(static_cast<std::uint64_t>(variable.elements())),
            grouped(variable.byteSize()) };
        if (listing.longColumns) {
            cells.push_back(placeText(variable));
            cells.push_back(variable.at ? grouped(variable.at->size) : "");
            cells.push_back(crcText(variable));
        }
        table.add(std::move(cells));
        if (listing.longColumns && variable.isPartitioned())
            for (const StoredSlice &stored : variable.slices)
                table.addBelow(stored.at ? fmt::format("slice   {}  shard {}:{}  {} bytes  {:08x}", text(stored.slice),
                                   stored.at->shard, stored.at->offset, grouped(stored.at->size), stored.at->maskedCrc)
                                         : fmt::format("slice   {}", text(stored.slice)));
        const VariableDetails details = readDetails(listing.checkpoint, id, listing.details, control);
        if (control.cancelled())
            return unreadable;
        addDetails(table, variable, details);
        if (details.error)
            unreadable.push_back(*details.error);
        if (listing.details.any())
            control.report(++done, listing.order.size());
    }
    table.print(out);
    out.write(totalsLine(listing.checkpoint) + '\n');
    return unreadable;
}

std::vector<Error> printTree(Output &out, const Listing &listing)
{
    using enum TextTable::Align;
    TextTable table({ { "Name" }, { "Role" }, { "Type" }, { "Shape" }, { "Elements", Right }, { "Bytes", Right } });
    const std::vector<Scope> scopes = sums(listing.checkpoint);
    std::size_t nextScope = 0;
    std::vector<Error> unreadable;
    for (std::size_t i = 0; i < listing.checkpoint.variables().size(); ++i) {
        const Variable &variable = listing.checkpoint.variables()[i];
        const std::vector<std::string_view> path = scopesOf(variable.key);
        for (; nextScope < scopes.size() && variable.key.starts_with(scopes[nextScope].path); ++nextScope) {
            const Scope &scope = scopes[nextScope];
            const auto level = static_cast<std::size_t>(std::find(path.begin(), path.end(), scope.path) - path.begin());
            const std::size_t parent = level == 0 ? 0 : path[level - 1].size();
            table.add({ std::string(2 * level, ' ') + printable(std::string_view(scope.path).substr(parent)),
                counted(scope.variables, "variable", "variables"), "", "", grouped(scope.elements),
                grouped(scope.bytes) });
        }
        const std::size_t parent = path.empty() ? 0 : path.back().size();
        table.add({ std::string(2 * path.size(), ' ') + printable(std::string_view(variable.key).substr(parent)),
            roleText(listing.facts.variables[i]), typeText(variable), text(variable.shape),
            grouped(static_cast<std::uint64_t>(variable.elements())), grouped(variable.byteSize()) });
        if (variable.error) {
            table.addBelow("! " + variable.error->message());
            unreadable.push_back(*variable.error);
        }
    }
    table.print(out);
    out.write(totalsLine(listing.checkpoint) + '\n');
    return unreadable;
}

void printCsvHeading(Output &out)
{
    out.write("checkpoint,name,role,dtype,shape,elements,bytes,shard,offset,stored_bytes,crc32c,error\r\n");
}

std::vector<Error> printCsv(Output &out, const Listing &listing)
{
    std::vector<Error> unreadable;
    const std::string prefix = csvField(escapedIfNeeded(listing.checkpoint.ref().prefix));
    for (const VariableId id : listing.order) {
        const Variable &variable = listing.checkpoint.variable(id);
        const std::string place = variable.at
            ? fmt::format("{},{},{},{}", variable.at->shard, variable.at->offset, variable.at->size, crcText(variable))
            : std::string(",,,");
        out.write(fmt::format("{},{},{},{},{},{},{},{},{}\r\n", prefix, csvField(escapedIfNeeded(variable.key)),
            queryKey(listing.facts.variables[index(id)].role), name(variable.dtype),
            fmt::join(variable.shape.dims(), "x"), variable.elements(), variable.byteSize(), place,
            csvField(variable.error ? variable.error->message() : "")));
        if (variable.error)
            unreadable.push_back(*variable.error);
    }
    return unreadable;
}

} // namespace ckpt
