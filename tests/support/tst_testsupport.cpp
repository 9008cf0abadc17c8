// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The builders against bytes that TensorFlow wrote: what they call honest must be honest.
#include "tests/support/checkpointbuilder.h"

#include <QtTest>

using namespace ckpt::test;

class TestSupport : public QObject {
    Q_OBJECT
private slots:
    void checksum();
    void sliceKeys_data();
    void sliceKeys();
    void emptyBundleHas101Bytes();
    void bundleEqualsTensorFlows();
    void v1FileEqualsTensorFlows();
    void longEntriesMakeBlocks();
};

namespace {

QByteArray hex(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes).toHex();
}

std::string dataFile(const char *name)
{
    return std::string(CKPT_SOURCE_DIR "/tests/data/") + name;
}

} // namespace

void TestSupport::checksum()
{
    QCOMPARE(plainCrc("123456789"), 0xE3069283u); // RFC 3720, B.4
    QCOMPARE(plainCrc("6789", plainCrc("12345")), 0xE3069283u);
    QCOMPARE(maskedCrc(""), 0xA282EAD8u);
}

void TestSupport::sliceKeys_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QList<qint64>>("extents"); // start, length, start, length, …
    QTest::addColumn<QByteArray>("key");
    using L = QList<qint64>;
    QTest::newRow("rows 0-1") << QByteArray("w") << L{ 0, 2, 0, 3 }
                              << QByteArray("0077000101028082"
                                            "8083");
    QTest::newRow("rows 2-3") << QByteArray("w") << L{ 2, 2, 0, 3 }
                              << QByteArray("0077000101028282"
                                            "8083");
    QTest::newRow("full") << QByteArray("w") << L{ 0, -1, 0, -1 } << QByteArray("007700010102807f807f");
    QTest::newRow("large") << QByteArray("emb") << L{ 100000, 50000, 0, -1 }
                           << QByteArray("00656d6200010102e186a0e0c350807f");
    QTest::newRow("scalar") << QByteArray("s") << L{} << QByteArray("0073000100");
    QTest::newRow("borders") << QByteArray("s") << L{ 63, 64, 8191, 8192 }
                             << QByteArray("007300010102bfc040dfffe02000");
    QTest::newRow("negative") << QByteArray("s") << L{ -64, -65, -2048, 1000 }
                              << QByteArray("00730001010240"
                                            "3fbf3800c3e8");
    QTest::newRow("huge") << QByteArray("s") << L{ qint64(1) << 62, 0x7FFFFFFFFFFFFFFF }
                          << QByteArray("007300010101ffc04000000000000000ffc07fffffffffffffff");
}

void TestSupport::sliceKeys()
{
    QFETCH(QByteArray, name);
    QFETCH(QList<qint64>, extents);
    QFETCH(QByteArray, key);
    std::vector<Extent> slice;
    for (qsizetype i = 0; i + 1 < extents.size(); i += 2)
        slice.push_back({ extents[i], extents[i + 1] });
    QCOMPARE(hex(sliceKey(name.toStdString(), slice)), key);
}

void TestSupport::emptyBundleHas101Bytes()
{
    QCOMPARE(BundleBuilder().index().size(), 101u);
}

void TestSupport::bundleEqualsTensorFlows()
{
    const std::string wanted = readFile(dataFile("seed-example-v2/save/model.ckpt.index"));
    const std::string data = readFile(dataFile("seed-example-v2/save/model.ckpt.data-00000-of-00001"));
    BundleBuilder bundle;
    bundle.add("v1", 1, { 1, 2 }, std::string_view(data).substr(0, 8));
    bundle.add("v2", 1, { 2, 3 }, std::string_view(data).substr(8));
    QCOMPARE(hex(bundle.index()), hex(wanted));
    QCOMPARE(hex(bundle.data()), hex(data));
}

void TestSupport::v1FileEqualsTensorFlows()
{
    const std::string data =
        readFile(dataFile("seed-example-v2/save/model.ckpt.data-00000-of-00001")); // the same values
    std::vector<float> values(data.size() / sizeof(float));
    memcpy(values.data(), data.data(), data.size());
    SlicesBuilder file;
    file.add("v1", 1, { 1, 2 }, SlicesBuilder::floatValues({ values.begin(), values.begin() + 2 }));
    file.add("v2", 1, { 2, 3 }, SlicesBuilder::floatValues({ values.begin() + 2, values.end() }));
    QCOMPARE(hex(file.table()), hex(readFile(dataFile("seed-example-v1/save/model.ckpt"))));
}

void TestSupport::longEntriesMakeBlocks()
{
    TableBuilder table;
    table.add("a", "x");
    table.add("b", std::string(600'000, 'y')); // over twice the block size: the block before is closed first
    table.add("c", "z");
    table.finish();
    QCOMPARE(table.blocks(), 3u);
}

QTEST_APPLESS_MAIN(TestSupport)
#include "tst_testsupport.moc"
