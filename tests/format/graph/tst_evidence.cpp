// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the picture rests on (DIAGRAM notes 13.5): the structure of a graph. Collections, the order of the nodes and the
// name of the gradients' scope can go, and it stays the same.
#include "tests/format/graph/graphbuilder.h"
#include "tests/format/graph/viewwords.h"

#include <QDirIterator>
#include <QtTest>

#include <algorithm>
#include <map>
#include <random>

using namespace ckpt;
using namespace ckpt::test;

namespace {

constexpr int kMostNodes = 4'000; // as the notes say

// What of a picture has to stay.
struct Outline {
    std::set<std::string> leaves; // names of the drawn nodes
    std::set<std::set<std::string>> layers; // each by its nodes
    int cards = 0; // of the first picture
    bool operator==(const Outline &) const = default;
};

Outline outlineOf(const GraphView &view)
{
    Outline outline;
    const auto open = openAtFirst(view);
    for (const Item &item : view.items()) {
        std::set<std::string> names;
        for (const NodeIndex leaf : item.leaves)
            names.emplace(view.graph()->node(leaf).name);
        outline.leaves.insert(names.begin(), names.end());
        if (item.kind == ItemKind::Layer && !names.empty())
            outline.layers.insert(names);
        outline.cards += item.id != view.root() && !open.contains(item.id) && open.contains(item.parent);
    }
    return outline;
}

Outline outlineOf(const pb::MetaGraphDef &meta)
{
    const auto graph = GraphBuilder::readBytes(meta.SerializeAsString(), "model.meta");
    return graph ? outlineOf(**GraphView::build(*graph, nullptr)) : Outline();
}

std::string firstDifference(const std::set<std::string> &a, const std::set<std::string> &b)
{
    std::vector<std::string> different;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(different));
    return different.empty() ? std::string() : different.front() + " of " + std::to_string(different.size());
}

} // namespace

class EvidenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void collectionsAreNoEvidence_data() { graphs(); }
    void collectionsAreNoEvidence();
    void orderIsNoEvidence_data() { graphs(); }
    void orderIsNoEvidence();
    void scopeOfGradientsIsNoEvidence_data() { graphs(); }
    void scopeOfGradientsIsNoEvidence();

private:
    static void graphs();
    static pb::MetaGraphDef meta(const QString &path);
};

void EvidenceTest::graphs()
{
    QTest::addColumn<QString>("path");
    const QString shared = qEnvironmentVariable("CKPTSCOPE_SHARED", QStringLiteral(CKPT_SOURCE_DIR "/../shared"));
    std::map<QByteArray, QString> paths; // each content once: steps of a run have one graph
    for (const QString &folder : { QStringLiteral(CKPT_SOURCE_DIR "/tests/data"),
             QStringLiteral(CKPT_SOURCE_DIR "/resources/sample"), shared + QStringLiteral("/corpus") }) {
        QDirIterator files(folder, { QStringLiteral("*.meta") }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const pb::MetaGraphDef read = meta(path);
            if (read.graph_def().node_size() > 0 && read.graph_def().node_size() < kMostNodes)
                paths.emplace(QByteArray::fromStdString(read.graph_def().SerializeAsString()), path);
        }
    }
    QVERIFY(paths.size() >= 15);
    for (const auto &[content, path] : paths)
        QTest::newRow(qPrintable(path)) << path;
}

pb::MetaGraphDef EvidenceTest::meta(const QString &path)
{
    pb::MetaGraphDef meta;
    QFile file(path);
    if (!path.contains(QStringLiteral("/broken/")) && file.open(QIODevice::ReadOnly))
        (void)meta.ParseFromString(file.readAll().toStdString());
    return meta;
}

void EvidenceTest::collectionsAreNoEvidence()
{
    QFETCH(QString, path);
    pb::MetaGraphDef graph = meta(path);
    const Outline before = outlineOf(graph);
    graph.clear_collection_def();
    graph.clear_saver_def();
    const Outline after = outlineOf(graph);
    QVERIFY2(before.leaves == after.leaves, firstDifference(before.leaves, after.leaves).c_str());
    QVERIFY(before.layers == after.layers);
    QCOMPARE(after.cards, before.cards);
}

void EvidenceTest::orderIsNoEvidence()
{
    QFETCH(QString, path);
    pb::MetaGraphDef graph = meta(path);
    const Outline before = outlineOf(graph);
    auto &nodes = *graph.mutable_graph_def()->mutable_node();
    std::mt19937 random(20'261'124);
    for (int i = nodes.size() - 1; i > 0; --i)
        nodes.SwapElements(i, static_cast<int>(random() % static_cast<unsigned>(i + 1)));
    const Outline after = outlineOf(graph);
    QVERIFY2(before.leaves == after.leaves, firstDifference(before.leaves, after.leaves).c_str());
    QVERIFY(before.layers == after.layers);
    // The columns of its linear model stand side by side: which of them are equal neighbours is a matter of their
    // order.
    if (path.contains(QStringLiteral("v2-ps-sharded")))
        QVERIFY2(std::abs(after.cards - before.cards) <= 2, qPrintable(QString::number(after.cards)));
    else
        QCOMPARE(after.cards, before.cards);
}

void EvidenceTest::scopeOfGradientsIsNoEvidence()
{
    QFETCH(QString, path);
    pb::MetaGraphDef graph = meta(path);
    const Outline before = outlineOf(graph);
    const auto rename = [](std::string &name) {
        const std::size_t begin = name.find_first_not_of('^');
        for (std::size_t at = name.find("gradients", begin); at != std::string::npos; at = name.find("gradients", at))
            name.replace(at, 9, "backward");
    };
    for (auto &node : *graph.mutable_graph_def()->mutable_node()) {
        rename(*node.mutable_name());
        for (std::string &input : *node.mutable_input())
            rename(input);
    }
    const Outline after = outlineOf(graph);
    QVERIFY2(
        after.leaves.size() * 10 <= before.leaves.size() * 11, firstDifference(before.leaves, after.leaves).c_str());
    QCOMPARE(after.cards, before.cards);
}

QTEST_GUILESS_MAIN(EvidenceTest)
#include "tst_evidence.moc"
