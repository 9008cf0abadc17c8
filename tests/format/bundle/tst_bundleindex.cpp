// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Indexes of V2 checkpoints: headers, entries, parts, shards, and hostile ones.
#include "format/bundle/bundleindex.h"

#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

class TestBundleIndex : public QObject {
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void readsWhatWasWritten();
    void headers_data();
    void headers();
    void entries_data();
    void entries();
    void duplicateKeyKeepsTheFirst();
    void parts();
    void partsOfALongName();
    void tooManyDimensions();
    void issuesAreBounded();
    void shards();
    void shardNames();
    void lfsPointers();
    void stopsWhenAsked();

private:
    std::string prefix() const { return m_dir->filePath("model.ckpt").toStdString(); }
    Result<CheckpointIndex> written(const BundleBuilder &bundle, TableOptions options = {}) const
    {
        bundle.write(prefix(), std::move(options));
        return readBundleIndex(prefix());
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

const Variable *find(const CheckpointIndex &index, const std::string &key)
{
    for (const Variable &variable : index.variables) {
        if (variable.key == key)
            return &variable;
    }
    return nullptr;
}

std::string faultOf(const Variable &variable)
{
    return variable.error ? name(variable.error->fault) : "none";
}

} // namespace

void TestBundleIndex::readsWhatWasWritten()
{
    BundleBuilder bundle(2);
    bundle.add("b", 1, { 2, 3 }, std::string(24, 'x'), 1);
    bundle.add("a", 3, {}, "abcd");
    bundle.add("empty", 2, { 0, 5 }, "");
    bundle.addStrings("s", { 2 }, { "one", "" });
    bundle.add(std::string("\xFF\xFE", 2), 10, { 1 }, "\1");
    const auto index = written(bundle);
    QVERIFY2(index.has_value(), index ? "" : index.error().message().c_str());
    QCOMPARE(index->variables.size(), 5u);
    QVERIFY(std::is_sorted(
        index->variables.begin(), index->variables.end(), [](const auto &x, const auto &y) { return x.key < y.key; }));
    QVERIFY(index->issues.empty());
    QCOMPARE(index->shardCount, 2);
    QCOMPARE(index->shards.size(), 2u);
    QCOMPARE(index->producer, 1);
    QCOMPARE(index->table.entries, std::uint64_t{ 6 });
    const Variable &b = *find(*index, "b");
    QVERIFY(!b.error && b.dtype == DType::Float32 && b.at->shard == 1 && b.at->size == 24);
    QCOMPARE(b.at->maskedCrc, maskedCrc(std::string(24, 'x')));
    QCOMPARE(find(*index, "a")->shape.rank(), 0u);
    QCOMPARE(find(*index, "empty")->elements(), std::int64_t{ 0 });
}

void TestBundleIndex::headers_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("fault"); // empty: opens
    const auto row = [](const char *name, const Message &header, const char *fault) {
        QTest::newRow(name) << QByteArray::fromStdString(header.str()) << fault;
    };
    row("none", Message(), "");
    row("future producer", Message().number(1, 1).bytes(3, Message().number(1, 99).str()), "");
    row("negative producer", Message().number(1, 1).bytes(3, Message().number(1, -1).str()), "version-too-new");
    row("min consumer 2", Message().number(1, 1).bytes(3, Message().number(1, 1).number(2, 2).str()),
        "version-too-new");
    row("bad consumer 1", Message().number(1, 1).bytes(3, Message().number(1, 1).bytes(3, "\1").str()),
        "version-too-new");
    row("garbage", Message().raw("\xFF\xFF\xFF"), "header-damaged");
    row("V1", Message().bytes(1, "meta"), "header-damaged");
}

void TestBundleIndex::headers()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, fault);
    BundleBuilder bundle;
    bundle.add("a", 1, { 1 }, "abcd");
    bundle.entries()[""] = header.toStdString();
    const auto index = written(bundle);
    QCOMPARE(index ? QString() : QString(name(index.error().fault)), fault);
    if (!index)
        QVERIFY(index.error().path.ends_with("model.ckpt.index"));
}

void TestBundleIndex::entries_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *title, const BundleEntry &entry, const char *fault) {
        QTest::newRow(title) << QByteArray::fromStdString(entry.encoded()) << fault;
    };
    constexpr std::int64_t big = std::int64_t{ 1 } << 62;
    row("good", { 1, { 2 }, 0, 0, 8, 0 }, "none");
    row("type 0", { 0, { 2 }, 0, 0, 8, 0 }, "type-unknown");
    row("type 99", { 99, { 2 }, 0, 0, 8, 0 }, "type-unknown");
    row("reference", { 101, { 2 }, 0, 0, 8, 0 }, "type-unknown");
    row("negative type", { -1, { 2 }, 0, 0, 8, 0 }, "type-unknown");
    row("resource", { 20, { 2 }, 0, 0, 8, 0 }, "type-not-storable");
    row("negative dimension", { 1, { -2 }, 0, 0, 8, 0 }, "shape-invalid");
    row("too many elements", { 1, { big, 4 }, 0, 0, 8, 0 }, "shape-invalid");
    row("too many bytes", { 1, { big }, 0, 0, 8, 0 }, "shape-invalid");
    row("bytes wrap to zero", { 2, { std::int64_t{ 1 } << 61 }, 0, 0, 0, 0 }, "shape-invalid");
    row("too small", { 1, { 2 }, 0, 0, 7, 0 }, "size-mismatch");
    row("too large", { 1, { 2 }, 0, 0, 9, 0 }, "size-mismatch");
    row("negative size", { 1, { 2 }, 0, 0, -8, 0 }, "entry-damaged");
    row("negative offset", { 1, { 2 }, 0, -8, 8, 0 }, "entry-damaged");
    row("behind the end", { 1, { 2 }, 0, 4, 8, 0 }, "tensor-out-of-shard");
    row("offset overflows", { 1, { 2 }, 0, INT64_MAX - 7, 8, 0 }, "tensor-out-of-shard");
    row("shard 1 of 1", { 1, { 2 }, 1, 0, 8, 0 }, "shard-number");
    row("shard -1", { 1, { 2 }, -1, 0, 8, 0 }, "shard-number");
    row("16 TiB", { 1, { std::int64_t{ 1 } << 42 }, 0, 0, std::int64_t{ 1 } << 44, 0 }, "tensor-out-of-shard");
    row("more strings than bytes", { 7, { 9 }, 0, 0, 8, 0 }, "size-mismatch");
    QTest::newRow("garbage") << QByteArray("\xFF\xFF") << "entry-damaged";
    QTest::newRow("empty") << QByteArray() << "type-unknown";
}

void TestBundleIndex::entries()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, fault);
    BundleBuilder bundle;
    bundle.add("good", 1, { 2 }, "abcdefgh");
    bundle.entries()["x"] = entry.toStdString();
    const auto index = written(bundle);
    QVERIFY2(index.has_value(), index ? "" : index.error().message().c_str());
    QCOMPARE(index->variables.size(), 2u);
    QCOMPARE(QString::fromStdString(faultOf(*find(*index, "x"))), fault);
    QCOMPARE(faultOf(*find(*index, "good")), std::string("none"));
    QCOMPARE(index->issues.size(), fault == "none" ? 0u : 1u);
    if (fault != "none") {
        QCOMPARE(find(*index, "x")->error->key, std::string("x"));
        const std::string message = find(*index, "x")->error->message();
        QVERIFY2(message.find("?") == std::string::npos, message.c_str());
    }
    (void)find(*index, "x")->byteSize();
}

void TestBundleIndex::duplicateKeyKeepsTheFirst()
{
    TableBuilder table;
    table.add("", BundleBuilder().entries()[""]);
    table.add("a", BundleEntry{ 1, { 2 }, 0, 0, 8, 0 }.encoded());
    table.add("a", BundleEntry{ 3, { 1 }, 0, 0, 4, 0 }.encoded());
    table.add("b", BundleEntry{ 3, { 1 }, 0, 0, 4, 0 }.encoded());
    table.add("a", BundleEntry{ 4, { 4 }, 0, 0, 4, 0 }.encoded());
    writeFile(prefix() + ".index", table.finish());
    writeFile(prefix() + ".data-00000-of-00001", "abcdefgh");
    const auto index = readBundleIndex(prefix());
    QVERIFY2(index.has_value(), index ? "" : index.error().message().c_str());
    QCOMPARE(index->variables.size(), 2u);
    QCOMPARE(find(*index, "a")->dtype, DType::Float32);
    QVERIFY(std::any_of(index->issues.begin(), index->issues.end(),
        [](const Issue &i) { return i.error.fault == Fault::KeyDuplicate; }));
}

void TestBundleIndex::parts()
{
    const auto bundleOf = [](std::vector<Extent> second, std::vector<std::int64_t> dims) {
        BundleBuilder bundle;
        bundle.addParts("w", 1, { 4, 2 },
            { { { { 0, 2 }, { 0, -1 } }, { 2, 2 }, std::string(16, 'a') },
                { std::move(second), std::move(dims), std::string(16, 'b') } });
        return bundle;
    };
    auto index = written(bundleOf({ { 2, 2 }, { 0, 2 } }, { 2, 2 }));
    QVERIFY(index.has_value() && index->issues.empty());
    QCOMPARE(index->variables.size(), 1u);
    QCOMPARE(index->variables[0].slices.size(), 2u);
    QVERIFY(index->variables[0].isPartitioned() && !index->variables[0].at && !index->variables[0].error);
    QCOMPARE(index->variables[0].slices[1].at->offset, std::uint64_t{ 16 });

    const auto fault = [&](const BundleBuilder &bundle) { return faultOf(*find(*written(bundle), "w")); };
    QCOMPARE(fault(bundleOf({ { 1, 2 }, { 0, 2 } }, { 2, 2 })), std::string("slice-overlap"));
    QCOMPARE(fault(bundleOf({ { 3, 2 }, { 0, 2 } }, { 2, 2 })), std::string("slice-out-of-shape"));
    QCOMPARE(fault(bundleOf({ { 2, 2 } }, { 4 })), std::string("slice-out-of-shape"));
    QCOMPARE(fault(bundleOf({ { 2, 2 }, { 0, 2 } }, { 4 })), std::string("slice-differs"));
    BundleBuilder missing = bundleOf({ { 2, 2 }, { 0, 2 } }, { 2, 2 });
    missing.entries().erase(sliceKey("w", { { 2, 2 }, { 0, 2 } }));
    QCOMPARE(fault(missing), std::string("slice-missing"));
    BundleBuilder unlisted = bundleOf({ { 2, 2 }, { 0, 2 } }, { 2, 2 });
    unlisted.entries().erase("w");
    index = written(unlisted);
    QVERIFY(index.has_value() && index->variables.empty());
    QCOMPARE(index->issues.size(), 1u); // one for the name, not one for each part
    QCOMPARE(index->issues[0].error.fault, Fault::SliceUnlisted);
    QCOMPARE(index->issues[0].error.key, std::string("w"));
}

// Making the key of every part anew would cost the length of the name each time: 100 GB for 1.5 MB of file.
void TestBundleIndex::partsOfALongName()
{
    Message entry;
    entry.number(1, 1).bytes(2, shapeMessage({ 100'000 }));
    for (int i = 0; i < 100'000; ++i)
        entry.bytes(7, sliceMessage({ { i, 1 } }));
    BundleBuilder bundle;
    bundle.entries()[std::string(1 << 20, 'n')] = entry.str();
    QElapsedTimer timer;
    timer.start();
    const auto index = written(bundle);
    QVERIFY(index.has_value());
    QCOMPARE(faultOf(index->variables[0]), std::string("slice-missing"));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestBundleIndex::tooManyDimensions()
{
    BundleBuilder bundle;
    bundle.entries()["x"] = BundleEntry{ 1, std::vector<std::int64_t>(300, 1), 0, 0, 4, 0 }.encoded();
    const auto index = written(bundle);
    QCOMPARE(faultOf(index->variables[0]), std::string("shape-invalid"));
    QVERIFY(index->variables[0].error->detail.find("300 dimensions") != std::string::npos);
}

void TestBundleIndex::issuesAreBounded()
{
    BundleBuilder bundle;
    for (int i = 0; i < 5000; ++i) {
        bundle.entries()["v" + std::to_string(i)] = "\xFF";
        bundle.entries()[sliceKey("s" + std::to_string(i), { { 0, 1 } })] = "";
        bundle.entries()[std::string("\0x", 2) + std::to_string(i)] = "";
    }
    const auto index = written(bundle);
    QVERIFY(index.has_value());
    QCOMPARE(index->variables.size(), 5000u);
    QCOMPARE(index->issues.size(), 2 * Limits().maxIssuesOfOneFault);
}

void TestBundleIndex::shards()
{
    BundleBuilder bundle(3);
    for (int shard = 0; shard < 3; ++shard)
        bundle.add("v" + std::to_string(shard), 1, { 1 }, "abcd", shard);
    bundle.add("empty", 1, { 0 }, "", 1);
    bundle.write(prefix());
    QVERIFY(QFile::remove(QString::fromStdString(BundleBuilder::shardPath(prefix(), 1, 3))));
    QVERIFY(QFile::resize(QString::fromStdString(BundleBuilder::shardPath(prefix(), 2, 3)), 3));
    const auto index = readBundleIndex(prefix());
    QVERIFY(index.has_value());
    QCOMPARE(faultOf(*find(*index, "v0")), std::string("none"));
    QCOMPARE(faultOf(*find(*index, "v1")), std::string("shard-missing"));
    QCOMPARE(faultOf(*find(*index, "v2")), std::string("tensor-out-of-shard"));
    QCOMPARE(faultOf(*find(*index, "empty")), std::string("none")); // nothing to read
    QCOMPARE(index->shards.size(), 3u);
    QVERIFY(!index->shards[1].size);
    QCOMPARE(index->issues.size(), 2u);
    // A header that lies about the number costs only looks at names.
    for (const std::int64_t count : { 0, -1, INT32_MAX }) {
        bundle.setHeader(count);
        const auto lied = written(bundle);
        QVERIFY(lied.has_value());
        QVERIFY(lied->shards.size() <= 64);
        QVERIFY(faultOf(*find(*lied, "v0")) != "none");
    }
}

void TestBundleIndex::shardNames()
{
    QCOMPARE(shardPath("a/m", 3, 8), std::string("a/m.data-00003-of-00008"));
    QCOMPARE(shardPath("m", 123456, 1234567), std::string("m.data-123456-of-1234567"));
}

void TestBundleIndex::lfsPointers()
{
    const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n";
    BundleBuilder bundle;
    bundle.add("w", 1, { 1000 }, std::string(4000, 'x'));
    bundle.write(prefix());
    writeFile(BundleBuilder::shardPath(prefix(), 0, 1), pointer);
    const auto index = readBundleIndex(prefix());
    QCOMPARE(faultOf(index->variables[0]), std::string("git-lfs-pointer"));
    writeFile(prefix() + ".index", pointer);
    QCOMPARE(readBundleIndex(prefix()).error().fault, Fault::GitLfsPointer);
}

void TestBundleIndex::stopsWhenAsked()
{
    BundleBuilder bundle;
    bundle.add("w", 1, { 1 }, "abcd");
    bundle.write(prefix());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(readBundleIndex(prefix(), {}, JobControl(stop.get_token())).error().fault, Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestBundleIndex)
#include "tst_bundleindex.moc"
