// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/faulttext.h"

#include "format/base/issue.h"

#include <QtTest>
#include <set>

using namespace ckpt;

class TestFaultText : public QObject {
    Q_OBJECT
private slots:
    void everyFaultHasASentence();
    void placesAreFilled();
    void rangesThatDoNotFit64Bits();
    void controlCharactersAreNotPassedOn();
    void codes();
};

namespace {

std::vector<Fault> allFaults()
{
    std::vector<Fault> faults;
    for (int i = 0; i <= static_cast<int>(Fault::CauseShardCount); ++i) // the last one
        faults.push_back(static_cast<Fault>(i));
    return faults;
}

// Places of a pattern: what stands between braces.
std::vector<std::string> places(std::string_view pattern)
{
    std::vector<std::string> found;
    for (std::size_t open = pattern.find('{'); open != pattern.npos; open = pattern.find('{', open + 1))
        found.emplace_back(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    return found;
}

} // namespace

void TestFaultText::everyFaultHasASentence()
{
    const std::set<std::string> known{ "file", "path", "key", "detail", "expected", "actual", "expected:x", "actual:x",
        "begin", "end", "length" };
    std::set<std::string> ids;
    for (const Fault fault : allFaults()) {
        const std::string id = name(fault);
        QVERIFY2(ids.insert(id).second, ("no entry of its own, or an id twice: " + id).c_str());
        QVERIFY2(QRegularExpression("^[a-z0-9-]+$").match(QString::fromStdString(id)).hasMatch(), id.c_str());
        const FaultText texts = faultText(fault);
        QVERIFY2(std::string_view(texts.what).size() > 5, id.c_str());
        for (const std::string_view text :
            { std::string_view(texts.what), std::string_view(texts.why), std::string_view(texts.remedy) }) {
            QVERIFY2(
                std::count(text.begin(), text.end(), '{') == std::count(text.begin(), text.end(), '}'), id.c_str());
            for (const std::string &place : places(text))
                QVERIFY2(known.contains(place), (id + ": " + place).c_str());
            QVERIFY2(text.empty() || text.ends_with('.') || text.ends_with('}'), id.c_str());
        }
    }
    QCOMPARE(QString(name(Fault::BlockChecksum)), QString("block-checksum"));
    QCOMPARE(QString(name(Fault::Internal)), QString("internal"));
}

void TestFaultText::placesAreFilled()
{
    Error error{
        .fault = Fault::BlockChecksum, .path = "/tmp/run/model.ckpt.index", .where = ByteRange{ 8192, 1234567 }
    };
    error.expected = 0x7c9e20b1;
    error.actual = 0x0000f3aa;
    const QString text = QString::fromStdString(error.message());
    QVERIFY2(text.startsWith("“model.ckpt.index” is damaged at byte 8,192."), qPrintable(text));
    QVERIFY2(
        text.contains("1,234,567 bytes") && text.contains("0000f3aa") && text.contains("7c9e20b1"), qPrintable(text));
    for (const Fault fault : allFaults()) {
        const std::string message = Error{ .fault = fault, .path = "/a/b/", .key = "k" }.message();
        QVERIFY2(message.find('{') == std::string::npos, message.c_str());
        QVERIFY2(!message.empty() && message.front() != ' ' && message.back() != ' ', message.c_str());
    }
    QCOMPARE(fillIn("{file}|{path}|{key}|{expected}|{begin}", Error{ .path = "/a/b/" }), std::string("b|/a/b/||?|?"));
    Error negative;
    negative.actual = -1234;
    QCOMPARE(fillIn("{actual}{unclosed", negative), std::string("-1,234{unclosed"));
    // What is filled in is not looked at for places again.
    QCOMPARE(fillIn("{key}", Error{ .key = "{path}" }), std::string("{path}"));
}

void TestFaultText::rangesThatDoNotFit64Bits()
{
    const Error error{ .where = ByteRange{ UINT64_MAX - 5, 100 } };
    QCOMPARE(fillIn("{begin} {end} {length}", error),
        std::string("18,446,744,073,709,551,610 18,446,744,073,709,551,615 100"));
}

void TestFaultText::controlCharactersAreNotPassedOn()
{
    QCOMPARE(printable("a\x1B[31m\n\x7F"), std::string("a\\x1B[31m\\x0A\\x7F"));
    QCOMPARE(printable("\xC2\x9B"
                       "1m\xC2\xA0"),
        std::string("\\xC2\\x9B1m\xC2\xA0")); // a one-byte escape sequence in Latin-1
    QCOMPARE(printable("中\xE4\xB8"), std::string("中\\xE4\\xB8"));
    for (const char *place : { "{path}", "{key}", "{detail}", "{file}" })
        QCOMPARE(fillIn(place, Error{ .path = "\x1B]0;x", .key = "\x1B]0;x", .detail = "\x1B]0;x" }),
            std::string("\\x1B]0;x"));
}

void TestFaultText::codes()
{
    QCOMPARE(QString(name(Error{ .fault = Fault::BlockChecksum }.code())), QString("DATA_LOSS"));
    QCOMPARE(QString(name(Error{ .fault = Fault::Cancelled }.code())), QString("CANCELLED"));
    QCOMPARE(QString(name(Error{ .fault = Fault::ShardMissing }.code())), QString("NOT_FOUND"));
    QCOMPARE(QString(name(Error{ .fault = Fault::LimitExceeded }.code())), QString("RESOURCE_EXHAUSTED"));
    QCOMPARE(QString(name(Error{ .fault = Fault::NoPermission }.code())), QString("PERMISSION_DENIED"));
    QCOMPARE(usualSeverity(Fault::BothFormats), Severity::Note);
    QCOMPARE(usualSeverity(Fault::TensorChecksum), Severity::Error);
}

QTEST_APPLESS_MAIN(TestFaultText)
#include "tst_faulttext.moc"
