// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Every single bit of small checkpoints flipped: a wrong value is never shown as if it were right, and a check notices
// every flip but one that changes nothing.
#include "format/check/check.h"
#include "tests/format/checkpoint/fixtures.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestBitFlips : public QObject {
    Q_OBJECT
private slots:
    void flips_data();
    void flips();
};

namespace {

struct Content {
    std::string facts; // keys, types, shapes
    std::map<std::string, std::string> values;
};

// Nothing when it cannot be opened. `damage`: an issue or an error was reported.
std::optional<Content> contentOf(const std::string &directory, bool &damage)
{
    const auto opened = openAt(directory);
    damage = !opened;
    if (!opened)
        return std::nullopt;
    const Checkpoint &checkpoint = **opened;
    Content content;
    damage = !checkpoint.issues().empty();
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const Variable &variable = checkpoint.variables()[i];
        content.facts += variable.key + " " + std::string(name(variable.dtype)) + " " + text(variable.shape) + "\n";
        const auto data = readVariable(checkpoint, static_cast<VariableId>(i));
        if (data)
            content.values[variable.key] = data->bytes;
        else
            damage = true;
    }
    return content;
}

} // namespace

void TestBitFlips::flips_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("file");
    QTest::newRow("V2 index") << "seed-example-v2/save"
                              << "model.ckpt.index";
    QTest::newRow("V2 data") << "seed-example-v2/save"
                             << "model.ckpt.data-00000-of-00001";
    QTest::newRow("partitioned index") << "partitioned-v2/save"
                                       << "model.ckpt-100.index";
    QTest::newRow("partitioned data") << "partitioned-v2/save"
                                      << "model.ckpt-100.data-00000-of-00001";
    QTest::newRow("V1 file") << "seed-example-v1/save"
                             << "model.ckpt";
}

void TestBitFlips::flips()
{
    QFETCH(QString, folder);
    QFETCH(QString, file);
    QTemporaryDir copy;
    const std::string target = copy.path().toStdString();
    const QDir source(QString::fromStdString(dataPath(folder.toStdString())));
    for (const QString &name : source.entryList(QDir::Files)) {
        if (!name.endsWith(".meta"))
            QVERIFY(QFile::copy(source.filePath(name), copy.filePath(name)));
    }
    const std::string path = copy.filePath(file).toStdString();
    QFile::setPermissions(copy.filePath(file), QFile::ReadOwner | QFile::WriteOwner);
    const std::string bytes = readFile(path);
    bool damage = true;
    const auto original = contentOf(target, damage);
    QVERIFY(original.has_value() && !damage);
    QVERIFY(original->values.size() >= 2);

    std::vector<std::string> unnoticed;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            writeFile(path, flipped);
            const auto content = contentOf(target, damage);
            const std::string where = "byte " + std::to_string(at) + " bit " + std::to_string(bit);
            if (content) {
                for (const auto &[key, value] : content->values) {
                    const auto was = original->values.find(key);
                    QVERIFY2(was != original->values.end() && was->second == value, where.c_str());
                }
            }
            if (damage)
                continue;
            // Nothing reads the metaindex block and the padding of the footer. A check does.
            QVERIFY2(content->facts == original->facts && content->values == original->values, where.c_str());
            const auto report = checkEverything(**openAt(target));
            QVERIFY(report.has_value() && !report->isDamaged());
            if (report->isClean())
                unnoticed.push_back(where);
        }
    }
    // The last number of the footer's handles may be written with one more byte, which is a zero of the padding then.
    // It is the same number.
    QVERIFY2(unnoticed.size() <= 1, unnoticed.empty() ? "" : unnoticed.back().c_str());
    if (!unnoticed.empty())
        QVERIFY2(unnoticed[0].ends_with("bit 7"), unnoticed[0].c_str());
    QVERIFY(!file.contains(".data-") || unnoticed.empty());
}

QTEST_APPLESS_MAIN(TestBitFlips)
#include "tst_bitflips.moc"
