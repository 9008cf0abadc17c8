// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/newstate.h"
#include "format/export/renames.h"

#include <QtTest>

using namespace ckpt;

namespace {

std::string renamed(const std::vector<std::string> &rules, const std::string &name)
{
    const auto renames = Renames::parse(rules);
    return renames ? renames->apply(name) : "wrong: " + renames.error();
}

const std::string kTimed = "model_checkpoint_path: \"b\"\nall_model_checkpoint_paths: \"a\"\n"
                           "all_model_checkpoint_paths: \"b\"\nall_model_checkpoint_timestamps: 5\n"
                           "all_model_checkpoint_timestamps: 7\nlast_preserved_timestamp: 3\n";

} // namespace

class TestRenames : public QObject {
    Q_OBJECT
private slots:
    void names();
    void rulesThatCannotBe();
    void stateFiles();
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
    for (const char *rule : { "", "a", "=b", "s/a", "s/a/b", "s/a/b/x", "s/(/b/", "s/a/\\1/", "s/" })
        QVERIFY2(!Renames::parse({ "a=b", rule }), rule);
}

void TestRenames::stateFiles()
{
    const auto text = [](const std::optional<std::string> &before, StateRule rule) {
        const auto made = newStateText(before, "checkpoint", "new", rule, 6);
        return made ? made->value_or("as it is") : std::string("fails");
    };
    QCOMPARE(text(std::nullopt, StateRule::Keep), std::string("as it is"));
    QCOMPARE(text("x", StateRule::WhereNone), std::string("as it is"));
    QCOMPARE(text("x", StateRule::Add), std::string("fails"));
    const std::string alone = "model_checkpoint_path: \"new\"\nall_model_checkpoint_paths: \"new\"\n";
    QCOMPARE(text(std::nullopt, StateRule::WhereNone), alone);
    QCOMPARE(text("", StateRule::Add), alone);
    QCOMPARE(text(alone, StateRule::Add), alone); // not twice
    // Times stay as many as paths, and in order.
    QCOMPARE(text(kTimed, StateRule::Add),
        std::string(
            "model_checkpoint_path: \"b\"\nall_model_checkpoint_paths: \"a\"\nall_model_checkpoint_paths: \"new\"\n"
            "all_model_checkpoint_paths: \"b\"\nall_model_checkpoint_timestamps: 5\n"
            "all_model_checkpoint_timestamps: 6\nall_model_checkpoint_timestamps: 7\n"
            "last_preserved_timestamp: 3\n"));
    QVERIFY(text(kTimed, StateRule::AddAsNewest).starts_with("model_checkpoint_path: \"new\""));
}

QTEST_APPLESS_MAIN(TestRenames)
#include "tst_renames.moc"
