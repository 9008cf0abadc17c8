// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Other ways to the diagram: dragged into a document.
#include "diagramfixture.h"
#include "widgets/diagram/dragout.h"

#include <QDrag>
#include <QImage>
#include <QMouseEvent>
#include <QTest>
#include <QTimer>

using namespace ckpt;
using Fixture = ckpt::test::DiagramFixture;

class DiagramToolsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // With the mouse, from the handle; what a drop would get is a picture in three formats.
    void dragsOutAPicture()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        auto *handle = f.view.findChild<DragHandle *>();
        QVERIFY(handle && handle->isEnabled());
        QByteArray svg, png;
        QImage image;
        const auto take = [&] {
            if (const auto *drag = f.view.findChild<QDrag *>()) {
                svg = drag->mimeData()->data(QStringLiteral("image/svg+xml"));
                png = drag->mimeData()->data(QStringLiteral("image/png"));
                image = drag->mimeData()->imageData().value<QImage>();
            }
        };
        QTimer inside; // where dragging has an event loop of its own
        inside.setSingleShot(true);
        connect(&inside, &QTimer::timeout, &inside, [&] {
            take();
            QTest::keyClick(f.view.windowHandle(), Qt::Key_Escape);
        });
        inside.start(50);
        const QPoint here = handle->rect().center(), there = here + QPoint(40, 0);
        QTest::mousePress(handle, Qt::LeftButton, {}, here);
        QMouseEvent move(
            QEvent::MouseMove, there, handle->mapToGlobal(there), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(handle, &move);
        inside.stop();
        if (svg.isEmpty()) // where it has none and has ended at once
            take();
        QVERIFY2(svg.contains("<svg") && svg.contains("conv1"), svg.left(80).constData());
        QVERIFY(png.startsWith("\x89PNG"));
        QCOMPARE(image.size(), QImage::fromData(png).size());
        QVERIFY(image.width() > 200);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, here);
        QCOMPARE(f.view.selectedItem(), ItemId::None); // nothing else happened
    }

    void aClickOnTheHandleDragsNothing()
    {
        Fixture f(test::digits());
        QVERIFY(f.settle());
        auto *handle = f.view.findChild<DragHandle *>();
        QTest::mouseClick(handle, Qt::LeftButton);
        QMouseEvent move(QEvent::MouseMove, QPoint(90, 0), handle->mapToGlobal(QPoint(90, 0)), Qt::NoButton,
            Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(handle, &move);
        QVERIFY(!f.view.findChild<QDrag *>());
        f.view.clearWithMessage(QStringLiteral("nothing"), {});
        QVERIFY(!handle->isEnabled());
    }
};

QTEST_MAIN(DiagramToolsTest)
#include "tst_diagramtools.moc"
