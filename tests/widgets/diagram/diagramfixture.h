// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A diagram on screen, with places to click.
#pragma once

#include "madegraph.h"
#include "widgets/diagram/diagramcanvas.h"
#include "widgets/diagram/diagramscene.h"
#include "widgets/diagram/diagramview.h"

#include <QTest>

namespace ckpt::test {

class DiagramFixture {
public:
    explicit DiagramFixture(std::shared_ptr<MadeGraph> made, const QSize &size = { 700, 800 })
        : graph(std::move(made))
    {
        view.setHelperProgram(QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"));
        view.resize(size);
        view.show();
        canvas = view.findChild<DiagramCanvas *>();
        scene = static_cast<DiagramScene *>(canvas->scene());
        view.setGraph(graph);
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return view.isLayoutDone(); }, 10'000);
    }
    ItemId id(const std::string &key) const
    {
        for (const Item &item : graph->items())
            if (item.key == key)
                return item.id;
        return ItemId::None;
    }
    QPoint at(const std::string &key) const // the title of a card or frame, on screen
    {
        const QRectF rect = scene->finalRect(id(key));
        return canvas->mapFromScene(QPointF(rect.left() + std::min(60.0, rect.width() / 2), rect.top() + 12));
    }
    QPoint marker(const std::string &key) const
    {
        return canvas->mapFromScene(scene->finalRect(id(key)).topLeft() + QPointF(13, 13));
    }
    void click(const QPoint &point) { QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, point); }
    void doubleClick(const QPoint &point)
    {
        QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, point);
        QTest::mouseDClick(canvas->viewport(), Qt::LeftButton, {}, point);
    }
    bool isMarked(const std::string &key) const { return scene->state().isMarked(id(key)); }

    std::shared_ptr<MadeGraph> graph;
    DiagramView view;
    DiagramCanvas *canvas = nullptr;
    DiagramScene *scene = nullptr;
};

} // namespace ckpt::test
