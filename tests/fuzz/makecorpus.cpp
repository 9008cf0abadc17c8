// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes the first inputs of all targets, corpus/<target>/<name>, from tests/data and the builders of tests/support.
// Argument: the root of the repository.
#include "format/checkpoint/valuereader.h"
#include "format/proto/meta_graph.pb.h"
#include "tests/fuzz/twofiles.h"
#include "tests/support/checkpointbuilder.h"
#include "tests/support/wire.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <google/protobuf/text_format.h>

namespace fs = std::filesystem;
using namespace ckpt::test;
using ckpt::fuzz::joined;

namespace {

constexpr std::uintmax_t kMost = 8192; // bytes of one input, so that a target runs it in no time

class Corpus {
public:
    explicit Corpus(fs::path root)
        : m_data(root / "tests/data")
        , m_graphs(root / "tests/fuzz/graphs")
        , m_corpus(root / "tests/fuzz/corpus")
    {
    }

    const fs::path &graphs() const { return m_graphs; }
    void put(const char *target, const std::string &name, const std::string &input)
    {
        if (input.size() > kMost)
            return;
        fs::create_directories(m_corpus / target);
        writeFile((m_corpus / target / name).string(), input);
        m_bytes += input.size();
        ++m_files;
    }
    // "broken/v1-empty/model.ckpt" → "broken_v1-empty_model.ckpt".
    std::string nameOf(const fs::path &file) const
    {
        std::string name = file.lexically_relative(m_data).string();
        for (char &c : name)
            if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-')
                c = '_';
        return name;
    }
    std::vector<fs::path> files() const
    {
        std::vector<fs::path> found;
        for (const auto &entry : fs::recursive_directory_iterator(m_data))
            if (entry.is_regular_file())
                found.push_back(entry.path());
        std::sort(found.begin(), found.end());
        return found;
    }
    void report() const { std::printf("%zu inputs, %zu bytes\n", m_files, m_bytes); }

private:
    fs::path m_data, m_graphs, m_corpus;
    std::size_t m_files = 0, m_bytes = 0;
};

bool looksLikeTable(const std::string &bytes)
{
    std::string magic;
    putFixed64(magic, 0xDB4775248B80FB57u);
    return bytes.ends_with(magic);
}

// The object graph of a checkpoint that has one.
void putObjects(Corpus &corpus, const fs::path &index)
{
    ckpt::CheckpointRef ref;
    ref.prefix = (index.parent_path() / index.stem()).string();
    const auto opened = ckpt::Checkpoint::open(ref);
    const auto id = opened ? (*opened)->find(ckpt::kObjectGraphKey) : std::nullopt;
    const auto value = id ? readVariable(**opened, *id) : ckpt::fail(ckpt::Fault::NoSuchVariable);
    if (value && value->strings.size() == 1)
        corpus.put("objects", corpus.nameOf(index), value->strings.front());
}

// The index with its data files one after the other. Only those of equal sizes come apart again as they were.
void putBundle(Corpus &corpus, const fs::path &index)
{
    const std::string stem = index.stem().string() + ".data-";
    std::string data;
    int shards = 0;
    std::vector<fs::path> siblings;
    for (const auto &entry : fs::directory_iterator(index.parent_path()))
        if (entry.is_regular_file() && entry.path().filename().string().starts_with(stem))
            siblings.push_back(entry.path());
    std::sort(siblings.begin(), siblings.end());
    for (const fs::path &shard : siblings) {
        data += readFile(shard.string());
        ++shards;
    }
    const std::uint8_t choices = shards > 1 && shards <= 4 ? static_cast<std::uint8_t>(shards - 1) : 0;
    const std::string bytes = readFile(index.string());
    corpus.put("bundle", corpus.nameOf(index), joined({ choices, bytes, data }));
}

void putFilesOf(Corpus &corpus, const fs::path &index)
{
    putBundle(corpus, index);
    putObjects(corpus, index);
}

void putFile(Corpus &corpus, const fs::path &path)
{
    const std::string name = path.filename().string(), bytes = readFile(path.string());
    const std::string as = corpus.nameOf(path);
    if (name.ends_with(".index"))
        putFilesOf(corpus, path);
    else if (looksLikeTable(bytes) && !name.ends_with(".meta"))
        corpus.put("v1", as, joined({ 0, bytes, {} }));
    for (const char *ending : { "npy", "npz", "safetensors" })
        if (path.extension() == std::string(".") + ending)
            corpus.put(ending, as, bytes);
    if (name == "checkpoint" || name == "checkpoint.txt")
        corpus.put("statefile", as, bytes);
    if (name.ends_with(".meta") && as.find("text") != std::string::npos)
        corpus.put("graphtext", as, bytes);
    else if (name.ends_with(".meta") || name.ends_with(".pb"))
        corpus.put("metagraph", as, '\0' + bytes);
    if (looksLikeTable(bytes) && as.starts_with("broken"))
        corpus.put("table", as, bytes);
}

// Every type of V2 with few elements, parts, strings, two data files.
void putMadeBundles(Corpus &corpus)
{
    for (int type = 1; type <= 33; ++type) {
        if (type == 7 || type == 20 || type == 21)
            continue;
        static constexpr int widths[] = { 0, 4, 8, 4, 1, 2, 1, 0, 8, 8, 1, 1, 1, 4, 2, 2, 2, 2, 16, 2, 0, 0, 4, 8, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1 };
        BundleBuilder bundle;
        std::string bytes(static_cast<std::size_t>(6 * widths[type]), '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * 37);
        bundle.add("w", type, { 2, 3 }, bytes);
        corpus.put("bundle", "made-type-" + std::to_string(type), joined({ 0, bundle.index(), bundle.data() }));
    }
    BundleBuilder parts(2);
    parts.addParts("p", 1, { 4, 2 },
        { { { { 0, 1 }, {} }, { 1, 2 }, elements<float>({ 1, 2 }), 0 },
            { { { 1, 3 }, {} }, { 3, 2 }, elements<float>({ 3, 4, 5, 6, 7, 8 }), 1 } });
    parts.data(0).resize(24);
    corpus.put("bundle", "made-parts", joined({ 1, parts.index(), parts.data(0) + parts.data(1) }));
    BundleBuilder strings;
    strings.addStrings("s", { 2, 2 }, { "", "a", "longer", std::string(20, 'x') });
    strings.add("scalar", 9, {}, elements<std::int64_t>({ -1 }));
    strings.add("empty", 1, { 0, 5 }, "");
    TableOptions options;
    options.snappy = true;
    options.blockSize = 16;
    corpus.put("bundle", "made-strings", joined({ 0, strings.index(options), strings.data() }));
    strings.setHeader(1, 1);
    corpus.put("bundle", "made-big-endian", joined({ 0, strings.index(), strings.data() }));
}

void putMadeSlices(Corpus &corpus)
{
    SlicesBuilder slices;
    slices.add("f", 1, { 2, 2 }, SlicesBuilder::floatValues({ 1, 2, 3, 4 }));
    slices.add("d", 2, { 2 }, SlicesBuilder::doubleValues({ 1, 2 }));
    slices.add("i", 3, { 3 }, SlicesBuilder::intValues({ -1, 0, 1 }));
    slices.add("h", 19, { 2 }, SlicesBuilder::intValues({ 0x3C00, 0x7E00 }, 13));
    slices.add("b", 10, { 2 }, SlicesBuilder::intValues({ 0, 1 }, 11));
    slices.add("l", 9, {}, SlicesBuilder::intValues({ 7 }, 10));
    slices.add("s", 7, { 2 }, SlicesBuilder::stringValues({ "a", "" }));
    corpus.put("v1", "made-types", joined({ 0, slices.table(), {} }));
    SlicesBuilder first, second;
    first.addParts("p", 1, { 4 }, { { { { 0, 2 } }, SlicesBuilder::floatValues({ 1, 2 }) } });
    second.addParts("p", 1, { 4 }, { { { { 2, 2 } }, SlicesBuilder::floatValues({ 3, 4 }) } });
    corpus.put("v1", "made-two-tables", joined({ 0, first.table(), second.table() }));
}

void putTables(Corpus &corpus)
{
    for (const bool snappy : { false, true }) {
        TableOptions options;
        options.snappy = snappy;
        options.blockSize = 64;
        options.restartInterval = 2;
        TableBuilder table(options);
        BlockBuilder block(3);
        for (int i = 0; i < 12; ++i) {
            const std::string key = "scope/variable_" + std::to_string(100 + i);
            table.add(key, std::string(24, static_cast<char>('a' + i)));
            block.add(key, std::string(static_cast<std::size_t>(i), 'v'));
        }
        const std::string file = table.finish();
        corpus.put("table", snappy ? "made-snappy" : "made-plain", file);
        corpus.put("block", snappy ? "snappy" : "plain",
            snappy ? "\1" + file.substr(0, 40) : std::string(1, '\0') + block.finish());
    }
    corpus.put("block", "empty", std::string(1, '\0') + BlockBuilder().finish());
}

void putCodes(Corpus &corpus)
{
    int number = 0;
    for (const std::vector<Extent> &extents :
        { std::vector<Extent>{}, std::vector<Extent>{ {} }, std::vector<Extent>{ { 0, 2 }, {}, { 70, 9000 } },
            std::vector<Extent>{ { INT64_MAX, INT64_MIN }, { -1, -2 }, { 1 << 20, 1 << 30 } } }) {
        for (const std::string &name : { std::string("w"), std::string("a\0b\xFF", 4) }) {
            const std::string key = sliceKey(name, extents);
            corpus.put("slicekey", "key-" + std::to_string(number), key);
            corpus.put("orderedcode", "codes-" + std::to_string(number++), key.substr(1));
        }
    }
}

// Small graphs in the ways of TensorFlow, as they are and in binary.
void putGraphs(Corpus &corpus)
{
    std::vector<fs::path> paths;
    for (const auto &entry : fs::directory_iterator(corpus.graphs()))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path &path : paths) {
        const std::string name = path.stem().string(), text = readFile(path.string());
        corpus.put("graphtext", name, text);
        ckpt::pb::MetaGraphDef meta;
        const bool isMeta = text.find("meta_info_def") != std::string::npos;
        if (!google::protobuf::TextFormat::ParseFromString(isMeta ? text : "graph_def {" + text + "}", &meta))
            std::abort();
        corpus.put("metagraph", name + "-meta", std::string(1, '\x08') + meta.SerializeAsString());
        corpus.put("metagraph", name + "-graph", std::string(1, '\x05') + meta.graph_def().SerializeAsString());
    }
}

void putTexts(Corpus &corpus)
{
    corpus.put("statefile", "made-escapes",
        "# a comment\nmodel_checkpoint_path: 'a' \"b\\n\\101\"\nall_model_checkpoint_paths: [\"x\", 'y']\n"
        "all_model_checkpoint_timestamps: 1.5e9\nlast_preserved_timestamp: 0x10\nunknown { a: 1 }\n");
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("usage: fuzz_make_corpus ROOT\n", stderr);
        return 2;
    }
    Corpus corpus(arguments[1]);
    for (const fs::path &path : corpus.files())
        putFile(corpus, path);
    putMadeBundles(corpus);
    putMadeSlices(corpus);
    putTables(corpus);
    putCodes(corpus);
    putGraphs(corpus);
    putTexts(corpus);
    corpus.report();
    return 0;
}
