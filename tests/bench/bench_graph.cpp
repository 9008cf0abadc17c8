// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Reading a .meta file with 100,000 nodes, against protobuf's own parse of the same bytes into an arena.
// Usage: bench_graph [FILE.meta]
#include "format/base/file.h"
#include "format/base/releaser.h"
#include "format/graph/metagraph.h"
#include "format/proto/meta_graph.pb.h"
#include "tests/bench/harness.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <google/protobuf/arena.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ckpt;

namespace {

constexpr int kNodes = 100'000;

[[noreturn]] void die(const char *what)
{
    std::fprintf(stderr, "bench_graph: %s\n", what);
    std::exit(1);
}

// As a training graph has them: long names, two inputs, a device now and then, shapes and types as attributes; every
// twentieth node is a variable, which a save op names.
void writeGraph(const std::string &path)
{
    pb::MetaGraphDef meta;
    meta.mutable_meta_info_def()->set_tensorflow_version("1.15.0");
    pb::GraphDef &graph = *meta.mutable_graph_def();
    pb::TensorProto names;
    names.set_dtype(pb::DT_STRING);
    std::vector<std::string> saved;
    std::string before;
    for (int i = 0; i < kNodes; ++i) {
        char name[128];
        std::snprintf(name, sizeof name, "tower_%d/block_%03d/layer_%03d/unit_%d/op_%d", i / 25'000, i / 1000,
            i / 40 % 25, i / 8 % 5, i);
        pb::NodeDef &node = *graph.add_node();
        node.set_name(name);
        const bool variable = i % 20 == 0;
        node.set_op(variable ? "VariableV2" : i % 3 == 0 ? "MatMul" : i % 3 == 1 ? "AddV2" : "Relu");
        auto &attributes = *node.mutable_attr();
        if (variable) {
            attributes["dtype"].set_type(pb::DT_FLOAT);
            attributes["shape"].mutable_shape()->add_dim()->set_size(64);
            saved.push_back(name);
            names.add_string_val(name);
        } else {
            node.add_input(before);
            if (i % 3 < 2)
                node.add_input(saved.back());
            attributes["T"].set_type(pb::DT_FLOAT);
            auto &shapes = *attributes["_output_shapes"].mutable_list()->add_shape();
            shapes.add_dim()->set_size(-1);
            shapes.add_dim()->set_size(64);
            before = name;
        }
        if (before.empty())
            before = name;
        attributes["_class"].mutable_list()->add_s(std::string("loc:@") + name);
        if (i % 2)
            node.set_device("/job:worker/replica:0/task:0/device:GPU:0");
    }
    names.mutable_tensor_shape()->add_dim()->set_size(static_cast<std::int64_t>(saved.size()));
    pb::NodeDef &keys = *graph.add_node();
    keys.set_name("save/SaveV2/tensor_names");
    keys.set_op("Const");
    *(*keys.mutable_attr())["value"].mutable_tensor() = names;
    pb::NodeDef &save = *graph.add_node();
    save.set_name("save/SaveV2");
    save.set_op("SaveV2");
    for (const char *input : { "save/SaveV2/tensor_names", "save/SaveV2/tensor_names", "save/SaveV2/tensor_names" })
        save.add_input(input);
    for (const std::string &name : saved)
        save.add_input(name);
    std::ofstream file(path, std::ios::binary);
    if (!meta.SerializeToOstream(&file))
        die("the graph cannot be written");
}

// In a process of its own, so that its memory is its own; its largest resident size in MB.
double inChild(const std::function<void()> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    struct rusage usage { };
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child || status != 0)
        die("a part of it failed");
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char **argv)
{
    char folder[] = "/tmp/ckptscope-bench-XXXXXX";
    if (!::mkdtemp(folder))
        die("no temporary folder");
    const std::string path = argc > 1 ? argv[1] : std::string(folder) + "/model.meta";
    if (argc <= 1)
        inChild([&] { writeGraph(path); });
    const double megabytes = inChild([&] {
        if (!MetaGraph::read(path))
            ::_exit(1);
    });

    const auto bytes = readWholeFile(path, Limits{}.maxGraphBytes);
    if (!bytes)
        die("the graph cannot be read");
    const double floor = bench::fastest(7, [&] {
        google::protobuf::Arena arena;
        if (!google::protobuf::Arena::CreateMessage<pb::MetaGraphDef>(&arena)->ParseFromString(*bytes))
            die("protobuf does not parse it");
    });
    std::size_t nodes = 0, variables = 0;
    double freed = 1e9, close = 1e9;
    const double read = bench::fastest(7, [&] {
        auto graph = MetaGraph::read(path);
        if (!graph)
            die("the engine does not read it");
        nodes = (*graph)->nodes().size();
        variables = (*graph)->variables().size();
        freed = std::min(freed, bench::fastest(1, [&] { graph->reset(); }));
    });
    for (int i = 0; i < 3; ++i) { // as the window holds it
        const Releaser releaser;
        auto graph = releaser.kept(*MetaGraph::read(path));
        close = std::min(close, bench::fastest(1, [&] { graph.reset(); }));
    }
    std::filesystem::remove_all(folder);
    if (nodes < kNodes && argc <= 1)
        die("nodes are missing");

    std::printf(
        "%zu nodes, %zu variables, %.1f MB: parsed by protobuf in %.0f ms, read, indexed and closed in %.0f ms, "
        "freed in %.1f ms, let go of in %.3f ms\n",
        nodes, variables, static_cast<double>(bytes->size()) / 1e6, floor * 1e3, read * 1e3, freed * 1e3, close * 1e3);
    bench::Verdicts verdicts;
    verdicts.atMost("engine: (read, parse, index, close) / protobuf's parse", read / floor, 3, "times");
    // Every text of a message is freed by itself, arena or not. Whoever holds the graph by a Releaser does not wait.
    verdicts.atMost("engine: freeing / protobuf's parse", 100 * freed / floor, 40, "%");
    verdicts.atMost("engine: letting go / protobuf's parse", 100 * close / floor, 1, "%");
    verdicts.atMost("engine: largest resident size", megabytes, 400, "MB");
    return verdicts.exitCode();
}
