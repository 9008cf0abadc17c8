// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramscene.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/diagram/labelplaces.h"

#include <QEasingCurve>
#include <QElapsedTimer>

#include <algorithm>

namespace ckpt {
namespace {

constexpr int kTitleZ = 1500, kLabelZ = 1400, kSliceMs = 10;
constexpr std::size_t kMostAnimated = 2000, kBuiltAtOnce = 1000;

QRectF between(const QRectF &from, const QRectF &to, double progress)
{
    const auto mix = [progress](double a, double b) { return a + (b - a) * progress; };
    return { mix(from.x(), to.x()), mix(from.y(), to.y()), mix(from.width(), to.width()),
        mix(from.height(), to.height()) };
}

} // namespace

DiagramScene::DiagramScene(QObject *parent)
    : QGraphicsScene(parent)
{
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &value) { moveTo(value.toDouble()); });
    connect(&m_animation, &QVariantAnimation::finished, this, &DiagramScene::shown);
    m_buildTimer.setSingleShot(true);
    connect(&m_buildTimer, &QTimer::timeout, this, &DiagramScene::buildSome);
}

DiagramScene::~DiagramScene()
{
    m_animation.stop();
}

void DiagramScene::clearPicture()
{
    m_animation.stop();
    m_buildTimer.stop();
    m_building = false;
    clear();
    m_boxes.clear();
    m_edges.clear();
    m_controlEdges.clear();
    m_faded.clear();
    m_labelled.clear();
    m_places.reset();
    m_tree = {};
    m_picture = {};
    m_state.tints = {};
    m_pictureRect = {};
    m_texts = nullptr;
}

void DiagramScene::show(
    const VisibleTree &tree, const Picture &picture, CardTexts &texts, const QPointF &shift, int milliseconds)
{
    m_before.clear();
    for (const auto &[id, entry] : m_boxes)
        m_before[id] = QRectF(entry.item->pos(), entry.item->size());
    clearPicture();
    m_tree = tree;
    m_picture = picture;
    m_texts = &texts;
    m_pictureRect = QRectF(QPointF(), picture.size);
    setSceneRect(m_pictureRect); // else Qt adds up all items, again and again
    m_state.hovered = m_state.hoveredSource = m_state.hoveredTarget = ItemId::None;
    m_shift = shift;
    m_milliseconds = milliseconds;
    m_nextBox = m_nextLine = m_nextLabel = 0;
    m_places = std::make_unique<LabelPlaces>();
    m_building = true;
    buildSome();
}

// Boxes, then edges, then labels: first those for which there is room, then the rest. In slices, because ten thousand
// items take longer than a frame.
void DiagramScene::buildSome()
{
    QElapsedTimer elapsed;
    elapsed.start();
    const bool atOnce = m_state.print || m_picture.boxes.size() + m_picture.lines.size() <= kBuiltAtOnce;
    const std::size_t lines = m_picture.lines.size();
    while (m_nextLabel < 2 * lines || m_nextBox < m_picture.boxes.size()) {
        if (m_nextBox < m_picture.boxes.size())
            addBox(m_picture.boxes[m_nextBox++]);
        else if (m_nextLine < lines)
            addEdge(m_picture.lines[m_nextLine++]);
        else if (const std::size_t k = m_nextLabel++; true)
            addLabel(*m_edges[k % lines], k >= lines);
        if (!atOnce && elapsed.elapsed() >= kSliceMs) {
            m_buildTimer.start(0);
            return;
        }
    }
    if (!atOnce && elapsed.elapsed() > 1) { // what follows takes a slice of its own
        m_buildTimer.start(0);
        return;
    }
    finishBuilding();
}

void DiagramScene::finishBuilding()
{
    m_building = false;
    m_places.reset();
    drawControlEdges();
    tintCards();
    setMarked({}, {});
    if (m_milliseconds > 0 && !m_before.empty() && m_picture.boxes.size() <= kMostAnimated) {
        moveTo(0);
        m_animation.setDuration(m_milliseconds);
        m_animation.start();
    }
    Q_EMIT built();
}

void DiagramScene::addBox(const Picture::Box &box)
{
    const Item &item = m_texts->view()->item(box.id);
    BoxItem *added = nullptr;
    if (box.frame) {
        auto *frame = new FrameItem(m_state, *m_texts, item, box.rect.size());
        frame->setZValue(box.depth);
        added = frame;
        auto *title = new FrameTitleItem(frame);
        title->setZValue(kTitleZ);
        title->setPos(box.rect.topLeft());
        addItem(title);
        m_faded.push_back(title);
        m_places->addBox(QRectF(box.rect.topLeft(), QSizeF(box.rect.width(), m_texts->fonts().frameTitleHeight())));
    } else {
        const CardText &text = box.missing > 0 ? m_texts->ofMissing(box.id, box.missing) : m_texts->of(box.id);
        added = new CardItem(m_state, text, m_texts->fonts(), item, box.missing);
        m_places->addBox(box.rect);
    }
    added->setPos(box.rect.topLeft());
    addItem(added);
    if (box.missing > 0) { // shares the id of its scope, which has an entry of its own
        m_faded.push_back(added);
        return;
    }
    const auto before = m_before.find(int(box.id));
    const bool isNew = before == m_before.end();
    m_boxes[int(box.id)] = { added, isNew ? box.rect : before->second.translated(m_shift), box.rect };
    if (isNew)
        m_faded.push_back(added);
}

void DiagramScene::addEdge(const Picture::Line &line)
{
    auto *edge = new EdgeItem(m_state, m_tree.edges[std::size_t(line.edge)].edge, line.path);
    addItem(edge);
    m_places->addLine(line.path, int(edge->edge().from));
    m_edges.push_back(edge);
    m_faded.push_back(edge);
}

// One label per source, at the first of its edges where there is room for it.
void DiagramScene::addLabel(const EdgeItem &edge, bool mayCoverOwn)
{
    const QString text = graphParts(edge.edge().label);
    const int source = int(edge.edge().from);
    if (text.isEmpty() || m_labelled.contains(source))
        return;
    const auto place = m_places->take(edge.path(), source, EdgeLabelItem::size(text, m_texts->fonts()), mayCoverOwn);
    if (!place)
        return;
    m_labelled.insert(source);
    auto *label = new EdgeLabelItem(m_state, edge.edge().from, text, *place, m_texts->fonts());
    label->setZValue(kLabelZ);
    addItem(label);
    m_faded.push_back(label);
}

void DiagramScene::moveTo(double progress)
{
    for (const auto &[id, entry] : m_boxes) {
        const QRectF rect = between(entry.from, entry.to, progress);
        entry.item->setPos(rect.topLeft());
        if (entry.item->isFrame())
            entry.item->setSize(rect.size());
    }
    const double opacity = std::max(0.0, 2 * progress - 1);
    for (QGraphicsItem *item : m_faded)
        item->setOpacity(opacity);
}

BoxItem *DiagramScene::box(ItemId id) const
{
    const auto place = m_boxes.find(int(id));
    return place == m_boxes.end() ? nullptr : place->second.item;
}

QRectF DiagramScene::finalRect(ItemId id) const
{
    const auto place = m_boxes.find(int(id));
    return place == m_boxes.end() ? QRectF() : place->second.to;
}

QString DiagramScene::titleOf(ItemId id) const
{
    return m_texts ? toQString(m_texts->view()->item(id).title) : QString();
}

BoxItem *DiagramScene::boxAt(const QPointF &position) const
{
    for (QGraphicsItem *item : items(position, Qt::IntersectsItemBoundingRect)) {
        auto *found = dynamic_cast<BoxItem *>(item);
        if (found && found->rect().contains(found->mapFromScene(position)))
            return found;
    }
    return nullptr;
}

EdgeItem *DiagramScene::edgeAt(const QPointF &position, double reach) const
{
    const QRectF area(position.x() - reach, position.y() - reach, 2 * reach, 2 * reach);
    for (QGraphicsItem *item : items(area, Qt::IntersectsItemBoundingRect))
        if (auto *edge = qgraphicsitem_cast<EdgeItem *>(item); edge && edge->shape().intersects(area))
            return edge;
    return nullptr;
}

void DiagramScene::setMarked(const std::vector<ItemId> &ids, const QSet<QString> &rowKeys)
{
    m_state.marked.clear();
    m_state.neighbours.clear();
    for (const ItemId id : ids)
        m_state.marked.insert(int(id));
    m_state.rowKeys = rowKeys;
    for (EdgeItem *edge : m_edges) {
        const bool from = m_state.isMarked(edge->edge().from), to = m_state.isMarked(edge->edge().to);
        if (from)
            m_state.neighbours.insert(int(edge->edge().to));
        if (to)
            m_state.neighbours.insert(int(edge->edge().from));
        edge->setZValue(from || to ? 1001 : 1000);
    }
    update();
}

void DiagramScene::setHovered(ItemId id, const EdgeItem *edge)
{
    const ItemId source = edge ? edge->edge().from : ItemId::None, target = edge ? edge->edge().to : ItemId::None;
    if (m_state.hovered == id && m_state.hoveredSource == source && m_state.hoveredTarget == target)
        return;
    m_state.hovered = id;
    m_state.hoveredSource = source;
    m_state.hoveredTarget = target;
    update();
}

void DiagramScene::setTraced(const std::unordered_set<int> &ids)
{
    m_state.traced = ids;
    update();
}

std::vector<ItemId> DiagramScene::neighbours(ItemId id, bool inputs) const
{
    std::vector<std::pair<double, ItemId>> found;
    const QPointF centre = finalRect(id).center();
    for (const EdgeItem *edge : m_edges) {
        const ItemId here = inputs ? edge->edge().to : edge->edge().from,
                     there = inputs ? edge->edge().from : edge->edge().to;
        if (here == id && !edge->edge().loop)
            found.emplace_back(QLineF(centre, finalRect(there).center()).length(), there);
    }
    std::sort(found.begin(), found.end());
    std::vector<ItemId> result;
    for (const auto &[distance, item] : found)
        result.push_back(item);
    return result;
}

QString DiagramScene::describe(ItemId id) const
{
    if (!m_texts || id == ItemId::None)
        return {};
    const auto names = [this](const std::vector<ItemId> &ids) {
        QStringList titles;
        for (const ItemId each : ids)
            titles << titleOf(each);
        return titles.join(u", "_qs);
    };
    QStringList parts{ titleOf(id) };
    const ItemId parent = m_texts->view()->item(id).parent;
    if (parent != ItemId::None && parent != m_texts->view()->root())
        parts[0] = Diagram::tr("%1 in %2").arg(parts[0], titleOf(parent));
    if (const QString inputs = names(neighbours(id, true)); !inputs.isEmpty())
        parts << Diagram::tr("inputs %1").arg(inputs);
    if (const QString outputs = names(neighbours(id, false)); !outputs.isEmpty())
        parts << Diagram::tr("outputs %1").arg(outputs);
    QStringList rows;
    for (const CardText::Row &row : m_texts->of(id).rows)
        rows << row.label;
    if (!rows.isEmpty())
        parts << Diagram::tr("variables %1").arg(rows.join(u", "_qs));
    for (const QString &words : { likenessText(m_texts->view()->item(id)), m_state.tints.of(id).tip })
        if (!words.isEmpty())
            parts << words;
    return parts.join(u", "_qs);
}

} // namespace ckpt
