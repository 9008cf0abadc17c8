// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Roles, owners and layers from names and shapes, without a graph; then what a graph adds.
#include "format/checkpoint/run.h"
#include "format/graph/graphview.h"
#include "format/graph/rolenames.h"

#include <QtTest>
#include <map>

using namespace ckpt;

class TestNameFacts : public QObject {
    Q_OBJECT
private slots:
    void detailsFromNames_data();
    void detailsFromNames();
    void rolesOfDetails();
    void namesThatSayNothing();
    void sample();
    void anonymousPairs();
    void objectBased();
    void graphKnowsMore();
};

static std::shared_ptr<const Checkpoint> open(const std::string &path)
{
    const auto run = scanRun(path);
    if (!run || run->checkpoints.empty())
        return nullptr;
    const auto checkpoint = Checkpoint::open(run->checkpoints[run->current]);
    return checkpoint ? *checkpoint : nullptr;
}

static std::map<std::string, VariableFacts> byKey(const Checkpoint &checkpoint, const std::vector<VariableFacts> &facts)
{
    std::map<std::string, VariableFacts> map;
    for (std::size_t i = 0; i < facts.size(); ++i)
        map[checkpoint.variables()[i].key] = facts[i];
    return map;
}

void TestNameFacts::detailsFromNames_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("detail");
    const std::pair<const char *, const char *> rows[] = {
        { "conv1/weights", "kernel" },
        { "conv1/kernel", "kernel" },
        { "fc/biases", "bias" },
        { "fc/b", "bias" },
        { "layer/bias_1", "bias" },
        { "rnn/lstm_cell/kernel", "kernel" },
        { "rnn/cell/Matrix", "kernel" },
        { "bn/gamma", "gamma" },
        { "bn/beta", "beta" },
        { "bn/moving_mean", "moving mean" },
        { "bn/moving_variance", "moving variance" },
        { "global_step", "global step" },
        { "train/beta1_power", "beta1 power" },
        { "conv1/weights/Adam", "Adam m" },
        { "conv1/weights/Adam_1", "Adam v" },
        { "conv1/weights/Adam_2", "Adam m" },
        { "conv1/weights/Adam_3", "Adam v" },
        { "w/Momentum", "momentum" },
        { "fc/weights/ExponentialMovingAverage", "EMA shadow" },
        { "word_embeddings", "embedding" },
        { "sep/depthwise_kernel", "depthwise kernel" },
        { "sep/pointwise_weights", "pointwise kernel" },
        { "lstm/recurrent_kernel", "recurrent kernel" },
        { "learning_rate", "learning rate" },
        { "metrics/total", "metric state" },
        { "training/Adam/decay", "optimizer setting" },
        { "big/weights/part_3", "kernel" },
        { "Variable_7", "" },
        { "thing", "" },
        { "layer/kernel/.ATTRIBUTES/VARIABLE_VALUE", "kernel" },
    };
    for (const auto &[key, detail] : rows)
        QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(detail);
}

void TestNameFacts::detailsFromNames()
{
    QFETCH(QString, key);
    QFETCH(QString, detail);
    QCOMPARE(std::string(detailFromName(key.toStdString())), detail.toStdString());
}

void TestNameFacts::rolesOfDetails()
{
    QCOMPARE(roleOfDetail("LSTM kernel"), Role::Kernel);
    QCOMPARE(roleOfDetail("bias"), Role::Bias);
    QCOMPARE(roleOfDetail("gamma"), Role::Norm);
    QCOMPARE(roleOfDetail("moving mean"), Role::Statistic);
    QCOMPARE(roleOfDetail("Adam v"), Role::Slot);
    QCOMPARE(roleOfDetail("EMA shadow"), Role::Average);
    QCOMPARE(roleOfDetail("global step"), Role::Counter);
    QCOMPARE(roleOfDetail("something"), Role::Other);
}

void TestNameFacts::namesThatSayNothing()
{
    for (const char *key : { "Variable", "Variable_12", "w", "b2", "W1", "17", "param_3" })
        QVERIFY2(saysNothing(key), key);
    for (const char *key : { "weights", "conv1/Variable", "Variables", "embedding" })
        QVERIFY2(!saysNothing(key), key);
}

void TestNameFacts::sample()
{
    const auto checkpoint = open(CKPT_SOURCE_DIR "/resources/sample/digits-run");
    QVERIFY(checkpoint);
    const auto facts = byKey(*checkpoint, factsFromNames(*checkpoint));
    QCOMPARE(facts.size(), std::size_t{ 45 });
    QCOMPARE(facts.at("conv1/weights").role, Role::Kernel);
    QCOMPARE(facts.at("conv1/weights").layer, std::string("conv1"));
    QCOMPARE(facts.at("conv1/bn/gamma").layer, std::string("conv1")); // the segment of a norm is no layer
    QCOMPARE(facts.at("conv1/bn/moving_mean").role, Role::Statistic);
    QCOMPARE(facts.at("conv1/weights/Adam_1").detail, std::string("Adam v"));
    QCOMPARE(facts.at("conv1/weights/Adam_1").owner, std::string("conv1/weights"));
    QCOMPARE(facts.at("conv1/weights/Adam_1").layer, std::string("conv1"));
    QCOMPARE(facts.at("conv1/weights/Adam_1").order, facts.at("conv1/weights").order);
    QCOMPARE(facts.at("global_step").role, Role::Counter);
    QVERIFY(facts.at("global_step").layer.empty());
    QVERIFY(facts.at("conv1/weights").order < facts.at("fc2/weights").order);
    for (const auto &[key, fact] : facts) {
        QVERIFY2(fact.inferred && !fact.inGraph, key.c_str());
        QVERIFY2(fact.role != Role::Other, key.c_str());
        QVERIFY2((fact.role == Role::Slot || fact.role == Role::Average) == !fact.owner.empty(), key.c_str());
    }
}

void TestNameFacts::anonymousPairs()
{
    const auto checkpoint = open(CKPT_SOURCE_DIR "/tests/data/digits-anonymous");
    QVERIFY(checkpoint);
    const auto facts = byKey(*checkpoint, factsFromNames(*checkpoint));
    std::map<std::string, int> layers;
    for (const auto &[key, fact] : facts)
        if (!fact.inferredName.empty()) {
            ++layers[fact.layer];
            QVERIFY2(fact.inferredName == fact.layer + " · " + fact.detail, key.c_str());
        }
    QCOMPARE(layers.size(), std::size_t{ 3 });
    for (const auto &[layer, count] : layers) {
        QVERIFY2(layer.starts_with("Dense "), layer.c_str());
        QVERIFY2(count == 2, layer.c_str()); // a kernel and a bias
    }
}

void TestNameFacts::objectBased()
{
    const auto checkpoint = open(CKPT_SOURCE_DIR "/tests/data/object-based-tf-module");
    QVERIFY(checkpoint);
    const auto list = factsFromNames(*checkpoint);
    QCOMPARE(list.size(), checkpoint->variables().size());
    const auto facts = byKey(*checkpoint, list);
    QCOMPARE(facts.at(std::string(kObjectGraphKey)).role, Role::Other);
    int parameters = 0;
    for (const auto &[key, fact] : facts) {
        parameters += fact.role == Role::Kernel || fact.role == Role::Bias;
        QVERIFY2(fact.owner.empty() || checkpoint->find(fact.owner), key.c_str());
    }
    QVERIFY(parameters > 0);
}

void TestNameFacts::graphKnowsMore()
{
    const std::string path = CKPT_SOURCE_DIR "/tests/data/digits-anonymous";
    const auto checkpoint = open(path);
    const auto graph = MetaGraph::read(path + "/model.ckpt-300.meta");
    QVERIFY(checkpoint && graph);
    const auto view = GraphView::build(*graph, checkpoint.get());
    QVERIFY(view);
    const auto facts = byKey(*checkpoint, (*view)->facts(*checkpoint));
    QCOMPARE(facts.size(), checkpoint->variables().size());
    const VariableFacts &kernel = facts.at("Variable");
    QCOMPARE(kernel.inferredName, std::string("Dense 1 · kernel"));
    QCOMPARE(kernel.layer, std::string("Dense 1"));
    QVERIFY(kernel.inGraph && kernel.trainable && !kernel.inferred);
    QVERIFY(!kernel.usedBy.empty());
    QVERIFY(!kernel.initializer.empty());
    QCOMPARE(facts.at("Variable_5").inferredName, std::string("Dense 3 · bias"));
    QVERIFY(facts.at("Variable").order < facts.at("Variable_5").order);
}

QTEST_GUILESS_MAIN(TestNameFacts)
#include "tst_namefacts.moc"
