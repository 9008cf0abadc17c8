// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/wanted.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/checkpoint/filekind.h"
#include "format/graph/metafacts.h"
#include "format/graph/rolenames.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {

namespace {

constexpr std::uint64_t kMostListBytes = 256 << 20;
constexpr std::uint64_t kMostNames = 5'000'000; // as Limits::maxTableEntries

// "10 4 0,5:-" → 10 × 4
std::optional<std::vector<std::int64_t>> wholeShape(std::string_view slice)
{
    std::vector<std::int64_t> dims;
    for (std::size_t space = slice.find(' '); space != std::string_view::npos; space = slice.find(' ')) {
        std::int64_t size = 0;
        const auto [end, fault] = std::from_chars(slice.data(), slice.data() + space, size);
        if (fault != std::errc() || end != slice.data() + space || size < 0)
            return std::nullopt;
        dims.push_back(size);
        slice.remove_prefix(space + 1);
    }
    return dims;
}

// Collects what ops save; each key once.
class GraphWants {
public:
    explicit GraphWants(const MetaGraph &graph)
    {
        for (std::size_t i = 0; i < graph.variables().size(); ++i)
            m_variables.emplace(graph.variables()[i].node, &graph.variables()[i]);
    }

    void add(const std::string &key, std::string_view slice, NodeIndex node)
    {
        if (key.empty() || key == kObjectGraphKey || !m_seen.insert(key).second)
            return;
        NamedVariable wanted{ .key = key };
        if (const auto found = m_variables.find(node); found != m_variables.end()) {
            const std::int32_t type = found->second->dtype % 100; // reference types are their type + 100
            if (isKnown(static_cast<DType>(type)))
                wanted.dtype = static_cast<DType>(type);
            wanted.shape = found->second->shape;
            wanted.order = static_cast<std::int64_t>(index(node));
        }
        if (!slice.empty())
            wanted.shape = wholeShape(slice);
        m_wanted.push_back(std::move(wanted));
    }

    std::vector<NamedVariable> take()
    {
        std::stable_sort(m_wanted.begin(), m_wanted.end(), [](const NamedVariable &a, const NamedVariable &b) {
            return static_cast<std::uint64_t>(a.order) < static_cast<std::uint64_t>(b.order); // unknown ones last
        });
        return std::move(m_wanted);
    }

private:
    std::unordered_map<NodeIndex, const GraphVariable *> m_variables;
    std::unordered_set<std::string> m_seen;
    std::vector<NamedVariable> m_wanted;
};

bool isSize(std::string_view text)
{
    return text == "?" || text == "-1" || text == "None"
        || (!text.empty() && text.size() < 19
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// "[3, 3]", "(3,)", "3x3", "10", "[]", "scalar"
std::optional<std::vector<std::int64_t>> parseShape(std::string_view text)
{
    std::vector<std::int64_t> dims;
    const bool brackets = text.size() >= 2
        && ((text.front() == '[' && text.back() == ']') || (text.front() == '(' && text.back() == ')'));
    if (text == "scalar")
        return dims;
    if (brackets)
        text = text.substr(1, text.size() - 2);
    else if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(brackets ? "," : ",x"), text.size());
        std::string_view size = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (size.starts_with(' '))
            size.remove_prefix(1);
        while (size.ends_with(' '))
            size.remove_suffix(1);
        if (!isSize(size) || dims.size() >= 254)
            return std::nullopt;
        std::int64_t value = -1;
        if (size[0] >= '0' && size[0] <= '9')
            std::from_chars(size.data(), size.data() + size.size(), value);
        dims.push_back(value);
    }
    return dims;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\r\xc2\xa0";
    const std::size_t first = text.find_first_not_of(kSpaces);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kSpaces) + 1 - first);
}

// What is behind a name: a type, a shape, both or nothing.
bool takeFacts(std::string_view rest, NamedVariable &wanted)
{
    while (!(rest = trimmed(rest)).empty()) {
        const bool brackets = rest[0] == '[' || rest[0] == '(';
        std::size_t end = brackets ? rest.find_first_of("])") : rest.find_first_of(" \t,");
        end = end == std::string_view::npos ? rest.size() : end + (brackets ? 1 : 0);
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(end);
        if (rest.starts_with(','))
            rest.remove_prefix(1);
        if (const auto type = dtypeFromName(word); type && wanted.dtype == DType::Invalid)
            wanted.dtype = *type;
        else if (auto shape = parseShape(word); shape && !wanted.shape)
            wanted.shape = std::move(shape);
        else
            return false;
    }
    return true;
}

} // namespace

const char *name(WantedSource source)
{
    switch (source) {
    case WantedSource::Graph:
        return "graph";
    case WantedSource::Checkpoint:
        return "checkpoint";
    case WantedSource::Names:
        break;
    }
    return "names";
}

WantedList wantedOf(const MetaGraph &graph)
{
    WantedList list{ .source = WantedSource::Graph, .path = graph.path() };
    GraphWants wants(graph);
    const MetaFacts facts = metaFacts(graph);
    // The scope of the saver that the file names, "save" of "save/restore_all".
    const std::string scope = facts.saver ? std::string(parentPath(facts.saver->restoreOp)) : std::string();
    const auto takeSaver = [&](bool namedOnly) {
        bool any = false;
        for (const SaverOp &op : facts.saverOps) {
            if (namedOnly && parentPath(graph.node(op.node).name) != scope)
                continue;
            any = any || !op.tensors.empty();
            for (const SaverTensor &tensor : op.tensors)
                wants.add(tensor.key, tensor.slice, tensor.source);
        }
        return any;
    };
    if (!(facts.saver && takeSaver(true)) && !takeSaver(false)) {
        for (const GraphVariable &variable : graph.variables()) {
            if (variable.keys.empty())
                wants.add(std::string(graph.node(variable.node).name), {}, variable.node);
            for (std::size_t i = 0; i < variable.keys.size(); ++i)
                wants.add(variable.keys[i],
                    std::string_view(variable.savedAs[i])
                        .substr(std::min(variable.keys[i].size() + 1, variable.savedAs[i].size())),
                    variable.node);
        }
    }
    list.variables = wants.take();
    list.issues.assign(graph.issues().begin(), graph.issues().end());
    return list;
}

Result<WantedList> wantedOf(const Checkpoint &checkpoint, const MetaGraph *graph, const JobControl &control)
{
    auto named = namedVariables(checkpoint, graph, control);
    if (!named)
        return fail(named.error());
    WantedList list{ .source = WantedSource::Checkpoint, .path = checkpoint.ref().prefix };
    std::erase_if(*named, [](const NamedVariable &each) { return each.key == kObjectGraphKey; });
    list.variables = std::move(*named);
    list.issues.assign(checkpoint.issues().begin(), checkpoint.issues().end());
    return list;
}

Result<WantedList> parseWantedNames(std::string_view text, const std::string &path)
{
    WantedList list{ .path = path };
    std::unordered_set<std::string> seen;
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    for (std::int64_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view whole = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (whole.empty() || whole[0] == '#')
            continue;
        const std::size_t tab = whole.find('\t');
        const std::size_t space = tab == std::string_view::npos ? whole.find(' ') : tab;
        NamedVariable wanted{ .key = std::string(trimmed(whole.substr(0, space))) };
        if (space != std::string_view::npos && !takeFacts(whole.substr(space), wanted)) {
            return fail(Fault::NotACheckpoint, path,
                "Taken as a list of names, its line " + std::to_string(line)
                    + " has more than a name, a type such as float32 and a shape such as [3, 3, 16].");
        }
        if (wanted.key.ends_with(":0")) // a tensor of the variable
            wanted.key.resize(wanted.key.size() - 2);
        if (seen.size() >= kMostNames)
            return fail(Fault::LimitExceeded, path, "more than five million names");
        if (seen.insert(wanted.key).second)
            list.variables.push_back(std::move(wanted));
    }
    return list;
}

Result<WantedList> readWanted(const std::string &path, std::optional<std::int64_t> step, const JobControl &control)
{
    const auto ofGraph = [&](const std::string &file) -> Result<WantedList> {
        const auto graph = MetaGraph::read(file, {}, control);
        return graph ? Result<WantedList>(wantedOf(**graph)) : fail(graph.error());
    };
    const bool isMeta = partsOf(baseName(path)).kind == NameKind::Meta;
    std::error_code unknown;
    if (std::filesystem::is_regular_file(path, unknown) && (isMeta || isGraphName(baseName(path))))
        return ofGraph(path);
    const auto run = scanRun(path, {}, control);
    if (!run) {
        // Anything else that is text is a list.
        const bool mayBeList = run.error().fault == Fault::NotACheckpoint;
        const auto text = mayBeList ? readWholeFile(path, kMostListBytes, control) : fail(run.error());
        return text && isUtf8(*text) && text->find('\0') == std::string::npos ? parseWantedNames(*text, path)
                                                                              : fail(run.error());
    }
    if (run->checkpoints.empty())
        return run->graphFiles.empty() ? fail(Fault::NoCheckpointInFolder, path) : ofGraph(run->graphFiles.front());
    const CheckpointRef *ref = &run->checkpoints[run->current];
    if (step) {
        const auto found = std::find_if(run->checkpoints.begin(), run->checkpoints.end(),
            [&](const CheckpointRef &each) { return each.step == step; });
        if (found == run->checkpoints.end())
            return fail(Fault::WrongStep, path);
        ref = &*found;
    }
    const auto opened = Checkpoint::open(*ref, {}, control);
    if (!opened)
        return fail(opened.error());
    const auto graph =
        ref->graphFile.empty() ? fail(Fault::GraphMissing) : MetaGraph::read(ref->graphFile, {}, control);
    return wantedOf(**opened, graph ? graph->get() : nullptr, control);
}

void keepModelWeights(WantedList &wanted)
{
    std::erase_if(wanted.variables, [](const NamedVariable &each) {
        const std::string_view name = each.alias.empty() ? std::string_view(each.key) : std::string_view(each.alias);
        const Role role = roleOfDetail(detailFromName(name));
        const bool slotKey = each.key.find("/.OPTIMIZER_SLOT/") != std::string::npos;
        return slotKey || role == Role::Slot || role == Role::Average || role == Role::Counter;
    });
}

} // namespace ckpt
