// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the engine says of graphs is said in the user's language: nothing that it says of any graph of the tests and the
// corpus is unknown, and in English its own words come back.
#include "app/translations.h"
#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/run.h"
#include "format/graph/graphview.h"
#include "format/inferred/inferredview.h"
#include "widgets/common/graphwords.h"

#include <QDirIterator>
#include <QtTest>

#include <set>

using namespace ckpt;

class GraphWordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { installTranslations(*qApp, QStringLiteral("en")); }
    void allIsKnown();
    void partsAreKnown();
    void englishIsTheEngines();
    void chinese_data();
    void chinese();
    void namesStay();

private:
    void collect(const GraphView &view);
    std::set<std::string> m_said, m_parts; // notes, reasons and remarks; subtitles and labels
};

void GraphWordsTest::collect(const GraphView &view)
{
    m_said.insert(view.remark());
    std::set<ItemId> open;
    for (const Item &item : view.items()) {
        m_said.insert(item.notes.begin(), item.notes.end());
        m_said.insert(item.reason);
        m_parts.insert(item.subtitle);
        open.insert(item.id);
    }
    for (const std::set<ItemId> &choice : { open, std::set<ItemId>() })
        for (const ViewEdge &edge : view.visibleEdges(choice))
            m_parts.insert(edge.label);
}

void GraphWordsTest::initTestCase()
{
    const QString shared = qEnvironmentVariable("CKPTSCOPE_SHARED", QStringLiteral(CKPT_SOURCE_DIR "/../shared"));
    for (const QString &folder : { QStringLiteral(CKPT_SOURCE_DIR "/tests/data"),
             QStringLiteral(CKPT_SOURCE_DIR "/resources/sample"), shared + QStringLiteral("/corpus") }) {
        QDirIterator files(folder,
            { QStringLiteral("*.meta"), QStringLiteral("saved_model.pb"), QStringLiteral("*.index") }, QDir::Files,
            QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (!path.endsWith(QStringLiteral(".index"))) {
                const auto graph = MetaGraph::read(path.toStdString());
                if (graph)
                    collect(**GraphView::build(*graph, nullptr));
                continue;
            }
            const auto run = scanRun(path.toStdString());
            if (!run || run->checkpoints.empty())
                continue;
            if (const auto checkpoint = Checkpoint::open(run->checkpoints[run->current]))
                if (const auto view = inferView(**checkpoint, nullptr))
                    collect(**view);
        }
    }
    m_said.erase(std::string());
    m_parts.erase(std::string());
    QVERIFY2(m_said.size() > 60 && m_parts.size() > 200, qPrintable(QString::number(m_said.size())));
}

void GraphWordsTest::allIsKnown()
{
    for (const std::string &said : m_said)
        if (!said.starts_with("← "))
            QVERIFY2(knowsWords(said), said.c_str());
}

// What is left in the engine's words are ops, layers, types and names: no word of a sentence.
void GraphWordsTest::partsAreKnown()
{
    static const QRegularExpression counted(
        QStringLiteral("^\\d+ (ops?|layers|inputs|tensors|slots?|averages?|nodes)\\b"));
    for (const std::string &said : m_parts)
        for (const QString &part : QString::fromStdString(said).split(QStringLiteral(" · ")))
            if (counted.match(part).hasMatch() || part.startsWith(QStringLiteral("each:"))
                || part.startsWith(QStringLiteral("unrolled")) || part.startsWith(QStringLiteral("function")))
                QVERIFY2(knowsWords(part.toStdString()), said.c_str());
}

void GraphWordsTest::englishIsTheEngines()
{
    installTranslations(*qApp, QStringLiteral("en"));
    for (const std::string &said : m_said)
        QCOMPARE(graphWords(said), QString::fromStdString(said));
    for (const std::string &said : m_parts)
        QCOMPARE(graphParts(said), QString::fromStdString(said));
}

void GraphWordsTest::chinese_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("words");
    QTest::newRow("count") << "used at 3 places" << u"用于 3 处"_qs;
    QTest::newRow("one") << "used at 1 place" << u"用于 1 处"_qs;
    QTest::newRow("name") << "same weights as model/conv1" << u"与 model/conv1 权重相同"_qs;
    QTest::newRow("parts") << "unrolled 8 steps · 2 LSTM" << u"展开为 8 步 · 2 LSTM"_qs;
    QTest::newRow("inner") << "each: 7 ops: Neg, Mean" << u"每个：7 个运算：Neg, Mean"_qs;
    QTest::newRow("ops alone") << "Dense 32 · Relu" << u"Dense 32 · Relu"_qs;
}

void GraphWordsTest::chinese()
{
    QFETCH(QString, said);
    QFETCH(QString, words);
    installTranslations(*qApp, QStringLiteral("zh_CN"));
    QCOMPARE(graphParts(said.toStdString()), words);
    for (const std::string &each : m_said) // nothing is left out
        if (!each.starts_with("← "))
            QVERIFY2(graphWords(each) != QString::fromStdString(each), each.c_str());
}

// A node may be called like a sentence's part, or like a mark in one.
void GraphWordsTest::namesStay()
{
    for (const char *name : { "%1", "%n", "a (weights assigned)", "3 ops", "", "loop/loop" })
        QCOMPARE(graphWords(std::string("if ") + name + "x"), QStringLiteral("if ") + QLatin1String(name) + u'x');
    QCOMPARE(graphWords("\xff\xfe"), QStringLiteral("\\xFF\\xFE"));
}

QTEST_MAIN(GraphWordsTest)
#include "tst_graphwords.moc"
