// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/crc32c.h"
#include "tests/support/wire.h"

#include <QtTest>

class TestCrc32c : public QObject {
    Q_OBJECT
private slots:
    void vectors_data();
    void vectors();
    void everySplitAndAlignment();
    void masks();
};

void TestCrc32c::vectors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("crc");
    QTest::newRow("empty") << QByteArray() << 0u;
    QTest::newRow("digits") << QByteArray("123456789") << 0xE3069283u;
    // RFC 3720, appendix B.4
    QTest::newRow("zeros") << QByteArray(32, '\0') << 0x8A9136AAu;
    QTest::newRow("ones") << QByteArray(32, '\xFF') << 0x62A8AB43u;
    QByteArray up, down;
    for (int i = 0; i < 32; ++i) {
        up += static_cast<char>(i);
        down += static_cast<char>(31 - i);
    }
    QTest::newRow("ascending") << up << 0x46DD794Eu;
    QTest::newRow("descending") << down << 0x113FDB5Cu;
    QTest::newRow("iSCSI read command") << QByteArray::fromHex(
        "01c00000000000000000000000000000140000000000040000000014"
        "0000001828000000000000000200000000000000")
                                        << 0xD9963A56u;
}

void TestCrc32c::vectors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, crc);
    QCOMPARE(ckpt::crc32c(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))), crc);
}

void TestCrc32c::everySplitAndAlignment()
{
    std::string bytes;
    for (int i = 0; i < 400; ++i)
        bytes += static_cast<char>(i * i * 31 + i);
    const std::string_view all = bytes;
    for (std::size_t begin = 0; begin < 16; ++begin) {
        const std::string_view part = all.substr(begin);
        const std::uint32_t expected = ckpt::test::plainCrc(part);
        for (std::size_t split = 0; split <= part.size(); ++split)
            QCOMPARE(ckpt::crc32c(part.substr(split), ckpt::crc32c(part.substr(0, split))), expected);
    }
}

void TestCrc32c::masks()
{
    QCOMPARE(ckpt::maskCrc(0), 0xA282EAD8u);
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        const std::uint32_t crc = 0x12345678u ^ (1u << bit);
        QCOMPARE(ckpt::unmaskCrc(ckpt::maskCrc(crc)), crc);
        QVERIFY(ckpt::maskCrc(crc) != crc);
    }
    QCOMPARE(ckpt::maskCrc(ckpt::crc32c("hello")), ckpt::test::maskedCrc("hello"));
}

QTEST_APPLESS_MAIN(TestCrc32c)
#include "tst_crc32c.moc"
