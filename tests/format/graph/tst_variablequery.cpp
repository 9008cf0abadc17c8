// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/variablequery.h"

#include <QtTest>
#include <array>

using namespace ckpt;

class TestVariableQuery : public QObject {
    Q_OBJECT
private slots:
    void holds_data();
    void holds();
    void deepGroups();
    void cannotBe_data();
    void cannotBe();
};

void TestVariableQuery::holds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const std::pair<const char *, bool> rows[] = {
        { "", true },
        { "conv", true },
        { "CONV", true },
        { "conv kernel", true },
        { "conv dense", false },
        { "-dense", true },
        { "name=conv1/Kernel", true },
        { "name=conv1", false },
        { "name~^conv[0-9]/", true },
        { "/l$/", true },
        { "/L$/", false },
        { "layer:conv", true },
        { "op:Conv2D", true },
        { "op=conv2d", false },
        { "dtype:f32", true },
        { "dtype:float32,bf16", true },
        { "dtype:f64,i32", false },
        { "role:kernel", true },
        { "role:bias,kernel", true },
        { "role:slot", false },
        { "role:kernel.m", false },
        { "shape:3x3", true },
        { "shape:3x8", false },
        { "shape=3x3x2x8", true },
        { "shape:?x8", true },
        { "rank>3", true },
        { "rank=4", true },
        { "rank:4", true },
        { "rank<=3", false },
        { "size:144", true },
        { "size>0.1k", true },
        { "bytes>=576", true },
        { "bytes<0.5KiB", false },
        { "bytes<0.6kb", true },
        { "shard:1", true },
        { "shard:0", false },
        { "trainable:yes", true },
        { "trainable:no", false },
        { "-trainable:no", true },
        { "issue:no", true },
        { "conv1 OR nothing", true },
        { "nothing OR conv1", true },
        { "nothing OR other", false },
        { "nothing conv1 OR kernel", true }, // a blank binds more
        { "kernel OR conv1 nothing", true },
        { "kernel nothing OR conv1 other", false },
        { "(kernel OR conv1) nothing", false },
        { "nothing (kernel OR conv1)", false },
        { "conv1 (nothing OR kernel) rank>2", true },
        { "-(nothing OR other)", true },
        { "-(nothing conv1)", true },
        { "-(conv1 kernel)", false },
        { "-(conv1 -(kernel))", true },
        { "((conv1)(kernel))", true },
        { "(nothing OR (other OR (conv1 (kernel OR nothing))))", true },
        { "conv1 (role:bias OR role:kernel) -(dtype:f16 OR rank>4)", true },
        { "(name~^conv(1|2)/)", true }, // brackets of the word itself
        { "(/^conv[0-9]/)", true },
        { "\"OR\"", false }, // a word
        { "or", false },
        { "ORnothing", false },
        { "kernel)", false }, // no bracket is open: text
        { "nothing OR(conv1)", true },
    };
    for (const auto &[text, expected] : rows)
        QTest::newRow(text) << QString(text) << expected;
}

void TestVariableQuery::holds()
{
    QFETCH(QString, text);
    Variable variable;
    variable.key = "conv1/kernel";
    variable.dtype = DType::Float32;
    variable.shape = *TensorShape::make(std::array<std::int64_t, 4>{ 3, 3, 2, 8 });
    variable.at = StoredAt{ .shard = 1, .offset = 0, .size = 576 };
    VariableFacts facts;
    facts.role = Role::Kernel;
    facts.detail = "kernel";
    facts.layer = "conv1";
    facts.usedBy = "conv1/Conv2D";
    facts.trainable = true;
    const auto query = VariableQuery::parse(text.toStdString());
    QVERIFY(query.has_value());
    QTEST(query->holds(variable, facts), "expected");
    facts.role = Role::Slot;
    facts.detail = "Adam m";
    QVERIFY(VariableQuery::parse("role:slot.m")->holds(variable, facts));
    QVERIFY(!VariableQuery::parse("role:slot.v")->holds(variable, facts));
    variable.at.reset(); // in parts: in no one data file
    QVERIFY(!VariableQuery::parse("shard>=0")->holds(variable, facts));
}

// As many groups as there can be, each with something to join on both sides.
void TestVariableQuery::deepGroups()
{
    std::string text = "kernel";
    for (std::size_t i = 0; i < kMostGroups; ++i)
        text = i % 2 ? "nothing OR conv1 (" + text + ")" : "-nothing -other (" + text + ") OR nothing other";
    const auto query = VariableQuery::parse(text);
    QVERIFY(query.has_value());
    Variable variable;
    variable.key = "conv1/kernel";
    QVERIFY(query->holds(variable, {}));
    variable.key = "conv1/bias";
    QVERIFY(!query->holds(variable, {}));
}

void TestVariableQuery::cannotBe_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    const std::pair<const char *, QueryError::Kind> rows[] = {
        { "colour:red", QueryError::Kind::UnknownField },
        { "dtype:f33", QueryError::Kind::UnknownValue },
        { "role:boss", QueryError::Kind::UnknownValue },
        { "rank>x", QueryError::Kind::UnknownValue },
        { "bytes>3q", QueryError::Kind::UnknownValue },
        { "size~3", QueryError::Kind::UnknownValue },
        { "name>3", QueryError::Kind::UnknownValue },
        { "trainable:maybe", QueryError::Kind::UnknownValue },
        { "shape>3", QueryError::Kind::UnknownValue },
        { "/[/", QueryError::Kind::BadPattern },
        { "name:", QueryError::Kind::MissingValue },
        { "\"a", QueryError::Kind::UnclosedQuote },
        { "a OR", QueryError::Kind::MissingValue },
        { "OR a", QueryError::Kind::MissingValue },
        { "a OR OR b", QueryError::Kind::MissingValue },
        { "a (OR b)", QueryError::Kind::MissingValue },
        { "(", QueryError::Kind::MissingValue },
        { "a -(", QueryError::Kind::MissingValue },
        { "(a", QueryError::Kind::UnmatchedBracket },
        { "a ()", QueryError::Kind::UnmatchedBracket },
        { "(a OR )", QueryError::Kind::UnmatchedBracket },
        { "((((((((((((((((((((((((((a))))))))))))))))))))))))))", QueryError::Kind::UnmatchedBracket },
    };
    for (const auto &[text, kind] : rows)
        QTest::newRow(text) << QString(text) << static_cast<int>(kind);
}

void TestVariableQuery::cannotBe()
{
    QFETCH(QString, text);
    const auto query = VariableQuery::parse(text.toStdString());
    QVERIFY(!query);
    QTEST(static_cast<int>(query.error().kind), "kind");
}

QTEST_APPLESS_MAIN(TestVariableQuery)
#include "tst_variablequery.moc"
