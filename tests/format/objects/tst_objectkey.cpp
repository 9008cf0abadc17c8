// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/objects/objectkey.h"

#include <QtTest>

using namespace ckpt;

class TestObjectKey : public QObject {
    Q_OBJECT
private slots:
    void escapesAndBack_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("part");
        // The right-hand sides are keys that TensorFlow 2.21 wrote (tests/data/odd-names).
        QTest::newRow("plain") << QByteArray("kernel") << QByteArray("kernel");
        QTest::newRow("slash") << QByteArray("with/slash") << QByteArray("with.Sslash");
        QTest::newRow("dot") << QByteArray("with.dot") << QByteArray("with..dot");
        QTest::newRow("looks escaped") << QByteArray(".S") << QByteArray("..S");
        QTest::newRow("dots") << QByteArray("..") << QByteArray("....");
        QTest::newRow("own mark") << QByteArray(".ATTRIBUTES") << QByteArray("..ATTRIBUTES");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("bytes") << QByteArray("\xff\x00.", 3) << QByteArray("\xff\x00..", 4);
    }
    void escapesAndBack()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, part);
        QCOMPARE(escapedName(name.toStdString()), part.toStdString());
        QCOMPARE(unescapedName(part.toStdString()), std::optional(name.toStdString()));
    }
    void everyShortNameComesBack()
    {
        constexpr std::string_view letters = "./SA";
        for (std::size_t n = 0; n < 4 * 4 * 4 * 4 * 4; ++n) {
            std::string name;
            for (std::size_t rest = n; rest > 0; rest /= 4)
                name += letters[rest % 4];
            QCOMPARE(unescapedName(escapedName(name)), std::optional(name));
        }
    }
    void whatIsNoEscape()
    {
        QVERIFY(!unescapedName("."));
        QVERIFY(!unescapedName("a."));
        QVERIFY(!unescapedName(".ATTRIBUTES"));
        QVERIFY(!unescapedName("..."));
    }
    void keysInParts()
    {
        const auto plain = parseObjectKey("model/a..b/.ATTRIBUTES/VARIABLE_VALUE");
        QVERIFY(plain);
        QVERIFY(plain->object == "model/a..b");
        QVERIFY(plain->attribute == "VARIABLE_VALUE");
        QVERIFY(!plain->slot && !plain->optimizer);

        const auto slot = parseObjectKey("net/w/.OPTIMIZER_SLOT/opt/inner/m/.ATTRIBUTES/VARIABLE_VALUE");
        QVERIFY(slot);
        QVERIFY(slot->object == "net/w");
        QVERIFY(slot->optimizer == std::optional<std::string_view>("opt/inner"));
        QVERIFY(slot->slot == std::optional<std::string_view>("m"));

        const auto root = parseObjectKey("/.ATTRIBUTES/OBJECT_CONFIG_JSON");
        QVERIFY(root);
        QVERIFY(root->object.empty());

        // A name that looks like a mark is escaped, so it is none.
        const auto odd = parseObjectKey("m/..ATTRIBUTES/.ATTRIBUTES/VARIABLE_VALUE");
        QVERIFY(odd);
        QVERIFY(odd->object == "m/..ATTRIBUTES");
        const auto oddSlot = parseObjectKey("m/..OPTIMIZER_SLOT.Sx/.ATTRIBUTES/VARIABLE_VALUE");
        QVERIFY(oddSlot && !oddSlot->slot);
    }
    void otherKeys()
    {
        for (const char *key : { "", "kernel", "dense/kernel:0", "_CHECKPOINTABLE_OBJECT_GRAPH", ".ATTRIBUTES/x",
                 "a/.ATTRIBUTES", "a/.ATTRIBUTES/", "a.ATTRIBUTES/x" })
            QVERIFY2(!parseObjectKey(key), key);
    }
    void keysAreMade()
    {
        QCOMPARE(objectKey("a/b", "VARIABLE_VALUE"), std::string("a/b/.ATTRIBUTES/VARIABLE_VALUE"));
        QCOMPARE(objectKey("", "x"), std::string("/.ATTRIBUTES/x"));
        // Measured: the attribute a.b/c has the name a..b.Sc, and is escaped again in the key.
        QCOMPARE(objectKey("o", "a..b.Sc"), std::string("o/.ATTRIBUTES/a....b..Sc"));
    }
    void namesThatKeepAnAttribute()
    {
        // Tried with TensorFlow 2.21: “substring not found” or NotFoundError where it is false.
        const char *before = "net/scale/.ATTRIBUTES/VARIABLE_VALUE";
        for (const char *key : { "q/.ATTRIBUTES/VARIABLE_VALUE", "/.ATTRIBUTES/VARIABLE_VALUE", before })
            QVERIFY2(keepsAttribute(before, key), key);
        for (const char *key : { "q", "q/.ATTRIBUTES", "q/.ATTRIBUTES/OTHER", "q/.ATTRIBUTES/VARIABLE_VALUE/x", "",
                 "a/.ATTRIBUTES/b/.ATTRIBUTES/VARIABLE_VALUE", "a/..ATTRIBUTES/.ATTRIBUTES/VARIABLE_VALUE",
                 "q.ATTRIBUTES/VARIABLE_VALUE" })
            QVERIFY2(!keepsAttribute(before, key), key);
        // It finds neither in the file they come from.
        QVERIFY(keepsAttribute("dense/kernel", "x"));
        QVERIFY(keepsAttribute("a/..ATTRIBUTES/.ATTRIBUTES/VARIABLE_VALUE", "x"));
    }
};

QTEST_APPLESS_MAIN(TestObjectKey)
#include "tst_objectkey.moc"
