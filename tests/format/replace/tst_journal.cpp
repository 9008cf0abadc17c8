// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/replacement.h"
#include "tests/support/wire.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

namespace {

JournalRecord sample()
{
    JournalRecord record;
    record.phase = JournalRecord::Phase::Commit;
    record.id = "0123abcd";
    record.base = "m\xFF%2F \"\\\n\u6a21";
    record.process = 42;
    record.host = "h\xC3";
    record.boot = "b";
    NewFiles after;
    after.bundle = 2;
    after.passing = 3;
    after.meta = after.state = true;
    record.list =
        planReplacement(record.base, { .bundle = 2, .table = false, .meta = true }, after, TemporaryNames(record.id));
    record.made = { { 1, UINT64_MAX }, { 2, 3 } };
    return record;
}

Fault faultOf(const std::string &journal)
{
    const auto record = lastRecord(journal, "j");
    return record ? Fault::Internal : record.error().fault;
}

std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? "" : text.replace(at, what.size(), by);
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private slots:
    void whatWasWrittenIsRead();
    void linesThatAreTorn();
    void linesThatLie();
    void namesOfJournals();
    void aJournalNobodyUnderstands();
    void nothingIsLeftWhereNothingIsDone();
    void folders();
};

void TestJournal::whatWasWrittenIsRead()
{
    const JournalRecord record = sample();
    const auto read = lastRecord(encodeRecord(record), "j");
    QVERIFY(read.has_value() && read->has_value());
    const JournalRecord &again = **read;
    QVERIFY(again.phase == record.phase);
    QCOMPARE(again.id, record.id);
    QCOMPARE(again.base, record.base);
    QCOMPARE(again.process, record.process);
    QCOMPARE(again.host, record.host);
    QCOMPARE(again.boot, record.boot);
    QVERIFY(again.list.operations == record.list.operations);
    QCOMPARE(again.list.switchAt, record.list.switchAt);
    QVERIFY(again.made == record.made);
}

void TestJournal::linesThatAreTorn()
{
    JournalRecord first = sample(), second = sample();
    first.phase = JournalRecord::Phase::Writing;
    const std::string before = encodeRecord(first), last = encodeRecord(second);
    for (std::size_t bytes = 0; bytes < last.size(); ++bytes) {
        const auto read = lastRecord(before + last.substr(0, bytes), "j");
        QVERIFY(read.has_value() && read->has_value());
        QVERIFY((*read)->phase == JournalRecord::Phase::Writing);
        const auto alone = lastRecord(last.substr(0, bytes), "j");
        QVERIFY(alone.has_value() && !alone->has_value());
    }
    QVERIFY((*lastRecord(before + last, "j"))->phase == JournalRecord::Phase::Commit);
}

void TestJournal::linesThatLie()
{
    const std::string whole = encodeRecord(sample());
    QCOMPARE(faultOf(whole), Fault::Internal);
    const std::pair<std::string, std::string> lies[] = {
        { "journal/1", "journal/2" },
        { "0123abcd", "0123abcG" },
        { "0123abcd", "../../ab" },
        { "\"commit\"", "\"later\"" },
        { "\"checkpoint\"", "\"../checkpoint\"" },
        { "\"checkpoint\"", "\"%2Fetc%2Fpasswd\"" },
        { "\"checkpoint\"", "\"%\"" },
        { "\"checkpoint\"", "\"..\"" },
        { "\"checkpoint\"", "7" },
        { "\"sync\"", "\"format\"" },
        { "\"sync\"", "\"sync\",\"x\"" },
        { "\"switch\":", "\"switch\":-" },
        { "\"switch\":", "\"switch\":99" },
        { "\"switch\":", "\"switched\":" },
        { "18446744073709551615", "-1" },
        { "18446744073709551615", "18446744073709551616" },
        { "\"made\"", "\"mode\"" },
        { "{", "[{" },
    };
    for (const auto &[what, by] : lies) {
        const std::string lie = replaced(whole, what, by);
        QVERIFY2(!lie.empty(), what.c_str());
        QVERIFY2(faultOf(lie) == Fault::JournalUnreadable, (what + " to " + by).c_str());
    }
    QCOMPARE(faultOf(std::string(100'000, '[') + "\n"), Fault::JournalUnreadable);
    QCOMPARE(faultOf("\n"), Fault::JournalUnreadable);
}

void TestJournal::namesOfJournals()
{
    QCOMPARE(journalName("model.ckpt-7"), std::string(".model.ckpt-7.ckptscope-journal"));
    const std::string longName(250, 'm');
    QCOMPARE(journalName(longName + "a").size(), std::size_t{ 255 });
    QVERIFY(journalName(longName + "a") != journalName(longName + "b"));
    QVERIFY(isJournalName(journalName("x")) && isJournalName(journalName(longName)));
    QVERIFY(!isJournalName(".ckptscope-journal") && !isJournalName("x.ckptscope-journal"));
}

void TestJournal::aJournalNobodyUnderstands()
{
    const QTemporaryDir dir;
    const std::string prefix = dir.filePath("o").toStdString(),
                      path = dir.filePath(".o.ckptscope-journal").toStdString();
    writeFile(path, "{\"schema\":\"ckptscope.journal/9\"}\n");
    const auto begun = Replacement::begin(prefix);
    QVERIFY(!begun);
    QCOMPARE(begun.error().fault, Fault::JournalUnreadable);
    QCOMPARE(QString::fromStdString(begun.error().path), dir.filePath(".o.ckptscope-journal"));
    QVERIFY(!readFile(path).empty());
    const auto unfinished = findUnfinished(dir.path().toStdString());
    QCOMPARE(unfinished.size(), std::size_t{ 1 });
    QVERIFY(unfinished.front().base.empty());
    const auto recovered = recoverDirectory(dir.path().toStdString());
    QCOMPARE(recovered.size(), std::size_t{ 1 });
    QVERIFY(!recovered.front().outcome);
    QVERIFY(!readFile(path).empty());
    // A link there is not followed.
    std::filesystem::remove(path);
    writeFile(dir.filePath("mine").toStdString(), "mine");
    std::filesystem::create_symlink("mine", path);
    QVERIFY(!Replacement::begin(prefix));
    QCOMPARE(readFile(dir.filePath("mine").toStdString()), std::string("mine"));
}

void TestJournal::nothingIsLeftWhereNothingIsDone()
{
    const QTemporaryDir dir;
    {
        const auto begun = Replacement::begin(dir.filePath("o").toStdString());
        QVERIFY(begun.has_value());
        QVERIFY((*begun)->recovered() == Recovered::Nothing);
        writeFile((*begun)->path((*begun)->names().fresh() + ".index"), "half");
        QVERIFY(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size() == 2);
        writeFile(dir.filePath("o.data-00000-of-00004").toStdString(), "mine");
        QCOMPARE((*begun)->unusedCount(2, 3), 5);
    }
    QVERIFY(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden) == QStringList{ "o.data-00000-of-00004" });
}

void TestJournal::folders()
{
    const QTemporaryDir dir;
    QCOMPARE(Replacement::begin(dir.filePath("no/o").toStdString()).error().fault, Fault::NothingThere);
    QVERIFY(!Replacement::begin(dir.path().toStdString() + "/"));
    QVERIFY(!Replacement::begin(dir.path().toStdString() + "/.."));
    QDir(dir.path()).mkdir("real");
    std::filesystem::create_symlink("real", dir.filePath("link").toStdString());
    const auto begun = Replacement::begin(dir.filePath("link/o").toStdString());
    QVERIFY(begun.has_value());
    QVERIFY((*begun)->directory().ends_with("/real"));
    if (::geteuid() != 0) { // root may write everywhere
        QDir(dir.path()).mkdir("fixed");
        QFile::setPermissions(dir.filePath("fixed"), QFile::ReadOwner | QFile::ExeOwner);
        QCOMPARE(Replacement::begin(dir.filePath("fixed/o").toStdString()).error().fault, Fault::NoWritePermission);
    }
}

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"
