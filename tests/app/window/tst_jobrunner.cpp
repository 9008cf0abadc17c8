// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Background jobs: newest wins, stopping, lanes, and ending while they run.
#include "app/jobrunner.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace ckpt;

namespace {

// Works until it is stopped or `go` is set.
int waitFor(std::atomic<bool> &go, const JobControl &control)
{
    while (!go && !control.cancelled())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return control.cancelled() ? -1 : 1;
}

JobRunner::Request named(const QString &key)
{
    JobRunner::Request request;
    request.key = key;
    return request;
}

} // namespace

class TestJobRunner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversInTheGuiThread();
    void newestOfOneKeyWins();
    void stoppedJobDelivers();
    void droppedJobDoesNot();
    void promptJobsDoNotWaitForLongOnes();
    void smallerPriorityGoesFirst();
    void saysWhatRunsForLong();
    void endsWhileJobsRun();
};

void TestJobRunner::deliversInTheGuiThread()
{
    JobRunner runner;
    std::thread::id worker;
    bool delivered = false;
    runner.start(
        named(QStringLiteral("a")),
        [&](const JobControl &) {
            worker = std::this_thread::get_id();
            return 42;
        },
        [&](int value) {
            QCOMPARE(value, 42);
            QCOMPARE(QThread::currentThread(), thread());
            delivered = true;
        });
    QVERIFY(!runner.isIdle());
    QTRY_VERIFY(delivered);
    QVERIFY(worker != std::this_thread::get_id());
    QVERIFY(runner.isIdle());
}

void TestJobRunner::newestOfOneKeyWins()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    QList<int> delivered;
    for (int i = 0; i < 50; ++i) {
        runner.start(
            named(QStringLiteral("same")),
            [&go, i](const JobControl &control) { return waitFor(go, control) < 0 ? -1 : i; },
            [&](int value) { delivered.append(value); });
    }
    go = true;
    QTRY_VERIFY(runner.isIdle());
    QCOMPARE(delivered, QList<int>{ 49 });
}

void TestJobRunner::stoppedJobDelivers()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    int result = 0;
    const auto id = runner.start(
        named(QStringLiteral("a")), [&](const JobControl &control) { return waitFor(go, control); },
        [&](int value) { result = value; });
    runner.stop(id);
    QTRY_COMPARE(result, -1);
}

void TestJobRunner::droppedJobDoesNot()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    bool delivered = false;
    QSignalSpy finished(&runner, &JobRunner::finished);
    runner.start(
        named(QStringLiteral("a")), [&](const JobControl &control) { return waitFor(go, control); },
        [&](int) { delivered = true; });
    runner.drop(QStringLiteral("a"));
    QCOMPARE(finished.count(), 1);
    QVERIFY(runner.isIdle());
    bool later = false;
    runner.start(
        named(QStringLiteral("b")), [](const JobControl &) { return 0; }, [&](int) { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!delivered);
}

void TestJobRunner::promptJobsDoNotWaitForLongOnes()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    int longDone = 0;
    for (const char *key : { "a", "b", "c" })
        runner.start(
            named(QString::fromLatin1(key)), [&](const JobControl &control) { return waitFor(go, control); },
            [&](int) { ++longDone; });
    bool prompt = false;
    runner.start(
        { QStringLiteral("now"), {}, JobRunner::Lane::Prompt }, [](const JobControl &) { return 0; },
        [&](int) { prompt = true; });
    QTRY_VERIFY(prompt);
    QCOMPARE(longDone, 0);
    go = true;
    QTRY_COMPARE(longDone, 3);
}

void TestJobRunner::smallerPriorityGoesFirst()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    QStringList order;
    // One prompt thread: the first job holds it while the others queue up.
    const auto lane = JobRunner::Lane::Prompt;
    std::atomic<bool> started{ false };
    runner.start(
        { QStringLiteral("first"), {}, lane },
        [&](const JobControl &control) {
            started = true;
            return waitFor(go, control);
        },
        [&](int) { order.append(QStringLiteral("first")); });
    QTRY_VERIFY(started);
    runner.start(
        { QStringLiteral("late"), {}, lane, 2 }, [](const JobControl &) { return 0; },
        [&](int) { order.append(QStringLiteral("late")); });
    runner.start(
        { QStringLiteral("early"), {}, lane, 1 }, [](const JobControl &) { return 0; },
        [&](int) { order.append(QStringLiteral("early")); });
    go = true;
    QTRY_COMPARE(order, (QStringList{ QStringLiteral("first"), QStringLiteral("early"), QStringLiteral("late") }));
}

void TestJobRunner::saysWhatRunsForLong()
{
    JobRunner runner;
    std::atomic<bool> go{ false };
    QSignalSpy progressed(&runner, &JobRunner::progressed);
    const auto id = runner.start(
        { QStringLiteral("a"), QStringLiteral("Reading") },
        [&](const JobControl &control) {
            control.report(3, 10);
            return waitFor(go, control);
        },
        [](int) {});
    QTRY_VERIFY(!progressed.isEmpty());
    QCOMPARE(progressed.first().at(0).toULongLong(), id);
    QCOMPARE(progressed.first().at(1).toString(), QStringLiteral("Reading"));
    QCOMPARE(progressed.first().at(2).toULongLong(), 3u);
    go = true;
    QTRY_VERIFY(runner.isIdle());
}

void TestJobRunner::endsWhileJobsRun()
{
    std::atomic<bool> go{ false };
    bool delivered = false;
    QElapsedTimer time;
    time.start();
    {
        JobRunner runner;
        for (int i = 0; i < 20; ++i) {
            runner.start(
                named(QString::number(i)), [&](const JobControl &control) { return waitFor(go, control); },
                [&](int) { delivered = true; });
        }
    }
    QCoreApplication::processEvents();
    QVERIFY(!delivered);
    QVERIFY2(time.elapsed() < 20000, "the destructor waits for jobs that were told to stop");
}

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_jobrunner.moc"
