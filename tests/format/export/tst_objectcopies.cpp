// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Copies with an object graph: when it is rewritten, where it lies, which names it refuses.
#include "format/export/copycheckpoint.h"
#include "tests/format/export/madeobjects.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestObjectCopies : public QObject {
    Q_OBJECT
private slots:
    void everythingUnderItsNameIsNotRewritten();
    void theGraphLiesLast();
    void writtenAndReadBack();
    void namesThatObjectsDoNotFind();
    void cancelled();
};

void TestObjectCopies::everythingUnderItsNameIsNotRewritten()
{
    const Made made(Model{}.str());
    for (const ObjectGraphRule rule : { ObjectGraphRule::Keep, ObjectGraphRule::Cut }) {
        const auto plan = made.plan(same({ "v", "w", "v/m", "count", "t-keys", "t-values" }), rule);
        QVERIFY(plan.has_value());
        QVERIFY(!plan->objects);
        QVERIFY(std::none_of(plan->items.begin(), plan->items.end(), [](const auto &item) { return item.text; }));
    }
}

void TestObjectCopies::theGraphLiesLast()
{
    // "A" < "_CHECK…": the data of this source are in the order of its keys, and the new keys would come behind it.
    ObjectMessage message;
    message.add();
    message.attribute(0, "A");
    const Made made(message.str(), { "A", "B" });
    for (const auto &[shards, file] :
        { std::pair<std::optional<std::int32_t>, std::string>{ {}, "one" }, { 1, "two" } }) {
        const std::string prefix = made.path(file.c_str());
        const auto copied = copyCheckpoint(
            made.source(), made.items({ { "A", "z" }, { "B", "y" } }), prefix, { StorageFormat::V2, shards });
        QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
        const auto written = openAt(prefix + ".index");
        QVERIFY(written.has_value());
        const auto place = [&](std::string_view key) {
            return (*written)->variable(*(*written)->find(key)).at->offset;
        };
        QVERIFY(place("y") < place("z") && place("z") < place(kObjectGraphKey));
    }
}

void TestObjectCopies::writtenAndReadBack()
{
    const auto source = openAt(dataPath("object-based-tf-module/run"));
    QVERIFY(source.has_value());
    std::vector<CopyItem> items;
    for (const CopyItem &item : copyAll(**source))
        if (item.key.find("OPTIMIZER_SLOT") == std::string::npos)
            items.push_back({ item.from, item.key == kObjectGraphKey ? item.key : "new/" + item.key });
    for (const StorageFormat format : { StorageFormat::V1, StorageFormat::V2 }) {
        const QTemporaryDir folder;
        const auto copied = copyCheckpoint(**source, items, folder.filePath("out").toStdString(), { format, {} });
        QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
        const auto written = openAt(copied->files.back());
        QVERIFY(written.has_value());
        const auto graph = ObjectGraph::read(**written);
        QVERIFY2(graph.has_value(), graph ? "" : messageOf(graph.error()).c_str());
        QVERIFY((*graph)->issues().empty()); // every key is there, and every checksum holds
        QCOMPARE((*graph)->attributes().size(), (*ObjectGraph::read(**source))->attributes().size() - 6);
        for (const ObjectAttribute &attribute : (*graph)->attributes())
            QVERIFY(attribute.key.starts_with("new/"));
    }
}

void TestObjectCopies::namesThatObjectsDoNotFind()
{
    ObjectMessage message;
    message.add();
    message.attribute(0, "v/.ATTRIBUTES/VALUE");
    const Made made(message.str(), { "v/.ATTRIBUTES/VALUE", "w" });
    QVERIFY(made.plan({ { "v/.ATTRIBUTES/VALUE", "x/.ATTRIBUTES/VALUE" } }, ObjectGraphRule::Keep).has_value());
    for (const char *key : { "x", "x/.ATTRIBUTES/OTHER", "x/.ATTRIBUTES/y/.ATTRIBUTES/VALUE" }) {
        const auto plan = made.plan({ { "v/.ATTRIBUTES/VALUE", key } }, ObjectGraphRule::Keep);
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().fault, Fault::NameNotWritable);
        QCOMPARE(plan.error().key, std::string(key));
    }
}

void TestObjectCopies::cancelled()
{
    const Made made(Model{}.str());
    std::stop_source stop;
    stop.request_stop();
    const auto plan = made.plan(same({ "v" }), ObjectGraphRule::Keep, JobControl(stop.get_token()));
    QVERIFY(!plan.has_value());
    QCOMPARE(plan.error().fault, Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestObjectCopies)
#include "tst_objectcopies.moc"
