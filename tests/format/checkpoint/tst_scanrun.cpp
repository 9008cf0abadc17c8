// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a path means: directories, prefixes, members, moved state files, and everything that is none of these.
#include "runfolder.h"

#include "format/base/paths.h"

#include <QDir>
#include <QtTest>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

class TestScanRun : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void waysToName_data();
    void waysToName();
    void relativePaths();
    void v1Shards();
    void bothFormats();
    void savedModel();
    void savedModelFromInside();
    void savedModelWithoutVariables();
    void savedModelInChunks();
    void aFolderCalledVariablesIsARunAsWell();
    void saysWhenAFolderIsTooLarge();
    void subRuns();
    void nothingToShow();
    void notACheckpoint();
    void noPermission();
    void graphOnly();
    void folderInPlaceOfTheStateFile();
    void arraysAlone();
    void arraysBesideCheckpoints();
    void arraysAboveCheckpoints();
};

void TestScanRun::folderInPlaceOfTheStateFile()
{
    const auto run = scanRun(dataPath("broken/state-is-directory"));
    QVERIFY(run.has_value());
    QCOMPARE(run->issues.size(), std::size_t{ 1 });
    QCOMPARE(run->issues[0].error.fault, Fault::StateIsOther);
    QCOMPARE(run->issues[0].severity, Severity::Note);
    // Without checkpoints beside it, it is a folder like any other.
    put("checkpoint/notes.txt", "x");
    put("graph.pbtxt", "node { name: 'a' op: 'NoOp' }");
    const auto graphs = scanRun(at("."));
    QVERIFY2(graphs.has_value(), graphs ? "" : messageOf(graphs.error()).c_str());
    QVERIFY(graphs->issues.empty());
}

void TestScanRun::waysToName_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("shown");
    for (const char *path : { "", "/", "//", "/checkpoint" })
        QTest::addRow("directory%s", path) << QString("moved-paths/timestamps") + path << "model.ckpt-20";
    for (const char *path : { "", "/", ".index", ".data-00000-of-00001" })
        QTest::addRow("step 10%s", path) << QString("moved-paths/timestamps/model.ckpt-10") + path << "model.ckpt-10";
    QTest::newRow("meta") << "seed-example-v2/save/model.ckpt.meta"
                          << "model.ckpt";
    QTest::newRow("V1 file") << "seed-example-v1/save/model.ckpt"
                             << "model.ckpt";
    QTest::newRow("V1 meta") << "seed-example-v1/save/model.ckpt.meta"
                             << "model.ckpt";
}

void TestScanRun::waysToName()
{
    QFETCH(QString, path);
    QFETCH(QString, shown);
    const auto run = scanRun(dataPath(path.toStdString()));
    QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
    QCOMPARE(current(*run), shown.toStdString());
    QVERIFY(Checkpoint::open(run->checkpoints[run->current]).has_value());
}

void TestScanRun::relativePaths()
{
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromStdString(dataPath("moved-paths/timestamps"))));
    const auto all = { "", ".", "./", "model.ckpt-20", "./model.ckpt-20.index", "checkpoint", "../timestamps" };
    for (const char *path : all) {
        const auto run = scanRun(path);
        QVERIFY2(run.has_value(), path);
        QCOMPARE(current(*run), std::string("model.ckpt-20"));
        QVERIFY(run->issues.empty());
        QVERIFY(Checkpoint::open(run->checkpoints[run->current]).has_value());
    }
    QVERIFY(QDir::setCurrent(before));
}

void TestScanRun::v1Shards()
{
    const auto run = scanRun(dataPath("sharded-v1/save"));
    QVERIFY(run.has_value());
    const CheckpointRef &ref = run->checkpoints[run->current];
    QCOMPARE(ref.format, StorageFormat::V1);
    QVERIFY(ref.v1Files.size() > 1
        && ref.prefix.ends_with("-????"
                                "?-of-0000"
            + std::to_string(ref.v1Files.size())));
    for (const std::string &shard : ref.v1Files) {
        const auto byShard = scanRun(shard);
        QVERIFY(byShard.has_value());
        QCOMPARE(byShard->checkpoints[byShard->current].prefix, ref.prefix);
        QDir().mkpath(m_dir->path());
        QVERIFY(QFile::copy(
            QString::fromStdString(shard), m_dir->filePath(QFileInfo(QString::fromStdString(shard)).fileName())));
    }
    QCOMPARE(scanRun(ref.prefix)->checkpoints[0].prefix, ref.prefix);
    // A damaged first shard does not hide the others, and a missing one is said to be missing.
    const QString first = m_dir->filePath(QFileInfo(QString::fromStdString(ref.v1Files[0])).fileName());
    QVERIFY(QFile::resize(first, 20));
    auto damaged = scanRun(at("."));
    QVERIFY(damaged.has_value() && damaged->issues.empty());
    const auto opened = Checkpoint::open(damaged->checkpoints[0]);
    QVERIFY(opened.has_value() && !(*opened)->variables().empty());
    QVERIFY(QFile::remove(first));
    damaged = scanRun(at("."));
    QVERIFY(faults(damaged->issues).contains("shard-missing"));
}

void TestScanRun::bothFormats()
{
    const auto run = scanRun(dataPath("mixed-v1-v2-same-prefix"));
    QVERIFY(run.has_value());
    QCOMPARE(run->checkpoints.size(), 1u);
    QVERIFY(run->checkpoints[0].alsoV1 && run->checkpoints[0].format == StorageFormat::V2);
    QCOMPARE(faults(run->issues), std::multiset<std::string>{ "both-formats" });
}

void TestScanRun::savedModel()
{
    put("saved_model.pb", "");
    put("fingerprint.pb", "");
    put("keras_metadata.pb", "");
    bundle("variables/variables");
    for (const char *path : { ".", "saved_model.pb", "variables", "variables/", "variables/variables",
             "variables/variables.index", "variables/variables.data-00000-of-00001" }) {
        const auto run = scanRun(at(QString::fromLatin1(path)));
        QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
        QCOMPARE(run->checkpoints.size(), 1u);
        QCOMPARE(run->checkpoints[0].prefix, joinPath(run->directory, "variables/variables"));
        QCOMPARE(run->savedModel, joinPath(run->directory, "saved_model.pb"));
        QCOMPARE(run->checkpoints[0].graphFile, run->savedModel);
        QVERIFY(run->graphFiles.empty()); // the others are no graphs
        QVERIFY(Checkpoint::open(run->checkpoints[0]).has_value());
    }
}

void TestScanRun::savedModelFromInside()
{
    put("saved_model.pbtxt", "");
    bundle("variables/variables");
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromStdString(at("variables"))));
    for (const char *path : { ".", "variables", "variables.index" }) {
        const auto run = scanRun(path);
        QVERIFY2(run.has_value(), path);
        QCOMPARE(run->savedModel, std::string("../saved_model.pbtxt"));
        QCOMPARE(run->checkpoints.size(), 1u);
        QVERIFY(Checkpoint::open(run->checkpoints[0]).has_value());
    }
    QVERIFY(QDir::setCurrent(before));
}

void TestScanRun::savedModelWithoutVariables()
{
    put("saved_model.pb", "");
    QVERIFY(QDir(QString::fromStdString(at("."))).mkdir("variables"));
    for (const char *path : { ".", "saved_model.pb", "variables" }) {
        const auto run = scanRun(at(QString::fromLatin1(path)));
        QVERIFY2(run.has_value(), path);
        QVERIFY(run->checkpoints.empty());
        QCOMPARE(run->graphFiles, std::vector<std::string>{ run->savedModel });
    }
    const auto missing = scanRun(at("variables/variables"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().fault, Fault::NothingThere);
}

void TestScanRun::savedModelInChunks()
{
    put("saved_model.cpb", "chunks");
    bundle("variables/variables");
    const auto run = scanRun(at("."));
    QVERIFY(run.has_value());
    QCOMPARE(run->checkpoints.size(), 1u);
    QVERIFY(run->savedModel.ends_with("/saved_model.cpb"));
    QVERIFY(Checkpoint::open(run->checkpoints[0]).has_value());
    put("saved_model.pbtxt", ""); // read instead, as TensorFlow does
    QVERIFY(scanRun(at("saved_model.cpb"))->savedModel.ends_with("/saved_model.pbtxt"));
}

void TestScanRun::aFolderCalledVariablesIsARunAsWell()
{
    put("saved_model.pb", "");
    bundle("variables/model.ckpt-1");
    put("variables/checkpoint", "model_checkpoint_path: \"model.ckpt-1\"");
    const auto run = scanRun(at("variables"));
    QVERIFY(run.has_value());
    QVERIFY(run->savedModel.empty() && run->state);
}

void TestScanRun::saysWhenAFolderIsTooLarge()
{
    const std::string sample = CKPT_SOURCE_DIR "/resources/sample/digits-run"; // 19 files, 6 of them indexes
    const auto told = [&](std::size_t most) {
        Limits limits;
        limits.maxDirectoryEntries = most;
        const auto run = scanRun(sample, limits);
        return run && std::any_of(run->issues.begin(), run->issues.end(), [&](const Issue &found) {
            return found.error.fault == Fault::FolderTooLarge && found.severity == Severity::Warning
                && found.error.expected == static_cast<std::int64_t>(most);
        });
    };
    QVERIFY(told(16)); // whichever three are left out, three indexes are seen
    QVERIFY(!told(19));
}

void TestScanRun::subRuns()
{
    bundle("a/deep/run/model.ckpt-1");
    auto run = scanRun(at(".")); // the only one is taken
    QVERIFY(run.has_value());
    QCOMPARE(current(*run), std::string("model.ckpt-1"));
    bundle("run10/model.ckpt-1");
    bundle("run2/model.ckpt-1");
    run = scanRun(at("."));
    QVERIFY(run.has_value() && run->checkpoints.empty());
    QCOMPARE(run->subRuns.size(), 3u);
    QVERIFY(run->subRuns[1].ends_with("run2") && run->subRuns[2].ends_with("run10"));
    // A file beside them is not answered with what lies in the folders.
    put("notes.zip", "PK\3\4");
    QCOMPARE(scanRun(at("notes.zip")).error().fault, Fault::NotACheckpoint);
    QVERIFY(::symlink("..", at("a/up").c_str()) == 0); // and a circle of links ends
    QVERIFY(scanRun(at(".")).has_value());
}

void TestScanRun::nothingToShow()
{
    QCOMPARE(scanRun(at(".")).error().fault, Fault::FolderEmpty);
    QCOMPARE(scanRun(at("gone")).error().fault, Fault::NothingThere);
    QCOMPARE(scanRun(at("gone/model.ckpt")).error().fault, Fault::NothingThere);
    QCOMPARE(scanRun(std::string(5000, 'x')).error().fault, Fault::NothingThere);
    put("notes.txt", "hello");
    const auto folder = scanRun(at("."));
    QCOMPARE(folder.error().fault, Fault::NoCheckpointInFolder);
    QCOMPARE(folder.error().actual.value_or(-1), std::int64_t{ 1 });
    put("model.ckpt-7.data-00000-of-00001", "abcd");
    for (const char *path : { ".", "model.ckpt-7.data-00000-of-00001", "model.ckpt-7" }) {
        const auto noIndex = scanRun(at(path));
        QVERIFY(!noIndex);
        QCOMPARE(noIndex.error().fault, Fault::NothingThere);
        QVERIFY2(noIndex.error().path.ends_with("model.ckpt-7.index"), noIndex.error().path.c_str());
    }
}

void TestScanRun::notACheckpoint()
{
    const struct {
        const char *name;
        std::string_view bytes;
        Fault fault;
        const char *sentence;
    } files[] = {
        { "a.zip", std::string_view("PK\3\4xxxx", 8), Fault::NotACheckpoint,
            "It starts with 50 4B 03 04, which is a ZIP file" },
        { "a.h5", "\x89HDF\r\n", Fault::NotACheckpoint, "HDF5" },
        { "empty", "", Fault::NotACheckpoint, "It is empty." },
        { "text", "hello\n", Fault::NotACheckpoint, "It is a text file." },
        { "page", "<!DOCTYPE html>", Fault::NotACheckpoint, "a web page" },
        { "lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", Fault::GitLfsPointer, "git lfs pull" },
    };
    for (const auto &[fileName, bytes, fault, sentence] : files) {
        put(fileName, bytes);
        const auto run = scanRun(at(fileName));
        QVERIFY2(!run, fileName);
        QCOMPARE(run.error().fault, fault);
        QVERIFY2(run.error().message().find(sentence) != std::string::npos, run.error().message().c_str());
    }
    QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0);
    QCOMPARE(scanRun(at("fifo")).error().fault, Fault::ReadFailed);
    // Called like a checkpoint, cut short: alone in its folder it is opened, and that says what is wrong.
    put("model.ckpt", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    for (const char *path : { ".", "model.ckpt" }) {
        const auto opened = openAt(at(path));
        QVERIFY(!opened);
        QCOMPARE(opened.error().fault, Fault::GitLfsPointer);
    }
}

void TestScanRun::noPermission()
{
    bundle("closed/model.ckpt");
    bundle("unlisted/model.ckpt");
    QVERIFY(::chmod(m_dir->path().toLocal8Bit().constData(), 0755) == 0);
    QVERIFY(::chmod(at("closed").c_str(), 0) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0)
            ::_exit(9);
        const auto folder = scanRun(at("closed"));
        const auto inside = scanRun(at("closed/model.ckpt"));
        const bool right = !folder && folder.error().fault == Fault::NoPermission && !inside
            && inside.error().fault == Fault::NoPermission;
        ::_exit(right ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(::chmod(at("closed").c_str(), 0755) == 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestScanRun::graphOnly()
{
    put("graph.pbtxt", "node {}\n");
    for (const char *path : { ".", "graph.pbtxt" }) {
        const auto run = scanRun(at(path));
        QVERIFY(run.has_value() && run->checkpoints.empty());
        QCOMPARE(run->graphFiles.size(), 1u);
    }
    bundle("model.ckpt-1");
    QVERIFY(scanRun(at("."))->checkpoints[0].graphFile.ends_with("graph.pbtxt"));
}

void TestScanRun::arraysAlone()
{
    for (const char *file : { "weights-600.npz", "weights-50.npz", "bias.npy", "model.safetensors", "notes.txt" })
        put(file, "x");
    auto run = scanRun(at("."));
    QVERIFY(run.has_value());
    QStringList names;
    for (const CheckpointRef &ref : run->checkpoints)
        names.append(QString::fromStdString(ref.displayName()) + ' ' + name(ref.format));
    QCOMPARE(names,
        (QStringList{ "bias.npy npy", "model.safetensors safetensors", "weights-50.npz npz", "weights-600.npz npz" }));
    QCOMPARE(current(*run), std::string("weights-600.npz"));
    QCOMPARE(run->checkpoints[3].step.value_or(0), std::int64_t{ 600 });
    for (const CheckpointRef &ref : run->checkpoints) {
        const auto direct = scanRun(ref.prefix);
        QVERIFY(direct.has_value());
        QCOMPARE(current(*direct), ref.displayName());
    }
    QVERIFY(!scanRun(at("missing.npz")).has_value());
    Limits limits;
    limits.maxDirectoryEntries = 1;
    run = scanRun(at("weights-600.npz"), limits); // although the folder is not looked at whole
    QVERIFY(run.has_value());
    QCOMPARE(current(*run), std::string("weights-600.npz"));
}

void TestScanRun::arraysBesideCheckpoints()
{
    bundle("model.ckpt-10");
    put("exported-20.npz", "x");
    put("checkpoint", "model_checkpoint_path: \"model.ckpt-10\"\n");
    auto run = scanRun(at("."));
    QVERIFY(run.has_value() && run->issues.empty());
    QCOMPARE(run->checkpoints.size(), 2u);
    QCOMPARE(current(*run), std::string("model.ckpt-10"));
    QFile::remove(m_dir->filePath("checkpoint"));
    QCOMPARE(current(*scanRun(at("."))), std::string("model.ckpt-10"));
    QCOMPARE(current(*scanRun(at("exported-20.npz"))), std::string("exported-20.npz"));
    // A checkpoint whose index is missing is still the one to speak of.
    QVERIFY(QFile::remove(m_dir->filePath("model.ckpt-10.index")));
    run = scanRun(at("."));
    QVERIFY(!run.has_value());
    QCOMPARE(run.error().fault, Fault::NothingThere);
}

void TestScanRun::arraysAboveCheckpoints()
{
    put("data/train.npy", "x");
    put("mean.npy", "x");
    QCOMPARE(current(*scanRun(at("."))), std::string("mean.npy"));
    bundle("save/model.ckpt-10");
    QCOMPARE(current(*scanRun(at("."))), std::string("model.ckpt-10"));
    QCOMPARE(current(*scanRun(at("data"))), std::string("train.npy"));
    QVERIFY(QDir(m_dir->filePath("save")).removeRecursively() && QFile::remove(m_dir->filePath("mean.npy")));
    QCOMPARE(current(*scanRun(at("."))), std::string("train.npy"));
}

QTEST_APPLESS_MAIN(TestScanRun)
#include "tst_scanrun.moc"
