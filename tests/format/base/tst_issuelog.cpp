// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Issues and progress: what a long job says, and how often.
#include "format/base/issue.h"
#include "format/base/jobcontrol.h"

#include <QtTest>
#include <thread>

using namespace ckpt;

class TestIssueLog : public QObject {
    Q_OBJECT
private slots:
    void keepsOnlySoManyOfOneFault();
    void progressIsThrottled();
    void stopIsSeen();
};

void TestIssueLog::keepsOnlySoManyOfOneFault()
{
    Issues issues;
    IssueLog log(issues, 3);
    for (int i = 0; i < 10; ++i) {
        log.add(issue(Error{ .fault = Fault::SliceUnlisted }));
        log.add(issue(Error{ .fault = Fault::EntryDamaged }));
    }
    QCOMPARE(issues.size(), 6u);
    QCOMPARE(std::count_if(
                 issues.begin(), issues.end(), [](const Issue &i) { return i.error.fault == Fault::EntryDamaged; }),
        3);
    QCOMPARE(issues[0].severity, Severity::Warning);
    QCOMPARE(issues[1].severity, Severity::Error);
}

void TestIssueLog::progressIsThrottled()
{
    std::vector<std::uint64_t> seen;
    const JobControl control({}, [&](std::uint64_t done, std::uint64_t) { seen.push_back(done); });
    QElapsedTimer timer;
    timer.start();
    for (std::uint64_t i = 0; i < 100'000; ++i)
        control.report(i, 100'000);
    control.report(100'000, 100'000);
    QVERIFY(seen.size() <= 3 + static_cast<std::size_t>(timer.elapsed()) / 50);
    QCOMPARE(seen.front(), std::uint64_t{ 0 });
    QCOMPARE(seen.back(), std::uint64_t{ 100'000 }); // the end is always told
}

void TestIssueLog::stopIsSeen()
{
    std::stop_source stop;
    const JobControl control(stop.get_token());
    QVERIFY(!control.cancelled());
    stop.request_stop();
    QVERIFY(control.cancelled());
    QVERIFY(!JobControl().cancelled());
}

QTEST_APPLESS_MAIN(TestIssueLog)
#include "tst_issuelog.moc"
