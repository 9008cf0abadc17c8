// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Values of arrays, whole and in part, from every layout. What NumPy says of whole ones is compared in tst_values.
#include "format/checkpoint/valuescan.h"
#include "tests/format/checkpoint/runfolder.h"
#include "tests/support/zipbuilder.h"

#include <QtTest>
#include <fstream>
#include <random>
#include <thread>

using namespace ckpt;
using namespace ckpt::test;

class TestArrayValues : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void partsAreThoseOfTheWhole_data();
    void partsAreThoseOfTheWhole();
    void blocksAreThoseOfTheWhole_data() { partsAreThoseOfTheWhole_data(); }
    void blocksAreThoseOfTheWhole();
    void aRowReadsOnlyItsBytes_data();
    void aRowReadsOnlyItsBytes();
    void largeColumnMajor_data();
    void largeColumnMajor();
    void statisticsOfDamagedMembersAreStillShown();
    void charactersThatDoNotExist();
    void emptyShapesOfHugeAxes_data();
    void emptyShapesOfHugeAxes();
    void fileCutAfterOpening();
    void fileWrittenAnewAfterOpening();
    void manyThreadsOneArchive();
    void stopsSoon();

private:
    std::shared_ptr<const Checkpoint> open(const QString &name)
    {
        auto opened = openAt(at(name));
        return opened ? *opened : nullptr;
    }
};

namespace {

// Everything that this program has read so far, as the system counts it.
std::uint64_t bytesRead()
{
    std::ifstream counters("/proc/self/io");
    std::string label;
    std::uint64_t count = 0;
    counters >> label >> count;
    return label == "rchar:" ? count : 0;
}

// A part of values in memory, element by element.
TensorData slowly(const TensorData &whole, const Selection &selection)
{
    TensorData part{ whole.dtype, selection.resultShape(), {}, {} };
    const std::size_t size = elementSize(whole.dtype);
    std::vector<std::int64_t> at(selection.axes.size(), 0);
    for (std::int64_t i = 0; i < selection.elements(); ++i) {
        std::int64_t from = 0, rest = i;
        for (std::size_t axis = at.size(); axis-- > 0;) {
            at[axis] = rest % selection.axes[axis].count;
            rest /= selection.axes[axis].count;
        }
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            from = from * whole.shape.dim(axis) + selection.axes[axis].start + at[axis] * selection.axes[axis].step;
        if (size > 0)
            part.bytes += whole.bytes.substr(static_cast<std::size_t>(from) * size, size);
        else
            part.strings.push_back(whole.strings[static_cast<std::size_t>(from)]);
    }
    return part;
}

Selection anySelection(const TensorShape &shape, std::mt19937 &random)
{
    Selection selection;
    for (const std::int64_t dim : shape.dims()) {
        const auto any = [&](std::int64_t low, std::int64_t high) {
            return std::uniform_int_distribution<std::int64_t>(low, high)(random);
        };
        AxisRange range;
        range.start = any(0, dim - 1);
        range.step = any(0, 1) ? any(1, 3) : -any(1, 3);
        const std::int64_t most = (range.step > 0 ? dim - 1 - range.start : range.start) / std::abs(range.step) + 1;
        range.count = any(1, most);
        selection.axes.push_back(range);
    }
    return selection;
}

// Counts upwards, so that each element tells its place.
std::string counting(std::uint32_t elements)
{
    std::string bytes(std::size_t{ elements } * 4, '\0');
    for (std::uint32_t i = 0; i < elements; ++i)
        std::memcpy(bytes.data() + std::size_t{ i } * 4, &i, 4);
    return bytes;
}

} // namespace

void TestArrayValues::partsAreThoseOfTheWhole_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : { "stored-600.npz", "compressed.npz", "small.npz", "plain.npy", "columns.npy",
             "swapped.npy", "texts.npy", "model-100.safetensors" })
        QTest::newRow(file) << QString(file);
}

void TestArrayValues::partsAreThoseOfTheWhole()
{
    QFETCH(QString, file);
    const auto opened = openAt(dataPath("arrays/" + file.toStdString()));
    QVERIFY(opened.has_value());
    const Checkpoint &checkpoint = **opened;
    std::mt19937 random(7);
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const Variable &variable = checkpoint.variable(id);
        const auto whole = readVariable(checkpoint, id);
        QVERIFY2(whole.has_value(), variable.key.c_str());
        for (int times = 0; times < 40 && variable.elements() > 0; ++times) {
            const Selection selection = anySelection(variable.shape, random);
            const auto part = readSelection(checkpoint, id, selection);
            QVERIFY2(part.has_value(), part ? "" : messageOf(part.error()).c_str());
            const TensorData expected = slowly(*whole, selection);
            QVERIFY2(part->bytes == expected.bytes && part->strings == expected.strings, variable.key.c_str());
            QCOMPARE(part->shape, expected.shape);
        }
    }
}

void TestArrayValues::blocksAreThoseOfTheWhole()
{
    QFETCH(QString, file);
    const auto opened = openAt(dataPath("arrays/" + file.toStdString()));
    QVERIFY(opened.has_value());
    for (std::size_t i = 0; i < (*opened)->variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        if (!isFixedSize((*opened)->variable(id).dtype))
            continue;
        std::string visited;
        const auto add = [&](std::string_view block) {
            visited += block;
            return true;
        };
        QVERIFY(visitValues(**opened, id, add).has_value());
        QCOMPARE(visited, readVariable(**opened, id)->bytes);
    }
}

void TestArrayValues::aRowReadsOnlyItsBytes_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const std::string header = npyArray("<f4", "(1024, 32000)", "");
    QTest::newRow("npy") << "large.npy" << QByteArray::fromStdString(header) << QByteArray();
    QTest::newRow("safetensors")
        << "large.safetensors"
        << QByteArray::fromStdString(
               safetensors(R"({"large":{"dtype":"F32","shape":[1024,32000],"data_offsets":[0,131072000]}})", ""))
        << QByteArray();
    // Of an archive, what comes before and after the zeros; the checksum is wrong, but a part has none.
    const std::uint32_t size = static_cast<std::uint32_t>(header.size()) + 131'072'000;
    ZipMember member{ .name = "large.npy", .content = header };
    member.size = member.packedSize = size;
    const std::string archive = zipArchive({ member });
    const std::size_t local = archive.find(header) + header.size();
    std::string end = archive.substr(local);
    const std::uint32_t directory = static_cast<std::uint32_t>(local) + 131'072'000;
    std::memcpy(end.data() + end.size() - 6, &directory, 4);
    QTest::newRow("npz") << "large.npz" << QByteArray::fromStdString(archive.substr(0, local))
                         << QByteArray::fromStdString(end);
}

void TestArrayValues::aRowReadsOnlyItsBytes()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    constexpr qint64 kElements = 131'072'000; // bytes, and a file with a hole of so many
    put(file, before.toStdString());
    QVERIFY(QFile::resize(m_dir->filePath(file), before.size() + kElements));
    const std::uint32_t mark = 0x3FC00000; // 1.5 at [700, 5]
    QFile handle(m_dir->filePath(file));
    QVERIFY(handle.open(QFile::ReadWrite) && handle.seek(handle.size()) && handle.write(after) == after.size());
    QVERIFY(handle.seek(before.size() + (700 * 32000 + 5) * 4)
        && handle.write(reinterpret_cast<const char *>(&mark), 4) == 4);
    handle.close();

    const std::uint64_t atFirst = bytesRead();
    QVERIFY(atFirst > 0);
    const auto checkpoint = open(file);
    QVERIFY(checkpoint && !checkpoint->variables()[0].error);
    const auto selection = parseSelection("[700]", checkpoint->variables()[0].shape);
    const std::uint64_t opened = bytesRead();
    const auto row = readSelection(*checkpoint, VariableId{ 0 }, *selection);
    const std::uint64_t read = bytesRead();
    QVERIFY(row.has_value());
    QCOMPARE(toDouble(*row, 5), 1.5);
    QVERIFY2(opened - atFirst < 200'000, qPrintable(QString::number(opened - atFirst)));
    QVERIFY2(read - opened < 32000 * 4 + 1000, qPrintable(QString::number(read - opened)));
}

void TestArrayValues::largeColumnMajor_data()
{
    QTest::addColumn<bool>("deflated");
    QTest::newRow("stored") << false;
    QTest::newRow("deflated") << true;
}

// More than one band of rows, with rows that do not fill a band.
void TestArrayValues::largeColumnMajor()
{
    QFETCH(bool, deflated);
    constexpr std::uint32_t kRows = 3001, kColumns = 1003;
    const std::string array = npyArray("<i4", "(3001, 1003)", counting(kRows * kColumns), true);
    put("a.npz", zipArchive({ { .name = "a.npy", .content = array, .deflated = deflated } }));
    const auto checkpoint = open("a.npz");
    QVERIFY(checkpoint && !checkpoint->variables()[0].error);
    std::uint32_t next = 0;
    bool right = true;
    const auto look = [&](std::string_view block) {
        for (std::size_t at = 0; at < block.size(); at += 4, ++next) {
            std::uint32_t value = 0;
            std::memcpy(&value, block.data() + at, 4);
            right = right && value == next / kColumns + next % kColumns * kRows;
        }
        return right && block.size() <= 1 << 20;
    };
    QVERIFY(visitValues(*checkpoint, VariableId{ 0 }, look).has_value());
    QCOMPARE(next, kRows * kColumns);
    const auto some =
        readSelection(*checkpoint, VariableId{ 0 }, *parseSelection("[3000, ::-1]", checkpoint->variables()[0].shape));
    QVERIFY(some.has_value());
    QCOMPARE(toInt64(*some, 0), 3000 + 1002 * 3001);
    QCOMPARE(toInt64(*some, 1002), 3000);
    QCOMPARE(verify(*checkpoint, VariableId{ 0 }).state, ChecksumState::Good);
}

void TestArrayValues::statisticsOfDamagedMembersAreStillShown()
{
    const std::string values = counting(100);
    for (const bool columns : { false, true }) {
        for (const bool deflated : { false, true }) {
            ZipMember member{ .name = "a.npy", .content = npyArray("<i4", "(10, 10)", values, columns) };
            member.deflated = deflated;
            member.crc = 0x12345678;
            put("a.npz", zipArchive({ member }));
            const auto checkpoint = open("a.npz");
            QVERIFY(checkpoint != nullptr);
            const VariableId id{ 0 };
            QCOMPARE(verify(*checkpoint, id).state, ChecksumState::Wrong);
            const auto refused = readVariable(*checkpoint, id);
            QVERIFY(!refused && refused.error().fault == Fault::TensorChecksum);
            QCOMPARE(*refused.error().expected, std::int64_t{ 0x12345678 });
            QCOMPARE(refused.error().key, std::string("a"));
            QVERIFY(!sha256(*checkpoint, id).has_value() && !statistics(*checkpoint, id).has_value());
            const auto scan = scanValues(*checkpoint, id, ScanWhat::ChecksumsAndStatistics);
            QVERIFY(scan.has_value() && scan->damage.size() == 1 && scan->statistics);
            QCOMPARE(*scan->statistics->max, 99.0);
            QVERIFY(readSelection(*checkpoint, id, Selection::whole(checkpoint->variables()[0].shape)).has_value());
        }
    }
}

void TestArrayValues::charactersThatDoNotExist()
{
    const std::string good("a\0\0\0\0\0\0\0", 8), bad("a\0\0\0\0\0\x11\0", 8), half("\0\xD8\0\0\0\0\0\0", 8);
    put("a.npy", npyArray("<U2", "(1,)", bad));
    auto checkpoint = open("a.npy");
    auto read = readVariable(*checkpoint, VariableId{ 0 });
    QVERIFY(!read && read.error().fault == Fault::StringsDamaged && read.error().key == "a");
    put("a.npy", npyArray("<U2", "(2,)", good + half));
    checkpoint = open("a.npy");
    read = readVariable(*checkpoint, VariableId{ 0 });
    QVERIFY(read.has_value());
    QCOMPARE(read->strings, (std::vector<std::string>{ "a", "\xED\xA0\x80" }));
}

void TestArrayValues::emptyShapesOfHugeAxes_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<bool>("columnMajor");
    QTest::addRow("zero last to multiply") << QByteArray("(0, 8888888888888888001, 25)") << false;
    QTest::addRow("zero first to multiply") << QByteArray("(25, 8888888888888888001, 0)") << false;
    QTest::addRow("column-major") << QByteArray("(25, 8888888888888888001, 0)") << true;
    QTest::addRow("column-major, zero first") << QByteArray("(0, 8888888888888888001, 25)") << true;
}

// Found by fuzzing: the distances of the axes overflowed although there is no element.
void TestArrayValues::emptyShapesOfHugeAxes()
{
    QFETCH(QByteArray, shape);
    QFETCH(bool, columnMajor);
    std::string file = npyArray("<f4", shape.toStdString(), {});
    if (columnMajor)
        file.replace(file.find("False"), 5, "True ");
    put("empty.npy", file);
    const auto checkpoint = open("empty.npy");
    QVERIFY(checkpoint);
    const Variable &variable = checkpoint->variable(VariableId{ 0 });
    const auto values = readVariable(*checkpoint, VariableId{ 0 });
    QCOMPARE(values.has_value(), !variable.error);
    if (values)
        QCOMPARE(values->bytes.size(), std::size_t{ 0 });
    else // the product does not fit before the zero comes
        QCOMPARE(variable.error->fault, values.error().fault);
}

void TestArrayValues::fileCutAfterOpening()
{
    const std::string values = counting(1000);
    put("a.npy", npyArray("<i4", "(1000,)", values));
    put("a.safetensors", safetensors(R"({"a":{"dtype":"I32","shape":[1000],"data_offsets":[0,4000]}})", values));
    put("a.npz", zipArchive({ { "a.npy", npyArray("<i4", "(1000,)", values) } }));
    put("b.npz", zipArchive({ { .name = "a.npy", .content = npyArray("<i4", "(1000,)", values), .deflated = true } }));
    for (const char *file : { "a.npy", "a.safetensors", "a.npz", "b.npz" }) {
        const auto checkpoint = open(file);
        QVERIFY2(checkpoint && readVariable(*checkpoint, VariableId{ 0 }).has_value(), file);
        QVERIFY(QFile::resize(m_dir->filePath(file), 500));
        QVERIFY2(!readVariable(*checkpoint, VariableId{ 0 }).has_value(), file);
        QVERIFY2(!statistics(*checkpoint, VariableId{ 0 }).has_value(), file);
        QVERIFY2(!readSelection(*checkpoint, VariableId{ 0 }, { { { 900, 5, 1, false } } }).has_value(), file);
    }
}

void TestArrayValues::fileWrittenAnewAfterOpening()
{
    put("a.npy", npyArray("<i4", "(1000,)", counting(1000)));
    const auto checkpoint = open("a.npy");
    QVERIFY(checkpoint != nullptr);
    put("a.npy", npyArray("<i8", "(2, 1000)", counting(4000)));
    const auto read = readSelection(*checkpoint, VariableId{ 0 }, { { { 900, 5, 1, false } } });
    QVERIFY(!read && read.error().fault == Fault::ReadFailed);
}

void TestArrayValues::manyThreadsOneArchive()
{
    const auto opened = openAt(dataPath("arrays/compressed.npz"));
    QVERIFY(opened.has_value());
    const Checkpoint &checkpoint = **opened;
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i)
        expected.push_back(sha256(checkpoint, static_cast<VariableId>(i)).value_or("?"));
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    const std::size_t at = (i + thread * 7) % expected.size();
                    wrong += sha256(checkpoint, static_cast<VariableId>(at)).value_or("") != expected[at];
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

void TestArrayValues::stopsSoon()
{
    const std::string array = npyArray("<i4", "(2000, 1000)", counting(2'000'000), true);
    put("a.npz", zipArchive({ { .name = "a.npy", .content = array, .deflated = true } }));
    put("a.npy", array);
    for (const char *file : { "a.npz", "a.npy" }) {
        const auto checkpoint = open(file);
        QVERIFY(checkpoint != nullptr);
        std::stop_source stop;
        stop.request_stop();
        const JobControl control(stop.get_token());
        const TensorShape &shape = checkpoint->variables()[0].shape;
        for (const auto &result : { readVariable(*checkpoint, VariableId{ 0 }, control),
                 readSelection(*checkpoint, VariableId{ 0 }, *parseSelection("[:, ::-1]", shape), control) })
            QVERIFY2(!result && result.error().fault == Fault::Cancelled, file);
        const auto scan = scanValues(*checkpoint, VariableId{ 0 }, ScanWhat::Checksums, control);
        QVERIFY(!scan && scan.error().fault == Fault::Cancelled);
        const auto opened = Checkpoint::open(checkpoint->ref(), {}, control);
        QVERIFY(!opened && opened.error().fault == Fault::Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestArrayValues)
#include "tst_arrayvalues.moc"
