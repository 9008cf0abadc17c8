// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Checking everything: whole checkpoints are clean, and each kind of oddity is found and placed.
#include "format/check/check.h"
#include "tests/format/checkpoint/runfolder.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QtTest>
#include <cmath>
#include <thread>

using namespace ckpt;
using namespace ckpt::test;

class TestCheck : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void wholeCheckpointsAreGood_data();
    void wholeCheckpointsAreGood();
    void damageIsNamedWithItsBytes();
    void partsAreCheckedOneByOne();
    void damagedBlockOfV1();
    void entriesOfV1ThatNobodyLists();
    void gapsAndRest();
    void sharedBytes();
    void filesThatBelongToNothing();
    void objectGraphs();
    void savedModelsAgreeWithTheirGraph();
    void health();
    void missingFileIsSaidOnce();
    void threadsChangeNothing();
    void stops();

private:
    CheckReport check(const std::string &path, CheckOptions options = {}) const
    {
        const auto opened = openAt(path);
        if (!opened)
            qFatal("%s", messageOf(opened.error()).c_str());
        auto report = checkEverything(**opened, options);
        if (!report)
            qFatal("%s", messageOf(report.error()).c_str());
        return std::move(*report);
    }
};

namespace {

std::string floats(std::initializer_list<float> values)
{
    std::string bytes(values.size() * 4, '\0');
    std::memcpy(bytes.data(), values.begin(), bytes.size());
    return bytes;
}

const Issue *find(const Issues &issues, Fault fault)
{
    const auto found =
        std::find_if(issues.begin(), issues.end(), [&](const Issue &issue) { return issue.error.fault == fault; });
    return found == issues.end() ? nullptr : &*found;
}

void flipByte(const std::string &path, std::size_t at)
{
    std::string bytes = readFile(path);
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    writeFile(path, bytes);
}

} // namespace

void TestCheck::wholeCheckpointsAreGood_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : { "all-dtypes-v1", "all-dtypes-v2", "big-endian-v2/big.ckpt",
             "../../resources/sample/digits-run", "mixed-v1-v2-same-prefix", "multi-shard-tf2/maxsize",
             "multi-shard-v2", "object-based-tf-module/run", "odd-names", "partitioned-v1", "partitioned-v2",
             "seed-example-v1/save", "seed-example-v2/save", "sharded-v1", "snappy-index/snappy.ckpt" })
        QTest::newRow(path) << path;
}

void TestCheck::wholeCheckpointsAreGood()
{
    QFETCH(QString, path);
    const auto run = scanRun(dataPath(path.toStdString()));
    QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
    const std::vector<CheckpointRef> refs = run->checkpoints;
    QVERIFY(!refs.empty());
    for (const CheckpointRef &ref : refs) {
        const auto opened = Checkpoint::open(ref);
        QVERIFY(opened.has_value());
        const auto report = checkEverything(**opened, { .siblings = refs });
        QVERIFY(report.has_value());
        for (const Issue &issue : report->issues)
            QVERIFY2(issue.severity == Severity::Note, messageOf(issue.error).c_str());
        QVERIFY(report->isClean() && !report->isDamaged());
        QCOMPARE(report->values.size(), (*opened)->variables().size());
        QCOMPARE(report->count(ValueState::Good), report->values.size());
        QVERIFY(report->bytesRead > 0);
    }
}

void TestCheck::damageIsNamedWithItsBytes()
{
    BundleBuilder builder;
    builder.add("a", 1, { 2 }, floats({ 1, 2 }));
    builder.add("b", 1, { 3 }, floats({ 3, 4, 5 }));
    builder.write(at("m.ckpt"));
    flipByte(at("m.ckpt.data-00000-of-00001"), 13);
    const CheckReport report = check(at("m.ckpt"));
    QVERIFY(report.isDamaged());
    QCOMPARE(report.values, (std::vector{ ValueState::Good, ValueState::Damaged }));
    const Issue *found = find(report.issues, Fault::TensorChecksum);
    QVERIFY(found && found->severity == Severity::Error);
    QCOMPARE(found->error.key, std::string("b"));
    QVERIFY(found->error.where == (ByteRange{ 8, 12 }));
    QVERIFY(found->error.path.ends_with("m.ckpt.data-00000-of-00001"));
}

void TestCheck::partsAreCheckedOneByOne()
{
    BundleBuilder builder(2);
    builder.addParts(
        "p", 1, { 4 }, { { { { 0, 2 } }, { 2 }, floats({ 1, 2 }), 0 }, { { { 2, 2 } }, { 2 }, floats({ 3, 4 }), 1 } });
    builder.write(at("m.ckpt"));
    QVERIFY(check(at("m.ckpt")).isClean());
    flipByte(at("m.ckpt.data-00001-of-00002"), 0);
    const CheckReport report = check(at("m.ckpt"));
    QCOMPARE(report.values, std::vector{ ValueState::Damaged });
    const Issue *found = find(report.issues, Fault::TensorChecksum);
    QVERIFY(found && found->error.path.ends_with("00001-of-00002"));
    QVERIFY(found->error.where == (ByteRange{ 0, 8 }));
}

void TestCheck::damagedBlockOfV1()
{
    SlicesBuilder builder;
    builder.add("a", 1, { 2 }, SlicesBuilder::floatValues({ 1, 2 }));
    builder.add("b", 1, { 2 }, SlicesBuilder::floatValues({ 3, 4 }));
    TableOptions options;
    options.blockSize = 1; // a block for each entry
    builder.write(at("model.ckpt"), options);
    QVERIFY(check(at("model.ckpt")).isClean());
    const std::string bytes = readFile(at("model.ckpt"));
    flipByte(at("model.ckpt"), bytes.find(floats({ 3, 4 })) + 1);
    const CheckReport report = check(at("model.ckpt"));
    QCOMPARE(report.values, (std::vector{ ValueState::Good, ValueState::Damaged }));
    const Issue *found = find(report.issues, Fault::BlockChecksum);
    QVERIFY(found && found->error.where && found->error.where->begin > 0);
}

void TestCheck::entriesOfV1ThatNobodyLists()
{
    const CheckReport report = check(dataPath("broken/v1-unlisted-data"));
    const Issue *found = find(report.issues, Fault::SliceUnlisted);
    QVERIFY(found);
    QCOMPARE(found->error.key, std::string("b"));
    QVERIFY(!report.isClean() && !report.isDamaged());
}

void TestCheck::gapsAndRest()
{
    BundleBuilder builder;
    builder.add("a", 1, { 1 }, floats({ 1 }));
    builder.data() += std::string(60, '\0');
    builder.add("b", 1, { 1 }, floats({ 2 }));
    builder.data() += "left over";
    builder.write(at("m.ckpt"));
    CheckReport report = check(at("m.ckpt"));
    const Issue *gap = find(report.issues, Fault::ShardGap);
    QVERIFY(gap && gap->severity == Severity::Note);
    QVERIFY(gap->error.where == (ByteRange{ 4, 60 }));
    QVERIFY2(gap->error.detail.find("are zero") != std::string::npos, gap->error.detail.c_str());
    const Issue *rest = find(report.issues, Fault::ShardTrailingBytes);
    QVERIFY(rest && rest->error.expected == 68 && rest->error.actual == 77);
    QVERIFY(!report.isDamaged());

    flipByte(at("m.ckpt.data-00000-of-00001"), 30);
    report = check(at("m.ckpt"));
    gap = find(report.issues, Fault::ShardGap);
    QVERIFY(gap && gap->error.detail.find("Not all") != std::string::npos);
}

void TestCheck::sharedBytes()
{
    BundleBuilder builder;
    const BundleEntry a = builder.add("a", 1, { 2 }, floats({ 1, 2 }));
    builder.entries()["same"] = a.encoded();
    BundleEntry overlap = a;
    overlap.offset = 4;
    overlap.dims = { 1 };
    overlap.size = 4;
    builder.entries()["part"] = overlap.encoded();
    builder.write(at("m.ckpt"));
    const CheckReport report = check(at("m.ckpt"));
    std::map<std::string, Severity> found;
    for (const Issue &issue : report.issues) {
        if (issue.error.fault == Fault::ShardOverlap)
            found[issue.error.key] = issue.severity;
    }
    QCOMPARE(found.size(), std::size_t{ 2 });
    QCOMPARE(found.at("same"), Severity::Note); // equal values stored once
    QCOMPARE(found.at("part"), Severity::Warning);
}

void TestCheck::filesThatBelongToNothing()
{
    BundleBuilder builder;
    builder.add("a", 1, { 1 }, floats({ 1 }));
    builder.write(at("model.ckpt-1"));
    builder.write(at("model.ckpt-10"));
    put("model.ckpt-1.data-00000-of-00002", "abcd");
    put("model.ckpt-1.index.tempstate123", "x");
    put("model.ckpt-10.index.tempstate456", "x"); // of another step
    const CheckReport report = check(at("model.ckpt-1"));
    QCOMPARE(faults(report.issues), (std::multiset<std::string>{ "shard-unused", "unfinished-save" }));
    QVERIFY(find(report.issues, Fault::UnfinishedSave)->error.path.ends_with("model.ckpt-1.index.tempstate123"));
}

void TestCheck::objectGraphs()
{
    const CheckReport garbage = check(dataPath("broken/objects-garbage"));
    QVERIFY(find(garbage.issues, Fault::ObjectGraphDamaged));
    QVERIFY(garbage.isDamaged());
    const CheckReport missing = check(dataPath("broken/objects-missing-key"));
    QCOMPARE(faults(missing.issues).count("object-key-missing"), 2u); // two objects name the key
    QVERIFY(!missing.isDamaged() && !missing.isClean());
    const CheckReport bad = check(dataPath("broken/objects-child-out-of-range"));
    QVERIFY(find(bad.issues, Fault::ObjectReferenceBad));
    QVERIFY(check(dataPath("broken/objects-cycle")).isClean());
}

void TestCheck::savedModelsAgreeWithTheirGraph()
{
    for (const char *model : { "tf-module-savedmodel/model", "keras-savedmodel/keras2", "keras-savedmodel/keras3" }) {
        const auto run = scanRun(dataPath(model));
        QVERIFY(run);
        const auto graph = MetaGraph::read(run->savedModel);
        QVERIFY(graph);
        const CheckReport report = check(dataPath(model), { .graph = graph->get() });
        QVERIFY2(report.issues.empty(), report.issues.empty() ? "" : report.issues[0].error.message().c_str());
    }
}

void TestCheck::health()
{
    BundleBuilder builder;
    builder.add("constant", 1, { 3 }, floats({ 2.5F, 2.5F, 2.5F }));
    builder.add("fine", 1, { 2 }, floats({ 1, 2 }));
    builder.add("nan", 1, { 3 }, floats({ 1, NAN, INFINITY }));
    builder.add("scalar", 1, {}, floats({ 0 }));
    builder.add("zero", 1, { 2 }, floats({ 0, 0 }));
    builder.write(at("m.ckpt"));
    const CheckReport report = check(at("m.ckpt"));
    QVERIFY(report.issues.empty() && report.isClean()); // health is no damage
    std::map<std::string, Fault> found;
    for (const Issue &issue : report.health)
        found[issue.error.key] = issue.error.fault;
    QCOMPARE(found,
        (std::map<std::string, Fault>{ { "constant", Fault::ValuesConstant }, { "nan", Fault::ValuesNonFinite },
            { "zero", Fault::ValuesAllZero } }));
    QVERIFY(report.health[0].error.detail.find("2.5") != std::string::npos);
}

void TestCheck::missingFileIsSaidOnce()
{
    BundleBuilder builder(2);
    for (int i = 0; i < 50; ++i)
        builder.add("v" + std::to_string(i), 1, { 1 }, floats({ float(i) }), i % 2);
    builder.write(at("m.ckpt"));
    QVERIFY(QFile::remove(QString::fromStdString(at("m.ckpt.data-00001-of-00002"))));
    const CheckReport report = check(at("m.ckpt"));
    QCOMPARE(faults(report.issues), std::multiset<std::string>{ "shard-missing" });
    QCOMPARE(report.count(ValueState::Unreadable), std::size_t{ 25 });
    QCOMPARE(report.count(ValueState::Good), std::size_t{ 25 });
    QCOMPARE(report.bytesRead, std::uint64_t{ 100 });
}

void TestCheck::threadsChangeNothing()
{
    BundleBuilder builder(3);
    for (int i = 0; i < 300; ++i)
        builder.add("v" + std::to_string(i), 1, { 1 }, floats({ float(i) }), i % 3);
    builder.write(at("m.ckpt"));
    flipByte(at("m.ckpt.data-00001-of-00003"), 200);
    flipByte(at("m.ckpt.data-00002-of-00003"), 7);
    const CheckReport one = check(at("m.ckpt"), { .threads = 1 });
    QCOMPARE(one.count(ValueState::Damaged), std::size_t{ 2 });
    for (const unsigned threads : { 2U, 4U, 16U }) {
        const CheckReport many = check(at("m.ckpt"), { .threads = threads });
        QCOMPARE(many.values, one.values);
        QCOMPARE(faults(many.issues), faults(one.issues));
        QCOMPARE(many.bytesRead, one.bytesRead);
    }
}

void TestCheck::stops()
{
    BundleBuilder builder;
    builder.add("big", 1, { 16 << 20 }, std::string(64 << 20, 'x'));
    builder.write(at("m.ckpt"));
    const auto opened = openAt(at("m.ckpt"));
    QVERIFY(opened.has_value());
    std::stop_source stop;
    std::uint64_t told = 0;
    const JobControl control(stop.get_token(), [&](std::uint64_t done, std::uint64_t total) {
        told = std::max(told, done);
        QVERIFY(done <= total);
    });
    stop.request_stop();
    const auto report = checkEverything(**opened, {}, control);
    QVERIFY(!report);
    QCOMPARE(report.error().fault, Fault::Cancelled);
    QVERIFY(told < (64 << 20));
}

QTEST_APPLESS_MAIN(TestCheck)
#include "tst_check.moc"
