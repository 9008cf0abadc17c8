// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The program ckptscope-layout as its caller sees it: bytes in, bytes out, exit codes.
#include "widgets/diagram/layoutmessages.h"

#include <QProcess>
#include <QTest>

#include <cmath>

using namespace ckpt;

namespace {

LayoutRequest request(std::uint32_t number)
{
    LayoutRequest result;
    result.number = number;
    LayoutGraph graph;
    graph.nodes = { { 120, 40, LayoutRank::Free, {}, {} }, { 300, 200, LayoutRank::Free, { 40, 250 }, { 150 } },
        { 80, 30, LayoutRank::Free, {}, {} }, { 8.6, 3, LayoutRank::Entry, {}, {} },
        { 8.6, 3, LayoutRank::Exit, {}, {} } };
    graph.edges = { { 0, 1, -1, 1, true, 1 }, { 3, 1, -1, 0, true, 1 }, { 1, 2, 0, -1, true, 1 },
        { 2, 4, -1, -1, true, 1 }, { 2, 0, -1, -1, false, 1 } };
    result.graphs = { graph, LayoutGraph{} };
    return result;
}

} // namespace

class LayoutProgramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_program = std::make_unique<QProcess>();
        m_program->setProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        m_program->start();
        QVERIFY(m_program->waitForStarted());
    }

    void cleanup()
    {
        m_program->closeWriteChannel();
        m_program->waitForFinished();
        m_program.reset();
    }

    void answersUntilEndOfInput()
    {
        for (const std::uint32_t number : { 1U, 2U, 77U }) {
            const auto reply = ask(framed(encode(request(number))));
            QVERIFY(reply);
            QCOMPARE(reply->number, number);
            QCOMPARE(reply->graphs.size(), std::size_t{ 2 });
            QCOMPARE(reply->status[0], LayoutStatus::Good);
        }
        finish(0);
    }

    void positionsMakeSense()
    {
        const LayoutGraph graph = request(1).graphs[0];
        const auto reply = ask(framed(encode(request(1))));
        QVERIFY(reply);
        const GraphLayout &layout = reply->graphs[0];
        QCOMPARE(layout.centres.size(), graph.nodes.size());
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            QVERIFY(layout.centres[i].x >= graph.nodes[i].width / 2 - 1
                && layout.centres[i].x <= layout.width - graph.nodes[i].width / 2 + 1);
            QVERIFY(layout.centres[i].y >= graph.nodes[i].height / 2 - 1
                && layout.centres[i].y <= layout.height - graph.nodes[i].height / 2 + 1);
        }
        QVERIFY(layout.centres[3].y <= layout.centres[0].y
            && layout.centres[4].y >= layout.centres[2].y); // entry first, exit last
        QVERIFY(layout.centres[1].y > layout.centres[0].y && layout.centres[2].y > layout.centres[1].y);
        // Ends at the ports, within the two points that dot rounds.
        const double left = layout.centres[1].x - 150, top = layout.centres[1].y - 100,
                     bottom = layout.centres[1].y + 100;
        const auto close = [](double a, double b) { return std::abs(a - b) <= 2; };
        QVERIFY(close(layout.paths[0].points.back().x, left + 250) && close(layout.paths[0].points.back().y, top));
        QVERIFY(close(layout.paths[1].points.back().x, left + 40) && close(layout.paths[1].points.back().y, top));
        QVERIFY(close(layout.paths[2].points.front().x, left + 150) && close(layout.paths[2].points.front().y, bottom));
        // The loop edge runs upwards, from 2 to 0.
        QVERIFY(layout.paths[4].points.front().y > layout.paths[4].points.back().y);
    }

    void requestsInPieces()
    {
        const std::string bytes = framed(encode(request(5)));
        for (std::size_t i = 0; i + 1 < bytes.size(); i += 7) {
            m_program->write(bytes.data() + i, qint64(std::min<std::size_t>(7, bytes.size() - i)));
            m_program->waitForBytesWritten();
        }
        if (bytes.size() % 7 == 1)
            m_program->write(bytes.data() + bytes.size() - 1, 1);
        const auto reply = ask({});
        QVERIFY(reply);
        QCOMPARE(reply->number, 5U);
    }

    void garbageEndsIt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const std::string good = framed(encode(request(1)));
        QTest::newRow("text") << QByteArray("digraph { a -> b }");
        QTest::newRow("empty message") << QByteArray(4, '\0');
        QTest::newRow("huge message") << QByteArray(4, '\xff');
        QTest::newRow("cut message") << QByteArray(good.data(), int(good.size()) - 3);
        QByteArray changed(good.data(), int(good.size()));
        changed[4] = 'Z';
        QTest::newRow("other kind") << changed;
    }

    void garbageEndsIt()
    {
        QFETCH(QByteArray, bytes);
        m_program->write(bytes);
        finish(65);
        QVERIFY(m_program->readAllStandardOutput().isEmpty());
    }

    void refusesToRunByHand()
    {
        QProcess program;
        program.start(m_program->program(), { QStringLiteral("file.dot") });
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 64);
    }

private:
    std::optional<LayoutReply> ask(const std::string &bytes)
    {
        m_program->write(bytes.data(), qint64(bytes.size()));
        std::string received;
        for (;;) {
            const auto size = frameSize(received);
            if (!size)
                return std::nullopt;
            if (*size > 0)
                return decodeReply(std::string_view(received).substr(4, *size - 4));
            if (!m_program->waitForReadyRead(10'000))
                return std::nullopt;
            received += m_program->readAllStandardOutput().toStdString();
        }
    }

    void finish(int code)
    {
        m_program->closeWriteChannel();
        QVERIFY(m_program->waitForFinished(10'000));
        QCOMPARE(m_program->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_program->exitCode(), code);
    }

    std::unique_ptr<QProcess> m_program;
};

QTEST_GUILESS_MAIN(LayoutProgramTest)
#include "tst_layoutprogram.moc"
