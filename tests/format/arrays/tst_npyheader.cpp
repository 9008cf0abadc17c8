// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Headers of .npy arrays: what NumPy writes and has written, and everything that is not quite that.
#include "format/arrays/arraytype.h"
#include "format/arrays/npyheader.h"
#include "tests/support/zipbuilder.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestNpyHeader : public QObject {
    Q_OBJECT
private slots:
    void understood_data();
    void understood();
    void refused_data();
    void refused();
    void sizes();
    void types();
    void deepStructuresNeedNoStack();
};

namespace {

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void TestNpyHeader::understood_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<QByteArray>("descr");
    QTest::addColumn<bool>("columnMajor");
    QTest::addColumn<QList<qint64>>("dims");
    const auto row = [](const char *name, const char *text, const char *descr, bool order, QList<qint64> dims) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(descr) << order << dims;
    };
    row("NumPy", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n", "<f4", false, { 2, 3 });
    row("scalar", "{'descr': '<f8', 'fortran_order': False, 'shape': (), }\n", "<f8", false, {});
    row("one axis", "{'descr': '|b1', 'fortran_order': True, 'shape': (3,), }\n", "|b1", true, { 3 });
    row("Python 2", "{'descr': '<f4', 'fortran_order': False, 'shape': (3L, 4L), }", "<f4", false, { 3, 4 });
    row("another order", "{ \"shape\" :( 1 , 2 ) ,\t'fortran_order':True,'descr':'>i2'}", ">i2", true, { 1, 2 });
    row("largest", "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 0), }", "<f4", false,
        { INT64_MAX, 0 });
    row("structure", "{'descr': [('a', '<f4'), ('b]', '|u1', (2,))], 'fortran_order': False, 'shape': (2,), }",
        "[('a', '<f4'), ('b]', '|u1', (2,))]", false, { 2 });
    row("quote in a structure", "{'descr': [('\\'', '<f4')], 'fortran_order': False, 'shape': (2,), }",
        "[('\\'', '<f4')]", false, { 2 });
}

void TestNpyHeader::understood()
{
    QFETCH(QByteArray, dictionary);
    QFETCH(QByteArray, descr);
    QFETCH(bool, columnMajor);
    QFETCH(QList<qint64>, dims);
    const std::string array = npyArray(dictionary.toStdString(), "");
    QCOMPARE(npyHeaderSize(array).value_or(0), array.size());
    const auto header = parseNpyHeader(array);
    QVERIFY2(header.has_value(), header ? "" : header.error().detail.c_str());
    QCOMPARE(bytes(header->descr), descr);
    QCOMPARE(header->columnMajor, columnMajor);
    QCOMPARE(QList<qint64>(header->dims.begin(), header->dims.end()), dims);
    QCOMPARE(header->bytes, array.size());
    QCOMPARE(header->structured, descr.startsWith('['));
}

void TestNpyHeader::refused_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    int number = 0;
    for (const char *text : { "", "{", "{}", "[]", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1, }",
             "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
             "{'descr': '<f4', 'fortran_order': false, 'shape': (2,), }",
             "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': [2], }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (+2,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (2,", "{'descr': '<f4",
             "{'descr': '<f\\'4', 'fortran_order': False, 'shape': (2,), }",
             "{'descr': <f4, 'fortran_order': False, 'shape': (2,), }",
             "{'descr': '<f4' 'fortran_order': False, 'shape': (2,), }",
             "{'descr': [('a', '<f4'), 'fortran_order': False, 'shape': (2,), }",
             "{'descr': [('a, '<f4')], 'fortran_order': False, 'shape': (2,), }",
             "{__import__('os'): 1, 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }" })
        QTest::addRow("%d", number++) << QByteArray(text);
}

void TestNpyHeader::refused()
{
    QFETCH(QByteArray, dictionary);
    const auto header = parseNpyHeader(npyArray(dictionary.toStdString(), ""));
    QVERIFY(!header.has_value());
    QCOMPARE(header.error().fault, Fault::ArrayFileDamaged);
    QVERIFY(header.error().detail.ends_with('.'));
}

void TestNpyHeader::sizes()
{
    const std::string whole("\x93NUMPY\1\0\x76\0{'", 12);
    QCOMPARE(npyHeaderSize(whole).value_or(0), std::uint64_t{ 10 + 0x76 });
    QCOMPARE(npyHeaderSize(std::string_view("\x93NUMPY\2\0\1\2\3\0", 12)).value_or(0), std::uint64_t{ 12 + 0x30201 });
    for (std::size_t size = 0; size < 10; ++size)
        QVERIFY(!npyHeaderSize(whole.substr(0, size)));
    for (const std::string_view start : { std::string_view("\x93NUMPY\0\0\1\0{'", 12),
             std::string_view("\x93NUMPY\4\0\1\0{'", 12), std::string_view("\x93NUMPY\1\1\1\0{'", 12) })
        QVERIFY(!npyHeaderSize(start));
    const auto huge = npyHeaderSize(std::string_view("\x93NUMPY\3\0\xFF\xFF\xFF\xFF", 12));
    QVERIFY(!huge && huge.error().fault == Fault::LimitExceeded);
}

void TestNpyHeader::types()
{
    QCOMPARE(npyType("<f4")->dtype, DType::Float32);
    QVERIFY(npyType(">f4")->bigEndian && !npyType("<f4")->bigEndian && !npyType(">i1")->bigEndian);
    QVERIFY(npyType(">c16")->bigEndian && npyType(">c16")->dtype == DType::Complex128);
    QCOMPARE(npyType("<f1")->dtype, DType::Float8E5M2); // which ml_dtypes alone writes
    QCOMPARE(npyType("|b1")->dtype, DType::Bool);
    QCOMPARE(npyType("<U12")->width, 48u);
    QVERIFY(npyType(">U12")->bigEndian && npyType("|S3")->width == 3);
    // Void is what bfloat16 and most small types become: the type is not known any more.
    for (const char *descr : { "", "<", "<f", "f", "<f3", "<f16", "<V2", "|V1", "|O", "<M8[s]", "<m8", "<i16", "<f4 ",
             "<f+4", "float32", "<U4294967296", "<U1073741824", "<b2", "<<f4" })
        QVERIFY2(!npyType(descr), descr);
}

void TestNpyHeader::deepStructuresNeedNoStack()
{
    const std::size_t depth = 500'000;
    const std::string descr = std::string(depth, '[') + std::string(depth, ']');
    std::string array("\x93NUMPY\2\0", 8);
    const std::string dictionary = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,), }";
    for (int i = 0; i < 4; ++i)
        array.push_back(static_cast<char>(dictionary.size() >> (8 * i)));
    const auto header = parseNpyHeader(array + dictionary);
    QVERIFY(header.has_value() && header->structured);
    QVERIFY(header->descr.size() < 300);
    QVERIFY(!parseNpyHeader(array + dictionary.substr(0, depth)));
}

QTEST_APPLESS_MAIN(TestNpyHeader)
#include "tst_npyheader.moc"
