// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What most likely happened to a data file: said when the evidence is there, and not said when it is not.
#include "format/check/check.h"
#include "tests/format/checkpoint/runfolder.h"

#include <QFile>
#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestCauses : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void dataOfAnotherStep();
    void dataOfAnUnknownStep();
    void cutShort();
    void endsInZeros();
    void zerosThatWereSaved();
    void otherNumberOfShards();
    void oneFlippedBit();

private:
    // Steps 1 and 2 of a run: the same variables with other values.
    void writeSteps(int variables = 8) const
    {
        for (int step = 1; step <= 2; ++step) {
            BundleBuilder builder;
            for (int i = 0; i < variables; ++i)
                builder.add("v" + std::to_string(i), 1, { 64 }, std::string(256, static_cast<char>(step * 16 + i)));
            builder.write(at(QString("model.ckpt-%1").arg(step)));
        }
    }
    QString data(int step) const { return m_dir->filePath(QString("model.ckpt-%1.data-00000-of-00001").arg(step)); }
    // Causes that are told for step 1.
    std::vector<Error> causes() const
    {
        const auto run = scanRun(at("model.ckpt-1"));
        const auto opened = run ? Checkpoint::open(run->checkpoints[run->current]) : fail(run.error());
        if (!opened)
            qFatal("%s", messageOf(opened.error()).c_str());
        const auto report = checkEverything(**opened, { .siblings = run->checkpoints });
        if (!report)
            qFatal("%s", messageOf(report.error()).c_str());
        std::vector<Error> found;
        for (const Issue &issue : report->issues) {
            if (std::string_view(name(issue.error.fault)).starts_with("cause-"))
                found.push_back(issue.error);
        }
        if (!found.empty() && found.front().fault != report->issues.front().error.fault)
            qFatal("the cause does not come first");
        return found;
    }
};

void TestCauses::dataOfAnotherStep()
{
    writeSteps();
    QVERIFY(causes().empty());
    QVERIFY(QFile::remove(data(1)) && QFile::copy(data(2), data(1)));
    const auto found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseOtherData);
    QVERIFY2(found[0].detail.find("“model.ckpt-2”") != std::string::npos, found[0].detail.c_str());
    QCOMPARE(found[0].path, data(1).toStdString());
}

void TestCauses::dataOfAnUnknownStep()
{
    writeSteps();
    QVERIFY(QFile::remove(data(1)) && QFile::rename(data(2), data(1)));
    QVERIFY(QFile::remove(m_dir->filePath("model.ckpt-2.index")));
    const auto found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseOtherData);
    QVERIFY2(found[0].detail.find("8 of 8") != std::string::npos, found[0].detail.c_str());
}

void TestCauses::cutShort()
{
    writeSteps();
    QVERIFY(QFile::resize(data(1), 1000));
    auto found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseCutShort);
    QVERIFY2(found[0].detail.find("1000 of 2048") != std::string::npos, found[0].detail.c_str());
    // Shorter and with other bytes: not a cut copy of this step.
    QVERIFY(QFile::remove(data(1)) && QFile::copy(data(2), data(1)) && QFile::resize(data(1), 1000));
    found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseOtherData);
}

void TestCauses::endsInZeros()
{
    writeSteps();
    QVERIFY(QFile::resize(data(1), 900) && QFile::resize(data(1), 2048)); // as a download into a file made before
    const auto found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseCutShort);
    QVERIFY2(found[0].detail.find("1148 bytes are zero") != std::string::npos, found[0].detail.c_str());
}

void TestCauses::zerosThatWereSaved()
{
    BundleBuilder builder;
    builder.add("a", 1, { 64 }, std::string(256, 'a'));
    builder.add("zero", 1, { 1024 }, std::string(4096, '\0'));
    builder.write(at("model.ckpt-1"));
    std::string bytes = readFile(data(1).toStdString());
    bytes[0] = 'b';
    writeFile(data(1).toStdString(), bytes);
    QVERIFY(causes().empty());
}

void TestCauses::otherNumberOfShards()
{
    writeSteps();
    QVERIFY(QFile::rename(data(1), m_dir->filePath("model.ckpt-1.data-00000-of-00003")));
    const auto found = causes();
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].fault, Fault::CauseShardCount);
    QVERIFY2(found[0].detail.find("count 3") != std::string::npos, found[0].detail.c_str());
}

void TestCauses::oneFlippedBit()
{
    writeSteps();
    std::string bytes = readFile(data(1).toStdString());
    bytes[700] = static_cast<char>(bytes[700] ^ 1);
    writeFile(data(1).toStdString(), bytes);
    QVERIFY(causes().empty());
}

QTEST_APPLESS_MAIN(TestCauses)
#include "tst_causes.moc"
