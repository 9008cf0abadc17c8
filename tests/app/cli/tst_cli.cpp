// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The parts that the commands are made of, at their borders.
#include "app/cli/jsonwriter.h"
#include "app/cli/npyheader.h"
#include "app/cli/place.h"
#include "app/cli/texttable.h"
#include "app/cli/valuestream.h"
#include "app/cli/valuetext.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <unistd.h>

using namespace ckpt;

class TestCli : public QObject {
    Q_OBJECT
private slots:
    void jsonSeparatorsAndEscapes();
    void jsonBytesThatAreNotUtf8();
    void percentEscapes();
    void piecesCoverTheSelectionInOrder_data();
    void piecesCoverTheSelectionInOrder();
    void textGridAlignsRowsAndNamesPlanes();
    void textGridTakesPiecesOfAnySize();
    void jsonGridNests();
    void csvQuotes();
    void npyHeaders();
    void displayWidths();
    void places();
    void partsOfVariablesWithBrackets();
};

namespace {

std::string written(const std::function<void(Output &)> &write)
{
    int ends[2] = {};
    if (::pipe(ends) != 0)
        qFatal("no pipe");
    Output out(ends[1]);
    write(out);
    out.flush();
    ::close(ends[1]);
    std::string text(1 << 16, '\0'); // as much as a pipe holds; the tests write less
    text.resize(static_cast<std::size_t>(::read(ends[0], text.data(), text.size())));
    ::close(ends[0]);
    return text;
}

TensorData integers(std::vector<std::int64_t> dims, std::int32_t first = 0)
{
    TensorData data;
    data.dtype = DType::Int32;
    data.shape = TensorShape::make(dims).value();
    std::vector<std::int32_t> values(static_cast<std::size_t>(data.shape.elements()));
    std::iota(values.begin(), values.end(), first);
    data.bytes = test::elements(values);
    return data;
}

// Flat positions that a selection takes from a row-major tensor of shape `dims`, in order.
std::vector<std::int64_t> flat(const Selection &selection, const std::vector<std::int64_t> &dims)
{
    std::vector<std::int64_t> positions{ 0 };
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        std::vector<std::int64_t> next;
        for (const std::int64_t position : positions)
            for (std::int64_t i = 0; i < selection.axes[axis].count; ++i)
                next.push_back(position * dims[axis] + selection.axes[axis].start + i * selection.axes[axis].step);
        positions = std::move(next);
    }
    return positions;
}

} // namespace

void TestCli::jsonSeparatorsAndEscapes()
{
    const std::string text = written([](Output &out) {
        JsonWriter json(out);
        json.beginObject();
        json.field("a", "q\" b\\ \n \x01 \x7f é");
        json.key("list");
        json.beginArray();
        json.integer(-1);
        json.natural(18446744073709551615u);
        json.number(0.1);
        json.number(-std::numeric_limits<double>::infinity());
        json.number(std::numeric_limits<double>::quiet_NaN());
        json.beginArray();
        json.endArray();
        json.endArray();
        json.key("last");
        json.null();
        json.endObject();
    });
    QCOMPARE(QByteArray::fromStdString(text),
        QByteArray("{\"a\": \"q\\\" b\\\\ \\u000a \\u0001 \\u007f é\", \"list\": [-1, 18446744073709551615, 0.1, "
                   "\"-Infinity\", \"NaN\", []], \"last\": null}\n"));
}

void TestCli::jsonBytesThatAreNotUtf8()
{
    const std::string text = written([](Output &out) {
        JsonWriter json(out);
        json.beginObject();
        json.textField("name", "caf\xE9 50%");
        json.textField("other", "50%");
        json.endObject();
    });
    QCOMPARE(QByteArray::fromStdString(text),
        QByteArray("{\"name\": \"caf%E9 50%25\", \"name_encoding\": \"percent\", \"other\": \"50%\"}\n"));
}

void TestCli::percentEscapes()
{
    const std::string all = std::string("\0\x7f\xff%/a", 6);
    QCOMPARE(percentEscaped(all), std::string("%00%7F%FF%25/a"));
    QCOMPARE(percentDecoded(percentEscaped(all)), all);
    for (const char *broken : { "%", "%4", "a%", "%G0", "%-1" })
        QCOMPARE(percentDecoded(broken), std::string());
}

void TestCli::piecesCoverTheSelectionInOrder_data()
{
    QTest::addColumn<QList<qint64>>("dims");
    QTest::addColumn<QString>("slice");
    using L = QList<qint64>;
    QTest::newRow("scalar") << L{} << "[]";
    QTest::newRow("vector") << L{ 17 } << "[:]";
    QTest::newRow("backwards") << L{ 17 } << "[::-3]";
    QTest::newRow("matrix") << L{ 5, 7 } << "[:, :]";
    QTest::newRow("cube") << L{ 3, 4, 5 } << "[:, ::2, 1:]";
    QTest::newRow("index") << L{ 3, 4, 5 } << "[-1, :, 2]";
    QTest::newRow("ones") << L{ 1, 6, 1, 2 } << "[...]";
    QTest::newRow("empty") << L{ 3, 0, 5 } << "[:]";
}

void TestCli::piecesCoverTheSelectionInOrder()
{
    QFETCH(QList<qint64>, dims);
    QFETCH(QString, slice);
    const std::vector<std::int64_t> shape(dims.begin(), dims.end());
    const auto selection = parseSelection(slice.toStdString(), TensorShape::make(shape).value());
    QVERIFY(selection.has_value());
    const std::vector<std::int64_t> wanted = flat(*selection, shape);
    for (std::int64_t most = 1; most <= 70; ++most) {
        std::vector<std::int64_t> got;
        forEachPiece(*selection, most, [&](const Selection &piece) {
            [&] { QVERIFY(piece.elements() <= most); }();
            const std::vector<std::int64_t> part = flat(piece, shape);
            got.insert(got.end(), part.begin(), part.end());
            return true;
        });
        QCOMPARE(got, wanted);
    }
}

void TestCli::textGridAlignsRowsAndNamesPlanes()
{
    const std::string text = written([](Output &out) {
        TextGrid grid(out, { 2, 2, 3 }, NumberFormat::Exact);
        grid.add(integers({ 2, 2, 3 }));
    });
    QCOMPARE(QByteArray::fromStdString(text),
        QByteArray("[0, :, :]\n 0   1   2\n 3   4   5\n\n[1, :, :]\n 6   7   8\n 9  10  11\n"));
}

void TestCli::textGridTakesPiecesOfAnySize()
{
    const std::string text = written([](Output &out) {
        TextGrid grid(out, { 2, 3 }, NumberFormat::Exact);
        for (std::int32_t i = 0; i < 6; ++i)
            grid.add(integers({ 1 }, i));
    });
    QCOMPARE(QByteArray::fromStdString(text), QByteArray("0  1  2\n3  4  5\n"));
}

void TestCli::jsonGridNests()
{
    const auto nested = [](std::vector<std::int64_t> dims) {
        std::string text = written([&](Output &out) {
            JsonWriter json(out);
            json.beginObject();
            json.key("v");
            JsonGrid grid(json, dims);
            grid.add(integers(dims));
            grid.finish();
            json.endObject();
        });
        std::erase_if(text, [](char c) { return c == '\n' || c == ' '; });
        return QByteArray::fromStdString(text);
    };
    QCOMPARE(nested({}), QByteArray("{\"v\":0}"));
    QCOMPARE(nested({ 3 }), QByteArray("{\"v\":[0,1,2]}"));
    QCOMPARE(nested({ 2, 1, 2 }), QByteArray("{\"v\":[[[0,1]],[[2,3]]]}"));
    QCOMPARE(nested({ 0 }), QByteArray("{\"v\":[]}"));
    QCOMPARE(nested({ 2, 0, 3 }), QByteArray("{\"v\":[[],[]]}"));
}

void TestCli::csvQuotes()
{
    QCOMPARE(csvField("plain"), std::string("plain"));
    QCOMPARE(csvField("a,b"), std::string("\"a,b\""));
    QCOMPARE(csvField("say \"x\"\n"), std::string("\"say \"\"x\"\"\n\""));
}

void TestCli::npyHeaders()
{
    QCOMPARE(npyType(DType::Float32, 0).value(), std::string("<f4"));
    QCOMPARE(npyType(DType::Bool, 0).value(), std::string("|b1"));
    QCOMPARE(npyType(DType::QUInt16, 0).value(), std::string("<u2"));
    QCOMPARE(npyType(DType::Int4, 0).value(), std::string("|i1"));
    QCOMPARE(npyType(DType::BFloat16, 0).value(), std::string("|V2"));
    QCOMPARE(npyType(DType::String, 12).value(), std::string("|S12"));
    QVERIFY(!npyType(DType::Resource, 0));
    for (const std::vector<std::int64_t> &dims :
        { std::vector<std::int64_t>{}, { 3 }, { 2, 3 }, std::vector<std::int64_t>(254, 1) }) {
        const std::string header = npyHeader("<f4", dims);
        QCOMPARE(header.size() % 64, std::size_t{ 0 });
        QCOMPARE(header.back(), '\n');
        const auto byte = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(header[at]));
        };
        QCOMPARE(byte(8) + 256 * byte(9), header.size() - 10);
    }
    QVERIFY(npyHeader("<f4", std::vector<std::int64_t>{ 3 }).find("'shape': (3,),") != std::string::npos);
    QVERIFY(npyHeader("<f4", std::vector<std::int64_t>{ 3, 4 }).find("'shape': (3, 4),") != std::string::npos);
}

void TestCli::displayWidths()
{
    QCOMPARE(displayWidth("abc"), std::size_t{ 3 });
    QCOMPARE(displayWidth("权重"), std::size_t{ 4 });
    QCOMPARE(displayWidth("e\u0301"), std::size_t{ 1 });
    QCOMPARE(displayWidth("😀"), std::size_t{ 2 });
    QCOMPARE(displayWidth("\xff\xfe"), std::size_t{ 2 }); // not UTF-8: a column for each byte
    QCOMPARE(grouped(0), std::string("0"));
    QCOMPARE(grouped(999), std::string("999"));
    QCOMPARE(grouped(1234567), std::string("1,234,567"));
}

void TestCli::places()
{
    QTemporaryDir dir;
    const std::string there = dir.filePath("a::b").toStdString();
    test::writeFile(there, "x");
    QCOMPARE(splitPlace("save/model.ckpt::scope/x::y").path, std::string("save/model.ckpt"));
    QCOMPARE(splitPlace("save/model.ckpt::scope/x::y").variable.value(), std::string("scope/x::y"));
    QVERIFY(!splitPlace(there).variable);
    QCOMPARE(splitPlace(there + "::v").path, there);
    QCOMPARE(splitPlace(there + "::v").variable.value(), std::string("v"));
}

void TestCli::partsOfVariablesWithBrackets()
{
    QTemporaryDir dir;
    const std::string prefix = dir.filePath("m.ckpt").toStdString();
    test::BundleBuilder bundle;
    const std::vector<float> values{ 0, 1, 2 };
    for (const char *name : { "v", "v[0]", "caf\xE9" })
        bundle.add(name, 1, { 3 }, test::elements(values));
    bundle.write(prefix);
    CheckpointRef ref;
    ref.prefix = prefix;
    const auto checkpoint = Checkpoint::open(ref).value();
    const auto key = [&](const VariablePart &part) { return checkpoint->variable(part.variable).key; };

    const auto exact = findPart(*checkpoint, "v[0]"); // a variable is called so
    QVERIFY(exact.has_value());
    QCOMPARE(key(*exact), std::string("v[0]"));
    QCOMPARE(exact->selection.elements(), 3);
    const auto slice = findPart(*checkpoint, "v[1:]");
    QVERIFY(slice.has_value());
    QCOMPARE(key(*slice), std::string("v"));
    QCOMPARE(slice->selection.elements(), 2);
    QCOMPARE(key(findPart(*checkpoint, "v[0][2]").value()), std::string("v[0]"));
    QCOMPARE(key(findPart(*checkpoint, "caf%E9").value()), std::string("caf\xE9"));
    QCOMPARE(findPart(*checkpoint, "v[3]").error().fault, Fault::BadSlice);
    QCOMPARE(findPart(*checkpoint, "w[0]").error().fault, Fault::NoSuchVariable);
    QCOMPARE(findPart(*checkpoint, "w").error().fault, Fault::NoSuchVariable);
}

QTEST_APPLESS_MAIN(TestCli)
#include "tst_cli.moc"
