// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/paths.h"

#include <QtTest>
#include <algorithm>

using namespace ckpt;

class TestPaths : public QObject {
    Q_OBJECT
private slots:
    void parts();
    void foreignPaths();
    void naturalOrder();
    void naturalOrderIsTotal();
    void utf8();
};

void TestPaths::parts()
{
    QCOMPARE(baseName("a/b.index"), std::string_view("b.index"));
    QCOMPARE(baseName("b"), std::string_view("b"));
    QCOMPARE(baseName("a/"), std::string_view());
    QCOMPARE(directoryOf("a/b/c"), std::string("a/b"));
    QCOMPARE(directoryOf("c"), std::string("."));
    QCOMPARE(directoryOf("/c"), std::string("/"));
    QCOMPARE(joinPath("a", "b"), std::string("a/b"));
    QCOMPARE(joinPath("a/", "b"), std::string("a/b"));
    QCOMPARE(joinPath("/", "b"), std::string("/b"));
    QCOMPARE(joinPath(".", "b"), std::string("b"));
    QCOMPARE(joinPath("", "b"), std::string("b"));
    QCOMPARE(joinPath("a", "/b"), std::string("/b"));
}

void TestPaths::foreignPaths()
{
    QCOMPARE(foreignBaseName("C:\\Users\\x\\model.ckpt-20"), std::string_view("model.ckpt-20"));
    QCOMPARE(foreignBaseName(".\\save/model.ckpt"), std::string_view("model.ckpt"));
    QCOMPARE(baseName("C:\\x"), std::string_view("C:\\x")); // here a legal file name
    for (const char *absolute : { "/a", "C:\\a", "c:/a", "\\\\server\\share", "gs://bucket/a", "hdfs://x" })
        QVERIFY2(isAbsoluteAnywhere(absolute), absolute);
    for (const char *relative : { "", "a/b", "../a", ".\\a", "C:a", "C:", "1:/a", "://a", "a b://c" })
        QVERIFY2(!isAbsoluteAnywhere(relative), relative);
}

void TestPaths::naturalOrder()
{
    const std::vector<std::string> expected{ "", "0", "1", "1a", "2", "10", "a", "a1b1", "a1b2", "a1b10", "a2", "a002b",
        "a3", "a99999999999999999999999999", "a100000000000000000000000000", "b", "layer_2/w", "layer_10/w" };
    std::vector<std::string> sorted = expected;
    std::reverse(sorted.begin(), sorted.end());
    std::sort(sorted.begin(), sorted.end(), naturalLess);
    QCOMPARE(sorted, expected);
    QVERIFY(naturalLess("a01", "a1")); // same number: bytes decide
    QVERIFY(naturalLess("z", "\xE4\xB8\xAD")); // bytes are unsigned
}

void TestPaths::naturalOrderIsTotal()
{
    std::vector<std::string> names;
    for (const char *stem :
        { "", "0", "00", "1", "01", "12", "a", "a0", "a00", "a1", "a01", "a1b", "a01b", "a-1", ":", "/" }) {
        for (const char *tail : { "", "0", "1", "01", "a" })
            names.push_back(std::string(stem) + tail);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string &a : names) {
        for (const std::string &b : names) {
            QCOMPARE(naturalLess(a, b) || naturalLess(b, a), a != b);
            QVERIFY(!(naturalLess(a, b) && naturalLess(b, a)));
            for (const std::string &c : names)
                QVERIFY2(
                    !(naturalLess(a, b) && naturalLess(b, c)) || naturalLess(a, c), (a + "|" + b + "|" + c).c_str());
        }
    }
}

void TestPaths::utf8()
{
    for (const char *good : { "", "abc", "é", "中文", "😀", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF" })
        QVERIFY2(isUtf8(good), good);
    for (const char *bad : { "\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE4\xB8", "\xED\xA0\x80", "\xE0\x80\x80",
             "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xFE" })
        QVERIFY2(!isUtf8(bad), bad);
    QCOMPARE(utf8Length("中a"), 3u);
    QCOMPARE(utf8Length("a中"), 1u);
    QCOMPARE(utf8Length("\xE4"), 0u);
}

QTEST_APPLESS_MAIN(TestPaths)
#include "tst_paths.moc"
