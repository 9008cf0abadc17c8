// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/layoutmessages.h"

#include <QTest>

#include <cstring>
#include <limits>

using namespace ckpt;

namespace {

LayoutRequest sampleRequest()
{
    LayoutRequest request;
    request.number = 7;
    LayoutGraph graph;
    graph.effort = LayoutEffort::Reduced;
    graph.nodes = { { 100, 40, LayoutRank::Free, { 10, 50 }, { 20 } }, { 8.6, 3, LayoutRank::Entry, {}, {} },
        { 60, 30, LayoutRank::Exit, {}, {} } };
    graph.edges = { { 1, 0, -1, 1, true, 1 }, { 0, 2, 0, -1, false, 100 } };
    request.graphs = { graph, LayoutGraph{} };
    return request;
}

LayoutReply sampleReply()
{
    LayoutReply reply;
    reply.number = 9;
    reply.status = { LayoutStatus::Good, LayoutStatus::Failed };
    GraphLayout layout;
    layout.width = 120;
    layout.height = 90;
    layout.centres = { { 50, 20 }, { 60, 70 } };
    layout.paths = { { true, { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } } }, { false, { { 0, 0 }, { 1, 1 } } }, {} };
    reply.graphs = { layout, GraphLayout{} };
    return reply;
}

std::string number(double value)
{
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

} // namespace

class LayoutMessagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestSurvives()
    {
        const auto read = decodeRequest(encode(sampleRequest()));
        QVERIFY(read);
        QCOMPARE(encode(*read), encode(sampleRequest()));
        QCOMPARE(read->number, 7U);
        QCOMPARE(read->graphs[0].nodes[0].inPorts, (std::vector<double>{ 10, 50 }));
        QCOMPARE(read->graphs[0].nodes[2].rank, LayoutRank::Exit);
        QCOMPARE(read->graphs[0].edges[1].weight, std::uint16_t{ 100 });
        QVERIFY(!read->graphs[0].edges[1].constraint);
    }

    void replySurvives()
    {
        const auto read = decodeReply(encode(sampleReply()));
        QVERIFY(read);
        QCOMPARE(encode(*read), encode(sampleReply()));
        QCOMPARE(read->status[1], LayoutStatus::Failed);
        QVERIFY(read->graphs[0].paths[0].curved);
        QCOMPARE(read->graphs[0].paths[1].points.size(), std::size_t{ 2 });
    }

    void everyCutIsRefused()
    {
        const std::string request = encode(sampleRequest()), reply = encode(sampleReply());
        for (std::size_t length = 0; length < request.size(); ++length)
            QVERIFY2(!decodeRequest(std::string_view(request).substr(0, length)), qPrintable(QString::number(length)));
        for (std::size_t length = 0; length < reply.size(); ++length)
            QVERIFY2(!decodeReply(std::string_view(reply).substr(0, length)), qPrintable(QString::number(length)));
        QVERIFY(!decodeRequest(request + 'x'));
        QVERIFY(!decodeReply(reply + 'x'));
        QVERIFY(!decodeReply(request));
        QVERIFY(!decodeRequest(reply));
    }

    // Every 32-bit word of a message replaced by huge numbers: nothing is allocated for it and nothing crashes.
    void hostileSizes()
    {
        const std::string request = encode(sampleRequest()), reply = encode(sampleReply());
        for (const std::uint32_t value : { 0xffffffffU, 0x7fffffffU, 0x80000000U, 0x00ffffffU })
            for (std::size_t at = 1; at + 4 <= std::max(request.size(), reply.size()); ++at) {
                std::string changed = request;
                if (at + 4 <= changed.size()) {
                    std::memcpy(changed.data() + at, &value, 4);
                    if (const auto read = decodeRequest(changed))
                        QVERIFY(encode(*read) == changed);
                }
                changed = reply;
                if (at + 4 <= changed.size()) {
                    std::memcpy(changed.data() + at, &value, 4);
                    if (const auto read = decodeReply(changed))
                        QVERIFY(read->graphs.size() <= 2);
                }
            }
    }

    void badNumbersAreRefused_data()
    {
        QTest::addColumn<double>("width");
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
        QTest::newRow("negative") << -1.0;
        QTest::newRow("too large") << LayoutLimits::kMaxLength * 2;
    }

    void badNumbersAreRefused()
    {
        QFETCH(double, width);
        LayoutRequest request = sampleRequest();
        request.graphs[0].nodes[0].width = 12345;
        std::string body = encode(request);
        QVERIFY(decodeRequest(body));
        const std::size_t place = body.find(number(12345));
        QVERIFY(place != std::string::npos);
        body.replace(place, 8, number(width));
        QVERIFY(!decodeRequest(body));
    }

    void badIndicesAreRefused()
    {
        const auto refused = [](auto change) {
            LayoutRequest request = sampleRequest();
            change(request.graphs[0].edges[0]);
            return !decodeRequest(encode(request));
        };
        QVERIFY(!refused([](LayoutEdge &) {}));
        QVERIFY(refused([](LayoutEdge &edge) { edge.from = 3; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.to = 0xffffffff; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.toPort = 2; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.fromPort = 0; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.toPort = -2; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.weight = 0; }));
        QVERIFY(refused([](LayoutEdge &edge) { edge.weight = 101; }));
    }

    void frames()
    {
        const std::string message = framed("abc");
        QCOMPARE(message.size(), std::size_t{ 7 });
        for (std::size_t length = 0; length < message.size(); ++length)
            QCOMPARE(frameSize(std::string_view(message).substr(0, length)), std::optional<std::size_t>(0));
        QCOMPARE(frameSize(message + "more"), std::optional<std::size_t>(7));
        QVERIFY(!frameSize(std::string("\0\0\0\0", 4)));
        QVERIFY(!frameSize("\xff\xff\xff\xff"));
    }
};

QTEST_GUILESS_MAIN(LayoutMessagesTest)
#include "tst_layoutmessages.moc"
