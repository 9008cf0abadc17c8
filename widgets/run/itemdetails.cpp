// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Details of a card of the diagram.
#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"
#include "widgets/run/details.h"

#include <QCoreApplication>

#include <set>

namespace ckpt {

namespace {

constexpr std::size_t kListed = 20, kAttributeLength = 200;

// A class, so that the translator's tools see the context.
struct Maker {
    Q_DECLARE_TR_FUNCTIONS(Details)
public:
    static DetailRow row(const QString &label, const QString &value, const QString &link = {})
    {
        return { label, value, link, DetailRow::Mark::None };
    }

    static QString kindText(const Item &item, bool inferred)
    {
        switch (item.kind) {
        case ItemKind::Op:
            return inferred ? tr("Variables of no layer") : tr("Operation");
        case ItemKind::Layer:
            return inferred ? tr("Layer (inferred)") : tr("Layer");
        case ItemKind::Scope:
            return tr("Scope");
        case ItemKind::Group:
            return tr("Group, made for the diagram");
        case ItemKind::Series:
            return tr("%n equal blocks", "", static_cast<int>(item.repeat));
        }
        return {};
    }

    static QList<DetailRow> headRows(const Item &item, bool inferred)
    {
        QList<DetailRow> rows;
        rows.append(row(tr("Kind"), kindText(item, inferred)));
        if (item.category != Category::Other && item.category != Category::Scope)
            rows.append(row(tr("Category"), categoryName(item.category)));
        if (!item.subtitle.empty())
            rows.append(row(tr("What it does"), graphParts(item.subtitle)));
        for (const std::string &note : item.notes)
            rows.append(row({}, graphWords(note)));
        if (item.parameters > 0)
            rows.append(row(tr("Parameters"), formatCount(item.parameters)));
        if (item.leafCount > 1 && !inferred)
            rows.append(row(tr("Operations"), formatCount(item.leafCount)));
        if (!item.reason.empty())
            rows.append(row(tr("Why it is here"), graphWords(item.reason)));
        if (const QString place = placeText(item); !place.isEmpty())
            rows.append(row(tr("Place"), place));
        return rows;
    }

    // Of what is where one does not expect it.
    static QString placeText(const Item &item)
    {
        if (item.place == ItemPlace::Main)
            return item.placeChosen ? tr("In the main graph by your choice, with an edge to each card that uses it")
                                    : QString();
        if (item.place == ItemPlace::AsideInCrowds)
            return tr("Inside a scope in which many use it, these name it instead of being drawn an edge each");
        return item.placeChosen
            ? tr("Put to the side by your choice: the cards that use it name it instead of being drawn an edge from it")
            : tr("Put to the side because many use it or it only switches them: they name it instead of being drawn an "
                 "edge from it");
    }

    static QList<DetailRow> variableRows(const GraphView &graph, ItemId id, const Checkpoint *checkpoint)
    {
        QList<DetailRow> rows;
        const std::vector<std::string> keys = graph.variablesOf(id);
        for (std::size_t i = 0; i < keys.size() && i < kListed; ++i) {
            const auto variable = checkpoint ? checkpoint->find(keys[i]) : std::nullopt;
            const QString shape = variable ? formatShape(checkpoint->variable(*variable).shape) : QString();
            rows.append(row(shape, toQString(keys[i]), QStringLiteral("variable:") + toQString(keys[i])));
        }
        if (keys.size() > kListed)
            rows.append(row({}, tr("and %n more", "", static_cast<int>(keys.size() - kListed))));
        return rows;
    }

    static QList<DetailRow> inputRows(const MetaGraph &graph, NodeIndex node)
    {
        QList<DetailRow> rows;
        std::size_t listed = 0;
        QString label = tr("Inputs");
        for (const GraphInput &input : graph.inputs(node)) {
            if (listed++ >= kListed)
                continue;
            DetailRow made = row(label, tr("missing", "input of a node"));
            if (input.source != NodeIndex::None) {
                const QString name = toQString(graph.node(input.source).name);
                made.value = input.control ? tr("%1 (control)", "input of a node").arg(name)
                    : input.port > 0       ? tr("%1, output %2", "input of a node").arg(name).arg(input.port)
                                           : name;
                made.link = QStringLiteral("node:") + name;
            } else {
                made.mark = DetailRow::Mark::Warning;
            }
            rows.append(made);
            label.clear();
        }
        if (listed > kListed)
            rows.append(row({}, tr("and %n more", "", static_cast<int>(listed - kListed))));
        return rows;
    }

    static QList<DetailRow> nodeRows(const MetaGraph &graph, NodeIndex index)
    {
        const GraphNode &node = graph.node(index);
        QList<DetailRow> rows;
        rows.append(row(tr("Name"), toQString(node.name)));
        rows.append(row(tr("Operation"), toQString(node.op)));
        rows.append(inputRows(graph, index));
        if (!node.device.empty())
            rows.append(row(tr("Device"), toQString(node.device)));
        return rows;
    }

    static QList<DetailRow> attributeRows(const MetaGraph &graph, NodeIndex index)
    {
        QList<DetailRow> rows;
        for (const auto &[name, value] : graph.attributeTexts(index, kAttributeLength))
            rows.append(row(toQString(name), toQString(value)));
        return rows;
    }

    // What the card and everything in it has to wait for without reading it; by the innermost cards.
    static QList<DetailRow> waitRows(const GraphView &graph, ItemId id)
    {
        std::vector<char> inside(graph.items().size());
        std::set<ItemId> sources;
        for (const Item &item : graph.items()) { // parents come before children
            const bool in = item.id == id || (item.parent != ItemId::None && inside[index(item.parent)]);
            inside[index(item.id)] = in;
            if (!in)
                continue;
            for (const ItemId source : graph.controlLinks().next(item.id, ItemLinks::Way::Inputs))
                sources.insert(source);
        }
        std::erase_if(sources, [&](ItemId source) { return inside[index(source)] != 0; });
        QList<DetailRow> rows;
        for (const ItemId source : sources) {
            if (static_cast<std::size_t>(rows.size()) == kListed) {
                rows.append(row({}, tr("and %n more", "", static_cast<int>(sources.size() - kListed))));
                break;
            }
            const Item &item = graph.item(source);
            rows.append(row(rows.isEmpty() ? tr("Runs after") : QString(), toQString(item.title),
                QStringLiteral("item:") + toQString(item.key)));
        }
        return rows;
    }

    static void add(Details &details, const QString &title, const QList<DetailRow> &rows)
    {
        if (!rows.isEmpty())
            details.sections.append({ title, rows });
    }

    static Details ofItem(const GraphView &graph, ItemId id, const Checkpoint *checkpoint)
    {
        const Item &item = graph.item(id);
        Details details;
        details.title = toQString(item.title);
        add(details, {}, headRows(item, graph.source() != ViewSource::Graph));
        add(details, tr("Variables"), variableRows(graph, id, checkpoint));
        if (!graph.graph())
            return details;
        if (item.leaves.size() == 1) {
            add(details, tr("In the graph"), nodeRows(*graph.graph(), item.leaves.front()));
            add(details, tr("Attributes"), attributeRows(*graph.graph(), item.leaves.front()));
        } else if (!item.leaves.empty()) {
            QList<DetailRow> rows;
            for (std::size_t i = 0; i < item.leaves.size() && i < kListed; ++i) {
                const GraphNode &node = graph.graph()->node(item.leaves[i]);
                rows.append(
                    row(toQString(node.op), toQString(node.name), QStringLiteral("node:") + toQString(node.name)));
            }
            if (item.leaves.size() > kListed)
                rows.append(row({}, tr("and %n more", "", static_cast<int>(item.leaves.size() - kListed))));
            add(details, tr("In the graph"), rows);
        }
        add(details, tr("Control inputs"), waitRows(graph, id));
        return details;
    }
};

} // namespace

Details detailsOf(const GraphView &graph, ItemId id, const Checkpoint *checkpoint)
{
    return Maker::ofItem(graph, id, checkpoint);
}

} // namespace ckpt
