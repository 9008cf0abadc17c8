// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edges over very large pictures, as graphs with everything open have them: only what is in sight is drawn, and fast.
#include "widgets/common/theme.h"
#include "widgets/diagram/edgeitem.h"

#include <QGraphicsScene>
#include <QGraphicsView>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace ckpt;

class LongEdgesTest : public QObject {
    Q_OBJECT

    static constexpr double kLength = 128'000;

    // Down the picture in three curves, as Graphviz makes them.
    static QPainterPath down()
    {
        QPainterPath path({ 20, 0 });
        path.cubicTo(20, 10, 24, 20, 25, 30);
        path.cubicTo(30, kLength / 3, 60, kLength * 2 / 3, 65, kLength - 30);
        path.cubicTo(66, kLength - 20, 70, kLength - 10, 70, kLength);
        return path;
    }
    // What a view of 100 × 100 pixels shows of it around `y`; the least time of a few paintings goes to `seconds`.
    static QImage seen(double y, bool whole, double *seconds = nullptr)
    {
        SceneState state;
        ViewEdge ends;
        QGraphicsScene scene;
        scene.addItem(new EdgeItem(state, ends, down()));
        QGraphicsView view(&scene);
        view.setRenderHint(QPainter::Antialiasing);
        view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view.setFrameShape(QFrame::NoFrame);
        view.resize(100, 100);
        view.show();
        const Colors colors = colorsOf(state, &view);
        if (whole) // as in a picture for a file, where nothing is cut
            state.print = &colors;
        view.setSceneRect(0, -100, 100, kLength + 200);
        view.centerOn(50, y);
        QImage image(100, 100, QImage::Format_ARGB32_Premultiplied);
        const auto paint = [&] {
            image.fill(Qt::white);
            view.viewport()->render(&image);
        };
        paint();
        if (seconds)
            *seconds = leastSeconds(paint);
        return image;
    }
    // Of processor time.
    template <typename Work>
    static double leastSeconds(Work &&work)
    {
        const auto now = [] {
            timespec time{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
        };
        double least = 1e9;
        for (int i = 0; i < 5; ++i) {
            const double start = now();
            work();
            least = std::min(least, now() - start);
        }
        return least;
    }
    static int ink(const QImage &image)
    {
        int dark = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                dark += 255 - qGray(image.pixel(x, y));
        return dark;
    }

private Q_SLOTS:
    void areSeenWhereverOneLooks()
    {
        for (const double y : { 0.0, 4'096.0, 31'234.0, 64'000.0, 99'999.0, kLength }) {
            const QImage image = seen(y, false), whole = seen(y, true);
            QVERIFY2(ink(whole) > 1'000, qPrintable(QString::number(y)));
            QImage difference = image; // curves are flattened a little differently
            for (int row = 0; row < image.height(); ++row)
                for (int x = 0; x < image.width(); ++x)
                    difference.setPixel(x, row,
                        std::abs(qGray(image.pixel(x, row)) - qGray(whole.pixel(x, row))) > 48 ? qRgb(0, 0, 0)
                                                                                               : qRgb(255, 255, 255));
            QVERIFY2(ink(difference) <= 2 * 255, qPrintable(QString::number(y)));
        }
    }

    void takeAPartOfTheTimeOfTheWhole()
    {
        double part = 0, whole = 0;
        seen(64'000, false, &part);
        seen(64'000, true, &whole);
        QVERIFY2(part < whole / 3, qPrintable(QStringLiteral("%1 ms, %2 ms").arg(part * 1e3).arg(whole * 1e3)));
    }
};

QTEST_MAIN(LongEdgesTest)
#include "tst_longedges.moc"
