// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The text of the state file in all its spellings.
#include "fixtures.h"

#include <QtTest>

using namespace ckpt;

class TestStateFile : public QObject {
    Q_OBJECT
private slots:
    void spellings_data();
    void spellings();
    void lists();
    void wrong_data();
    void wrong();
    void unknownFieldsAreSkippedAndSaid();
    void deepNestingDoesNotOverflow();
};

namespace {

Result<StateFile> parse(std::string_view text, Issues *issues = nullptr)
{
    Issues own;
    return parseStateFile(text, "checkpoint", issues ? *issues : own);
}

} // namespace

void TestStateFile::spellings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray(R"(model_checkpoint_path: "a-1")");
    QTest::newRow("single quotes") << QByteArray("model_checkpoint_path: 'a-1'");
    QTest::newRow("no space") << QByteArray("model_checkpoint_path:\"a-1\"");
    QTest::newRow("CRLF") << QByteArray("model_checkpoint_path: \"a-1\"\r\n");
    QTest::newRow("octal") << QByteArray(R"(model_checkpoint_path: "\141-1")");
    QTest::newRow("hexadecimal") << QByteArray(R"(model_checkpoint_path: "\x61-1")");
    QTest::newRow("unicode") << QByteArray(R"(model_checkpoint_path: "\u0061-1")");
    QTest::newRow("pieces") << QByteArray(R"(model_checkpoint_path: "a" '-' "1")");
    QTest::newRow("comment and separator") << QByteArray("# newest\nmodel_checkpoint_path: \"a-1\"; # end");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFmodel_checkpoint_path: \"a-1\"");
}

void TestStateFile::spellings()
{
    QFETCH(QByteArray, text);
    const auto state = parse(text.toStdString());
    QVERIFY2(state.has_value(), state ? "" : state.error().message().c_str());
    QCOMPARE(state->latest, std::string("a-1"));
    QCOMPARE(state->path, std::string("checkpoint"));
}

void TestStateFile::lists()
{
    const auto state = parse(R"(model_checkpoint_path: "C:\\net\\b"
        all_model_checkpoint_paths: ["a", "\xff\xfe"] all_model_checkpoint_paths: "\351"
        all_model_checkpoint_timestamps: 1575942630.7458463 all_model_checkpoint_timestamps: [2, 3e0]
        last_preserved_timestamp: 1.5)");
    QVERIFY2(state.has_value(), state ? "" : state.error().message().c_str());
    QCOMPARE(state->latest, std::string("C:\\net\\b"));
    QCOMPARE(state->all, (std::vector<std::string>{ "a", "\xff\xfe", "\351" })); // bytes, UTF-8 or not
    QCOMPARE(state->timestamps, (std::vector<double>{ 1575942630.7458463, 2, 3 }));
    QCOMPARE(state->lastPreserved.value_or(0), 1.5);
}

void TestStateFile::wrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("cut in a string") << QByteArray("model_checkpoint_path: \"a-") << "state-unreadable";
    QTest::newRow("prose") << QByteArray("see the wiki") << "state-unreadable";
    QTest::newRow("html") << QByteArray("<html></html>") << "state-unreadable";
    QTest::newRow("zero byte") << QByteArray("model\0path", 10) << "state-is-other";
    QTest::newRow("msgpack") << QByteArray("\x82\xa1x\xa1y") << "state-is-other";
    QTest::newRow("LFS") << QByteArray("version https://git-lfs.github.com/spec/v1\n") << "git-lfs-pointer";
}

void TestStateFile::wrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, fault);
    const auto state = parse(text.toStdString());
    QVERIFY(!state);
    QCOMPARE(QString(name(state.error().fault)), fault);
    QCOMPARE(state.error().path, std::string("checkpoint"));
}

void TestStateFile::unknownFieldsAreSkippedAndSaid()
{
    Issues issues;
    const auto state =
        parse("new_thing { deep: [1, 2] more { x: 'y' } }\nmodel_checkpoint_path: \"a\"\nother: 3\n", &issues);
    QVERIFY2(state.has_value(), state ? "" : state.error().message().c_str());
    QCOMPARE(state->latest, std::string("a"));
    QCOMPARE(issues.size(), 1u);
    QVERIFY(parse("model_checkpoint_path: \"a\"", &issues).has_value());
    QCOMPARE(issues.size(), 1u);
}

void TestStateFile::deepNestingDoesNotOverflow()
{
    std::string text, list;
    for (int i = 0; i < 1'000'000; ++i) {
        text += "a{";
        list += "[";
    }
    QCOMPARE(parse(text).error().fault, Fault::StateUnreadable);
    QCOMPARE(parse("a: " + list).error().fault, Fault::StateUnreadable);
    QCOMPARE(parse("[a.b/c.d]: " + text).error().fault, Fault::StateUnreadable);
}

QTEST_APPLESS_MAIN(TestStateFile)
#include "tst_statefile.moc"
