// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Many threads use one snapshot at once without locks, and each sees what a single thread sees. The thread sanitizer
// looks for what only happens to be right; it knows nothing of Qt, so this is a plain program.
#include "tests/format/checkpoint/fixtures.h"

#include "format/check/check.h"
#include "format/checkpoint/valuescan.h"
#include "format/graph/graphview.h"
#include "format/objects/objecttree.h"

#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

using namespace ckpt;
using namespace ckpt::test;

namespace {

constexpr int kThreads = 6;

// What `look` returns in every thread, all of which begin together.
std::vector<std::string> inThreads(const std::function<std::string()> &look)
{
    std::vector<std::string> seen(kThreads);
    std::barrier start(kThreads);
    std::vector<std::jthread> threads;
    for (std::string &result : seen) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            result = look();
        });
    }
    threads.clear(); // joins
    return seen;
}

int g_compared = 0, g_wrong = 0;

void compare(const char *what, const std::function<std::string()> &look)
{
    const std::string alone = look();
    bool same = !alone.empty();
    for (const std::string &seen : inThreads(look))
        same &= seen == alone;
    ++g_compared;
    if (same)
        return;
    ++g_wrong;
    std::fprintf(stderr, "%s: threads see something else than one alone\n", what);
}

std::string factsOf(const Checkpoint &checkpoint)
{
    std::string seen;
    for (const Issue &found : checkpoint.issues())
        seen += found.error.message();
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const VariableId id{ static_cast<std::uint32_t>(i) };
        const Variable &variable = checkpoint.variable(id);
        seen += variable.key + text(variable.shape) + std::to_string(index(*checkpoint.find(variable.key)));
        if (const auto data = readVariable(checkpoint, id)) {
            seen += data->bytes;
            for (const std::string &element : data->strings)
                seen += element;
            if (variable.elements() > 0)
                seen += elementText(*data, 0, NumberFormat::Exact);
        } else {
            seen += data.error().message();
        }
        if (const auto scan = scanValues(checkpoint, id, ScanWhat::ChecksumsAndStatistics))
            seen += std::to_string(static_cast<int>(scan->checksum)) + std::to_string(scan->statistics->zeros);
        seen += sha256(checkpoint, id).value_or("none");
        seen += std::to_string(static_cast<int>(verify(checkpoint, id).state));
    }
    if (const auto report = checkEverything(checkpoint, { .siblings = {}, .graph = nullptr, .threads = 2 }))
        for (const Issue &found : report->issues)
            seen += found.error.message();
    return seen;
}

// Ends the program where there is nothing to share.
template <typename T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", messageOf(result.error()).c_str());
        std::exit(1);
    }
    return std::move(*result);
}

void values()
{
    for (const char *path : { "partitioned-v2/save", "partitioned-v1/save", "all-dtypes-v2/variant.ckpt",
             "multi-shard-v2/save", "big-endian-v2/big.ckpt", "snappy-index/snappy-v1.ckpt", "broken/data-bitflip",
             "broken/slices-overlap", "odd-names/named.ckpt", "arrays/stored-600.npz", "arrays/compressed.npz",
             "arrays/texts.npy", "arrays/model-100.safetensors" }) {
        const auto opened = must(openAt(dataPath(path)));
        compare(path, [&] { return factsOf(*opened); });
        compare(path, [&] { return factsOf(*must(openAt(dataPath(path)))); }); // opening shares nothing at all
    }
}

void graphs()
{
    const std::string meta = CKPT_SOURCE_DIR "/resources/sample/digits-run/digits.ckpt-300.meta";
    const auto opened = must(openAt(CKPT_SOURCE_DIR "/resources/sample/digits-run"));
    const auto graph = must(MetaGraph::read(meta));
    const auto view = must(GraphView::build(graph, opened.get()));
    const auto look = [&](const GraphView &shown) {
        std::string seen;
        std::set<ItemId> open;
        for (const Item &item : shown.items()) {
            seen += item.key + item.title + std::to_string(shown.variablesOf(item.id).size());
            if (item.openAtFirst)
                open.insert(item.id);
        }
        for (const ViewEdge &edge : shown.visibleEdges(open))
            seen += std::to_string(index(edge.from)) + ">" + std::to_string(index(edge.to)) + edge.label;
        for (const VariableFacts &facts : shown.facts(*opened))
            seen += facts.layer + facts.detail;
        for (const Variable &variable : opened->variables())
            seen += std::to_string(shown.itemsOfVariable(variable.key).size());
        for (std::size_t i = 0; i < graph->nodes().size(); ++i)
            for (const auto &[name, text] : graph->attributeTexts(NodeIndex{ static_cast<std::int32_t>(i) }, 80))
                seen += name + text;
        return seen;
    };
    compare("a picture", [&] { return look(*view); });
    compare("making a picture", [&] { return look(*must(GraphView::build(graph, opened.get()))); });
    compare("reading a graph", [&] { return std::to_string(must(MetaGraph::read(meta))->summary().edges); });
}

void objects()
{
    const auto opened = must(openAt(dataPath("object-based-tf-module/run/ckpt-2")));
    const auto graph = must(ObjectGraph::read(*opened));
    const ObjectTree tree = must(ObjectTree::build(graph));
    const auto look = [&](const ObjectTree &shown) {
        std::string seen;
        for (std::size_t i = 0; i < graph->size(); ++i) {
            const std::string path = shown.path(ObjectId{ static_cast<std::int32_t>(i) });
            seen += path + std::to_string(static_cast<int>(shown.find(path)));
        }
        return seen;
    };
    compare("a tree of objects", [&] { return look(tree); });
    compare(
        "making a tree of objects", [&] { return look(must(ObjectTree::build(must(ObjectGraph::read(*opened))))); });
}

} // namespace

int main()
{
    values();
    graphs();
    objects();
    std::printf("%d of %d compared are the same\n", g_compared - g_wrong, g_compared);
    return g_wrong == 0 && g_compared > 0 ? 0 : 1;
}
