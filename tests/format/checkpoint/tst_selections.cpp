// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// parseSelection(), gather() and readSelection() against a model that takes every element by itself.
#include "fixtures.h"

#include "format/checkpoint/selectionruns.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fcntl.h>
#include <fstream>
#include <random>

using namespace ckpt;
using namespace ckpt::test;

class TestSelections : public QObject {
    Q_OBJECT
private slots:
    void pythonsSlices();
    void wrongSlices_data();
    void wrongSlices();
    void gatherAgainstModel();
    void hugeAxesBesideAnEmptyOne();
    void readAgainstWhole_data();
    void readAgainstWhole();
    void ranges();
    void smallSelectionReadsOnlyItsBytes();
    void wrongSelectionsAreRefused();
    void stepsThatLeadNowhere();
};

namespace {

std::mt19937 g_random(20261123);

std::int64_t pick(std::int64_t low, std::int64_t high)
{
    return std::uniform_int_distribution<std::int64_t>(low, high)(g_random);
}

// The indices that Python's slice takes of range(size), found by walking.
std::vector<std::int64_t> walk(
    std::optional<std::int64_t> start, std::optional<std::int64_t> stop, std::int64_t step, std::int64_t size)
{
    std::vector<std::int64_t> taken;
    const auto wrapped = [&](std::int64_t at) { return at < 0 ? at + size : at; };
    if (step > 0) {
        for (std::int64_t i = start ? std::max<std::int64_t>(wrapped(*start), 0) : 0;
             i < size && (!stop || i < wrapped(*stop)); i += step)
            taken.push_back(i);
    } else {
        for (std::int64_t i = start ? std::min(wrapped(*start), size - 1) : size - 1;
             i >= 0 && (!stop || i > wrapped(*stop)); i += step)
            taken.push_back(i);
    }
    return taken;
}

// A random slice of one axis as text, and the indices it takes; none when it cannot be taken.
std::string randomAxis(std::int64_t size, std::vector<std::int64_t> &taken, bool &dropped)
{
    if (size > 0 && pick(0, 3) == 0) {
        const std::int64_t at = pick(-size, size - 1);
        taken = { at < 0 ? at + size : at };
        dropped = true;
        return std::to_string(at);
    }
    dropped = false;
    std::optional<std::int64_t> start, stop, step;
    if (pick(0, 2))
        start = pick(-size - 2, size + 2);
    if (pick(0, 2))
        stop = pick(-size - 2, size + 2);
    if (pick(0, 1))
        step = pick(0, 1) ? pick(1, size + 2) : -pick(1, size + 2);
    taken = walk(start, stop, step.value_or(1), size);
    const auto text = [](std::optional<std::int64_t> value) { return value ? std::to_string(*value) : std::string(); };
    return text(start) + ":" + text(stop) + (step ? ":" + text(step) : std::string());
}

struct Sample {
    std::string text;
    std::vector<std::int64_t> dims; // of the result
    std::vector<std::int64_t> flat; // elements of the source, in order
};

Sample randomSample(const TensorShape &shape)
{
    Sample sample;
    sample.flat = { 0 };
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
        std::vector<std::int64_t> taken;
        bool dropped = false;
        sample.text += (axis ? "," : "") + randomAxis(shape.dim(axis), taken, dropped);
        if (!dropped)
            sample.dims.push_back(static_cast<std::int64_t>(taken.size()));
        std::vector<std::int64_t> next;
        for (const std::int64_t base : sample.flat) {
            for (const std::int64_t at : taken)
                next.push_back(base * shape.dim(axis) + at);
        }
        sample.flat = std::move(next);
    }
    return sample;
}

std::vector<std::int64_t> dimsOf(const TensorShape &shape)
{
    return { shape.dims().begin(), shape.dims().end() };
}

} // namespace

void TestSelections::pythonsSlices()
{
    for (std::int64_t size = 0; size <= 5; ++size) {
        const TensorShape shape = *TensorShape::make(std::array{ size });
        for (std::int64_t step : { -7, -2, -1, 1, 2, 7 }) {
            for (std::int64_t start = -8; start <= 8; ++start) {
                for (std::int64_t stop = -8; stop <= 8; ++stop) {
                    const std::string text =
                        "[" + std::to_string(start) + " : " + std::to_string(stop) + ":" + std::to_string(step) + "]";
                    const auto selection = parseSelection(text, shape);
                    QVERIFY2(selection.has_value(), text.c_str());
                    const auto expected = walk(start, stop, step, size);
                    const AxisRange &axis = selection->axes[0];
                    QCOMPARE(axis.count, static_cast<std::int64_t>(expected.size()));
                    for (std::size_t i = 0; i < expected.size(); ++i)
                        QCOMPARE(axis.start + static_cast<std::int64_t>(i) * axis.step, expected[i]);
                }
            }
        }
    }
    const TensorShape cube = *TensorShape::make(std::array<std::int64_t, 3>{ 3, 4, 5 });
    const auto result = [&](const char *text) { return dimsOf(parseSelection(text, cube)->resultShape()); };
    using Dims = std::vector<std::int64_t>;
    QCOMPARE(result(""), (Dims{ 3, 4, 5 }));
    QCOMPARE(result("[]"), (Dims{ 3, 4, 5 }));
    QCOMPARE(result(" [ -1 ] "), (Dims{ 4, 5 }));
    QCOMPARE(result("..., 3"), (Dims{ 3, 4 }));
    QCOMPARE(result("0,…,+1"), (Dims{ 4 }));
    QCOMPARE(result("1,...,:,::-2"), (Dims{ 4, 3 }));
    QCOMPARE(result("2,3,4"), Dims());
    QCOMPARE(result("0,"), (Dims{ 4, 5 }));
}

void TestSelections::wrongSlices_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "[", "]", "[0", "0]", "0,,1", ",", "0,1,2,3", "...,...", "a", "1.5", "::0", "1:2:3:4",
             "3", "-4", "+-1", "0x1", "1 2", "9223372036854775808", "::-9223372036854775808", "- 1", "[[0]]" })
        QTest::newRow(text) << text;
}

void TestSelections::wrongSlices()
{
    QFETCH(QString, text);
    const auto selection =
        parseSelection(text.toStdString(), *TensorShape::make(std::array<std::int64_t, 3>{ 3, 4, 5 }));
    QVERIFY(!selection);
    QCOMPARE(selection.error().fault, Fault::BadSlice);
    QVERIFY(selection.error().detail.ends_with('.'));
}

void TestSelections::gatherAgainstModel()
{
    for (int round = 0; round < 4000; ++round) {
        std::vector<std::int64_t> dims;
        for (std::int64_t rank = pick(0, 4); rank > 0; --rank)
            dims.push_back(round % 50 == 0 ? pick(0, 60) : pick(0, 6));
        const TensorShape shape = *TensorShape::make(dims);
        const Sample sample = randomSample(shape);
        const auto selection = parseSelection(sample.text, shape);
        QVERIFY2(selection.has_value(), sample.text.c_str());
        QCOMPARE(dimsOf(selection->resultShape()), sample.dims);
        QCOMPARE(selection->elements(), static_cast<std::int64_t>(sample.flat.size()));
        std::vector<std::int32_t> into(sample.flat.size(), -1);
        const auto read = [&](std::uint64_t offset, std::span<char> to) -> Result<void> {
            if (offset % 4 != 0 || offset + to.size() > static_cast<std::uint64_t>(shape.elements()) * 4)
                return fail(Fault::Internal);
            for (std::size_t i = 0; i < to.size(); i += 4) {
                const auto value = static_cast<std::int32_t>((offset + i) / 4);
                memcpy(to.data() + i, &value, 4);
            }
            return {};
        };
        const auto done =
            gather(shape, *selection, 4, read, std::span(reinterpret_cast<char *>(into.data()), into.size() * 4), {});
        QVERIFY2(done.has_value(), sample.text.c_str());
        for (std::size_t i = 0; i < into.size(); ++i)
            QVERIFY2(into[i] == sample.flat[i], sample.text.c_str());
    }
}

// The product of the other axes need not fit 64 bits.
void TestSelections::hugeAxesBesideAnEmptyOne()
{
    const auto shape =
        TensorShape::make(std::array<std::int64_t, 4>{ 0, std::int64_t{ 1 } << 40, std::int64_t{ 1 } << 40, 3 });
    QVERIFY(shape.has_value());
    const auto selection = parseSelection("::-1,5,::7", *shape);
    QVERIFY(selection.has_value());
    SelectionRuns runs(*shape, *selection);
    QVERIFY(!runs.next());
}

void TestSelections::readAgainstWhole_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
        { "partitioned-v2/save", "partitioned-v1/save", "all-dtypes-v2", "all-dtypes-v1/model.ckpt", "sharded-v1/save",
            "multi-shard-v2/save", "big-endian-v2/big.ckpt", "multi-shard-tf2/maxsize", "special-values" })
        QTest::newRow(path) << QString::fromStdString(dataPath(path));
}

void TestSelections::readAgainstWhole()
{
    QFETCH(QString, path);
    const auto opened = openAt(path.toStdString());
    QVERIFY2(opened.has_value(), opened ? "" : messageOf(opened.error()).c_str());
    const Checkpoint &checkpoint = **opened;
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const Variable &variable = checkpoint.variable(id);
        const auto whole = readVariable(checkpoint, id);
        QVERIFY2(whole.has_value(), variable.key.c_str());
        for (int round = 0; round < 60; ++round) {
            const Sample sample = randomSample(variable.shape);
            const auto part = readSelection(checkpoint, id, *parseSelection(sample.text, variable.shape));
            QVERIFY2(part.has_value(), (variable.key + sample.text).c_str());
            QCOMPARE(dimsOf(part->shape), sample.dims);
            const std::size_t size = elementSize(variable.dtype);
            QCOMPARE(part->bytes.size(), sample.flat.size() * size);
            for (std::size_t at = 0; at < sample.flat.size(); ++at) {
                const auto from = static_cast<std::size_t>(sample.flat[at]);
                if (size != 0)
                    QVERIFY2(part->bytes.compare(at * size, size, whole->bytes, from * size, size) == 0,
                        (variable.key + sample.text).c_str());
                else
                    QCOMPARE(part->strings[at], whole->strings[from]);
            }
        }
    }
}

void TestSelections::ranges()
{
    for (const char *folder : { "partitioned-v2/save", "partitioned-v1/save", "all-dtypes-v2" }) {
        const auto opened = openAt(dataPath(folder));
        QVERIFY(opened.has_value());
        for (std::size_t i = 0; i < (*opened)->variables().size(); ++i) {
            const auto id = static_cast<VariableId>(i);
            const auto whole = readVariable(**opened, id);
            const std::int64_t elements = (*opened)->variable(id).elements();
            const std::size_t size = elementSize(whole->dtype);
            for (int round = 0; round < 30; ++round) {
                const std::int64_t first = pick(0, elements), count = pick(0, elements - first);
                const auto part = readRange(**opened, id, first, count);
                QVERIFY(part.has_value());
                QCOMPARE(part->shape.elements(), count);
                if (size != 0)
                    QVERIFY(part->bytes
                        == whole->bytes.substr(
                            static_cast<std::size_t>(first) * size, static_cast<std::size_t>(count) * size));
                else
                    QVERIFY(std::equal(part->strings.begin(), part->strings.end(), whole->strings.begin() + first));
            }
            for (const auto &[first, count] : { std::pair<std::int64_t, std::int64_t>{ -1, 1 }, { 0, elements + 1 },
                     { elements, 1 }, { 0, -1 }, { INT64_MAX, INT64_MAX } })
                QCOMPARE(readRange(**opened, id, first, count).error().fault, Fault::BadSlice);
        }
    }
}

// Counted by the operating system, so that nothing can be read behind the test's back.
void TestSelections::smallSelectionReadsOnlyItsBytes()
{
    const auto readSoFar = [] {
        std::ifstream io("/proc/self/io");
        std::string label;
        std::uint64_t bytes = 0;
        io >> label >> bytes;
        return label == "rchar:" ? bytes : 0;
    };
    if (readSoFar() == 0)
        QSKIP("no /proc/self/io");
    QTemporaryDir directory;
    BundleBuilder bundle;
    bundle.add("w", 1, { 1000, 1000, 8 }, std::string(32'000'000, '\1'));
    bundle.write(directory.filePath("m").toStdString());
    const auto opened = openAt(directory.filePath("m").toStdString());
    QVERIFY(opened.has_value());
    const struct {
        const char *text;
        std::uint64_t most;
    } cases[] = { { "500,500", 32 }, { "999", 32'000 }, { "::100,3,2", 10 * 4 }, { "10:12,:,0", 2 * 32'000 },
        { "::-500,0:2", 2 * 64 } };
    for (const auto &[text, most] : cases) {
        const auto selection = parseSelection(text, (*opened)->variables()[0].shape);
        const std::uint64_t before = readSoFar();
        const std::uint64_t cost = readSoFar() - before; // of asking
        const auto part = readSelection(**opened, VariableId{ 0 }, *selection);
        QVERIFY(part.has_value());
        const std::uint64_t read = readSoFar() - before - 2 * cost;
        QVERIFY2(read <= most, qPrintable(QString("%1: %2 bytes").arg(text).arg(read)));
    }
}

void TestSelections::wrongSelectionsAreRefused()
{
    const auto opened = openAt(dataPath("seed-example-v2/save"));
    const Checkpoint &checkpoint = **opened; // v2 is [2, 3]
    const auto id = *checkpoint.find("v2");
    const std::vector<std::vector<AxisRange>> wrong{ {}, { { 0, 2, 1 } }, { { 0, 3, 1 }, { 0, 3, 1 } },
        { { -1, 1, 1 }, { 0, 3, 1 } }, { { 0, 2, 1 }, { 0, 2, -1 } }, { { 0, -1, 1 }, { 0, 3, 1 } },
        { { 0, 2, INT64_MAX }, { 0, 3, 1 } }, { { 0, INT64_MAX, 2 }, { 0, 3, 1 } }, { { 0, 2, 0 }, { 0, 3, 1 } } };
    for (const auto &axes : wrong) {
        Selection selection;
        selection.axes = axes;
        QCOMPARE(readSelection(checkpoint, id, selection).error().fault, Fault::BadSlice);
    }
    const VariableId beyond{ 2 };
    QCOMPARE(readVariable(checkpoint, beyond).error().fault, Fault::NoSuchVariable);
    QCOMPARE(readRange(checkpoint, beyond, 0, 1).error().fault, Fault::NoSuchVariable);
    QCOMPARE(statistics(checkpoint, beyond).error().fault, Fault::NoSuchVariable);
    QCOMPARE(sha256(checkpoint, beyond).error().fault, Fault::NoSuchVariable);
    QCOMPARE(verify(checkpoint, beyond).error->fault, Fault::NoSuchVariable);
}

// Where one index is taken, its step may be anything; of a partitioned variable as well.
void TestSelections::stepsThatLeadNowhere()
{
    const auto opened = openAt(dataPath("partitioned-v2/save"));
    QVERIFY(opened.has_value());
    int tried = 0;
    for (std::size_t i = 0; i < (*opened)->variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const Variable &variable = (*opened)->variable(id);
        if (!variable.isPartitioned())
            continue;
        const auto whole = readVariable(**opened, id);
        QVERIFY(whole.has_value());
        for (const std::int64_t step : { INT64_MIN, INT64_MIN + 1, std::int64_t{ 0 }, INT64_MAX }) {
            Selection last;
            for (const std::int64_t dim : variable.shape.dims())
                last.axes.push_back({ dim - 1, 1, step, true });
            const auto part = readSelection(**opened, id, last);
            QVERIFY2(part.has_value(), variable.key.c_str());
            QVERIFY(part->bytes == whole->bytes.substr(whole->bytes.size() - elementSize(variable.dtype)));
            ++tried;
        }
    }
    QVERIFY(tried > 0);
}

QTEST_APPLESS_MAIN(TestSelections)
#include "tst_selections.moc"
