// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The state file of a folder that gets a new checkpoint.
#include "format/export/newstate.h"

#include <QTest>

using namespace ckpt;

namespace {

const std::string kTimed = "model_checkpoint_path: \"b\"\nall_model_checkpoint_paths: \"a\"\n"
                           "all_model_checkpoint_paths: \"b\"\nall_model_checkpoint_timestamps: 5\n"
                           "all_model_checkpoint_timestamps: 7\nlast_preserved_timestamp: 3\n";

} // namespace

class TestNewState : public QObject {
    Q_OBJECT
private slots:
    void listsTheNewCheckpoint();
};

void TestNewState::listsTheNewCheckpoint()
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

QTEST_APPLESS_MAIN(TestNewState)
#include "tst_newstate.moc"
