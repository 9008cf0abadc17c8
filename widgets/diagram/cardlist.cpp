// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/cardlist.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/cardtext.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <algorithm>
#include <set>

namespace ckpt {
namespace {

constexpr int kListed = 12; // neighbours named in one cell
constexpr int kCardWidth = 200, kWhatWidth = 220, kNeighboursWidth = 150;

} // namespace

void CardListModel::setView(std::shared_ptr<const GraphView> view)
{
    beginResetModel();
    m_view = std::move(view);
    m_rows.assign(m_view ? m_view->items().size() : 0, 0);
    if (m_view)
        for (const Item &item : m_view->items())
            for (std::size_t i = 0; i < item.children.size(); ++i)
                m_rows[ckpt::index(item.children[i])] = int(i);
    for (auto &known : m_neighbours)
        known.clear();
    endResetModel();
}

ItemId CardListModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<ItemId>(index.internalId()) : ItemId::None;
}

QModelIndex CardListModel::indexOf(ItemId id) const
{
    if (!m_view || id == ItemId::None || id == m_view->root())
        return {};
    return createIndex(m_rows[ckpt::index(id)], 0, quintptr(id));
}

QModelIndex CardListModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Item &scope = parent.isValid() ? item(parent) : m_view->item(m_view->root());
    return createIndex(row, column, quintptr(scope.children[std::size_t(row)]));
}

QModelIndex CardListModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(item(index).parent) : QModelIndex();
}

int CardListModel::rowCount(const QModelIndex &parent) const
{
    if (!m_view || parent.column() > 0)
        return 0;
    const Item &scope = parent.isValid() ? item(parent) : m_view->item(m_view->root());
    return int(scope.children.size());
}

const QStringList &CardListModel::neighbours(ItemId id, ItemLinks::Way way) const
{
    const auto [place, added] = m_neighbours[way == ItemLinks::Way::Inputs ? 0 : 1].try_emplace(int(id));
    if (!added)
        return place->second;
    std::vector<ItemId> inside{ id };
    for (std::size_t i = 0; i < inside.size(); ++i)
        inside.insert(inside.end(), m_view->item(inside[i]).children.begin(), m_view->item(inside[i]).children.end());
    std::set<ItemId> others;
    for (const ItemId each : inside)
        for (const ItemId other : m_view->links().next(each, way))
            others.insert(other);
    for (const ItemId each : inside)
        others.erase(each);
    std::set<ItemId> around; // the scopes that this card is in
    for (ItemId up = m_view->item(id).parent; up != ItemId::None; up = m_view->item(up).parent)
        around.insert(up);
    std::set<ItemId> named; // the others as they are seen from here: outside of their own scopes
    for (ItemId other : others) {
        while (!around.contains(m_view->item(other).parent))
            other = m_view->item(other).parent;
        named.insert(other);
    }
    for (const ItemId other : named) {
        if (place->second.size() == kListed) {
            place->second << tr("and %n more", "", int(named.size()) - kListed);
            break;
        }
        place->second << toQString(m_view->item(other).title);
    }
    return place->second;
}

QString CardListModel::variables(const Item &item)
{
    if (item.rows.empty())
        return item.variableCount == 0 ? QString() : formatCount(item.variableCount);
    QStringList names;
    for (const VariableRow &row : item.rows)
        names << (row.shape.empty() ? toQString(row.label) : toQString(row.label) + u' ' + toQString(row.shape));
    return names.join(u", "_qs);
}

QString CardListModel::text(const Item &item, int column) const
{
    switch (column) {
    case Card:
        return toQString(item.title);
    case What: {
        QStringList lines;
        if (!item.subtitle.empty())
            lines << graphParts(item.subtitle);
        for (const std::string &note : item.notes)
            lines << graphWords(note);
        return lines.join(u" · "_qs);
    }
    case Inputs:
        return neighbours(item.id, ItemLinks::Way::Inputs).join(u", "_qs);
    case Outputs:
        return neighbours(item.id, ItemLinks::Way::Outputs).join(u", "_qs);
    default:
        return variables(item);
    }
}

QString CardListModel::spoken(const Item &item) const
{
    QStringList parts{ text(item, Card) };
    if (item.parent != ItemId::None && item.parent != m_view->root())
        parts[0] = Diagram::tr("%1 in %2").arg(parts[0], toQString(m_view->item(item.parent).title));
    if (const QString what = text(item, What); !what.isEmpty())
        parts << what;
    if (const QString inputs = text(item, Inputs); !inputs.isEmpty())
        parts << Diagram::tr("inputs %1").arg(inputs);
    if (const QString outputs = text(item, Outputs); !outputs.isEmpty())
        parts << Diagram::tr("outputs %1").arg(outputs);
    if (const QString names = variables(item); !names.isEmpty())
        parts << Diagram::tr("variables %1").arg(names);
    return parts.join(u", "_qs);
}

QVariant CardListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &of = item(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(of, index.column());
    case Qt::ToolTipRole:
        return index.column() == Card ? toQString(of.key) : text(of, index.column());
    case Qt::SizeHintRole:
        return QSize(0, metric::tableRow());
    case Qt::AccessibleTextRole:
        return index.column() == Card ? spoken(of) : text(of, index.column());
    default:
        return {};
    }
}

QVariant CardListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Card:
        return tr("Card");
    case What:
        return tr("What it is");
    case Inputs:
        return tr("Inputs");
    case Outputs:
        return tr("Outputs");
    default:
        return tr("Variables");
    }
}

CardList::CardList(QWidget *parent)
    : QTreeView(parent)
    , m_cards(new CardListModel(this))
{
    setObjectName(u"diagramList"_qs);
    setAccessibleName(tr("List of cards"));
    setModel(m_cards);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->resizeSection(CardListModel::Card, kCardWidth);
    header()->resizeSection(CardListModel::What, kWhatWidth);
    header()->resizeSection(CardListModel::Inputs, kNeighboursWidth);
    header()->resizeSection(CardListModel::Outputs, kNeighboursWidth);
    connect(this, &QTreeView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT itemActivated(m_cards->itemAt(index)); });
}

void CardList::setView(std::shared_ptr<const GraphView> view)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_cards->setView(std::move(view));
}

void CardList::setCurrentItem(ItemId id)
{
    const QScopedValueRollback quiet(m_quiet, true);
    setCurrentIndex(m_cards->indexOf(id));
}

bool CardList::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool typed = !key->text().isEmpty() && key->text().front().isPrint()
            && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (typed && key->key() != Qt::Key_L && key->key() != Qt::Key_Slash) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void CardList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (!m_quiet && current.isValid())
        Q_EMIT itemChosen(m_cards->itemAt(current));
}

} // namespace ckpt
