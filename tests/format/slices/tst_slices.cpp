// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// V1 files: tables of contents, values of every field, and hostile ones.
#include "format/slices/slicesindex.h"
#include "format/slices/slicesvalues.h"

#include "format/bundle/orderedcode.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/resource.h>

using namespace ckpt;
using namespace ckpt::test;

class TestSlices : public QObject {
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void readsWhatWasWritten();
    void severalFiles();
    void contentsThatLie();
    void versions();
    void longNamesWithManyParts();
    void values_data();
    void values();
    void valuesThatDoNotFit();
    void missingValues();
    void stopsWhenAsked();

private:
    std::string path(const char *name = "model.ckpt") const { return m_dir->filePath(name).toStdString(); }
    Result<CheckpointIndex> written(const SlicesBuilder &file) const
    {
        file.write(path());
        return readSlicesIndex(std::array{ path() });
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

std::string faultOf(const Variable &variable)
{
    return variable.error ? name(variable.error->fault) : "none";
}

TensorSlice whole(std::size_t rank)
{
    return { std::vector<TensorSlice::Extent>(rank) };
}

} // namespace

void TestSlices::readsWhatWasWritten()
{
    SlicesBuilder file;
    file.add("a", 1, { 2 }, SlicesBuilder::floatValues({ 1.5f, -2 }));
    file.add(std::string("\xFF\0", 2), 7, {}, SlicesBuilder::stringValues({ "text" }));
    file.addParts("p", 2, { 4 },
        { { { { 0, 1 } }, SlicesBuilder::doubleValues({ 1 }) },
            { { { 1, 3 } }, SlicesBuilder::doubleValues({ 2, 3, 4 }) } });
    const auto index = written(file);
    QVERIFY2(index.has_value(), index ? "" : index.error().message().c_str());
    QVERIFY(index->issues.empty());
    QCOMPARE(index->variables.size(), 3u);
    QCOMPARE(index->producer, 1);
    QCOMPARE(index->shardCount, 1);
    QVERIFY(!index->variables[0].isPartitioned() && index->variables[1].isPartitioned());
    for (const Variable &variable : index->variables)
        QVERIFY(!variable.error && !variable.slices.empty());
    const auto a =
        readSliceValues(path(), encodeSliceKey("a", whole(1)), DType::Float32, index->variables[0].shape, "a", {});
    QVERIFY(a.has_value());
    QCOMPARE(toDouble(*a, 0), 1.5);
    QCOMPARE(toDouble(*a, 1), -2.0);
}

void TestSlices::severalFiles()
{
    SlicesBuilder first, second;
    first.addParts("p", 1, { 2 }, { { { { 0, 1 } }, SlicesBuilder::floatValues({ 1 }) } });
    second.addParts("p", 1, { 2 }, { { { { 1, 1 } }, SlicesBuilder::floatValues({ 2 }) } });
    second.add("q", 1, {}, SlicesBuilder::floatValues({ 2 }));
    first.write(path("m-00000-of-00002"));
    second.write(path("m-00001-of-00002"));
    const std::vector<std::string> files{ path("m-00000-of-00002"), path("m-00001-of-00002") };
    auto index = readSlicesIndex(files);
    QVERIFY(index.has_value() && index->issues.empty());
    QCOMPARE(index->variables.size(), 2u);
    QCOMPARE(index->variables[0].slices[1].v1File, 1u);
    // Without the second file the part is missing, and the rest stays.
    writeFile(files[1], "damaged");
    index = readSlicesIndex(files);
    QVERIFY(index.has_value());
    QCOMPARE(index->variables.size(), 1u);
    QCOMPARE(faultOf(index->variables[0]), std::string("slice-missing"));
    QCOMPARE(index->issues.size(), 2u);
    writeFile(files[0], "damaged");
    QCOMPARE(readSlicesIndex(files).error().fault, Fault::TableTooShort);
    // Another type or shape in another file.
    first.write(files[0]);
    SlicesBuilder other;
    other.addParts("p", 2, { 2 }, { { { { 1, 1 } }, SlicesBuilder::doubleValues({ 2 }) } });
    other.write(files[1]);
    index = readSlicesIndex(files);
    QVERIFY(std::any_of(index->issues.begin(), index->issues.end(),
        [](const Issue &i) { return i.error.fault == Fault::TensorListedTwice && i.severity == Severity::Error; }));
}

void TestSlices::contentsThatLie()
{
    const auto fault = [&](const std::string &line) {
        SlicesBuilder file;
        file.contents().push_back(line);
        const auto index = written(file);
        return index ? faultOf(index->variables.at(0)) : std::string(name(index.error().fault));
    };
    const auto line = [](std::int64_t type, const std::vector<std::int64_t> &dims, const std::vector<Extent> &slice) {
        return Message().bytes(1, "w").bytes(2, shapeMessage(dims)).number(3, type).bytes(4, sliceMessage(slice)).str();
    };
    QCOMPARE(fault(line(1, { 2 }, { {} })), std::string("none"));
    QCOMPARE(fault(line(99, { 2 }, { {} })), std::string("type-unknown"));
    QCOMPARE(fault(line(14, { 2 }, { {} })), std::string("type-not-storable"));
    QCOMPARE(fault(line(29, { 2 }, { {} })), std::string("type-not-storable"));
    QCOMPARE(fault(line(1, { -2 }, { {} })), std::string("shape-invalid"));
    QCOMPARE(fault(line(1, { 2, 3 }, { {} })), std::string("slice-out-of-shape"));
    QCOMPARE(fault(line(1, { 2 }, { { 0, 1 } })), std::string("slice-missing"));
    QCOMPARE(
        fault(Message().bytes(1, "w").bytes(2, shapeMessage({ 2 })).number(3, 1).str()), std::string("slice-missing"));
    QCOMPARE(fault("\xFF\xFF"), std::string("header-damaged"));
    // A name that stands ten thousand times.
    SlicesBuilder file;
    for (int i = 0; i < 10'000; ++i)
        file.contents().push_back(line(1, { 2 }, { {} }));
    const auto index = written(file);
    QCOMPARE(index->variables.size(), 1u);
    QCOMPARE(index->issues.size(), Limits().maxIssuesOfOneFault);
    // Not a V1 file at all.
    writeFile(path(), BundleBuilder().index());
    QCOMPARE(readSlicesIndex(std::array{ path() }).error().fault, Fault::HeaderDamaged);
    TableBuilder table;
    table.add("a", "b");
    writeFile(path(), table.finish());
    QCOMPARE(readSlicesIndex(std::array{ path() }).error().fault, Fault::HeaderMissing);
    writeFile(path(), TableBuilder().finish());
    QCOMPARE(readSlicesIndex(std::array{ path() }).error().fault, Fault::HeaderMissing);
}

void TestSlices::versions()
{
    for (const auto &[versions, opens] :
        { std::pair{ Message().number(1, 99), true }, { Message().number(1, -1), false },
            { Message().number(1, 1).number(2, 2), false }, { Message().number(1, 1).bytes(3, "\1"), false } }) {
        TableBuilder table;
        table.add("", Message().bytes(1, Message().bytes(2, versions.str()).str()).str());
        writeFile(path(), table.finish());
        const auto index = readSlicesIndex(std::array{ path() });
        QCOMPARE(index.has_value(), opens);
        if (!opens)
            QCOMPARE(index.error().fault, Fault::VersionTooNew);
    }
}

// The key of every part holds the name: kept in memory, a file of 1.5 MB could make 100 GB of them; this one 1.3 GB.
void TestSlices::longNamesWithManyParts()
{
    Message line;
    line.bytes(1, std::string(1 << 16, 'n')).bytes(2, shapeMessage({ 20'000 })).number(3, 1);
    for (int i = 0; i < 20'000; ++i)
        line.bytes(4, sliceMessage({ { i, 1 } }));
    SlicesBuilder file;
    file.contents().push_back(line.str());
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    const auto index = written(file);
    ::getrusage(RUSAGE_SELF, &after);
    QVERIFY2(
        after.ru_maxrss - before.ru_maxrss < 300'000, qPrintable(QString::number(after.ru_maxrss - before.ru_maxrss)));
    QVERIFY(index.has_value());
    QCOMPARE(index->variables[0].slices.size(), 20'000u);
    QCOMPARE(faultOf(index->variables[0]), std::string("none"));
}

void TestSlices::values_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("proto");
    QTest::addColumn<QString>("text"); // of both elements
    const auto row = [](const char *name, DType type, const std::string &proto, const char *text) {
        QTest::newRow(name) << static_cast<int>(type) << QByteArray::fromStdString(proto) << text;
    };
    row("float32", DType::Float32, SlicesBuilder::floatValues({ 0.1f, -0.0f }), "0.1 -0");
    row("float64", DType::Float64, SlicesBuilder::doubleValues({ 0.1, 1e300 }), "0.1 1e+300");
    row("int32", DType::Int32, SlicesBuilder::intValues({ INT32_MIN, 7 }), "-2147483648 7");
    row("uint8", DType::UInt8, SlicesBuilder::intValues({ 255, 0 }), "255 0");
    row("int8", DType::Int8, SlicesBuilder::intValues({ -128, 127 }), "-128 127");
    row("uint16", DType::UInt16, SlicesBuilder::intValues({ 65535, 0 }), "65535 0");
    row("int16", DType::Int16, SlicesBuilder::intValues({ -32768, 1 }), "-32768 1");
    row("qint8", DType::QInt8, SlicesBuilder::intValues({ -1, 1 }), "-1 1");
    row("quint8", DType::QUInt8, SlicesBuilder::intValues({ 200, 1 }), "200 1");
    row("qint32", DType::QInt32, SlicesBuilder::intValues({ -5, 1 }), "-5 1");
    row("int64", DType::Int64, SlicesBuilder::intValues({ INT64_MIN, INT64_MAX }, 10),
        "-9223372036854775808 9223372036854775807");
    row("uint64", DType::UInt64, SlicesBuilder::intValues({ -1, 0 }, 17), "18446744073709551615 0");
    row("uint32", DType::UInt32, SlicesBuilder::intValues({ 0xFFFFFFFF, 0 }, 16), "4294967295 0");
    row("bool", DType::Bool, SlicesBuilder::intValues({ 1, 0 }, 11), "True False");
    row("float16", DType::Float16, SlicesBuilder::intValues({ 0x3C00, 0xC000 }, 13), "1 -2");
    row("string", DType::String, SlicesBuilder::stringValues({ "a", "" }), "\"a\" \"\"");
    row("not packed", DType::Int32, Message().number(7, 3).number(7, -4).str(), "3 -4");
}

void TestSlices::values()
{
    QFETCH(int, type);
    QFETCH(QByteArray, proto);
    QFETCH(QString, text);
    SlicesBuilder file;
    file.add("w", type, { 2 }, proto.toStdString());
    file.write(path());
    const auto data = readSliceValues(path(), encodeSliceKey("w", whole(1)), static_cast<DType>(type),
        *TensorShape::make(std::array<std::int64_t, 1>{ 2 }), "w", {});
    QVERIFY2(data.has_value(), data ? "" : data.error().message().c_str());
    QCOMPARE(elementText(*data, 0, NumberFormat::Exact) + " " + elementText(*data, 1, NumberFormat::Exact),
        text.toStdString());
}

void TestSlices::valuesThatDoNotFit()
{
    const auto fault = [&](DType type, const std::string &proto) {
        SlicesBuilder file;
        file.add("w", static_cast<std::int64_t>(type), { 2 }, proto);
        file.write(path());
        const auto data = readSliceValues(
            path(), encodeSliceKey("w", whole(1)), type, *TensorShape::make(std::array<std::int64_t, 1>{ 2 }), "w", {});
        return data ? std::string("none") : std::string(name(data.error().fault));
    };
    QCOMPARE(fault(DType::Float32, SlicesBuilder::floatValues({ 1 })), std::string("value-count"));
    QCOMPARE(fault(DType::Float32, SlicesBuilder::floatValues({ 1, 2, 3 })), std::string("value-count"));
    QCOMPARE(fault(DType::Float32, SlicesBuilder::doubleValues({ 1, 2 })), std::string("value-count"));
    QCOMPARE(fault(DType::UInt8, SlicesBuilder::intValues({ 256, 0 })), std::string("entry-damaged"));
    QCOMPARE(fault(DType::Int8, SlicesBuilder::intValues({ 128, 0 })), std::string("entry-damaged"));
    QCOMPARE(fault(DType::UInt16, SlicesBuilder::intValues({ -1, 0 })), std::string("entry-damaged"));
    QCOMPARE(fault(DType::Complex64, Message().bytes(9, std::string(12, '\0')).str()), std::string("value-count"));
    QCOMPARE(fault(DType::Complex64, Message().bytes(9, std::string(16, '\0')).str()), std::string("none"));
    QCOMPARE(fault(DType::Variant, SlicesBuilder::intValues({ 1, 2 })), std::string("value-count"));
}

void TestSlices::missingValues()
{
    SlicesBuilder file;
    file.add("w", 1, { 1 }, SlicesBuilder::floatValues({ 1 }));
    file.entries().clear();
    file.write(path());
    const auto data = readSliceValues(path(), encodeSliceKey("w", whole(1)), DType::Float32,
        *TensorShape::make(std::array<std::int64_t, 1>{ 1 }), "w", {});
    QCOMPARE(data.error().fault, Fault::SliceMissing);
    QCOMPARE(data.error().key, std::string("w"));
}

void TestSlices::stopsWhenAsked()
{
    SlicesBuilder file;
    file.write(path());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(readSlicesIndex(std::array{ path() }, {}, JobControl(stop.get_token())).error().fault, Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestSlices)
#include "tst_slices.moc"
