// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/rewriteobjects.h"
#include "tests/format/export/madeobjects.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

namespace {

std::vector<std::string> keysOf(const Checkpoint &source, const std::vector<VariableId> &variables)
{
    std::vector<std::string> keys;
    for (const VariableId id : variables)
        keys.push_back(source.variable(id).key);
    return keys;
}

} // namespace

class TestRewriteObjects : public QObject {
    Q_OBJECT
private slots:
    void everythingKeepsItsBytes_data();
    void everythingKeepsItsBytes();
    void whatIsLeftOutHasNoAttribute();
    void keysChangeAndNamesStay();
    void unknownFieldsStay();
    void valuesBelowAreToldAnew();
    void cutting();
    void slotsOfWhatIsCut();
    void tablesGoWhole();
    void anAverageInThePlaceOfItsWeight();
    void saversOfTheirOwnStay();
    void brokenReferences();
    void longChainsAndCycles();
    void damagedGraphsAreRefused();
    void everyTruncationIsRewrittenOrRefused();
    void keysThatTheSourceLacks();
};

void TestRewriteObjects::everythingKeepsItsBytes_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : { "object-based-tf-module/run", "object-based-keras3/run", "object-based-tf-keras/run",
             "object-based-tf-keras/new", "object-based-tf-keras/weights", "multi-shard-tf2/devices",
             "multi-shard-tf2/maxsize", "odd-names/object.ckpt", "keras-savedmodel/keras2", "keras-savedmodel/keras3",
             "tf-module-savedmodel/model" })
        QTest::newRow(path) << path;
}

void TestRewriteObjects::everythingKeepsItsBytes()
{
    QFETCH(QString, path);
    const auto source = openAt(dataPath(path.toStdString()));
    QVERIFY2(source.has_value(), source ? "" : messageOf(source.error()).c_str());
    const auto graph = ObjectGraph::read(**source);
    QVERIFY2(graph.has_value(), graph ? "" : messageOf(graph.error()).c_str());
    const auto items = copyAll(**source);
    const auto rewritten = rewriteObjects(**source, **graph, items, ObjectGraphRule::Keep);
    QVERIFY(rewritten.has_value());
    QVERIFY(rewritten->bytes == (*graph)->bytes());
    QCOMPARE(rewritten->report.values, (*graph)->attributes().size());
    QVERIFY(rewritten->report.missing.empty() && rewritten->report.unreached.empty());
}

void TestRewriteObjects::whatIsLeftOutHasNoAttribute()
{
    const Made made(Model{}.str());
    const auto [bytes, report] = made.rewritten(same({ "v", "count" }));
    QVERIFY(bytes == (Model{ .without = { "w", "v/m", "t" } }.str()));
    QCOMPARE(report.values, std::size_t{ 2 });
    QVERIFY((keysOf(made.source(), report.missing) == std::vector<std::string>{ "t-keys", "v/m", "w" }));
    QVERIFY(report.unreached.empty());
}

void TestRewriteObjects::keysChangeAndNamesStay()
{
    const Made made(Model{}.str());
    const auto [bytes, report] = made.rewritten({ { "v", "a long name instead" }, { "w", "v" }, { "count", "count" },
        { "v/m", "v/m" }, { "t-keys", "x-keys" }, { "t-values", "x-values" } });
    QVERIFY(bytes == (Model{ .renamed = { { "v", "a long name instead" }, { "w", "v" }, { "t", "x" } } }.str()));
    QCOMPARE(report.values, std::size_t{ 5 });
    QVERIFY(report.missing.empty());
    // Two that change places stay with their objects.
    const auto [swapped, again] = made.rewritten({ { "v", "w" }, { "w", "v" } });
    QVERIFY(swapped == (Model{ .without = { "t", "count", "v/m" }, .renamed = { { "v", "w" }, { "w", "v" } } }.str()));
}

void TestRewriteObjects::unknownFieldsStay()
{
    const auto graph = [](const std::string &key, bool slot) {
        Message object;
        object.bytes(2, Message().bytes(1, "N").bytes(2, "full").bytes(3, key).varint(9, 5).str());
        if (slot)
            object.bytes(2, Message().bytes(1, "N").bytes(3, "w").str());
        object.bytes(77, "of an object").varint(1, 3);
        return Message().bytes(1, object.str()).bytes(1, "").fixed32(12, 4).bytes(13, "of the graph").str();
    };
    const Made made(graph("v", true));
    QVERIFY(made.rewritten({ { "v", "other" } }).first == graph("other", false));
    // They come last, as TensorFlow writes them, wherever they were.
    const Made mixed(Message()
                         .bytes(50, "x")
                         .bytes(1, Message().bytes(60, "y").bytes(2, Message().bytes(3, "v").str()).str())
                         .str());
    QVERIFY(mixed.rewritten({ { "v", "v" } }).first
        == Message()
               .bytes(1, Message().bytes(2, Message().bytes(3, "v").str()).bytes(60, "y").str())
               .bytes(50, "x")
               .str());
}

void TestRewriteObjects::valuesBelowAreToldAnew()
{
    const Made made(Model{ .says = true }.str());
    // The table has none, nor has the counter. The optimizer refers to a slot.
    QVERIFY(made.rewritten(same({ "v" })).first
        == (Model{ .without = { "w", "v/m", "t", "count" }, .says = true, .none = { 3, 4, 6, 7 } }.str()));
    // Around the cycle: what leads to the root leads to the counter.
    QVERIFY(made.rewritten(same({ "count" })).first
        == (Model{ .without = { "v", "w", "v/m", "t" }, .says = true, .none = { 3, 5, 6, 7 } }.str()));
    // A file that says it of one object says it of all; one that does not stays silent.
    ObjectMessage message, wanted;
    for (ObjectMessage *each : { &message, &wanted }) {
        each->add();
        each->add();
        each->child(0, "v", 1);
    }
    message.attribute(1, "v");
    message.hasValues(1, true);
    wanted.hasValues(0, false);
    wanted.hasValues(1, false);
    QVERIFY(Made(message.str()).rewritten(same({ "w" })).first == wanted.str());
    QVERIFY(
        Made(Model{}.str()).rewritten(same({ "w" })).first == (Model{ .without = { "v", "v/m", "t", "count" } }.str()));
}

void TestRewriteObjects::cutting()
{
    const Made made(Model{ .says = true }.str());
    const auto [bytes, report] = made.rewritten(same({ "v" }), ObjectGraphRule::Cut);
    QVERIFY(bytes
        == (Model{ .without = { "w", "v/m", "t", "count" },
            .says = true,
            .none = { 2, 3, 4, 6, 7 },
            .cut = { { 0, 2 }, { 0, 3 }, { 0, 4 }, { 1, 6 } },
            .slot = false }
                .str()));
    QVERIFY(report.rule == ObjectGraphRule::Cut);
    QCOMPARE(report.missing.size(), std::size_t{ 4 });
    // Without the field, and with values below that only a cycle joins.
    QVERIFY(Made(Model{}.str()).rewritten(same({ "count" }), ObjectGraphRule::Cut).first
        == (Model{
            .without = { "v", "w", "v/m", "t" }, .cut = { { 0, 2 }, { 0, 3 }, { 1, 5 }, { 1, 6 } }, .slot = false }
                .str()));
    // A cycle that leads to no value goes.
    ObjectMessage circle, rest;
    for (ObjectMessage *each : { &circle, &rest }) {
        for (int i = 0; i < 4; ++i)
            each->add();
        each->child(0, "v", 1);
        each->attribute(1, "v");
    }
    circle.child(0, "two", 2);
    circle.child(2, "three", 3);
    circle.child(3, "two", 2);
    circle.child(3, "me", 3);
    QVERIFY(Made(circle.str()).rewritten(same({ "v" }), ObjectGraphRule::Cut).first == rest.str());
}

void TestRewriteObjects::slotsOfWhatIsCut()
{
    const Made made(Model{}.str());
    const auto [bytes, report] = made.rewritten(same({ "w", "v/m" }), ObjectGraphRule::Cut);
    QVERIFY(bytes == (Model{ .without = { "v", "t", "count" }, .cut = { { 0, 3 }, { 0, 4 }, { 1, 5 } } }.str()));
    QCOMPARE(report.values, std::size_t{ 2 });
    QCOMPARE(report.unreached.size(), std::size_t{ 1 });
    QVERIFY(made.rewritten(same({ "w", "v/m" })).second.unreached.empty()); // kept, the variable is found
}

void TestRewriteObjects::tablesGoWhole()
{
    const Made made(Model{}.str());
    for (const Names &names :
        { Names{ { "t-keys", "t-keys" }, { "w", "w" } }, Names{ { "t-values", "t-values" }, { "w", "w" } },
            Names{ { "t-keys", "a-keys" }, { "t-values", "b-values" }, { "w", "w" } },
            Names{ { "t-keys", "keys" }, { "t-values", "values" }, { "w", "w" } } }) {
        const auto [bytes, report] = made.rewritten(names);
        QVERIFY(bytes == (Model{ .without = { "t", "v", "v/m", "count" } }.str()));
        QCOMPARE(report.values, std::size_t{ 1 });
        QCOMPARE(report.unreached.size(), names.size() - 1);
    }
}

void TestRewriteObjects::anAverageInThePlaceOfItsWeight()
{
    const Made made(Model{}.str());
    const auto [bytes, report] = made.rewritten({ { "v/m", "v" }, { "w", "w" } });
    QVERIFY(bytes == (Model{ .without = { "v/m", "t", "count" } }.str()));
    QCOMPARE(report.values, std::size_t{ 2 });
    QVERIFY((keysOf(made.source(), report.missing) == std::vector<std::string>{ "count", "t-keys", "v/m" }));
    QVERIFY(report.unreached.empty());
    // Of another shape it cannot be the weight's value: it keeps its object, under the new key.
    const auto [other, said] = made.rewritten({ { "t-keys", "v" }, { "v/m", "other" }, { "w", "w" } });
    QVERIFY(other == (Model{ .without = { "v", "t", "count" }, .renamed = { { "v/m", "other" } } }.str()));
    QCOMPARE(said.unreached.size(), std::size_t{ 1 }); // half of the table
}

void TestRewriteObjects::saversOfTheirOwnStay()
{
    ObjectMessage message, wanted;
    for (ObjectMessage *each : { &message, &wanted }) {
        for (int i = 0; i < 3; ++i)
            each->add();
        each->child(0, "own", 1);
        each->saver(1, "Saver");
        each->hasValues(0, true);
        each->hasValues(1, true);
        each->hasValues(2, false);
    }
    const auto [bytes, report] = Made(message.str()).rewritten(same({ "w" }), ObjectGraphRule::Cut);
    QVERIFY(bytes == wanted.str());
    QCOMPARE(report.ownSavers, std::size_t{ 1 });
}

void TestRewriteObjects::brokenReferences()
{
    ObjectMessage message;
    message.add();
    message.add();
    message.child(0, "v", 1);
    message.attribute(1, "v");
    ObjectMessage whole = message;
    for (const int nowhere : { -1, 2, 9999, INT32_MAX, INT32_MIN })
        message.child(0, "gone", nowhere);
    for (const int nowhere : { -1, 2, 9999, INT32_MAX, INT32_MIN }) {
        message.slot(0, nowhere, "m", nowhere);
        message.slot(0, 1, "m", nowhere);
    }
    const Made made(message.str());
    QVERIFY(made.rewritten(same({ "v" })).first == message.str()); // no worse and no better than they were
    QVERIFY(made.rewritten(same({ "v" }), ObjectGraphRule::Cut).first == whole.str());
}

void TestRewriteObjects::longChainsAndCycles()
{
    constexpr int kCount = 200'000;
    ObjectMessage message;
    for (int i = 0; i < kCount; ++i)
        message.add();
    for (int i = 0; i < kCount; ++i) {
        message.child(i, "next", (i + 1) % kCount);
        message.child(i, "back", std::max(i - 1, 0));
        message.child(i, "me", i);
        if (i % 1000 == 0)
            message.attribute(i, "w");
    }
    message.attribute(kCount - 1, "v");
    const Made made(message.str());
    QElapsedTimer timer;
    timer.start();
    const auto [kept, report] = made.rewritten(same({ "v" }));
    QCOMPARE(report.values, std::size_t{ 1 });
    QCOMPARE(report.missing.size(), std::size_t{ 1 });
    const auto [cut, again] = made.rewritten(same({ "v" }), ObjectGraphRule::Cut);
    QVERIFY(kept == cut); // everything leads there
    const auto [none, last] = made.rewritten(same({ "count" }), ObjectGraphRule::Cut);
    QCOMPARE(none.size(), std::size_t{ 2 * kCount });
    QVERIFY(timer.elapsed() < 10'000);
}

void TestRewriteObjects::damagedGraphsAreRefused()
{
    const std::string good = Model{}.str();
    for (const std::string &bytes : { std::string("garbage"), std::string(), good.substr(0, good.size() - 1),
             Message().bytes(1, "\x0a\x7f").str() + good }) {
        const auto plan = Made(bytes).plan(same({ "v" }), ObjectGraphRule::Keep);
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().fault, Fault::ObjectGraphDamaged);
    }
    QVERIFY(Made("garbage").plan(same({ "v", "w", "v/m", "count", "t-keys", "t-values" }), {}).has_value());
}

void TestRewriteObjects::everyTruncationIsRewrittenOrRefused()
{
    const std::string good = Model{ .says = true }.str();
    const Made made(good);
    const auto items = made.plan(same({ "v", "t-keys" }), {})->items;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const bool cut : { true, false }) {
            std::string bytes = cut ? good.substr(0, at) : good;
            if (!cut)
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
            const auto graph = ObjectGraph::parse(bytes, "x", &made.source());
            if (!graph)
                continue;
            for (const ObjectGraphRule rule : { ObjectGraphRule::Keep, ObjectGraphRule::Cut }) {
                const auto rewritten = rewriteObjects(made.source(), **graph, items, rule);
                if (!rewritten)
                    continue;
                const auto again = ObjectGraph::parse(rewritten->bytes, "x", &made.source());
                QVERIFY(again.has_value());
                QCOMPARE((*again)->size(), (*graph)->size());
                QCOMPARE((*again)->attributes().size(), rewritten->report.values);
            }
        }
    }
}

void TestRewriteObjects::keysThatTheSourceLacks()
{
    ObjectMessage message, wanted;
    message.add();
    wanted.add();
    message.attribute(0, "not there");
    message.attribute(0, "v");
    wanted.attribute(0, "v");
    const auto [bytes, report] = Made(message.str()).rewritten(same({ "v" }));
    QVERIFY(bytes == wanted.str());
    QCOMPARE(report.missingInSource, std::size_t{ 1 });
    QVERIFY(report.missing.empty());
}

QTEST_APPLESS_MAIN(TestRewriteObjects)
#include "tst_rewriteobjects.moc"
