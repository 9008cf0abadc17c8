// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/file.h"

#include "format/base/allocate.h"
#include "tests/support/wire.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace ckpt;

class TestFile : public QObject {
    Q_OBJECT
private slots:
    void reads();
    void everythingElseThanAFile();
    void cutWhileOpen();
    void offsetsBeyondEveryFile();
    void pathWithZeroByteIsNotCutThere();
    void wholeFile();
    void memoryThatIsNotThere();
    void lfsPointer();

private:
    std::string in(const char *name) const { return m_dir.filePath(name).toStdString(); }
    QTemporaryDir m_dir;
};

void TestFile::reads()
{
    test::writeFile(in("f"), "0123456789");
    const auto file = openFile(in("f"));
    QVERIFY(file.has_value());
    QCOMPARE((*file)->size(), std::uint64_t{ 10 });
    QCOMPARE((*file)->path(), in("f"));
    for (std::size_t begin = 0; begin <= 10; ++begin) {
        for (std::size_t length = 0; begin + length <= 12; ++length) {
            std::string into(length, '?');
            const auto read = (*file)->readAt(begin, into);
            if (length != 0)
                QCOMPARE(read.has_value(), begin + length <= 10);
            if (read)
                QCOMPARE(into, std::string("0123456789").substr(begin, length));
            else
                QCOMPARE(read.error().fault, Fault::ShardTooShort);
        }
    }
}

void TestFile::everythingElseThanAFile()
{
    QCOMPARE(openFile(in("missing")).error().fault, Fault::NothingThere);
    QCOMPARE(openFile(in("f") + "/below").error().fault, Fault::NothingThere);
    QCOMPARE(openFile(std::string(5000, 'a')).error().fault, Fault::NothingThere);
    QCOMPARE(openFile(m_dir.path().toStdString()).error().fault, Fault::IsADirectory);
    QCOMPARE(::mkfifo(in("fifo").c_str(), 0600), 0);
    QCOMPARE(openFile(in("fifo")).error().fault, Fault::ReadFailed); // and does not wait for a writer
    QCOMPARE(::symlink("loop", in("loop").c_str()), 0);
    QCOMPARE(openFile(in("loop")).error().fault, Fault::NothingThere);
    QCOMPARE(openFile("").error().fault, Fault::NothingThere);
}

void TestFile::cutWhileOpen()
{
    test::writeFile(in("cut"), std::string(1000, 'x'));
    const auto file = openFile(in("cut"));
    QCOMPARE(::truncate(in("cut").c_str(), 10), 0);
    std::string into(100, '?');
    const auto read = (*file)->readAt(0, into);
    QVERIFY(!read);
    QCOMPARE(read.error().fault, Fault::ShardTooShort);
}

void TestFile::offsetsBeyondEveryFile()
{
    const auto file = openFile(in("f"));
    std::string into(8, '?');
    for (const std::uint64_t offset :
        { std::uint64_t{ 11 }, std::uint64_t{ INT64_MAX }, std::uint64_t{ 1 } << 63, UINT64_MAX }) {
        const auto read = (*file)->readAt(offset, into);
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::ShardTooShort);
    }
}

void TestFile::pathWithZeroByteIsNotCutThere()
{
    QCOMPARE(openFile(in("f") + std::string("\0.index", 7)).error().fault, Fault::NothingThere);
}

void TestFile::wholeFile()
{
    QCOMPARE(readWholeFile(in("f"), 10).value_or(""), std::string("0123456789"));
    const auto tooLarge = readWholeFile(in("f"), 9);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().fault, Fault::LimitExceeded);
    QCOMPARE(tooLarge.error().actual.value_or(0), std::int64_t{ 10 });
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(readWholeFile(in("f"), 10, JobControl(stop.get_token())).error().fault, Fault::Cancelled);
}

void TestFile::memoryThatIsNotThere()
{
    std::string bytes = "kept";
    std::vector<std::uint64_t> sizes{ UINT64_MAX }; // longer than a string may be
#if !defined(CKPT_SANITIZED)
    sizes.push_back(std::uint64_t{ 1 } << 62); // a sanitizer ends the program where others throw
#endif
    for (const std::uint64_t size : sizes) {
        const auto room = resizeTo(bytes, size);
        QVERIFY(!room);
        QCOMPARE(room.error().fault, Fault::OutOfMemory);
        QVERIFY(room.error().expected.value_or(0) > 0);
        QCOMPARE(bytes, std::string("kept"));
    }
    QVERIFY(resizeTo(bytes, 6).has_value());
    QCOMPARE(bytes, std::string("kept\0\0", 6));
}

void TestFile::lfsPointer()
{
    QVERIFY(isGitLfsPointer("version https://git-lfs.github.com/spec/v1\noid sha256:…"));
    QVERIFY(!isGitLfsPointer("version https://git-lfs"));
    QVERIFY(!isGitLfsPointer(""));
}

QTEST_APPLESS_MAIN(TestFile)
#include "tst_file.moc"
