// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/format/objects/objectmessage.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// "0 a=1 b->1 …": one word a row, with its depth in front.
std::string rowsOf(const ObjectTree &tree)
{
    static constexpr const char *marks[] = { "=", "->", "~", "~>", "!" };
    std::string text;
    tree.visit([&](const ObjectRow &row) {
        text += std::to_string(row.depth) + std::string(row.name) + marks[row.kind]
            + std::to_string(static_cast<int>(row.object)) + " ";
        return true;
    });
    return text;
}

} // namespace

class TestObjectTree : public QObject {
    Q_OBJECT
private slots:
    void shortestPathsWin()
    {
        // root.deep.x and root.short are one object: TensorFlow names it by the shorter path, as told in FORMAT.md.
        ObjectMessage message;
        const int root = message.add(), deep = message.add(), x = message.add();
        message.child(root, "deep", deep);
        message.child(deep, "x", x);
        message.child(root, "short", x);
        const auto tree = message.tree();
        QVERIFY(tree);
        QCOMPARE(rowsOf(*tree), std::string("0=0 1deep=1 2x->2 1short=2 "));
        QCOMPARE(tree->path(ObjectId{ x }), std::string("short"));
        QCOMPARE(tree->paths(ObjectId{ x }, 9), (std::vector<std::string>{ "short", "deep/x" }));
        QCOMPARE(tree->paths(ObjectId{ x }, 1), (std::vector<std::string>{ "short" }));
        QCOMPARE(tree->find("deep/x"), ObjectId{ x });
        QCOMPARE(tree->find("deep/y"), ObjectId::None);
        QCOMPARE(tree->find(""), ObjectId::Root);
    }

    void ofEqualPathsTheFirst()
    {
        ObjectMessage message;
        const int root = message.add(), shared = message.add();
        message.child(root, "a", shared);
        message.child(root, "b", shared);
        message.child(root, "a", shared); // twice the same name
        QCOMPARE(rowsOf(*message.tree()), std::string("0=0 1a=1 1b->1 1a->1 "));
    }

    void cyclesAreReferences()
    {
        ObjectMessage message;
        const int root = message.add(), a = message.add();
        message.child(root, "self", root);
        message.child(root, "a", a);
        message.child(a, "up", root);
        message.child(a, "me", a);
        QCOMPARE(rowsOf(*message.tree()), std::string("0=0 1self->0 1a=1 2up->0 2me->1 "));
    }

    void slotsStandUnderTheirVariable()
    {
        ObjectMessage message;
        const int root = message.add(), w = message.add(), optimizer = message.add(), m = message.add();
        message.child(root, "w.x", w);
        message.child(root, "opt", optimizer);
        message.slot(optimizer, w, "m", m);
        message.slot(optimizer, w, "again", m);
        message.slot(optimizer, w, "none", 99);
        const auto tree = message.tree();
        QVERIFY(tree);
        QCOMPARE(rowsOf(*tree), std::string("0=0 1w.x=1 2m~3 2again~>3 2none!99 1opt=2 "));
        QCOMPARE(tree->place(ObjectId{ m }), ObjectPlace::Slot);
        QCOMPARE(tree->path(ObjectId{ m }), std::string("w..x/.OPTIMIZER_SLOT/opt/m"));
        QCOMPARE(tree->find("w..x/.OPTIMIZER_SLOT/opt/m"), ObjectId{ m });
        QCOMPARE(tree->find("w..x/.OPTIMIZER_SLOT/opt/v"), ObjectId::None);
        QCOMPARE(tree->find("/.OPTIMIZER_SLOT//.OPTIMIZER_SLOT/opt/v"), ObjectId::None);
        QCOMPARE(tree->childCount(), std::size_t(3));
        QCOMPARE(tree->slotCount(), std::size_t(1));
        QCOMPARE(tree->apartCount(), std::size_t(0));
    }

    void slotsThatMeanThemselves()
    {
        // The slot of 1 is the optimizer itself, which nothing else leads to.
        ObjectMessage message;
        const int root = message.add(), w = message.add(), odd = message.add();
        message.child(root, "w", w);
        message.slot(odd, w, "m", odd);
        message.slot(odd, odd, "n", odd);
        const auto tree = message.tree();
        QVERIFY(tree);
        QCOMPARE(tree->path(ObjectId{ odd }), std::string("w/.OPTIMIZER_SLOT/object 2/m"));
        QCOMPARE(rowsOf(*tree), std::string("0=0 1w=1 2m~2 3n~>2 "));
    }

    void theRestStandsApart()
    {
        ObjectMessage message;
        message.add();
        const int low = message.add(), top = message.add(), ring = message.add(), ring2 = message.add();
        message.child(top, "low", low); // a tree that nothing leads to
        message.child(ring, "next", ring2);
        message.child(ring2, "next", ring); // a ring that nothing leads to
        const auto tree = message.tree();
        QVERIFY(tree);
        QCOMPARE(rowsOf(*tree), std::string("0=0 0=2 1low=1 0=3 1next=4 2next->3 "));
        QCOMPARE(tree->apartCount(), std::size_t(4));
        QCOMPARE(tree->path(ObjectId{ low }), std::string("object 2/low"));
        QCOMPARE(tree->place(ObjectId{ low }), ObjectPlace::Apart);
    }

    void aVisitCanBeStopped()
    {
        ObjectMessage message;
        const int root = message.add();
        for (int i = 0; i < 10; ++i)
            message.child(root, "x", message.add());
        int rows = 0;
        message.tree()->visit([&](const ObjectRow &) { return ++rows < 4; });
        QCOMPARE(rows, 4);
    }

    void aChainOfAMillion()
    {
        constexpr int kObjects = 1'000'000;
        ObjectMessage message;
        message.add();
        for (int i = 1; i < kObjects; ++i) {
            message.add();
            message.child(i - 1, "next", i);
        }
        QElapsedTimer timer;
        timer.start();
        const auto tree = message.tree();
        QVERIFY(tree);
        std::size_t rows = 0;
        std::uint32_t deepest = 0;
        std::uint64_t pathBytes = 0;
        tree->visit([&](const ObjectRow &row) {
            ++rows;
            deepest = std::max(deepest, row.depth);
            if (rows % 100 == 0)
                pathBytes += tree->path(row.object).size();
            return true;
        });
        QCOMPARE(rows, std::size_t(kObjects));
        QCOMPARE(deepest, std::uint32_t(kObjects - 1));
        QVERIFY(pathBytes < kObjects / 100 * std::uint64_t(300)); // not the square
        QVERIFY(tree->path(ObjectId{ kObjects - 1 }).starts_with("…/next/"));
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aMillionUnderOne()
    {
        constexpr int kObjects = 1'000'000;
        ObjectMessage message;
        message.add();
        for (int i = 1; i < kObjects; ++i)
            message.child(0, std::to_string(i), message.add());
        const auto tree = message.tree();
        QVERIFY(tree);
        QCOMPARE(tree->childCount(), std::size_t(kObjects));
        QCOMPARE(tree->path(ObjectId{ kObjects - 1 }), std::to_string(kObjects - 1));
    }
};

QTEST_APPLESS_MAIN(TestObjectTree)
#include "tst_objecttree.moc"
