// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Every case of tests/data/broken against what a tool should do with it.
#include "fixtures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace ckpt;
using namespace ckpt::test;

class TestBrokenCheckpoints : public QObject {
    Q_OBJECT
private slots:
    void cases_data();
    void cases();
    void unreadableIndex();
};

namespace {

// What index and values cannot tell, and what does: these open, and their variables read without an error here.
const std::map<std::string, const char *> kLeftToCheck{
    { "header-endianness-big", "every checksum is right and swapped numbers are numbers; only its strings fail" },
};

struct Outcome {
    Result<std::shared_ptr<const Checkpoint>> opened = fail(Fault::Internal);
    std::map<std::string, std::optional<Error>> errors; // of each variable, from the index or from reading it
    std::map<std::string, TensorData> values;
};

Outcome readAll(const std::string &path)
{
    Outcome outcome;
    outcome.opened = openAt(path);
    if (!outcome.opened)
        return outcome;
    const Checkpoint &checkpoint = **outcome.opened;
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const Variable &variable = checkpoint.variable(id);
        auto data = readVariable(checkpoint, id);
        outcome.errors[variable.key] = data ? std::nullopt : std::optional(data.error());
        if (data)
            outcome.values[variable.key] = std::move(*data);
        // Nothing else may fall over either, whatever it says.
        (void)statistics(checkpoint, id);
        (void)verify(checkpoint, id);
        (void)sha256(checkpoint, id);
        (void)variable.byteSize();
    }
    (void)checkpoint.totalBytes();
    (void)checkpoint.totalElements();
    return outcome;
}

} // namespace

void TestBrokenCheckpoints::cases_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("toolShould");
    const nlohmann::json expected = expectation("broken");
    for (const auto &item : expected["cases"]) {
        const std::string name = item["name"];
        QTest::newRow(name.c_str()) << QString::fromStdString(dataPath("broken/" + name))
                                    << QString::fromStdString(item["tool_should"]);
    }
}

void TestBrokenCheckpoints::cases()
{
    QFETCH(QString, folder);
    QFETCH(QString, toolShould);
    const std::string caseName = QTest::currentDataTag();
    if (caseName == "index-unreadable")
        QSKIP("its permission is taken away below");
    static const Outcome whole = readAll(dataPath("broken/entry-wrong-crc")); // everything but a is as it was written
    QVERIFY(whole.opened.has_value());
    QVERIFY(whole.values.contains("b") && whole.values.contains("c"));

    const Outcome outcome = readAll(folder.toStdString());
    if (toolShould == "refuse") {
        QVERIFY(!outcome.opened);
        const std::string message = outcome.opened.error().message();
        QVERIFY2(message.size() > 20 && message.find("{") == std::string::npos, message.c_str());
        QVERIFY2(outcome.opened.error().path.find("model.ckpt") != std::string::npos, message.c_str());
        return;
    }
    QVERIFY2(outcome.opened.has_value(), outcome.opened ? "" : messageOf(outcome.opened.error()).c_str());
    std::size_t wrong = 0;
    for (const auto &[key, error] : outcome.errors)
        wrong += error.has_value();
    if (toolShould == "tensor-error") {
        if (!kLeftToCheck.contains(caseName))
            QVERIFY2(wrong > 0, "nothing is said to be wrong");
    } else if (caseName != "v1-duplicate-tensor") {
        QCOMPARE(wrong, 0u);
    }
    // What does read, and is not what the case is about, has its values.
    for (const std::string key : { "b", "c" }) {
        const auto found = outcome.values.find(key);
        // The V1 cases have other values; of two that overlap, one lies elsewhere.
        const bool other =
            kLeftToCheck.contains(caseName) || caseName.starts_with("v1-") || caseName == "entry-overlap";
        if (found == outcome.values.end() || other)
            continue;
        QVERIFY2(found->second.bytes == whole.values.at(key).bytes, key.c_str());
    }
}

void TestBrokenCheckpoints::unreadableIndex()
{
    QTemporaryDir copy;
    copy.setAutoRemove(true);
    const std::string target = copy.filePath("run").toStdString();
    std::filesystem::copy(dataPath("broken/index-unreadable"), target, std::filesystem::copy_options::recursive);
    std::filesystem::permissions(target + "/model.ckpt.index", std::filesystem::perms::none);
    std::filesystem::permissions(copy.path().toStdString(), std::filesystem::perms::all);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0)
            ::_exit(2);
        const auto opened = openAt(target);
        ::_exit(!opened && opened.error().fault == Fault::NoPermission ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_APPLESS_MAIN(TestBrokenCheckpoints)
#include "tst_brokencheckpoints.moc"
