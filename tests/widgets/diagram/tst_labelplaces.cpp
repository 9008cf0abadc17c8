// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/labelplaces.h"

#include <QtTest>

using namespace ckpt;

class TestLabelPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standsBesideTheStart();
    void leavesTheSlantingLineFree();
    void coversNoOtherLine();
    void coversOwnLinesOnlyWhenAllowed();
    void keepsAwayFromBoxesAndLabels();
    void leavesTheArrowHeadFree();
    void farLinesAndNothing();
};

static const QSizeF kSize(40, 14);

static QPainterPath line(const QPointF &from, const QPointF &to)
{
    QPainterPath path(from);
    path.lineTo(to);
    return path;
}

void TestLabelPlaces::standsBesideTheStart()
{
    LabelPlaces places;
    const QPainterPath down = line({ 100, 100 }, { 100, 140 });
    places.addLine(down, 1);
    const auto place = places.take(down, 1, kSize, false);
    QVERIFY(place);
    QCOMPARE(*place, QRectF(QPointF(104, 103), kSize));
}

void TestLabelPlaces::leavesTheSlantingLineFree()
{
    LabelPlaces places;
    const QPainterPath slanting = line({ 100, 100 }, { 130, 140 });
    places.addLine(slanting, 1);
    const auto place = places.take(slanting, 1, kSize, false);
    QVERIFY(place);
    QVERIFY2(place->right() <= 100, "to the left, because the line goes to the right");
}

void TestLabelPlaces::coversNoOtherLine()
{
    for (const bool mayCoverOwn : { false, true }) {
        LabelPlaces places;
        const QPainterPath down = line({ 100, 100 }, { 100, 130 });
        places.addLine(down, 1);
        places.addLine(line({ 120, 0 }, { 120, 300 }), 2);
        const auto place = places.take(down, 1, kSize, mayCoverOwn);
        QVERIFY(place && place->right() < 100);
        places.addLine(line({ 80, 0 }, { 80, 300 }), 3);
        LabelPlaces both = places;
        QVERIFY(!both.take(down, 1, kSize, mayCoverOwn));
    }
}

void TestLabelPlaces::coversOwnLinesOnlyWhenAllowed()
{
    LabelPlaces places;
    const QPainterPath left = line({ 100, 100 }, { 60, 126 }), right = line({ 110, 100 }, { 150, 126 });
    places.addLine(left, 1);
    places.addLine(right, 1);
    places.addBox({ 0, 100, 95, 40 });
    places.addBox({ 115, 100, 95, 40 });
    QVERIFY(!places.take(left, 1, QSizeF(18, 14), false));
    QVERIFY(places.take(left, 1, QSizeF(10, 14), true));
}

void TestLabelPlaces::keepsAwayFromBoxesAndLabels()
{
    LabelPlaces places;
    const QPainterPath down = line({ 100, 100 }, { 100, 220 });
    places.addLine(down, 1);
    places.addBox({ 104, 90, 100, 30 });
    QList<QRectF> taken{ { 104, 90, 100, 30 } };
    for (int i = 0; i < 20; ++i) {
        const auto place = places.take(down, 1, kSize, false);
        if (!place)
            break;
        for (const QRectF &other : taken)
            QVERIFY(!other.intersects(*place));
        taken << *place;
    }
    QVERIFY2(taken.size() >= 4, "both sides, and further along");
}

void TestLabelPlaces::leavesTheArrowHeadFree()
{
    LabelPlaces places;
    const QPainterPath tiny = line({ 0, 0 }, { 0, 6 });
    places.addLine(tiny, 1);
    QVERIFY(!places.take(tiny, 1, kSize, true));
}

void TestLabelPlaces::farLinesAndNothing()
{
    LabelPlaces places;
    QVERIFY(!places.take(QPainterPath(), 1, kSize, true));
    const QPainterPath far = line({ -90000, -70000 }, { -90000, -69000 });
    places.addLine(far, 1);
    places.addLine(line({ -1e5, -69993 }, { 1e5, -69993 }), 2); // crosses every square there
    const auto place = places.take(far, 1, kSize, false);
    QVERIFY(place && place->top() > -69993);
}

QTEST_APPLESS_MAIN(TestLabelPlaces)
#include "tst_labelplaces.moc"
