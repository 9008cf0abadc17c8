// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Details of what belongs to a model as a whole: its objects, signatures and assets.
#include "format/graph/metafacts.h"
#include "widgets/common/formatting.h"
#include "widgets/run/details.h"

#include <QCoreApplication>
#include <QStringList>

namespace ckpt {

namespace {

constexpr std::size_t kListed = 12, kPaths = 6;

// A class, so that the translator's tools see the context.
struct Maker {
    Q_DECLARE_TR_FUNCTIONS(Details)
public:
    static DetailRow row(const QString &label, const QString &value, const QString &link = {})
    {
        return { label, value, link, DetailRow::Mark::None };
    }

    static DetailRow more(std::size_t count) { return row({}, tr("and %n more", "", static_cast<int>(count))); }

    static QString pathText(const ObjectTree &tree, ObjectId object)
    {
        return object == ObjectId::Root ? tr("the root", "of the object graph") : toQString(tree.path(object));
    }

    // The variable that an object is, as a link.
    static QString linkOf(const Checkpoint &checkpoint, const ObjectTree &tree, ObjectId object)
    {
        for (const ObjectAttribute &attribute : tree.graph().attributes(object))
            if (attribute.variable)
                return QStringLiteral("variable:") + toQString(checkpoint.variable(*attribute.variable).key);
        return {};
    }

    static void addSlots(QList<DetailRow> &rows, const Checkpoint &checkpoint, const ObjectTree &tree, ObjectId object)
    {
        for (const SlotVariable &slot : tree.graph().slotVariables()) {
            if (slot.slot != object || !tree.graph().has(slot.variable))
                continue;
            rows.append(row(tr("Slot"),
                tr("%1 of %2", "name of a slot, its optimizer")
                    .arg(toQString(slot.name), pathText(tree, slot.optimizer))));
            rows.append(row(tr("Belongs to"), pathText(tree, slot.variable), linkOf(checkpoint, tree, slot.variable)));
        }
    }

    static QList<DetailRow> ofVariable(const Checkpoint &checkpoint, const ObjectTree &tree, VariableId id)
    {
        QList<DetailRow> rows;
        const auto uses = tree.graph().usesOf(id);
        for (const ObjectGraph::Use &use : uses.first(std::min(uses.size(), kPaths))) {
            if (tree.place(use.object) == ObjectPlace::Slot)
                addSlots(rows, checkpoint, tree, use.object);
            QString label = tr("Path", "of an object");
            const std::vector<std::string> paths = tree.paths(use.object, kPaths + 1);
            for (std::size_t i = 0; i < std::min(paths.size(), kPaths); ++i, label.clear())
                rows.append(row(label, paths[i].empty() ? pathText(tree, use.object) : toQString(paths[i])));
            if (paths.size() > kPaths)
                rows.append(row({}, tr("and more")));
            const ObjectAttribute &attribute = tree.graph().attributes(use.object)[use.attribute];
            if (!attribute.fullName.empty() && attribute.fullName != attribute.key)
                rows.append(row(tr("Name in TensorFlow 1"), toQString(attribute.fullName)));
        }
        if (uses.size() > kPaths)
            rows.append(more(uses.size() - kPaths));
        if (uses.empty()) {
            DetailRow none = row(tr("Path", "of an object"), tr("none: no object of the checkpoint holds it"));
            none.mark = DetailRow::Mark::Warning;
            rows.append(none);
        }
        return rows;
    }

    static QString tensorText(const SignatureTensor &tensor)
    {
        if (tensor.dtype == 0) // an op that is run for its effect
            return toQString(tensor.key);
        QString shape = tr("any shape");
        if (tensor.shape) {
            QStringList dims;
            for (const std::int64_t dim : *tensor.shape)
                dims.append(dim < 0 ? QStringLiteral("?") : formatCount(dim));
            shape = dims.isEmpty() ? tr("scalar") : dims.join(QStringLiteral(" × "));
        }
        return tr("%1: %2, %3", "argument, type, shape")
            .arg(toQString(tensor.key), toQString(typeName(tensor.dtype)), shape);
    }

    static void addTensors(QList<DetailRow> &rows, QString label, const std::vector<SignatureTensor> &tensors)
    {
        for (std::size_t i = 0; i < tensors.size() && i < kListed; ++i, label.clear())
            rows.append(row(label, tensorText(tensors[i])));
        if (tensors.size() > kListed)
            rows.append(more(tensors.size() - kListed));
    }

    static void add(Details &details, const QString &title, const QList<DetailRow> &rows)
    {
        if (!rows.isEmpty())
            details.sections.append({ title, rows });
    }

    static void addSignatures(Details &details, const MetaGraph &graph)
    {
        const std::vector<Signature> all = signatures(graph);
        for (std::size_t i = 0; i < all.size() && i < kListed; ++i) {
            QList<DetailRow> rows;
            addTensors(rows, tr("Inputs"), all[i].inputs);
            addTensors(rows, tr("Outputs"), all[i].outputs);
            add(details, tr("Signature %1").arg(toQString(all[i].name)), rows);
        }
        if (all.size() > kListed)
            add(details, tr("Signatures"), { more(all.size() - kListed) });
    }

    static QList<DetailRow> graphRows(const GraphSummary &summary)
    {
        QList<DetailRow> rows;
        for (std::size_t i = 0; summary.allTags.size() > 1 && i < summary.allTags.size() && i < kListed; ++i) {
            QStringList tags;
            for (const std::string &tag : summary.allTags[i])
                tags.append(toQString(tag));
            rows.append(row(i == summary.position ? tr("Shown") : tr("Also there"),
                tags.isEmpty() ? tr("no tags") : tags.join(QStringLiteral(", "))));
        }
        return rows;
    }

    static QList<DetailRow> assetRows(std::span<const std::string> assets)
    {
        QList<DetailRow> rows;
        for (std::size_t i = 0; i < assets.size() && i < kListed; ++i)
            rows.append(row(i == 0 ? tr("Files") : QString(), toQString(assets[i])));
        if (assets.size() > kListed)
            rows.append(more(assets.size() - kListed));
        return rows;
    }

    static QList<DetailRow> rootRows(const ObjectTree &tree)
    {
        QList<DetailRow> rows;
        rows.append(row(tr("Objects"), formatCount(static_cast<qint64>(tree.graph().size()))));
        QString label = tr("Root");
        const auto children = tree.graph().children(ObjectId::Root);
        for (std::size_t i = 0; i < children.size() && i < kListed; ++i, label.clear())
            rows.append(row(label, toQString(children[i].name)));
        if (children.size() > kListed)
            rows.append(more(children.size() - kListed));
        if (tree.apartCount() > 0)
            rows.append(row(tr("Not reached"), formatCount(static_cast<qint64>(tree.apartCount()))));
        return rows;
    }

    static void addTo(Details &details, const ModelParts &parts)
    {
        if (parts.graph)
            addSignatures(details, *parts.graph);
        add(details, tr("Assets"), assetRows(parts.assets));
        if (parts.graph)
            add(details, tr("Graphs"), graphRows(parts.graph->summary()));
        if (parts.objects)
            add(details, tr("Objects"), rootRows(*parts.objects));
    }
};

} // namespace

QList<DetailRow> objectRows(const Checkpoint &checkpoint, const ObjectTree &tree, VariableId id)
{
    return Maker::ofVariable(checkpoint, tree, id);
}

void addModel(Details &details, const ModelParts &parts)
{
    Maker::addTo(details, parts);
}

} // namespace ckpt
