// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramaccessible.h"

#include "widgets/diagram/diagramcanvas.h"
#include "widgets/diagram/diagramscene.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace ckpt {
namespace {

DiagramScene *sceneOf(const DiagramCanvas *canvas)
{
    return canvas ? qobject_cast<DiagramScene *>(canvas->scene()) : nullptr;
}

std::vector<ItemId> cardsOf(const DiagramCanvas *canvas)
{
    std::vector<ItemId> ids;
    if (const DiagramScene *scene = sceneOf(canvas); scene && !scene->isBuilding())
        for (const Picture::Box &box : scene->picture().boxes)
            if (box.missing == 0)
                ids.push_back(box.id);
    return ids;
}

// Knows only which item it is; everything else is asked for when needed, so a new picture leaves nothing dangling.
class CardAccessible final : public QAccessibleInterface {
public:
    CardAccessible(DiagramCanvas *canvas, ItemId id)
        : m_canvas(canvas)
        , m_id(id)
    {
    }
    bool isValid() const override { return box() != nullptr; }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return m_canvas ? QAccessible::queryAccessibleInterface(m_canvas) : nullptr;
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text what) const override
    {
        return what == QAccessible::Name && isValid() ? sceneOf(m_canvas)->describe(m_id) : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRectF area = m_canvas->viewportTransform().mapRect(sceneOf(m_canvas)->finalRect(m_id));
        return { m_canvas->viewport()->mapToGlobal(area.topLeft().toPoint()), area.size().toSize() };
    }
    QAccessible::Role role() const override
    {
        return isValid() && box()->isFrame() ? QAccessible::Grouping : QAccessible::ListItem;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.selectable = state.focusable = true;
        if (!isValid())
            return state;
        state.selected = state.focused = sceneOf(m_canvas)->state().isMarked(m_id);
        state.expandable = !box()->markerRect().isEmpty();
        state.expanded = box()->isFrame();
        state.collapsed = state.expandable && !state.expanded;
        return state;
    }
    ItemId id() const { return m_id; }

private:
    BoxItem *box() const
    {
        const DiagramScene *scene = sceneOf(m_canvas);
        return scene ? scene->box(m_id) : nullptr;
    }

    QPointer<DiagramCanvas> m_canvas;
    ItemId m_id;
};

// The widgets over the canvas come first, then the cards.
class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(DiagramCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::Canvas, canvas->accessibleName())
        , m_canvas(canvas)
    {
    }
    ~CanvasAccessible() override
    {
        for (const QAccessible::Id id : std::as_const(m_known))
            QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return QAccessibleWidget::childCount() + int(cardsOf(m_canvas).size()); }
    QAccessibleInterface *child(int number) const override
    {
        const int before = QAccessibleWidget::childCount();
        if (number < before)
            return QAccessibleWidget::child(number);
        const std::vector<ItemId> cards = cardsOf(m_canvas);
        return std::size_t(number - before) < cards.size() ? card(cards[std::size_t(number - before)]) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *found = dynamic_cast<const CardAccessible *>(child);
        if (!found)
            return QAccessibleWidget::indexOfChild(child);
        const std::vector<ItemId> cards = cardsOf(m_canvas);
        const auto place = std::find(cards.begin(), cards.end(), found->id());
        return place == cards.end() ? -1 : QAccessibleWidget::childCount() + int(place - cards.begin());
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const DiagramScene *scene = sceneOf(m_canvas);
        const QPoint point = m_canvas ? m_canvas->viewport()->mapFromGlobal(QPoint(x, y)) : QPoint();
        if (const BoxItem *box = scene ? scene->boxAt(m_canvas->mapToScene(point)) : nullptr)
            return card(box->id());
        return QAccessibleWidget::childAt(x, y);
    }
    QAccessibleInterface *focusChild() const override
    {
        for (const ItemId id : cardsOf(m_canvas))
            if (sceneOf(m_canvas)->state().isMarked(id))
                return card(id);
        return QAccessibleWidget::focusChild();
    }

private:
    QAccessibleInterface *card(ItemId id) const
    {
        const auto known = m_known.constFind(int(id));
        if (known != m_known.constEnd())
            return QAccessible::accessibleInterface(*known);
        auto *made = new CardAccessible(m_canvas, id);
        m_known.insert(int(id), QAccessible::registerAccessibleInterface(made));
        return made;
    }

    QPointer<DiagramCanvas> m_canvas;
    mutable QHash<int, QAccessible::Id> m_known;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<DiagramCanvas *>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void installDiagramAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

void announceCurrentCard(DiagramCanvas *canvas, ItemId id)
{
    if (!QAccessible::isActive() || !canvas->hasFocus())
        return;
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(canvas);
    const std::vector<ItemId> cards = cardsOf(canvas);
    const auto place = std::find(cards.begin(), cards.end(), id);
    if (!interface || place == cards.end())
        return;
    QAccessibleEvent event(canvas, QAccessible::Focus);
    event.setChild(interface->childCount() - int(cards.size()) + int(place - cards.begin()));
    QAccessible::updateAccessibility(&event);
}

} // namespace ckpt
