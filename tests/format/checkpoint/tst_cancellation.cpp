// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A job that is stopped ends at once and says Cancelled, whether it had begun or not.
#include "fixtures.h"

#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <ctime>
#include <pthread.h>
#include <thread>

using namespace ckpt;
using namespace ckpt::test;

namespace {

std::int64_t nanoseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * std::int64_t{ 1'000'000'000 } + time.tv_nsec;
}

} // namespace

class TestCancellation : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void before();
    void whileReading_data();
    void whileReading();
    void whileOpening();
    void progressReachesTheEnd();

private:
    QTemporaryDir m_dir;
    std::shared_ptr<const Checkpoint> m_large;
};

void TestCancellation::initTestCase()
{
    BundleBuilder bundle;
    bundle.add("w", 1, { 4096, 4096 }, std::string(std::size_t{ 64 } << 20, '\1'));
    bundle.add("n", 4, { 1 }, "a");
    bundle.write(m_dir.filePath("large").toStdString());
    const auto opened = openAt(m_dir.filePath("large").toStdString());
    QVERIFY(opened.has_value());
    m_large = *opened;
}

void TestCancellation::before()
{
    std::stop_source stop;
    stop.request_stop();
    const JobControl control(stop.get_token());
    for (const char *path : { "seed-example-v2/save", "seed-example-v1/save", "moved-paths/timestamps/model.ckpt-10",
             "broken/state-empty" }) {
        QCOMPARE(scanRun(dataPath(path), {}, control).error().fault, Fault::Cancelled);
        const auto run = scanRun(dataPath(path));
        QCOMPARE(Checkpoint::open(run->checkpoints[0], {}, control).error().fault, Fault::Cancelled);
    }
    const VariableId id = *m_large->find("w");
    QCOMPARE(readVariable(*m_large, id, control).error().fault, Fault::Cancelled);
    QCOMPARE(statistics(*m_large, id, control).error().fault, Fault::Cancelled);
    QCOMPARE(sha256(*m_large, id, control).error().fault, Fault::Cancelled);
    QCOMPARE(verify(*m_large, id, control).error->fault, Fault::Cancelled);
    const auto partitioned = openAt(dataPath("partitioned-v1/save"));
    QCOMPARE(readVariable(**partitioned, VariableId{ 0 }, control).error().fault, Fault::Cancelled);
}

void TestCancellation::whileReading_data()
{
    QTest::addColumn<QString>("slice");
    QTest::newRow("all") << "";
    QTest::newRow("columns") << ":,::2";
    QTest::newRow("rows") << "::2";
}

// Stops after ever longer times; however far it got, the answer comes soon after and is all or nothing.
void TestCancellation::whileReading()
{
    QFETCH(QString, slice);
    const VariableId id = *m_large->find("w");
    const auto selection = parseSelection(slice.toStdString(), m_large->variable(id).shape);
    int stopped = 0;
    for (int microseconds = 0; microseconds < 30'000; microseconds += 1'500) {
        std::stop_source stop;
        std::atomic<std::int64_t> asked = 0;
        // The reading thread's own time: a busy machine must not look like a slow answer.
        clockid_t reader;
        QCOMPARE(pthread_getcpuclockid(pthread_self(), &reader), 0);
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
            asked = nanoseconds(reader);
            stop.request_stop();
        });
        const auto data = readSelection(*m_large, id, *selection, JobControl(stop.get_token()));
        const std::int64_t ended = nanoseconds(reader);
        stopper.join();
        if (data) {
            QCOMPARE(data->shape.elements(), selection->elements());
            continue;
        }
        QCOMPARE(data.error().fault, Fault::Cancelled);
        QVERIFY2(ended - asked < 500'000'000, qPrintable(QString::number(ended - asked)));
        ++stopped;
    }
    QVERIFY(stopped > 0);
}

void TestCancellation::whileOpening()
{
    BundleBuilder bundle;
    for (int i = 0; i < 30'000; ++i)
        bundle.entries()["scope/variable_" + std::to_string(i)] = BundleEntry{ 4, { 1 }, 0, 0, 1, 0 }.encoded();
    bundle.add("n", 4, { 1 }, "a");
    bundle.write(m_dir.filePath("wide").toStdString());
    const auto run = scanRun(m_dir.filePath("wide").toStdString());
    std::stop_source stop;
    std::uint64_t reports = 0;
    // The first report of progress asks for the end.
    const JobControl control(stop.get_token(), [&](std::uint64_t, std::uint64_t) {
        ++reports;
        stop.request_stop();
    });
    const auto opened = Checkpoint::open(run->checkpoints[run->current], {}, control);
    QVERIFY(!opened && reports > 0);
    QCOMPARE(opened.error().fault, Fault::Cancelled);
}

void TestCancellation::progressReachesTheEnd()
{
    std::uint64_t last = 0, total = 0;
    const JobControl control({}, [&](std::uint64_t done, std::uint64_t of) {
        QVERIFY(done >= last && done <= of);
        last = done;
        total = of;
    });
    QVERIFY(visitValues(
        *m_large, *m_large->find("w"), [](std::string_view) { return true; }, control)
                .has_value());
    QCOMPARE(total, std::uint64_t{ 64 } << 20);
    QCOMPARE(last, total);
}

QTEST_APPLESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"
