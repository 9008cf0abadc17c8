// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What is wanted: of graphs, checkpoints and lists of names.
#include "format/doctor/wanted.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace ckpt;

namespace {

const std::string kData = CKPT_SOURCE_DIR "/tests/data/";

const NamedVariable *find(const WantedList &list, const std::string &key)
{
    const auto found = std::find_if(
        list.variables.begin(), list.variables.end(), [&](const NamedVariable &each) { return each.key == key; });
    return found == list.variables.end() ? nullptr : &*found;
}

} // namespace

class TestWanted : public QObject {
    Q_OBJECT

private slots:
    void ofAGraph()
    {
        const auto list = readWanted(kData + "transfer-5-to-6-layers/six/graph.meta");
        QVERIFY(list.has_value());
        QCOMPARE(list->source, WantedSource::Graph);
        const NamedVariable *weights = find(*list, "layer6/weights");
        QVERIFY(weights);
        QCOMPARE(weights->dtype, DType::Float32);
        QVERIFY(weights->shape && weights->shape->size() == 2);
        for (std::size_t i = 1; i < list->variables.size(); ++i)
            QVERIFY(static_cast<std::uint64_t>(list->variables[i - 1].order)
                <= static_cast<std::uint64_t>(list->variables[i].order));
    }

    // The saver names a partitioned variable once for each part.
    void partitionedOnce()
    {
        const auto list = readWanted(kData + "partitioned-v2");
        QVERIFY(list.has_value());
        QCOMPARE(list->source, WantedSource::Checkpoint);
        std::string graph;
        const auto run = scanRun(kData + "partitioned-v2");
        graph = run->checkpoints[run->current].graphFile;
        QVERIFY(!graph.empty());
        const auto ofGraph = readWanted(graph);
        QVERIFY(ofGraph.has_value());
        QCOMPARE(ofGraph->source, WantedSource::Graph);
        QCOMPARE(ofGraph->variables.size(), list->variables.size());
        for (const NamedVariable &each : ofGraph->variables) {
            const NamedVariable *same = find(*list, each.key);
            QVERIFY2(same, each.key.c_str());
            QVERIFY2(same->shape == each.shape, each.key.c_str());
        }
    }

    void ofObjects()
    {
        const auto list = readWanted(kData + "object-based-tf-keras/run");
        QVERIFY2(list.has_value(), list ? "" : list.error().message().c_str());
        QVERIFY(!find(*list, std::string(kObjectGraphKey)));
        QVERIFY(std::any_of(list->variables.begin(), list->variables.end(),
            [](const NamedVariable &each) { return !each.alias.empty(); }));
    }

    void namesWithFacts()
    {
        const auto list =
            parseWantedNames("\xef\xbb\xbf# variables\r\na/b:0\r\n\nc float32 [3, 3, 16]\nd\t(4,)\tint64\n"
                             "e 3x?\nf []\na/b\ng scalar\nwith space\tfloat16\n");
        QVERIFY2(list.has_value(), list ? "" : list.error().message().c_str());
        QCOMPARE(list->variables.size(), std::size_t(7));
        QVERIFY(find(*list, "a/b") && !find(*list, "a/b")->shape);
        QCOMPARE(find(*list, "c")->dtype, DType::Float32);
        QVERIFY((find(*list, "c")->shape == std::vector<std::int64_t>{ 3, 3, 16 }));
        QVERIFY((find(*list, "d")->shape == std::vector<std::int64_t>{ 4 }));
        QCOMPARE(find(*list, "d")->dtype, DType::Int64);
        QVERIFY((find(*list, "e")->shape == std::vector<std::int64_t>{ 3, -1 }));
        QVERIFY(find(*list, "f")->shape && find(*list, "f")->shape->empty());
        QVERIFY(find(*list, "with space"));
    }

    void aLineThatIsNone()
    {
        for (const char *text : { "a\nb what is this\n", "a [3,x]\n", "a 3 4\n", "a float32 int32\n" }) {
            const auto list = parseWantedNames(text, "names.txt");
            QVERIFY2(!list.has_value(), text);
            QVERIFY(list.error().message().find("line ") != std::string::npos);
        }
    }

    void filesOfAllKinds()
    {
        QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        std::ofstream(base + "/names.txt") << "layer1/weights\nlayer1/biases [20]\n";
        const auto names = readWanted(base + "/names.txt");
        QVERIFY2(names.has_value(), names ? "" : names.error().message().c_str());
        QCOMPARE(names->variables.size(), std::size_t(2));
        std::ofstream(base + "/bytes.bin") << std::string("\x01\0\xff\xfe more", 9);
        QVERIFY(!readWanted(base + "/bytes.bin").has_value());
        QVERIFY(!readWanted(base + "/nothing.meta").has_value());
        QCOMPARE(readWanted(base + "/nothing").error().fault, Fault::NothingThere);
        QCOMPARE(readWanted(kData + "transfer-5-to-6-layers/base", 7).error().fault, Fault::WrongStep);
    }

    void withoutTheOptimizer()
    {
        auto list = readWanted(kData + "transfer-5-to-6-layers/six/graph.meta");
        list->variables.push_back({ .key = "layer1/weights/Adam" });
        list->variables.push_back({ .key = "beta1_power" });
        list->variables.push_back({ .key = "v/.OPTIMIZER_SLOT/opt/odd/.ATTRIBUTES/VARIABLE_VALUE" });
        keepModelWeights(*list);
        QVERIFY(find(*list, "layer6/weights"));
        QVERIFY(!find(*list, "layer1/weights/Adam") && !find(*list, "beta1_power"));
        QVERIFY(!find(*list, "v/.OPTIMIZER_SLOT/opt/odd/.ATTRIBUTES/VARIABLE_VALUE"));
    }
};

QTEST_GUILESS_MAIN(TestWanted)
#include "tst_wanted.moc"
