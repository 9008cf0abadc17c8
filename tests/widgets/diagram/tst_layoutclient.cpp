// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/layoutclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ckpt;

namespace {

QString helper()
{
    return QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout");
}

LayoutGraph chain(int length, double width = 100)
{
    LayoutGraph graph;
    for (int i = 0; i < length; ++i)
        graph.nodes.push_back({ width, 40, LayoutRank::Free, {}, {} });
    for (std::uint32_t i = 1; i < std::uint32_t(length); ++i)
        graph.edges.push_back({ i - 1, i, -1, -1, true, 1 });
    return graph;
}

// Every node reads the three before it and some far ones: dot is busy with it for a long time.
LayoutGraph hard(int count)
{
    LayoutGraph graph = chain(count);
    for (std::uint32_t i = 5; i < std::uint32_t(count); ++i)
        for (const std::uint32_t back : { 2U, 3U, 5U, 1 + (i * 7919) % i })
            graph.edges.push_back({ i - std::min(i, back), i, -1, -1, true, 1 });
    return graph;
}

} // namespace

class LayoutClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY(m_directory.isValid()); }

    void arrangesThroughTheProgram()
    {
        LayoutClient client;
        client.setProgram(helper());
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        QVERIFY(!client.find(chain(3)));
        client.arrange({ chain(3), chain(4) });
        QVERIFY(client.isBusy());
        QTRY_COMPARE(arranged.count(), 1);
        QVERIFY(fellBack.isEmpty());
        for (const int length : { 3, 4 }) {
            const auto found = client.find(chain(length));
            QVERIFY(found && !found->simple);
            QCOMPARE(found->layout.centres.size(), std::size_t(length));
            QVERIFY(found->layout.paths.front().curved);
        }
    }

    void remembersByContent()
    {
        LayoutClient client;
        client.setProgram(helper());
        QSignalSpy arranged(&client, &LayoutClient::arranged);
        client.arrange({ chain(5) });
        QTRY_COMPARE(arranged.count(), 1);
        QVERIFY(client.find(chain(5)));
        QVERIFY(!client.find(chain(5, 101)));
        client.setProgram(QStringLiteral("/nowhere")); // good results stay
        QVERIFY(client.find(chain(5)));
    }

    void missingProgram()
    {
        LayoutClient client;
        client.setProgram(m_directory.filePath(QStringLiteral("nothing")));
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        client.arrange({ chain(3), chain(4) });
        QTRY_COMPARE(arranged.count(), 1);
        QCOMPARE(fellBack.count(), 1);
        QCOMPARE(fellBack.front().front().value<LayoutClient::Reason>(), LayoutClient::Reason::Missing);
        QVERIFY(client.find(chain(3))->simple && client.find(chain(4))->simple);
        client.setProgram(helper());
        QVERIFY(!client.find(chain(3))); // will be tried again
    }

    void crashingProgram_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("signalNumber");
        QTest::newRow("killed") << QByteArray("head -c 4 >/dev/null; kill -SEGV $$")
                                << int(LayoutClient::Reason::Crashed) << 11;
        QTest::newRow("exits") << QByteArray("exit 69") << int(LayoutClient::Reason::Crashed) << 0;
        QTest::newRow("garbage") << QByteArray("head -c 4 >/dev/null; printf 'hello world, this is no reply'; sleep 60")
                                 << int(LayoutClient::Reason::BadReply) << 0;
        QTest::newRow("silent") << QByteArray("exec sleep 60") << int(LayoutClient::Reason::TooSlow) << 0;
        QTest::newRow("other number") << QByteArray(
            "head -c 4 >/dev/null; printf '\\012\\000\\000\\000A\\077\\000\\000\\000\\001\\000\\000\\000\\001'; sleep "
            "60") << int(LayoutClient::Reason::BadReply)
                                      << 0;
    }

    void crashingProgram()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, reason);
        QFETCH(int, signalNumber);
        LayoutClient client;
        client.setProgram(writeScript(script));
        client.setTimeLimits(300, 300);
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        client.arrange({ chain(3), chain(4), chain(5) });
        QTRY_COMPARE(arranged.count(), 1);
        QVERIFY(!fellBack.isEmpty() && fellBack.count() <= 2);
        QCOMPARE(int(fellBack.front().at(0).value<LayoutClient::Reason>()), reason);
        QCOMPARE(fellBack.front().at(1).toInt(), signalNumber);
        for (const int length : { 3, 4, 5 })
            QVERIFY(client.find(chain(length))->simple);
    }

    void tooSlowGraphIsKilled()
    {
        LayoutClient client;
        client.setProgram(helper());
        client.setTimeLimits(10'000, 200);
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        QElapsedTimer elapsed;
        elapsed.start();
        client.arrange({ hard(590), chain(3) });
        QTRY_COMPARE_WITH_TIMEOUT(arranged.count(), 1, 8000);
        QVERIFY(elapsed.elapsed() < 5000);
        QCOMPARE(fellBack.count(), 1);
        QCOMPARE(fellBack.front().front().value<LayoutClient::Reason>(), LayoutClient::Reason::TooSlow);
        QVERIFY(client.find(hard(590))->simple);
        QVERIFY(!client.find(chain(3))->simple); // the others still go through the program
    }

    void newestWins()
    {
        LayoutClient client;
        client.setProgram(helper());
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        client.arrange({ hard(500) });
        QTest::qWait(30); // the program is busy by now
        client.arrange({ chain(3) });
        QTRY_COMPARE(arranged.count(), 1);
        QVERIFY(fellBack.isEmpty());
        QVERIFY(client.find(chain(3)) && !client.find(chain(3))->simple);
        QVERIFY(!client.find(hard(500)));
    }

    void cancelAndSimple()
    {
        LayoutClient client;
        client.setProgram(helper());
        QSignalSpy arranged(&client, &LayoutClient::arranged), fellBack(&client, &LayoutClient::fellBack);
        client.arrange({ hard(500) });
        client.useSimpleLayout();
        QTRY_COMPARE(arranged.count(), 1);
        QCOMPARE(fellBack.front().front().value<LayoutClient::Reason>(), LayoutClient::Reason::Stopped);
        QVERIFY(client.find(hard(500))->simple);
        client.arrange({ chain(7) });
        client.cancel();
        QVERIFY(!client.isBusy());
        QTest::qWait(50);
        QCOMPARE(arranged.count(), 1);
    }

    void hugeGraphsNeverReachTheProgram()
    {
        LayoutClient client;
        client.setProgram(QStringLiteral("/nowhere"));
        const auto found = client.find(chain(int(LayoutClient::kMaxReducedNodes) + 1));
        QVERIFY(found && !found->simple);
    }

private:
    QString writeScript(const QByteArray &text)
    {
        const QString path = m_directory.filePath(QStringLiteral("script%1.sh").arg(++m_scripts));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + text + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    QTemporaryDir m_directory;
    int m_scripts = 0;
};

QTEST_GUILESS_MAIN(LayoutClientTest)
#include "tst_layoutclient.moc"
