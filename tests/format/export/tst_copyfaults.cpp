// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A copy whose disk fails, or that is killed, at every point there is: what a reader finds, and what is left behind.
#include "format/checkpoint/valuereader.h"
#include "format/export/copycheckpoint.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/brokendisk.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Source = std::shared_ptr<const Checkpoint>;
using Files = std::map<std::string, std::string>; // name → bytes

Source must(const Result<Source> &opened)
{
    if (!opened)
        qFatal("%s", messageOf(opened.error()).c_str());
    return *opened;
}

Files filesIn(const QTemporaryDir &dir)
{
    Files files;
    for (const auto &entry : std::filesystem::directory_iterator(dir.path().toStdString()))
        files[entry.path().filename().string()] = readFile(entry.path().string());
    return files;
}

// Counts every call that changes something, and ends the process before number `killAt`.
class DeadlyDisk final : public FileCalls {
public:
    int killAt = -1, calls = 0;
    int renames = -1; // so many succeed, and the next one fails

    int open(const char *path, int flags, mode_t mode) override
    {
        if ((flags & O_CREAT) != 0)
            count();
        return FileCalls::open(path, flags, mode);
    }
    ssize_t write(int descriptor, const void *bytes, std::size_t size) override
    {
        count();
        return FileCalls::write(descriptor, bytes, size);
    }
    int fsync(int descriptor) override { return count(), FileCalls::fsync(descriptor); }
    int unlink(const char *path) override { return count(), FileCalls::unlink(path); }
    int rename(const char *from, const char *to) override
    {
        count();
        errno = EIO;
        return renames-- == 0 ? -1 : FileCalls::rename(from, to);
    }
    int link(const char *from, const char *to) override { return count(), FileCalls::link(from, to); }

private:
    void count()
    {
        if (calls++ == killAt)
            ::raise(SIGKILL);
    }
};

// In memory where that can be: thousands of copies wait for the disk otherwise.
QString roomFor(const char *name)
{
    return (QFileInfo("/dev/shm").isWritable() ? QString("/dev/shm") : QDir::tempPath()) + "/" + name + "-XXXXXX";
}

// A target before and after, with what its checkpoints are copied from.
struct Scenario {
    const char *name;
    std::vector<CopyTarget> before; // one after the other under the same name, so that both formats can be there
    CopyTarget after;
};

const CopyTarget kV1{ StorageFormat::V1, std::nullopt };
CopyTarget v2(int shards)
{
    return { StorageFormat::V2, shards };
}

std::vector<Scenario> scenarios()
{
    return {
        { "nothing to V2", {}, v2(1) },
        { "nothing to V1", {}, kV1 },
        { "V2 1 to 1", { v2(1) }, v2(1) },
        { "V2 2 to 2", { v2(2) }, v2(2) },
        { "V2 1 to 2", { v2(1) }, v2(2) },
        { "V2 2 to 1", { v2(2) }, v2(1) },
        { "V1 to V2", { kV1 }, v2(1) },
        { "V2 to V1", { v2(2) }, kV1 },
        { "V1 to V1", { kV1 }, kV1 },
        { "both to V2", { v2(1), kV1 }, v2(1) },
        { "both to V1", { v2(1), kV1 }, kV1 },
    };
}

class Place {
public:
    explicit Place(const Scenario &scenario)
        : m_scenario(scenario)
    {
        if (scenario.before.empty())
            return;
        const Source old = must(openAt(dataPath("multi-shard-v2/save")));
        for (const CopyTarget &target : scenario.before) {
            // A V1 file beside a V2 index of the same name: made elsewhere and moved there.
            const std::string there = target.format == StorageFormat::V1 ? in("elsewhere") : in("o");
            const auto copied = copyCheckpoint(*old, copyAll(*old), there, target);
            if (!copied || (target.shards && copied->files.size() != std::size_t(*target.shards) + 1))
                qFatal("no such old checkpoint");
            if (target.format == StorageFormat::V1)
                std::filesystem::rename(there, in("o"));
        }
        writeFile(in("o.meta"), "old");
        m_before = filesIn(m_dir);
    }

    std::string in(const std::string &name) const { return m_dir.filePath(QString::fromStdString(name)).toStdString(); }
    std::string folder() const { return m_dir.path().toStdString(); }
    Files files() const { return filesIn(m_dir); }
    const Files &before() const { return m_before; }

    Result<CopyReport> copy(FileCalls &calls) const
    {
        static const Source fresh = must(openAt(dataPath("partitioned-v1/save")));
        const Placement placement{
            .prefix = in("o"), .replace = !m_before.empty(), .state = StateRule::WhereNone, .meta = "new"
        };
        auto copied = copyCheckpoint(*fresh, copyAll(*fresh), placement, m_scenario.after, {}, calls);
        const auto &shards = m_scenario.after.shards;
        if (copied && shards && copied->files.size() != std::size_t(*shards) + 1)
            qFatal("no such new checkpoint");
        return copied;
    }

    // "old", "new", "none" of the checkpoint that TensorFlow would read, and of its .meta; "broken" for anything else.
    std::string seen() const
    {
        const auto readable = [&](StorageFormat format) -> std::string {
            CheckpointRef ref;
            ref.prefix = in("o");
            ref.format = format;
            if (format == StorageFormat::V1)
                ref.v1Files = { ref.prefix };
            const auto opened = Checkpoint::open(ref);
            if (!opened) // issues: on its way an index counts data files that nothing lies in
                return "broken";
            for (std::size_t i = 0; i < (*opened)->variables().size(); ++i)
                if (!sha256(**opened, VariableId(i)))
                    return "broken";
            return (*opened)->variables().front().key == oldKey ? "old" : "new";
        };
        std::string text = std::filesystem::exists(in("o.index")) ? readable(StorageFormat::V2)
            : std::filesystem::exists(in("o"))                    ? readable(StorageFormat::V1)
                                                                  : "none";
        return text + "/" + (std::filesystem::exists(in("o.meta")) ? readFile(in("o.meta")) : "none");
    }

    static inline std::string oldKey; // the first one

private:
    const Scenario &m_scenario;
    QTemporaryDir m_dir{ roomFor("copyfaults") };
    Files m_before;
};

std::string text(const char *scenario, int call, const std::string &seen)
{
    return std::string(scenario) + ", call " + std::to_string(call) + ": " + seen;
}

std::string names(const Files &files)
{
    std::string all;
    for (const auto &[name, bytes] : files)
        all += name + " ";
    return all;
}

} // namespace

class TestCopyFaults : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void killedAnywhere();
    void killedWhileUndoing();
    void everyCallThatFails();
    void shortWritesAndInterruptions();
    void aDiskThatLies();
    void noSecondNames();
    void oneAtATime();
    void aNewerSaveStays();
    void aSourceThatChanges();
    void linksAndStrangersStay();
    void itsOwnSource();
};

void TestCopyFaults::initTestCase()
{
    Place::oldKey = must(openAt(dataPath("multi-shard-v2/save")))->variables().front().key;
    QVERIFY(must(openAt(dataPath("partitioned-v1/save")))->variables().front().key != Place::oldKey);
}

void TestCopyFaults::killedAnywhere()
{
    for (const Scenario &scenario : scenarios()) {
        const Place counted(scenario);
        DeadlyDisk counting;
        QVERIFY2(counted.copy(counting).has_value(), scenario.name);
        const Files after = counted.files();
        QVERIFY(counting.calls > 15);
        const bool replaces = !scenario.before.empty();
        std::set<std::string> seen;
        for (int call = 0; call < counting.calls; ++call) {
            const Place place(scenario);
            const pid_t child = ::fork();
            if (child == 0) {
                DeadlyDisk disk;
                disk.killAt = call;
                static_cast<void>(place.copy(disk));
                ::_exit(0);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QVERIFY2(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, scenario.name);
            const std::string found = place.seen();
            seen.insert(found);
            const std::set<std::string> allowed = replaces
                ? std::set<std::string>{ "old/old", "old/none", "new/none", "new/new" }
                : std::set<std::string>{ "none/none", "new/none", "new/new" };
            QVERIFY2(allowed.contains(found), text(scenario.name, call, found).c_str());
            // The next run, or recovery alone, leaves exactly the one or exactly the other.
            for (const RecoveredTarget &target : recoverDirectory(place.folder()))
                QVERIFY(target.outcome.has_value());
            const Files left = place.files();
            QVERIFY2(left == (found.starts_with("new") ? after : place.before()),
                text(scenario.name, call, place.seen()).c_str());
        }
        QVERIFY(seen.contains("new/new") && seen.contains(replaces ? "old/old" : "none/none"));
    }
}

// A rename fails, and while everything goes back the program is killed: it must still be known that it goes back.
void TestCopyFaults::killedWhileUndoing()
{
    for (const Scenario &scenario : scenarios()) {
        if (scenario.before.empty())
            continue;
        for (const int failing : { 1, 2 }) { // 0 is the .meta
            DeadlyDisk counting;
            counting.renames = failing;
            const auto copied = Place(scenario).copy(counting);
            if (copied)
                continue; // behind the switch
            int killed = 0;
            for (int call = counting.calls - 15; call < counting.calls; ++call) {
                const Place place(scenario);
                const pid_t child = ::fork();
                if (child == 0) {
                    DeadlyDisk disk;
                    disk.killAt = call;
                    disk.renames = failing;
                    static_cast<void>(place.copy(disk));
                    ::_exit(0);
                }
                QCOMPARE(::waitpid(child, nullptr, 0), child);
                const std::string where = text(scenario.name, call, place.seen());
                QVERIFY2(place.seen().starts_with("old"), where.c_str());
                for (const RecoveredTarget &target : recoverDirectory(place.folder())) {
                    QVERIFY2(target.outcome && *target.outcome != Recovered::Overtaken, where.c_str());
                    ++killed;
                }
                QVERIFY2(place.files() == place.before(), where.c_str());
            }
            QVERIFY(killed > 5);
        }
    }
}

void TestCopyFaults::everyCallThatFails()
{
    for (const Scenario &scenario : scenarios()) {
        const Place counted(scenario);
        BrokenDisk counting;
        QVERIFY2(counted.copy(counting).has_value(), scenario.name);
        const Files after = counted.files();
        int failed = 0, untidied = 0;
        for (const auto &[code, fault] : { std::pair(ENOSPC, Fault::DiskFull), std::pair(EIO, Fault::WriteFailed) }) {
            for (int call = 0; call < counting.calls; ++call) {
                const Place place(scenario);
                BrokenDisk disk;
                disk.failAt = call;
                disk.error = code;
                disk.once = call % 2 == 0;
                const auto copied = place.copy(disk);
                const std::string found = place.seen();
                const std::string where = text(scenario.name, call, found);
                if (copied) {
                    QVERIFY2(found == "new/new" || found == "new/none", where.c_str());
                    untidied += copied->untidied.has_value();
                    QVERIFY(!copied->untidied || copied->untidied->fault == Fault::NotTidied);
                } else {
                    QCOMPARE(copied.error().fault, fault);
                    QVERIFY2(found.starts_with(place.before().empty() ? "none" : "old"), where.c_str());
                    ++failed;
                }
                // Whatever was left on this disk goes on a better one.
                for (const RecoveredTarget &target : recoverDirectory(place.folder()))
                    QVERIFY2(target.outcome.has_value(), where.c_str());
                QVERIFY2(place.files() == (copied ? after : place.before()),
                    (where + " leaves " + names(place.files())).c_str());
            }
        }
        QVERIFY(failed > 10 && untidied > 0);
    }
}

void TestCopyFaults::shortWritesAndInterruptions()
{
    for (const char *name : { "multi-shard-v2/save", "large-entry-v1" }) {
        const Source source = must(openAt(dataPath(name)));
        const QTemporaryDir whole, broken;
        BrokenDisk disk;
        disk.most = 1000;
        disk.interrupted = true;
        const CopyTarget target{ source->format(), std::nullopt };
        QVERIFY(copyCheckpoint(*source, copyAll(*source), whole.filePath("o").toStdString(), target).has_value());
        QVERIFY(copyCheckpoint(*source, copyAll(*source), broken.filePath("o").toStdString(), target, {}, disk)
                    .has_value());
        QVERIFY(filesIn(whole) == filesIn(broken));
    }
}

void TestCopyFaults::aDiskThatLies()
{
    // One byte of what is written is another one, and nobody says so: reading back finds it wherever it is.
    struct Liar final : FileCalls {
        std::uint64_t at = 0, done = 0;
        std::set<int> files; // of the checkpoint; a journal is only read when something else has gone wrong, too
        int open(const char *path, int flags, mode_t mode) override
        {
            const int opened = FileCalls::open(path, flags, mode);
            if (std::string(path).find(".new") != std::string::npos)
                files.insert(opened);
            return opened;
        }
        ssize_t write(int descriptor, const void *bytes, std::size_t count) override
        {
            std::string copy(static_cast<const char *>(bytes), count);
            if (files.contains(descriptor)) {
                if (at >= done && at - done < count)
                    copy[at - done] = static_cast<char>(copy[at - done] ^ 0x20);
                done += count;
            }
            return FileCalls::write(descriptor, copy.data(), count);
        }
    };
    for (const char *name : { "seed-example-v2/save", "seed-example-v1/save" }) {
        const Source source = must(openAt(dataPath(name)));
        for (std::uint64_t at = 0; at < 60; ++at) {
            const QTemporaryDir dir;
            Liar liar;
            liar.at = at;
            const auto copied = copyCheckpoint(
                *source, copyAll(*source), dir.filePath("o").toStdString(), { source->format(), {} }, {}, liar);
            QVERIFY2(!copied, qPrintable(QString("%1: byte %2").arg(name).arg(at)));
            QVERIFY(filesIn(dir).empty());
        }
    }
}

void TestCopyFaults::noSecondNames()
{
    struct OneName final : FileCalls {
        int refused = 0;
        int link(const char *, const char *) override
        {
            ++refused;
            errno = EPERM; // what vfat says
            return -1;
        }
    };
    const Scenario scenario{ "V2 2 to 2", { v2(2) }, v2(2) };
    const Place with(scenario), without(scenario);
    OneName disk;
    QVERIFY(with.copy(FileCalls::system()).has_value());
    const auto copied = without.copy(disk);
    QVERIFY(copied.has_value() && !copied->untidied && copied->replaced);
    QCOMPARE(disk.refused, 2);
    QVERIFY(with.files() == without.files());
}

void TestCopyFaults::oneAtATime()
{
    const Scenario scenario{ "V2 1 to 1", { v2(1) }, v2(1) };
    const Place place(scenario);
    {
        const auto other = Replacement::begin(place.in("o"));
        QVERIFY(other.has_value());
        const auto copied = place.copy(FileCalls::system());
        QVERIFY(!copied);
        QCOMPARE(copied.error().fault, Fault::TargetBusy);
        QVERIFY(copied.error().detail.find(std::to_string(::getpid())) != std::string::npos);
        QVERIFY(findUnfinished(place.folder()).empty()); // it is at work
        QVERIFY(Replacement::begin(place.in("another")).has_value());
    }
    QVERIFY(place.files() == place.before());
    QVERIFY(place.copy(FileCalls::system()).has_value());
}

void TestCopyFaults::aNewerSaveStays()
{
    // Killed behind the switch; then the training program saves under the same name before anybody tidies up.
    const Scenario scenario{ "V2 1 to 1", { v2(1) }, v2(1) };
    DeadlyDisk counting;
    QVERIFY(Place(scenario).copy(counting).has_value());
    int overtaken = 0;
    for (int call = 0; call < counting.calls; ++call) {
        const Place place(scenario);
        const pid_t child = ::fork();
        if (child == 0) {
            DeadlyDisk disk;
            disk.killAt = call;
            static_cast<void>(place.copy(disk));
            ::_exit(0);
        }
        QCOMPARE(::waitpid(child, nullptr, 0), child);
        const Files &old = place.before();
        for (const char *ending : { "o.data-00000-of-00001", "o.index" }) { // by renaming, as TensorFlow does
            writeFile(place.in("saving"), old.at(ending));
            std::filesystem::rename(place.in("saving"), place.in(ending));
        }
        for (const RecoveredTarget &target : recoverDirectory(place.folder())) {
            QVERIFY(target.outcome.has_value());
            overtaken += *target.outcome == Recovered::Overtaken;
        }
        QVERIFY2(place.seen().starts_with("old"), text("", call, place.seen()).c_str());
        for (const auto &[name, bytes] : place.files())
            QVERIFY2(!name.starts_with(".") && name.find("of-00002") == std::string::npos, name.c_str());
    }
    QVERIFY(overtaken > 3);
}

void TestCopyFaults::aSourceThatChanges()
{
    // Written to while the copy is being made: its checksums may still be right where it was read.
    struct Saver final : FileCalls {
        std::string source;
        int rename(const char *from, const char *to) override { return FileCalls::rename(from, to); }
        int fsync(int descriptor) override
        {
            std::filesystem::last_write_time(source, std::filesystem::file_time_type::clock::now());
            return FileCalls::fsync(descriptor);
        }
    };
    const QTemporaryDir dir;
    const std::string in = dir.filePath("in").toStdString();
    const Source from = must(openAt(dataPath("seed-example-v2/save")));
    QVERIFY(copyCheckpoint(*from, copyAll(*from), in, {}).has_value());
    const Source source = must(openAt(in + ".index"));
    const Files before = filesIn(dir);
    Saver saver;
    saver.source = in + ".data-00000-of-00001";
    const auto copied = copyCheckpoint(*source, copyAll(*source), dir.filePath("o").toStdString(), {}, {}, saver);
    QVERIFY(!copied);
    QCOMPARE(copied.error().fault, Fault::SourceChanged);
    QVERIFY(copied.error().path == saver.source);
    QVERIFY(filesIn(dir) == before);
}

void TestCopyFaults::linksAndStrangersStay()
{
    const Scenario scenario{ "V2 1 to 1", { v2(1) }, v2(1) };
    for (const char *ending : { ".index", ".meta", ".data-00000-of-00001" }) {
        const Place place(scenario);
        std::filesystem::rename(place.in(std::string("o") + ending), place.in("real"));
        std::filesystem::create_symlink("real", place.in(std::string("o") + ending));
        const Files before = place.files();
        const auto copied = place.copy(FileCalls::system());
        QVERIFY2(!copied, ending);
        QCOMPARE(copied.error().fault, Fault::TargetIsLink);
        QVERIFY(place.files() == before);
    }
    // A file of the name that is no checkpoint, and a data file that no index counts.
    for (const auto &[name, shards] : { std::pair("o", 1), std::pair("o.data-00001-of-00002", 2) }) {
        const Scenario other{ "V2 1 to n", { v2(1) }, v2(shards) };
        const Place place(other);
        writeFile(place.in(name), "mine");
        const Files before = place.files();
        const auto copied = place.copy(FileCalls::system());
        QVERIFY2(!copied, name);
        QCOMPARE(copied.error().fault, Fault::AlreadyThere);
        QVERIFY(place.files() == before);
    }
}

void TestCopyFaults::itsOwnSource()
{
    const QTemporaryDir dir;
    const std::string prefix = dir.filePath("o").toStdString();
    const Source from = must(openAt(dataPath("seed-example-v2/save")));
    QVERIFY(copyCheckpoint(*from, copyAll(*from), prefix, {}).has_value());
    const Source source = must(openAt(prefix + ".index"));
    const Placement placement{ .prefix = prefix, .replace = true, .state = StateRule::Keep, .meta = {} };
    const auto copied = copyCheckpoint(*source, { { VariableId{ 0 }, "only" } }, placement, {});
    QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
    QVERIFY(copied->replaced);
    const Source written = must(openAt(prefix + ".index"));
    QCOMPARE(written->variables().size(), std::size_t{ 1 });
    QCOMPARE(sha256(*written, VariableId{ 0 }).value(), sha256(*from, VariableId{ 0 }).value());
    QCOMPARE(filesIn(dir).size(), std::size_t{ 2 });
}

QTEST_APPLESS_MAIN(TestCopyFaults)
#include "tst_copyfaults.moc"
