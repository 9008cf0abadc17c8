// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Every single bit of two small checkpoints flipped: a wrong value is never shown as if it were right.
#include "fixtures.h"

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
    QCOMPARE(original->values.size(), 2u);

    // Of a table, nothing reads the metaindex block, its handle, and the padding of the footer. These bytes may be
    // anything.
    const bool table = !file.contains(".data-");
    std::size_t unnoticed = 0;
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
            QVERIFY2(content->facts == original->facts && content->values.size() == 2, where.c_str());
            QVERIFY2(table, (where + " of a tensor was not noticed").c_str());
            ++unnoticed;
        }
    }
    // Metaindex block 13 bytes, its handle 2 or 3, padding at most 36, and the continuation bit of the last number.
    QVERIFY2(unnoticed <= 8 * (13 + 3 + 36) + 1, qPrintable(QString::number(unnoticed)));
    QVERIFY(table ? unnoticed > 0 : unnoticed == 0);
}

QTEST_APPLESS_MAIN(TestBitFlips)
#include "tst_bitflips.moc"
