// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Small array files cut at every byte and with every single bit flipped: nothing ends the program, and of archives,
// which have checksums, a wrong value is never handed out as if it were right.
#include "tests/format/checkpoint/fixtures.h"

#include <QTemporaryDir>
#include <QtTest>
#include <map>

using namespace ckpt;
using namespace ckpt::test;

class TestArrayDamage : public QObject {
    Q_OBJECT
private slots:
    void damage_data();
    void damage();
};

namespace {

struct Content {
    std::map<std::string, std::string> facts; // type, shape and hash of each variable that is readable
    bool reported = false; // something was said to be wrong
};

Content contentOf(const std::string &path)
{
    Content content;
    const auto opened = openAt(path);
    content.reported = !opened || !(*opened)->issues().empty();
    if (!opened)
        return content;
    const Checkpoint &checkpoint = **opened;
    for (std::size_t i = 0; i < checkpoint.variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const Variable &variable = checkpoint.variable(id);
        const auto whole = readVariable(checkpoint, id);
        const auto hash = sha256(checkpoint, id);
        const auto some = readRange(checkpoint, id, 0, std::min<std::int64_t>(variable.elements(), 3));
        content.reported |= !whole || !hash;
        if (!whole || !hash)
            continue;
        const std::string head = std::string(name(variable.dtype)) + " " + text(variable.shape) + " ";
        content.facts[variable.key] = head + *hash + (some ? " " + some->bytes : "");
    }
    return content;
}

// A new file each time: writing over one makes some file systems wait for the disk.
void replaceFile(const std::string &path, std::string_view bytes)
{
    QFile::remove(QString::fromStdString(path));
    writeFile(path, bytes);
}

} // namespace

void TestArrayDamage::damage_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("checked");
    QTest::newRow("npz, stored") << "zip64.npz" << true;
    QTest::newRow("npz, deflated") << "small.npz" << true;
    QTest::newRow("npy") << "columns.npy" << false;
    QTest::newRow("npy, strings") << "texts.npy" << false;
    QTest::newRow("npy, version 2") << "version2.npy" << false;
    QTest::newRow("safetensors") << "model-100.safetensors" << false;
}

void TestArrayDamage::damage()
{
    QFETCH(QString, file);
    QFETCH(bool, checked);
    QTemporaryDir folder;
    const std::string bytes = readFile(dataPath("arrays/" + file.toStdString()));
    const std::string path = folder.filePath(file).toStdString();
    writeFile(path, bytes);
    const Content original = contentOf(path);
    QVERIFY(!original.reported && !original.facts.empty());

    for (std::size_t size = 0; size < bytes.size(); ++size) {
        replaceFile(path, bytes.substr(0, size));
        const Content content = contentOf(path);
        QVERIFY2(content.reported, qPrintable(QString::number(size)));
    }
    std::size_t unnoticed = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            replaceFile(path, flipped);
            const Content content = contentOf(path);
            if (!checked)
                continue;
            const std::string where = "byte " + std::to_string(at) + " bit " + std::to_string(bit);
            for (const auto &[key, facts] : content.facts) {
                const auto was = original.facts.find(key);
                QVERIFY2(was != original.facts.end() && was->second == facts, where.c_str());
            }
            QVERIFY2(content.reported || content.facts.size() == original.facts.size(), where.c_str());
            unnoticed += !content.reported;
        }
    }
    // Of an archive, dates, versions and attributes may be anything; of its values, nothing.
    if (checked)
        QVERIFY2(unnoticed > 0 && unnoticed < 8 * 200, qPrintable(QString::number(unnoticed)));
}

QTEST_APPLESS_MAIN(TestArrayDamage)
#include "tst_arraydamage.moc"
