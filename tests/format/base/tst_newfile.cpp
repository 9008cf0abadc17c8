// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/newfile.h"

#include "tests/support/brokendisk.h"
#include "tests/support/wire.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

class TestNewFile : public QObject {
    Q_OBJECT
private slots:
    void writesWhatIsAppended();
    void onlyNewFiles();
    void shortWritesAndInterruptions();
    void everyCallThatFailsIsTold();
    void aFailureIsNotForgotten();
    void aFullDisk();
    void directories();

private:
    std::string in(const char *name) const { return m_dir.filePath(name).toStdString(); }
    QTemporaryDir m_dir;
};

namespace {

// Pieces of many sizes around that of the buffer, which does not show.
const std::vector<std::size_t> kSizes{ 0, 1, 5, 70'000, 262'143, 1, 262'144, 262'145, 3, 1'000'000, 65'536, 200'000 };

std::string content()
{
    std::string all;
    for (const std::size_t size : kSizes)
        all += std::string(size, static_cast<char>('a' + size % 23));
    return all;
}

Result<void> writeAll(const std::string &path, FileCalls &calls)
{
    auto file = createFile(path, calls);
    if (!file)
        return tl::unexpected(file.error());
    std::uint64_t size = 0;
    for (const std::size_t piece : kSizes) {
        if (auto done = (*file)->append(std::string(piece, static_cast<char>('a' + piece % 23))); !done)
            return done;
        size += piece;
        if ((*file)->size() != size)
            return fail(Fault::Internal, path, "size()");
    }
    if (auto done = (*file)->sync(); !done)
        return done;
    return (*file)->close();
}

} // namespace

void TestNewFile::writesWhatIsAppended()
{
    const mode_t before = ::umask(027);
    QVERIFY(writeAll(in("whole"), FileCalls::system()).has_value());
    ::umask(before);
    QVERIFY(readFile(in("whole")) == content());
    struct stat status { };
    QCOMPARE(::stat(in("whole").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t{ 0640 });
    const auto empty = createFile(in("empty"));
    QVERIFY((*empty)->close().has_value());
    QCOMPARE(readFile(in("empty")), std::string());
    QCOMPARE((*empty)->append("x").error().fault, Fault::Internal); // it is closed
}

void TestNewFile::onlyNewFiles()
{
    writeFile(in("there"), "kept");
    QCOMPARE(createFile(in("there")).error().fault, Fault::AlreadyThere);
    QCOMPARE(readFile(in("there")), std::string("kept"));
    QCOMPARE(::symlink("target", in("link").c_str()), 0);
    QCOMPARE(createFile(in("link")).error().fault, Fault::AlreadyThere);
    QVERIFY(::access(in("target").c_str(), F_OK) != 0); // nothing was made at the other end
    QCOMPARE(createFile(in("no/such/folder")).error().fault, Fault::NothingThere);
    QCOMPARE(createFile(in("there") + "/below").error().fault, Fault::NothingThere);
    QCOMPARE(createFile(in("zero") + std::string("\0x", 2)).error().fault, Fault::WriteFailed);
    QVERIFY(::access(in("zero").c_str(), F_OK) != 0);
}

void TestNewFile::shortWritesAndInterruptions()
{
    for (const std::size_t most : { std::size_t{ 1000 }, std::size_t{ 4096 }, SIZE_MAX }) {
        BrokenDisk disk;
        disk.most = most;
        disk.interrupted = true;
        const std::string path = in("short") + std::to_string(most);
        QVERIFY(writeAll(path, disk).has_value());
        QVERIFY(readFile(path) == content());
    }
}

void TestNewFile::everyCallThatFailsIsTold()
{
    BrokenDisk whole;
    QVERIFY(writeAll(in("counted"), whole).has_value());
    QVERIFY(whole.calls >= 6);
    const std::pair<int, Fault> errors[] = { { ENOSPC, Fault::DiskFull }, { EDQUOT, Fault::DiskFull },
        { EIO, Fault::WriteFailed }, { EACCES, Fault::NoWritePermission }, { EROFS, Fault::NoWritePermission } };
    for (const auto &[code, fault] : errors) {
        for (const bool once : { false, true }) {
            for (int call = 0; call < whole.calls; ++call) {
                BrokenDisk disk;
                disk.failAt = call;
                disk.error = code;
                disk.once = once;
                const std::string path = in("failing");
                const auto written = writeAll(path, disk);
                QVERIFY2(!written, qPrintable(QString("call %1 failed unseen").arg(call)));
                QCOMPARE(written.error().fault, fault);
                QCOMPARE(written.error().path, path);
                QCOMPARE(written.error().detail, std::string(std::strerror(code)));
                ::unlink(path.c_str());
            }
        }
    }
}

void TestNewFile::aFailureIsNotForgotten()
{
    BrokenDisk disk;
    disk.failAt = 1; // the first write, and only that one
    disk.once = true;
    const auto file = createFile(in("once"), disk);
    QVERIFY((*file)->append(std::string(300'000, 'x')).error().fault == Fault::DiskFull);
    QCOMPARE((*file)->append("y").error().fault, Fault::DiskFull);
    QCOMPARE((*file)->sync().error().fault, Fault::DiskFull);
    QCOMPARE((*file)->close().error().fault, Fault::DiskFull);
}

void TestNewFile::aFullDisk()
{
    // A device that has no room for a single byte, without anything substituted but the flags that ask for a new file.
    struct Full final : FileCalls {
        int open(const char *, int, mode_t) override { return ::open("/dev/full", O_WRONLY | O_CLOEXEC); }
    } full;
    const auto written = writeAll(in("full"), full);
    QVERIFY(!written);
    QCOMPARE(written.error().fault, Fault::DiskFull);
}

void TestNewFile::directories()
{
    QVERIFY(syncDirectory(m_dir.path().toStdString()).has_value());
    QCOMPARE(syncDirectory(in("missing")).error().fault, Fault::NothingThere);
    BrokenDisk disk;
    disk.failAt = 0;
    disk.error = EIO;
    QCOMPARE(syncDirectory(m_dir.path().toStdString(), disk).error().fault, Fault::WriteFailed);
    disk.error = EINVAL; // a file system that cannot
    QVERIFY(syncDirectory(m_dir.path().toStdString(), disk).has_value());
}

QTEST_APPLESS_MAIN(TestNewFile)
#include "tst_newfile.moc"
