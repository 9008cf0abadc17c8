// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Paths of state files: moved, foreign, missing, wrong.
#include "runfolder.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestStatePaths : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void movedPaths_data();
    void movedPaths();
    void brokenStates_data();
    void brokenStates();
    void absolutePathOfThisVeryFolderIsNoForeignOne();
    void twoPathsOfOneCheckpoint();
    void zeroBytesInPaths();
    void manyMissingPaths();
};

void TestStatePaths::movedPaths_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<int>("checkpoints");
    QTest::addColumn<QString>("issues"); // joined by spaces, sorted
    QTest::newRow("absolute") << "absolute-posix"
                              << "model.ckpt-20" << 2 << "state-foreign-path state-foreign-path"; // one for each path
    QTest::newRow("absolute Windows") << "absolute-windows"
                                      << "model.ckpt-20" << 2
                                      << "state-foreign-path state-foreign-path"; // one for each path
    QTest::newRow("crlf") << "crlf"
                          << "model.ckpt-10" << 1 << "";
    QTest::newRow("dotdot") << "dotdot/run"
                            << "model.ckpt-10" << 1 << "";
    QTest::newRow("empty state") << "empty-state"
                                 << "model.ckpt-10" << 1 << "state-points-nowhere";
    QTest::newRow("extension") << "extension-in-state"
                               << "model.ckpt-10" << 1 << "";
    QTest::newRow("glob") << "glob [run] 1"
                          << "model.ckpt-10" << 1 << "";
    QTest::newRow("latest is not last") << "latest-is-not-last"
                                        << "model.ckpt-10" << 2 << "";
    QTest::newRow("missing latest") << "missing-latest"
                                    << "model.ckpt-20" << 2 << "state-step-missing";
    QTest::newRow("missing steps") << "missing-steps"
                                   << "model.ckpt-30" << 1 << "state-step-missing state-step-missing";
    QTest::newRow("no state") << "no-state"
                              << "model.ckpt-100" << 3 << "";
    QTest::newRow("not text") << "not-text"
                              << "model.ckpt-10" << 1 << "state-is-other";
    QTest::newRow("octal") << "octal-escapes"
                           << "模型-10" << 1 << "";
    QTest::newRow("renamed state") << "renamed-state"
                                   << "model.ckpt-10" << 1 << "";
    QTest::newRow("save prefix") << "save-prefix"
                                 << "model.ckpt-20" << 2
                                 << "state-foreign-path state-foreign-path"; // one for each path
    QTest::newRow("spaces") << "spaces and 中文"
                            << "модель 模型.ckpt-10" << 1 << "";
    QTest::newRow("timestamps") << "timestamps"
                                << "model.ckpt-20" << 2 << "";
    QTest::newRow("unknown field") << "unknown-field"
                                   << "model.ckpt-10" << 1 << "state-unreadable";
    QTest::newRow("unlisted") << "unlisted-steps"
                              << "model.ckpt-20" << 4 << "state-unlisted state-unlisted state-unlisted";
    QTest::newRow("Windows, relative") << "windows-relative"
                                       << "model.ckpt-10" << 1 << "state-foreign-path";
    QTest::newRow("Windows, slashes") << "windows-slashes"
                                      << "model.ckpt-10" << 1 << "state-foreign-path";
}

void TestStatePaths::movedPaths()
{
    QFETCH(QString, folder);
    QFETCH(QString, shown);
    QFETCH(int, checkpoints);
    QFETCH(QString, issues);
    const auto run = scanRun(dataPath("moved-paths/" + folder.toStdString()));
    QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
    QCOMPARE(current(*run), shown.toStdString());
    QCOMPARE(run->checkpoints.size(), static_cast<std::size_t>(checkpoints));
    QStringList found;
    for (const std::string &id : faults(run->issues))
        found << QString::fromStdString(id);
    QCOMPARE(found.join(' '), issues);
    QVERIFY(Checkpoint::open(run->checkpoints[run->current]).has_value());
    if (folder == "timestamps") {
        QCOMPARE(run->checkpoints[0].savedAt.value_or(0), 1575942630.7458463);
        QCOMPARE(run->state->lastPreserved.value_or(0), 1575942600.5);
    }
    if (folder == "missing-latest")
        QCOMPARE(run->missing, std::vector<std::string>{ "model.ckpt-30" });
}

void TestStatePaths::brokenStates_data()
{
    QTest::addColumn<QString>("issue");
    QTest::newRow("state-orbax-msgpack") << "state-is-other";
    QTest::newRow("state-lfs-pointer") << "git-lfs-pointer";
    QTest::newRow("state-truncated") << "state-unreadable";
    QTest::newRow("state-empty") << "state-points-nowhere";
    QTest::newRow("state-points-at-directory") << "state-step-missing";
    QTest::newRow("state-self") << "state-step-missing";
    QTest::newRow("state-is-directory") << "state-is-other";
}

void TestStatePaths::brokenStates()
{
    QFETCH(QString, issue);
    const auto run = scanRun(dataPath(std::string("broken/") + QTest::currentDataTag()));
    QVERIFY2(run.has_value(), run ? "" : messageOf(run.error()).c_str());
    QCOMPARE(current(*run), std::string("model.ckpt"));
    const auto found = faults(run->issues);
    QVERIFY2(issue.isEmpty() ? found.empty() : found.contains(issue.toStdString()),
        found.empty() ? "none" : found.begin()->c_str());
}

void TestStatePaths::absolutePathOfThisVeryFolderIsNoForeignOne()
{
    bundle("model.ckpt-1");
    bundle("model.ckpt-2");
    for (const std::string &path : { at("model.ckpt-1"), std::string("./model.ckpt-1"),
             at("../" + QFileInfo(m_dir->path()).fileName() + "/model.ckpt-1") }) {
        put("checkpoint", "model_checkpoint_path: \"" + path + "\"\nall_model_checkpoint_paths: \"model.ckpt-2\"\n");
        const auto run = scanRun(at("."));
        QVERIFY(run.has_value());
        QVERIFY2(run->issues.empty(), path.c_str());
        QCOMPARE(current(*run), std::string("model.ckpt-1"));
        QCOMPARE(run->checkpoints.size(), 2u);
    }
}

void TestStatePaths::twoPathsOfOneCheckpoint()
{
    bundle("model.ckpt-1");
    bundle("model.ckpt-2");
    put("checkpoint",
        "model_checkpoint_path: \"/gone/model.ckpt-1\"\nall_model_checkpoint_paths: \"/gone/model.ckpt-1\"\n"
        "all_model_checkpoint_paths: \"model.ckpt-2\"\nall_model_checkpoint_paths: \"model.ckpt-1\"\n");
    const auto run = scanRun(at("."));
    QCOMPARE(current(*run), std::string("model.ckpt-1"));
    QVERIFY(run->checkpoints[0].latest);
}

void TestStatePaths::zeroBytesInPaths()
{
    bundle("model.ckpt-1");
    put("checkpoint",
        "model_checkpoint_path: \"sub/../model.ckpt-1.index\\000\"\nall_model_checkpoint_paths: "
        "\"model.ckpt-1\\000x\"\n");
    const auto run = scanRun(at("."));
    QVERIFY(run.has_value());
    QCOMPARE(run->checkpoints.size(), 1u);
    QVERIFY(!run->checkpoints[0].listed);
    QCOMPARE(run->missing.size(), 2u);
}

// A state file within its limit can name half a million files that are not there.
void TestStatePaths::manyMissingPaths()
{
    bundle("model.ckpt-1");
    std::string text = "model_checkpoint_path: \"model.ckpt-1\"\n";
    for (int i = 0; i < 100'000; ++i)
        text += "all_model_checkpoint_paths: \"gone-" + std::to_string(i) + "\"\n";
    put("checkpoint", text);
    QElapsedTimer timer;
    timer.start();
    const auto run = scanRun(at("."));
    QVERIFY(run.has_value());
    QCOMPARE(run->missing.size(), 100'000u);
    QVERIFY(run->issues.size() <= Limits().maxIssuesOfOneFault);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestStatePaths)
#include "tst_statepaths.moc"
