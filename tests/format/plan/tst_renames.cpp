// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// New names by rules and by tables of names.
#include "format/plan/renamerules.h"
#include "format/plan/renametables.h"

#include <QTest>

#include <set>

using namespace ckpt;

namespace {

std::string renamed(const std::vector<std::string> &texts, const std::string &from)
{
    std::vector<RenameRule> rules;
    for (const std::string &text : texts) {
        auto rule = parseRenameRule(text);
        if (!rule)
            return renameErrorText(rule.error());
        rules.push_back(std::move(*rule));
    }
    const auto renames = Renames::compile(rules);
    return renames ? renames->apply({}, {}, from) : renameErrorText(renames.error());
}

struct Example {
    const char *table, *from, *to;
};
// Names of real programs, with the one that follows from the change of that version.
constexpr Example kExamples[] = {
    { "rnn-1.0-to-1.2", "rnn/gru_cell/gates/weights", "rnn/gru_cell/gates/kernel" },
    { "rnn-1.0-to-1.2", "rnn/basic_lstm_cell/biases/Adam_1", "rnn/basic_lstm_cell/bias/Adam_1" },
    { "rnn-1.0-to-1.2", "decoder/output_projection_wrapper/weights", "decoder/output_projection_wrapper/kernel" },
    { "rnn-1.0-to-1.2", "conv1/weights", "conv1/weights" },
    { "rnn-1.2-to-1.0", "rnn/gru_cell/candidate/bias", "rnn/gru_cell/candidate/biases" },
    { "rnn-0.x-to-1.2", "RNN/MultiRNNCell/Cell1/BasicLSTMCell/Linear/Matrix",
        "rnn/multi_rnn_cell/cell_1/basic_lstm_cell/kernel" },
    { "rnn-0.x-to-1.2", "RNN/LSTMCell/W_F_diag", "rnn/lstm_cell/w_f_diag" },
    { "rnn-0.x-to-1.2", "softmax/w", "softmax/w" },
    { "slim-to-keras", "vgg_16/conv1/conv1_1/weights", "vgg_16/conv1/conv1_1/kernel" },
    { "slim-to-keras", "MobilenetV1/Conv2d_1_depthwise/depthwise_weights",
        "MobilenetV1/Conv2d_1_depthwise/depthwise_kernel" },
    { "slim-to-keras", "resnet/block1/BatchNorm/moving_mean", "resnet/block1/batch_normalization/moving_mean" },
    { "slim-to-keras", "a/weights_norm", "a/weights_norm" },
    { "keras-to-slim", "conv/kernel", "conv/weights" },
    { "keras-to-slim", "a/batch_normalization_2/beta", "a/BatchNorm_2/beta" },
    { "object-keys-readable", "v/.OPTIMIZER_SLOT/opt/m/.ATTRIBUTES/VARIABLE_VALUE", "v/opt/m" },
    { "object-keys-readable", "net/heads/aux.Sside/w/.ATTRIBUTES/VARIABLE_VALUE", "net/heads/aux/side/w" },
    { "keras2-to-keras3-names", "hidden/kernel", "sequential/hidden/kernel" },
    { "strip-first-scope", "tower0/kernel", "kernel" },
    { "strip-first-scope", "step", "step" },
    { "add-prefix", "a/b", "model/a/b" },
    { "strip-prefix", "model/a/b", "a/b" },
    { "strip-prefix", "models/a", "models/a" },
    { "strip-colon-zero", "dense/kernel:0", "dense/kernel" },
    { "pytorch-names", "conv1/kernel", "conv1.weight" },
    { "pytorch-names", "bn/moving_variance", "bn.running_var" },
};

} // namespace

class TestRenames : public QObject {
    Q_OBJECT
private slots:
    void names();
    void rulesThatCannotBe();
    void textsComeBack();
    void tables();
    void parametersOfTables();
    void onlySomeVariables();
    void changesAreCounted();
};

void TestRenames::names()
{
    QCOMPARE(renamed({}, "a"), std::string("a"));
    QCOMPARE(renamed({ "a=b" }, "a"), std::string("b"));
    QCOMPARE(renamed({ "a=b" }, "a/a"), std::string("a/a"));
    QCOMPARE(renamed({ "a=b=c" }, "a"), std::string("b=c"));
    QCOMPARE(renamed({ "s/a/b/" }, "a/a"), std::string("b/a"));
    QCOMPARE(renamed({ "s/a/b/g" }, "a/a"), std::string("b/b"));
    QCOMPARE(renamed({ "s|^old/|new/|" }, "old/w"), std::string("new/w"));
    QCOMPARE(renamed({ R"(s/^old\//new\//)" }, "old/w"), std::string("new/w"));
    QCOMPARE(renamed({ R"(s/(\w+)\/(\w+)/\2:\1/)" }, "a/b"), std::string("b:a"));
    QCOMPARE(renamed({ "s/^/p\\/\\0/" }, "a"), std::string("p/a"));
    QCOMPARE(renamed({ "a=b", "b=c", "s/c/d/" }, "a"), std::string("d")); // each on what the one before has made
    QCOMPARE(renamed({ "scale=s" }, "scale"), std::string("s")); // a name that begins with s
    QCOMPARE(renamed({ "s=t" }, "s"), std::string("t"));
}

void TestRenames::rulesThatCannotBe()
{
    using Kind = RenameError::Kind;
    const std::pair<const char *, Kind> wrong[] = { { "", Kind::BadRule }, { "a", Kind::BadRule },
        { "=b", Kind::BadRule }, { "s/a", Kind::BadRule }, { "s/a/b", Kind::BadRule }, { "s/a/b/x", Kind::BadRule },
        { "s/", Kind::BadRule }, { "@add-prefix:prefix", Kind::BadRule }, { "s/(/b/", Kind::BadPattern },
        { "s/a/\\1/", Kind::BadReplacement }, { "@nobody", Kind::UnknownTable },
        { "@add-prefix:suffix=a", Kind::UnknownParameter }, { "@slim-to-keras:x=a", Kind::UnknownParameter } };
    for (const auto &[text, kind] : wrong) {
        const auto rule = parseRenameRule(text);
        if (!rule) {
            QVERIFY2(rule.error().kind == kind, text);
            QVERIFY2(kind == Kind::BadRule, text);
            continue;
        }
        const RenameRule good{ .kind = RenameRule::Kind::Name, .from = "a", .to = "b" };
        const auto renames = Renames::compile(std::vector{ good, *rule });
        QVERIFY2(!renames && renames.error().kind == kind && renames.error().rule == 1, text);
        QVERIFY2(!renameErrorText(renames.error()).empty(), text);
    }
}

void TestRenames::textsComeBack()
{
    for (const char *text : { "a=b", "a=b=c", "s/a/b/", "s/a/b/g", R"(s|^(\w+)/x|\1/|)", "@slim-to-keras",
             "@add-prefix:prefix=a/b", R"(s,/|#!;%,\0,)", R"(s/a\\\/|#!,;%&~b//)" }) {
        const auto rule = parseRenameRule(text);
        QVERIFY2(rule, text);
        const auto again = parseRenameRule(renameRuleText(*rule));
        QVERIFY2(again && *again == *rule, text);
    }
}

void TestRenames::tables()
{
    std::set<std::string> tested;
    for (const Example &example : kExamples) {
        QCOMPARE(renamed({ std::string("@") + example.table }, example.from), std::string(example.to));
        tested.insert(example.table);
    }
    for (const RenameTable &table : renameTables()) {
        QVERIFY2(tested.contains(std::string(table.id)), table.id.data());
        QVERIFY2(table.inverse.empty() || findRenameTable(table.inverse), table.id.data());
        QCOMPARE(findRenameTable(table.id), &table);
    }
    QVERIFY(!findRenameTable("nobody"));
}

void TestRenames::parametersOfTables()
{
    QCOMPARE(renamed({ "@add-prefix:prefix=student" }, "a"), std::string("student/a"));
    QCOMPARE(renamed({ R"(@add-prefix:prefix=a\1)" }, "b"), std::string(R"(a\1/b)")); // no group of a pattern
    QCOMPARE(renamed({ "@strip-prefix:prefix=a.b" }, "a.b/c"), std::string("c"));
    QCOMPARE(renamed({ "@strip-prefix:prefix=a.b" }, "axb/c"), std::string("axb/c")); // no pattern
}

void TestRenames::onlySomeVariables()
{
    Variable kernel, bias;
    kernel.key = "conv/kernel", bias.key = "conv/bias";
    VariableFacts ofKernel, ofBias;
    ofKernel.role = Role::Kernel, ofBias.role = Role::Bias;
    const auto renames = Renames::compile(std::vector{
        RenameRule{ .from = "conv", .to = "c", .only = "role:kernel" }, RenameRule{ .from = "/", .to = "." } });
    QVERIFY(renames);
    QCOMPARE(renames->apply(kernel, ofKernel, kernel.key), std::string("c.kernel"));
    QCOMPARE(renames->apply(bias, ofBias, bias.key), std::string("conv.bias"));
}

void TestRenames::changesAreCounted()
{
    const std::vector rules{ RenameRule{ .from = "^a", .to = "b" }, RenameRule{ .from = "x", .to = "y", .off = true },
        RenameRule{ .kind = RenameRule::Kind::Table, .from = "slim-to-keras" },
        RenameRule{ .from = "none", .to = "" } };
    const auto renames = Renames::compile(rules);
    QVERIFY(renames);
    std::vector<std::size_t> matched(rules.size());
    for (const char *name : { "a/weights", "b/weights", "x/BatchNorm/biases" })
        renames->apply({}, {}, name, matched);
    QCOMPARE(matched, (std::vector<std::size_t>{ 1, 0, 3, 0 }));
}

QTEST_APPLESS_MAIN(TestRenames)
#include "tst_renames.moc"
