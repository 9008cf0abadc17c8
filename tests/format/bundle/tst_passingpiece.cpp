// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/bundle/passingpiece.h"

#include "format/base/crc32c.h"
#include "format/base/file.h"
#include "format/bundle/bundleindex.h"
#include "tests/support/wire.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

namespace {

struct Passed {
    bool good = false; // no error
    std::uint32_t in = 0, out = 0;
    std::string bytes;
};

Passed pass(const Variable &variable, std::string bytes, bool bigEndian, std::size_t block)
{
    PassingPiece piece(variable.dtype, variable.elements(), bigEndian);
    for (std::size_t at = 0; at < bytes.size(); at += block) {
        if (!piece.pass(std::span(bytes).subspan(at, std::min(block, bytes.size() - at))))
            return {};
    }
    return { piece.end().has_value(), piece.crcIn(), piece.crcOut(), bytes };
}

std::string bytesOf(const CheckpointIndex &index, const StoredAt &at)
{
    return readFile(index.shards.at(static_cast<std::size_t>(at.shard)).path).substr(at.offset, at.size);
}

CheckpointIndex indexOf(const char *name)
{
    return *readBundleIndex(std::string(CKPT_SOURCE_DIR "/tests/data/") + name);
}

} // namespace

class TestPassingPiece : public QObject {
    Q_OBJECT
private slots:
    void checksumsOfEveryType();
    void damageOfTexts();
    void theOtherByteOrder();
    void impossibleLengths();
};

void TestPassingPiece::checksumsOfEveryType()
{
    int texts = 0;
    for (const char *name : { "all-dtypes-v2/model.ckpt", "all-dtypes-v2/variant.ckpt" }) {
        const CheckpointIndex index = indexOf(name);
        for (const Variable &variable : index.variables) {
            const std::string bytes = bytesOf(index, *variable.at);
            for (const std::size_t block :
                { std::size_t{ 1 }, std::size_t{ 7 }, std::size_t{ 16 }, std::size_t{ 1 } << 20 }) {
                const Passed passed = pass(variable, bytes, false, block);
                QVERIFY2(passed.good, variable.key.c_str());
                QCOMPARE(passed.in, variable.at->maskedCrc);
                QCOMPARE(passed.out, variable.at->maskedCrc);
                QVERIFY(passed.bytes == bytes);
            }
            texts += !isFixedSize(variable.dtype);
        }
    }
    QVERIFY(texts >= 3);
}

void TestPassingPiece::damageOfTexts()
{
    for (const char *name : { "all-dtypes-v2/model.ckpt", "all-dtypes-v2/variant.ckpt" }) {
        const CheckpointIndex index = indexOf(name);
        for (const Variable &variable : index.variables) {
            const std::string bytes = bytesOf(index, *variable.at);
            if (isFixedSize(variable.dtype) || bytes.size() > 5000)
                continue;
            for (std::size_t at = 0; at < bytes.size(); ++at) {
                std::string damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ 0x11);
                const Passed passed = pass(variable, damaged, false, 16);
                QVERIFY2(!passed.good || passed.in != variable.at->maskedCrc, variable.key.c_str());
                QVERIFY(!pass(variable, bytes.substr(0, at), false, 16).good);
            }
            QVERIFY(!pass(variable, bytes + '\0', false, 16).good);
        }
    }
}

void TestPassingPiece::theOtherByteOrder()
{
    const CheckpointIndex big = indexOf("big-endian-v2/big.ckpt"), little = indexOf("big-endian-v2/little.ckpt");
    QCOMPARE(big.variables.size(), little.variables.size());
    for (std::size_t i = 0; i < big.variables.size(); ++i) {
        const StoredAt &from = *big.variables[i].at, &to = *little.variables[i].at;
        for (const std::size_t block : { std::size_t{ 16 }, std::size_t{ 1 } << 20 }) {
            const Passed passed = pass(big.variables[i], bytesOf(big, from), true, block);
            QVERIFY2(passed.good, big.variables[i].key.c_str());
            QCOMPARE(passed.in, from.maskedCrc);
            QCOMPARE(passed.out, to.maskedCrc);
            QVERIFY(passed.bytes == bytesOf(little, to));
        }
    }
}

void TestPassingPiece::impossibleLengths()
{
    const auto shape = TensorShape::make(std::vector<std::int64_t>{ 2 });
    const Variable variable{
        .key = "s", .dtype = DType::String, .storedType = 7, .shape = *shape, .at = {}, .slices = {}, .error = {}
    };
    const std::string most = std::string(9, '\xFF') + '\x01'; // 2^64 - 1
    QVERIFY(!pass(variable, most + most, false, 16).good); // their sum is too large
    QVERIFY(!pass(variable, std::string(9, '\xFF') + '\x02', false, 16).good);
    QVERIFY(!pass(variable, std::string(11, '\xFF'), false, 1).good);
    QVERIFY(!pass(variable, {}, false, 1).good);
}

QTEST_APPLESS_MAIN(TestPassingPiece)
#include "tst_passingpiece.moc"
